/** @file Running and recent work at the foot of the rail: progress, rate, time left, cancel. Read anew from the workbench after a reload. */
import { useState } from 'react';
import { Badge, Box, Button, LinearProgress, Popover, Tooltip, Typography } from '@mui/material';
import { Activity as ActivityIcon } from 'lucide-react';
import { useActivities } from '../api/activities';
import { ActivityRow } from './ActivityRow';

const maxRecent = 8;

export function ActivityTray({ isOpen }: { isOpen: boolean }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const activities = useActivities().toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  const running = activities.filter((one) => one.state === 'running');
  const recent = activities.filter((one) => one.state !== 'running').slice(0, maxRecent);
  if (activities.length === 0) return null;
  const word = running.length === 0 ? 'Recent work' : `${running.length} running`;
  return (
    <Box sx={{ pt: 1 }}>
      <Tooltip title={isOpen ? '' : word} placement="right">
        <Button
          aria-label={`Activity: ${word}`}
          aria-haspopup="dialog"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
          sx={{ width: '100%', justifyContent: isOpen ? 'flex-start' : 'center', gap: 1.25, px: 1.25, height: 34, color: running.length > 0 ? 'primary.main' : 'text.secondary', fontWeight: 450 }}
        >
          <Badge variant="dot" color="primary" invisible={isOpen || running.length === 0}>
            <ActivityIcon size={17} aria-hidden />
          </Badge>
          {isOpen && word}
        </Button>
      </Tooltip>
      {running.length > 0 && <LinearProgress aria-hidden sx={{ mx: 0.5 }} {...overall(running)} />}
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Activity', sx: { width: 420, maxHeight: '70vh', ml: 1.5, p: 2 } } }}
      >
        <Typography variant="h2" sx={{ mb: 1 }}>
          Activity
        </Typography>
        {[...running, ...recent].map((activity) => (
          <ActivityRow key={activity.id} activity={activity} onLeave={() => setAnchor(null)} />
        ))}
      </Popover>
    </Box>
  );
}

function overall(running: readonly { progress: { done: number; total?: number | undefined } }[]): { variant: 'determinate'; value: number } | { variant: 'indeterminate' } {
  const [only] = running;
  if (running.length !== 1 || only?.progress.total === undefined || only.progress.total === 0) return { variant: 'indeterminate' };
  return { variant: 'determinate', value: Math.min(100, (100 * only.progress.done) / only.progress.total) };
}
