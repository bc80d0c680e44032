/** @file Nothing to read for as long as the person likes. The clock stands. */
import { Box, Button, Typography } from '@mui/material';
import { Pause, Play } from 'lucide-react';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';

export function PauseScreen({ resumeKey, onResume }: { resumeKey: string | undefined; onResume: () => void }) {
  useShortcuts('Paused', [{ keys: [...(resumeKey === undefined ? [] : [resumeKey]), 'Enter'], label: 'Go on', run: onResume }]);
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', alignItems: 'center', justifyContent: 'center', gap: 1.5, border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper' }}>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        <Pause size={28} aria-hidden />
      </Box>
      <Typography variant="h2" component="p">
        Paused
      </Typography>
      <Typography variant="body2" role="status" sx={{ color: 'text.secondary' }}>
        The text is hidden and the clock stands. Everything is saved.
      </Typography>
      <Button variant="contained" autoFocus onClick={onResume} startIcon={<Play size={15} aria-hidden />} endIcon={resumeKey !== undefined && <KeyHint keys={resumeKey} />}>
        Go on
      </Button>
    </Box>
  );
}
