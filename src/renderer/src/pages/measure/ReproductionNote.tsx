/** @file A reproduction on its way: how far it is, or why it could not be done. */
import { Alert, Box, Button } from '@mui/material';
import { ActivityProgressBar } from '../../components/ActivityProgressBar';
import type { Reproducing } from './use-reproduction';

export function ReproductionNote({ reproduction: { running, cancel, problem } }: { reproduction: Reproducing }) {
  if (problem !== null) {
    return (
      <Alert severity="error" sx={{ mb: 2, maxWidth: 860, overflowWrap: 'anywhere' }}>
        {problem}
      </Alert>
    );
  }
  if (running === undefined) return null;
  return (
    <Box role="status" sx={{ mb: 2, maxWidth: 520 }}>
      <ActivityProgressBar title={running.title} progress={running.progress} />
      <Button onClick={cancel} sx={{ ml: -1.5 }}>
        Cancel
      </Button>
    </Box>
  );
}
