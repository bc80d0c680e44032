/** @file A bar with its figures in words: done of all, what was skipped, what came back. */
import { Box, LinearProgress, Typography } from '@mui/material';
import { formatCount } from '../../components/format';

export interface ProgressLineProps {
  label: string;
  total: number;
  done: number;
  skipped: number;
  rework: number;
}

export function ProgressLine({ label, total, done, skipped, rework }: ProgressLineProps) {
  const finished = done + skipped;
  const extras = [...(skipped > 0 ? [`${formatCount(skipped)} skipped`] : []), ...(rework > 0 ? [`${formatCount(rework)} sent back`] : [])].join(', ');
  return (
    <Box sx={{ minWidth: 170 }}>
      <LinearProgress variant="determinate" value={total === 0 ? 0 : Math.floor((100 * finished) / total)} aria-label={label} />
      <Typography variant="caption" component="div" className="figures" sx={{ mt: 0.375, color: 'text.secondary' }}>
        {formatCount(finished)} of {formatCount(total)}
        {extras !== '' && ` · ${extras}`}
      </Typography>
    </Box>
  );
}
