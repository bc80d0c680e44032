/** @file What one parameter does to the figure: the mean at each of its values over everything else that varies, with its interval. */
import type { SweepSummary } from '#shared/contracts/run-results';
import { IntervalChart } from '../../../components/charts/IntervalChart';
import { jsonText } from '../../../components/json-text';

export interface SensitivityProps {
  metric: string;
  path: string;
  points: SweepSummary['sensitivity'][number]['points'];
  fileLead: string;
}

export function Sensitivity({ metric, path, points, fileLead }: SensitivityProps) {
  const rows = points.flatMap(({ value, statistics }) => {
    if (statistics === null) return [];
    const { mean, low, high, n } = statistics;
    return [{ label: `${jsonText(value)}  (${n})`, value: mean, interval: low === null || high === null ? null : { low, high } }];
  });
  if (rows.length === 0) return null;
  const values = rows.flatMap(({ value, interval }) => [value, ...(interval === null ? [] : [interval.low, interval.high])]);
  return <IntervalChart title={path} help={`Mean of ${metric} at each value, with the number of runs; whiskers are 95% intervals.`} rows={rows} labelHeader={path} valueHeader={metric} range={[Math.min(...values), Math.max(...values)]} fileLead={fileLead} />;
}
