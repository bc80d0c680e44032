/** @file The end of every form: a name, the button that starts, what is still missing, and the running work. */
import { type FormEvent, type ReactNode } from 'react';
import { Alert, Box, Button, TextField, Typography } from '@mui/material';
import { Ruler } from 'lucide-react';
import { ActivityProgressBar } from '../../../components/ActivityProgressBar';
import { useShortcuts } from '../../../components/keyboard/KeyboardProvider';
import { KeyHint } from '../../../components/keyboard/KeyHint';
import type { MeasurementRun } from '../use-measurement-run';

export interface RunFormProps {
  run: MeasurementRun;
  isStarting: boolean;
  /** Why it cannot start yet, in one sentence; null when it can. */
  missing: string | null;
  /** What went wrong and belongs to no field. */
  problem: string | null;
  name: string;
  onNameChange: (name: string) => void;
  onStart: () => void;
  children: ReactNode;
}

const mostNameCharacters = 120;

export function RunForm({ run, isStarting, missing, problem, name, onNameChange, onStart, children }: RunFormProps) {
  const isBusy = isStarting || run.isRunning;
  const canStart = missing === null && !isBusy;
  const start = () => {
    if (canStart) onStart();
  };
  useShortcuts('This page', [{ keys: 'Mod+Enter', label: 'Measure', run: start }]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start();
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {children}
      <Box sx={{ borderTop: 1, borderColor: 'divider', pt: 2.5, display: 'grid', gap: 1.5, justifyItems: 'start' }}>
        <TextField label="Name" value={name} onChange={(event) => onNameChange(event.target.value.slice(0, mostNameCharacters))} placeholder="Made from the inputs" slotProps={{ inputLabel: { shrink: true } }} sx={{ width: 420, maxWidth: '100%' }} />
        {problem !== null && (
          <Alert severity="error" sx={{ maxWidth: 860, overflowWrap: 'anywhere' }}>
            {problem}
          </Alert>
        )}
        {run.running !== undefined && (
          <Box role="status" sx={{ width: 420, maxWidth: '100%' }}>
            <ActivityProgressBar title={run.running.title} progress={run.running.progress} />
          </Box>
        )}
        <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1.5 }}>
          <Button type="submit" variant="contained" disabled={!canStart} startIcon={<Ruler size={15} aria-hidden />} endIcon={<KeyHint keys="Mod+Enter" />}>
            Measure
          </Button>
          {run.isRunning && (
            <Button variant="outlined" onClick={run.cancel}>
              Cancel
            </Button>
          )}
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {run.isRunning ? 'You may leave this page; the work goes on.' : missing}
          </Typography>
        </Box>
      </Box>
    </Box>
  );
}
