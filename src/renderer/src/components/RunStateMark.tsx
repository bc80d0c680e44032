/** @file The state of a run as an icon and a word, the same wherever runs are named. */
import { Box } from '@mui/material';
import { Ban, CircleCheck, CircleDashed, CirclePause, CircleX, Loader, type LucideIcon } from 'lucide-react';
import type { RunState } from '#shared/domain/runs/run';

interface StateLook {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly color: string;
}

export const runStateLooks: { readonly [S in RunState]: StateLook } = {
  queued: { word: 'Queued', icon: CircleDashed, color: 'text.secondary' },
  running: { word: 'Running', icon: Loader, color: 'primary.main' },
  paused: { word: 'Paused', icon: CirclePause, color: 'warning.main' },
  done: { word: 'Done', icon: CircleCheck, color: 'success.main' },
  failed: { word: 'Failed', icon: CircleX, color: 'error.main' },
  cancelled: { word: 'Cancelled', icon: Ban, color: 'text.secondary' },
};

export interface RunStateMarkProps {
  state: RunState;
  /** Asked to stop and not stopped yet. */
  stopping?: 'pause' | 'cancel' | undefined;
}

export function RunStateMark({ state, stopping }: RunStateMarkProps) {
  const { word, icon: Icon, color } = runStateLooks[state];
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, whiteSpace: 'nowrap' }}>
      <Box component="span" sx={{ display: 'inline-flex', color }}>
        <Icon size={15} aria-hidden />
      </Box>
      {stopping === undefined ? word : stopping === 'pause' ? 'Pausing…' : 'Cancelling…'}
    </Box>
  );
}
