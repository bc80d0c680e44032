/** @file A decision that is not stored: why, and what becomes of it. Nothing goes on before the person has said so. */
import { Alert, Box, Button, Typography } from '@mui/material';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import type { ReviewSession } from './review-session';
import type { SaveFailure } from './session-view';

export function SaveFailureNote({ session, failure }: { session: ReviewSession; failure: SaveFailure | null }) {
  const retry = () => void session.retry();
  const discard = () => session.discard();
  const words = failure?.isConflict === true ? { retry: 'Keep mine', discard: 'Keep what is stored' } : { retry: 'Try again', discard: 'Drop my decision' };
  useShortcuts('A decision is not saved', [
    { keys: 'Enter', label: words.retry, run: retry },
    { keys: 'Escape', label: words.discard, run: discard },
  ], { isOff: failure === null });
  if (failure === null) return null;
  return (
    <Alert
      severity="error"
      action={
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button variant="contained" onClick={retry} endIcon={<KeyHint keys="Enter" />}>
            {words.retry}
          </Button>
          <Button variant="outlined" onClick={discard} endIcon={<KeyHint keys="Escape" />}>
            {words.discard}
          </Button>
        </Box>
      }
    >
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        This decision is not saved yet
      </Typography>
      <Typography variant="body2">{failure.message} What you decided is kept here until you choose.</Typography>
    </Alert>
  );
}
