/** @file How often values fall into each bin, as columns. Bins come ready made; what they are of is said by the caller. */
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCount, formatDecimal } from '../format';
import { ChartFrame } from './ChartFrame';
import { chartColor, chartText, quietAxis, quietGrid, quietTooltip } from './chart-style';

export interface HistogramBin {
  /** Printed under the bar. */
  readonly label: string;
  readonly count: number;
}

export interface HistogramProps {
  title: string;
  help?: string;
  bins: readonly HistogramBin[];
  /** What the bins are of: "Turns". */
  binHeader: string;
  countHeader: string;
  fileLead?: string;
  heightPx?: number;
}

export function Histogram({ title, help, bins, binHeader, countHeader, fileLead, heightPx = 180 }: HistogramProps) {
  const table = { header: [binHeader, countHeader], rows: bins.map((bin) => [bin.label, bin.count] as const) };
  return (
    <ChartFrame title={title} table={table} {...(help !== undefined && { help })} {...(fileLead !== undefined && { fileLead })}>
      {(widthPx) => <Plot title={title} bins={bins} binHeader={binHeader} countHeader={countHeader} size={{ widthPx, heightPx }} />}
    </ChartFrame>
  );
}

function Plot({ title, bins, binHeader, countHeader, size }: Pick<HistogramProps, 'title' | 'bins' | 'binHeader' | 'countHeader'> & { size: { widthPx: number; heightPx: number } }) {
  return (
    <BarChart
      width={size.widthPx}
      height={size.heightPx}
      data={bins}
      barCategoryGap={1}
      margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
      role="img"
      aria-label={`${title}: histogram of ${bins.length} bins; the same figures are in the table.`}
    >
      <CartesianGrid {...quietGrid} />
      <XAxis {...quietAxis} dataKey="label" interval="equidistantPreserveStart" minTickGap={12} axisLine={{ stroke: chartColor.axis, shapeRendering: 'crispEdges' }} height={40} label={{ value: binHeader, position: 'insideBottom', offset: 3, style: chartText.muted }} />
      <YAxis {...quietAxis} width="auto" allowDecimals={false} niceTicks="snap125" tickFormatter={formatCount} />
      <Tooltip {...quietTooltip} labelFormatter={(label) => `${binHeader} ${label as string}`} formatter={(count) => formatCount(Number(count))} />
      <Bar dataKey="count" name={countHeader} fill={chartColor.accent} radius={1.5} isAnimationActive={false} />
    </BarChart>
  );
}

/** Bins of whole numbers as they read: "16–23", or one number where a bin holds just that. */
export function integerBins(bins: readonly { from: number; to: number; count: number }[]): HistogramBin[] {
  return bins.map((bin, index) => {
    const last = index === bins.length - 1 ? Math.ceil(bin.to) : Math.ceil(bin.to) - 1;
    const first = Math.ceil(bin.from);
    return { label: last <= first ? String(first) : `${first}–${last}`, count: bin.count };
  });
}

/** "Mean 29.5, median 28, from 16 to 120." */
export function summaryLine(summary: { mean: number; median: number; min: number; max: number }): string {
  return `Mean ${formatDecimal(summary.mean)}, median ${Number.isInteger(summary.median) ? summary.median : formatDecimal(summary.median)}, from ${formatCount(summary.min)} to ${formatCount(summary.max)}.`;
}
