/** @file Figures as dots with their intervals as whiskers, one row a figure, on one axis. A line marks a value of interest, such as no difference. */
import { formatFigure, formatInterval } from '../figure-format';
import { ChartFrame } from './ChartFrame';
import { chartColor, chartText, fitted } from './chart-style';
import { type Axis, axisOver } from './scale';

export interface IntervalRow {
  readonly label: string;
  readonly value: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Stands out less: a difference that chance explains. */
  readonly isMuted?: boolean;
}

export interface IntervalChartProps {
  title: string;
  help?: string;
  rows: readonly IntervalRow[];
  /** Column heading of the labels in the table. */
  labelHeader: string;
  valueHeader: string;
  /** Always on the axis, as a line. */
  reference?: { readonly value: number; readonly label: string };
  /** Ends of the axis where it is fixed. */
  range?: readonly [number, number];
  fileLead?: string;
}

const rowHeightPx = 28;
const axisHeightPx = 24;
/** For the name of the marked value. */
const referenceHeightPx = 16;

export function IntervalChart({ title, help, rows, labelHeader, valueHeader, reference, range, fileLead }: IntervalChartProps) {
  const table = { header: [labelHeader, valueHeader, 'Low', 'High'], rows: rows.map(({ label, value, interval }) => [label, value, interval?.low ?? null, interval?.high ?? null] as const) };
  const axis = axisOver([...(range ?? [0]), ...(reference === undefined ? [] : [reference.value]), ...rows.flatMap(({ value, interval }) => (interval === null ? [value] : [value, interval.low, interval.high]))]);
  return (
    <ChartFrame title={title} table={table} {...(help !== undefined && { help })} {...(fileLead !== undefined && { fileLead })}>
      {(widthPx) => <Plot title={title} rows={rows} axis={axis} widthPx={widthPx} reference={reference} />}
    </ChartFrame>
  );
}

function Plot({ title, rows, axis, widthPx, reference }: { title: string; rows: readonly IntervalRow[]; axis: Axis; widthPx: number; reference: IntervalChartProps['reference'] }) {
  const labelPx = Math.min(Math.max(...rows.map(({ label }) => label.length)) * 7 + 14, widthPx * 0.4);
  const bottom = rows.length * rowHeightPx + 4;
  const heightPx = bottom + axisHeightPx + (reference === undefined ? 0 : referenceHeightPx);
  const xOf = (value: number) => labelPx + 8 + ((widthPx - labelPx - 28) * (value - axis.from)) / (axis.to - axis.from);
  return (
    <svg width={widthPx} height={heightPx} role="img" aria-label={`${title}: ${rows.length} figures with their intervals; the same figures are in the table.`} style={{ display: 'block' }}>
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line x1={xOf(tick)} x2={xOf(tick)} y1={4} y2={bottom} style={{ stroke: chartColor.grid, strokeWidth: 1 }} shapeRendering="crispEdges" />
          <text x={xOf(tick)} y={bottom + 16} textAnchor="middle" style={chartText.muted}>
            {tick.toFixed(axis.digits).replace('-', '−')}
          </text>
        </g>
      ))}
      {reference !== undefined && (
        <g>
          <line x1={xOf(reference.value)} x2={xOf(reference.value)} y1={4} y2={bottom} style={{ stroke: chartColor.axis, strokeWidth: 1.5 }} shapeRendering="crispEdges" />
          <text x={xOf(reference.value)} y={bottom + 32} textAnchor="middle" style={chartText.muted}>
            {reference.label}
          </text>
        </g>
      )}
      {rows.map((row, index) => (
        <Whisker key={row.label} row={row} y={4 + (index + 0.5) * rowHeightPx} labelPx={labelPx} xOf={xOf} />
      ))}
    </svg>
  );
}

function Whisker({ row: { label, value, interval, isMuted = false }, y, labelPx, xOf }: { row: IntervalRow; y: number; labelPx: number; xOf: (value: number) => number }) {
  const color = isMuted ? chartColor.axis : chartColor.accent;
  return (
    <g>
      <title>{`${label}: ${formatFigure(value)}${interval === null ? '' : ` ${formatInterval(interval)}`}`}</title>
      <text x={0} y={y + 4} style={chartText.label}>
        {fitted(label, labelPx)}
      </text>
      {interval !== null && (
        <>
          <line x1={xOf(interval.low)} x2={xOf(interval.high)} y1={y} y2={y} style={{ stroke: color, strokeWidth: 1.5 }} />
          {[interval.low, interval.high].map((end) => (
            <line key={end} x1={xOf(end)} x2={xOf(end)} y1={y - 6} y2={y + 6} style={{ stroke: color, strokeWidth: 1.5 }} />
          ))}
        </>
      )}
      <circle cx={xOf(value)} cy={y} r={3.5} style={{ fill: isMuted ? chartColor.paper : color, stroke: color, strokeWidth: 1.5 }} />
    </g>
  );
}
