/** @file Where two planners' confusion differs: the difference of each row's shares, the first run minus the second. */
import { strategyByLabel } from '#shared/domain/strategies';
import { type HeatCell, HeatMap } from '../../../components/charts/HeatMap';
import { formatDifference } from '../../../components/figure-format';
import { formatShare } from '../../../components/format';
import type { PlannerRun } from './planner-run';
import { runHeading } from './run-heading';

export function ConfusionDifference({ a, b }: { a: PlannerRun; b: PlannerRun }) {
  const labels = a.result.test.labels;
  if (labels.join() !== b.result.test.labels.join()) return null;
  const shares = [a, b].map(({ result }) => sharesOf(result.test.confusion));
  const differences = labels.map((_, row) => labels.map((__, column) => (shares[0]?.[row]?.[column] ?? 0) - (shares[1]?.[row]?.[column] ?? 0)));
  const axis = labels.map((label) => ({ label, short: strategyByLabel(label)?.abbreviation ?? label.slice(0, 3) }));
  return (
    <HeatMap
      title="Difference of confusion"
      help={`Shares of each gold row: ${runHeading(a.run)} minus ${runHeading(b.run)}. On the diagonal more is better, elsewhere less.`}
      rows={{ header: 'Gold', labels: axis }}
      columns={{ header: 'Predicted', labels: axis }}
      cells={differences.map((row, gold) => row.map((difference, predicted) => cellOf(difference, shares[0]?.[gold]?.[predicted] ?? 0)))}
      table={{ header: ['Gold', ...labels], rows: differences.map((row, index) => [labels[index] ?? '', ...row.map((value) => Math.round(value * 10_000) / 10_000)]) }}
      fileLead="comparison"
    />
  );
}

function cellOf(difference: number, share: number): HeatCell {
  const points = formatDifference(Math.round(difference * 1000) / 10, { scale: 1 }).replace(/\.?0+$/, '');
  return { weight: Math.max(-1, Math.min(1, difference * 2)), text: points === '' ? '0' : points, description: `${points} points, ${formatShare(share)} in the first` };
}

function sharesOf(confusion: PlannerRun['result']['test']['confusion']): number[][] {
  return confusion.map((row) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count) => (sum === 0 ? 0 : count / sum));
  });
}
