/** @file One turn as it stands in every transcript: number, speaker, text, and a margin for what is said about it. Knows no list around it. */
import type { ReactNode } from 'react';
import { Box } from '@mui/material';
import type { Speaker } from '#shared/domain/dialogue';
import { SpeakerLabel } from '../SpeakerLabel';
import { visuallyHidden } from '../LoadState';

export interface TurnFrameProps {
  number: number;
  speaker: Speaker;
  /** The same speaker goes on: the name is not printed again. */
  isContinued: boolean;
  children: ReactNode;
  margin?: ReactNode;
}

/** The text takes about 70 characters a line; the margin stands beside it, or below where there is no room. */
export function TurnFrame({ number, speaker, isContinued, children, margin }: TurnFrameProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '2.5rem 6.25rem minmax(0, 36.5rem) minmax(8rem, 16.5rem)',
        gridTemplateAreas: "'number speaker text margin'",
        columnGap: 1.5,
        '@container (max-width: 760px)': { gridTemplateColumns: '2.5rem 6.25rem minmax(0, 1fr)', gridTemplateAreas: "'number speaker text' '. . margin'" },
      }}
    >
      <Box component="span" aria-hidden sx={{ gridArea: 'number', textAlign: 'right', color: 'text.secondary', fontSize: '0.8125rem', lineHeight: '1.65rem' }}>
        {number}
      </Box>
      <Box sx={{ gridArea: 'speaker', lineHeight: '1.65rem' }}>
        <Box component="span" sx={visuallyHidden}>
          Turn {number},{' '}
        </Box>
        <Box component="span" sx={isContinued ? visuallyHidden : undefined}>
          <SpeakerLabel speaker={speaker} />
        </Box>
      </Box>
      <Box sx={{ gridArea: 'text', minWidth: 0 }}>{children}</Box>
      <Box sx={{ gridArea: 'margin', minWidth: 0, minHeight: 22, pt: '2px', '&:empty': { display: 'none' } }}>{margin}</Box>
    </Box>
  );
}
