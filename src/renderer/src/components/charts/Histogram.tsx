/** @file How often values fall into each bin, with mean and median marked where they are given. */
import { formatCount, formatDecimal } from '../format';
import { ChartFrame } from './ChartFrame';
import { axisTicks, chartColor, chartText } from './chart-style';

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
      {(widthPx) => <Plot title={title} bins={bins} binHeader={binHeader} size={{ widthPx, heightPx }} />}
    </ChartFrame>
  );
}

function Plot({ title, bins, binHeader, size }: { title: string; bins: readonly HistogramBin[]; binHeader: string; size: { widthPx: number; heightPx: number } }) {
  const ticks = axisTicks(Math.max(0, ...bins.map((bin) => bin.count)));
  const top = ticks.at(-1) ?? 1;
  const plot = { left: 12 + formatCount(top).length * 7, right: size.widthPx - 4, top: 8, bottom: size.heightPx - 40 };
  const slotPx = (plot.right - plot.left) / Math.max(1, bins.length);
  const yOf = (count: number) => plot.bottom - ((plot.bottom - plot.top) * count) / top;
  const widestLabelPx = Math.max(...bins.map((bin) => bin.label.length)) * 7 + 8;
  const labelEvery = Math.max(1, Math.ceil(widestLabelPx / slotPx));
  return (
    <svg width={size.widthPx} height={size.heightPx} role="img" aria-label={`${title}: histogram of ${bins.length} bins; the same figures are in the table.`} style={{ display: 'block' }}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={plot.left} x2={plot.right} y1={yOf(tick)} y2={yOf(tick)} style={{ stroke: tick === 0 ? chartColor.axis : chartColor.grid, strokeWidth: 1 }} shapeRendering="crispEdges" />
          <text x={plot.left - 6} y={yOf(tick) + 4} textAnchor="end" style={chartText.muted}>
            {formatCount(tick)}
          </text>
        </g>
      ))}
      {bins.map((bin, index) => (
        <g key={bin.label}>
          <title>{`${binHeader} ${bin.label}: ${formatCount(bin.count)}`}</title>
          <rect x={plot.left + index * slotPx} y={plot.top} width={slotPx} height={plot.bottom - plot.top} style={{ fill: 'transparent' }} />
          <rect x={plot.left + index * slotPx + 1} y={yOf(bin.count)} width={Math.max(1, slotPx - 2)} height={plot.bottom - yOf(bin.count)} rx={1.5} style={{ fill: chartColor.accent }} />
          {index % labelEvery === 0 && plot.left + (index + 0.5) * slotPx + widestLabelPx / 2 - 6 <= size.widthPx && (
            <text x={plot.left + (index + 0.5) * slotPx} y={plot.bottom + 16} textAnchor="middle" style={chartText.muted}>
              {bin.label}
            </text>
          )}
        </g>
      ))}
      <text x={(plot.left + plot.right) / 2} y={size.heightPx - 5} textAnchor="middle" style={chartText.muted}>
        {binHeader}
      </text>
    </svg>
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
