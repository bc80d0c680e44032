/** @file How far long work is: bar, amount, rate and time left. */
import { Box, LinearProgress } from '@mui/material';
import type { ActivityProgress } from '#shared/contracts/activities';
import { formatBytes, formatCount, formatDuration } from './format';

/** Of an activity or of a run; `bytes` are written as sizes, any other unit as it is called. */
type Progress = Omit<ActivityProgress, 'unit'> & { readonly unit: string };

export function ActivityProgressBar({ title, progress }: { title: string; progress: Progress }) {
  const { done, total } = progress;
  const hasTotal = total !== undefined && total > 0;
  return (
    <Box sx={{ mt: 0.75 }}>
      <LinearProgress aria-label={title} variant={hasTotal ? 'determinate' : 'indeterminate'} {...(hasTotal && { value: Math.min(100, (100 * done) / total) })} />
      <Box className="figures" sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, mt: 0.5, color: 'text.secondary', fontSize: '0.8125rem' }}>
        <span>{progress.note}</span>
        <span>{progressText(progress)}</span>
      </Box>
    </Box>
  );
}

function progressText(progress: Progress): string {
  const amount = (units: number) => (progress.unit === 'bytes' ? formatBytes(units) : formatCount(units));
  const parts = [progress.total === undefined ? `${amount(progress.done)}${progress.unit === 'bytes' ? '' : ` ${progress.unit}`}` : `${amount(progress.done)} of ${amount(progress.total)}${progress.unit === 'bytes' ? '' : ` ${progress.unit}`}`];
  if (progress.unitsPerSecond !== undefined) parts.push(`${amount(progress.unitsPerSecond)}/s`);
  if (progress.secondsLeft !== undefined) parts.push(`${formatDuration(progress.secondsLeft)} left`);
  return parts.join(' · ');
}
