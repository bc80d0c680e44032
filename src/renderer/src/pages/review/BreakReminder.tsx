/** @file A gentle word after so much time of work. It waits at the edge, takes no focus and goes away by itself with a pause. */
import { useEffect, useState } from 'react';
import { Box, Button, Typography } from '@mui/material';
import { Coffee } from 'lucide-react';
import type { ActiveClock } from './active-clock';

export interface BreakReminderProps {
  clock: ActiveClock;
  /** Null: no reminder. */
  everyMinutes: number | null;
  isPaused: boolean;
  onPause: () => void;
}

const lookEveryMs = 5_000;

export function BreakReminder({ clock, everyMinutes, isPaused, onPause }: BreakReminderProps) {
  const [workedMs, setWorkedMs] = useState(0);
  /** Of the clock, when work last began afresh. */
  const [restedAtMs, setRestedAtMs] = useState(0);
  useEffect(() => {
    if (everyMinutes === null) return undefined;
    const timer = setInterval(() => setWorkedMs(clock.totalMs), lookEveryMs);
    return () => clearInterval(timer);
  }, [clock, everyMinutes]);
  const minutes = Math.floor((workedMs - restedAtMs) / 60_000);
  const isDue = everyMinutes !== null && minutes >= everyMinutes && !isPaused;
  const rest = () => {
    setRestedAtMs(clock.totalMs);
    setWorkedMs(clock.totalMs);
  };
  return (
    <Box role="status">
      {isDue && (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, px: 1.5, py: 0.5, borderRadius: 1, border: 1, borderColor: 'divider', backgroundColor: 'wash.success' }}>
          <Coffee size={16} aria-hidden />
          <Typography variant="body2" sx={{ flex: 1 }}>
            You have worked for {minutes} minutes. A short break does good; everything is saved.
          </Typography>
          <Button
            variant="outlined"
            onClick={() => {
              rest();
              onPause();
            }}
          >
            Take a break
          </Button>
          <Button onClick={rest}>Later</Button>
        </Box>
      )}
    </Box>
  );
}
