/** @file How far the person is in their own queue, and how long an item takes them. */
import { Box, LinearProgress, Typography } from '@mui/material';
import type { Desk, ReviewItem } from '#shared/contracts/review';
import { countOf, formatCount, formatDecimal } from '../../components/format';

export function DeskProgress({ desk, item }: { desk: Desk; item: ReviewItem | null }) {
  const { total, done, skipped, rework, medianSeconds } = desk;
  const finished = done + skipped;
  const extras = [...(skipped > 0 ? [`${formatCount(skipped)} skipped`] : []), ...(rework > 0 ? [`${formatCount(rework)} sent back`] : []), ...(medianSeconds === null ? [] : [`${formatDecimal(medianSeconds)} s an item`])];
  return (
    <Box sx={{ width: 300 }}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, mb: 0.5 }}>
        <Typography variant="caption" className="figures" sx={{ fontWeight: 550, whiteSpace: 'nowrap' }}>
          {item === null ? countOf(total, 'item') : `Item ${formatCount(item.position + 1)}`} · {formatCount(finished)} of {formatCount(total)} done
        </Typography>
        <Typography variant="caption" className="figures" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {extras.join(' · ')}
        </Typography>
      </Box>
      <LinearProgress variant="determinate" value={total === 0 ? 0 : Math.floor((100 * finished) / total)} aria-label="Your progress" />
    </Box>
  );
}
