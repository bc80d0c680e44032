/** @file Who speaks: a word and a mark, never a colour alone. */
import { Box } from '@mui/material';
import type { Speaker } from '#shared/domain/dialogue';

const names: Readonly<Record<Speaker, string>> = { seeker: 'Seeker', supporter: 'Supporter' };

export function SpeakerLabel({ speaker }: { speaker: Speaker }) {
  const isSupporter = speaker === 'supporter';
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, fontSize: '0.8125rem', fontWeight: 550, color: isSupporter ? 'primary.main' : 'text.secondary', whiteSpace: 'nowrap' }}>
      <Box component="span" aria-hidden sx={{ width: 8, height: 8, flexShrink: 0, border: '1.5px solid currentColor', borderRadius: isSupporter ? '1px' : '50%', backgroundColor: isSupporter ? 'currentColor' : 'transparent' }} />
      {names[speaker]}
    </Box>
  );
}
