/** @file How far a run is, while it is not over: bar, rate, time left, or what it waits for. */
import { Box, Typography } from '@mui/material';
import type { RunDetail } from '#shared/contracts/run-records';
import { isFinal } from '#shared/domain/runs/run';
import { ActivityProgressBar } from '../../../components/ActivityProgressBar';
import { slotWords } from '../table/run-columns';

export function RunProgressLine({ run }: { run: RunDetail }) {
  const { state, progress, needs, slot } = run;
  if (isFinal(state)) return null;
  if (state === 'queued') return <Line>{waitingText(needs, slotWords[slot])}</Line>;
  if (progress === undefined) return <Line>{state === 'paused' ? 'Paused before its first step.' : 'Starting.'}</Line>;
  return (
    <Box sx={{ mb: 2, maxWidth: 720 }}>
      <ActivityProgressBar title={`Progress of ${run.name}`} progress={progress} />
    </Box>
  );
}

function Line({ children }: { children: string }) {
  return (
    <Typography variant="body2" role="status" sx={{ mb: 2, color: 'text.secondary' }}>
      {children}
    </Typography>
  );
}

function waitingText(needs: RunDetail['needs'], slot: string): string {
  const open = needs.filter(({ state }) => state !== 'done');
  if (open.length === 0) return `Waits for a place in the queue (${slot}).`;
  return `Waits for ${open.map(({ name, state }) => `${name} (${state})`).join(', ')}.`;
}
