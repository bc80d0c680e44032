/** @file Values by name as bars from zero, with a line at the value that means nothing special. */
import { formatFigure } from '../figure-format';
import { ChartFrame } from './ChartFrame';
import { chartColor, chartText, fitted } from './chart-style';

export interface ValueBar {
  readonly label: string;
  readonly value: number;
  /** CSS colour; the accent where there is none. */
  readonly color?: string;
  /** Stands before the label, e.g. an abbreviation. */
  readonly mark?: string;
}

export interface ValueBarsProps {
  title: string;
  help?: string;
  bars: readonly ValueBar[];
  labelHeader: string;
  valueHeader: string;
  reference: { readonly value: number; readonly label: string };
  fileLead?: string;
}

const rowHeightPx = 26;
const footHeightPx = 22;

export function ValueBars({ title, help, bars, labelHeader, valueHeader, reference, fileLead }: ValueBarsProps) {
  const table = { header: [labelHeader, valueHeader], rows: bars.map(({ label, value }) => [label, value] as const) };
  return (
    <ChartFrame title={title} table={table} {...(help !== undefined && { help })} {...(fileLead !== undefined && { fileLead })}>
      {(widthPx) => <Bars title={title} bars={bars} reference={reference} widthPx={widthPx} />}
    </ChartFrame>
  );
}

function Bars({ title, bars, reference, widthPx }: Pick<ValueBarsProps, 'title' | 'bars' | 'reference'> & { widthPx: number }) {
  const markPx = bars.some(({ mark }) => mark !== undefined) ? 34 : 0;
  const labelPx = Math.min(Math.max(...bars.map(({ label }) => label.length)) * 7 + 8, widthPx * 0.44) + markPx;
  const barPx = Math.max(20, widthPx - labelPx - 64);
  const max = Math.max(reference.value * 1.05, ...bars.map(({ value }) => value));
  const bottom = bars.length * rowHeightPx;
  const referenceX = labelPx + (barPx * reference.value) / max;
  return (
    <svg width={widthPx} height={bottom + footHeightPx} role="img" aria-label={`${title}: ${bars.length} bars; the same figures are in the table.`} style={{ display: 'block' }}>
      {bars.map(({ label, value, color = chartColor.accent, mark }, index) => (
        <g key={label} transform={`translate(0, ${index * rowHeightPx})`}>
          <title>{`${label}: ${formatFigure(value)}`}</title>
          {mark !== undefined && (
            <text x={0} y={17} style={{ ...chartText.label, fontWeight: 650, fill: color }}>
              {mark}
            </text>
          )}
          <text x={markPx} y={17} style={chartText.label}>
            {fitted(label, labelPx - markPx - 8)}
          </text>
          <rect x={labelPx} y={5} width={barPx} height={16} rx={2} style={{ fill: 'var(--solace-palette-sunken)' }} />
          <rect x={labelPx} y={5} width={Math.max(value > 0 ? 2 : 0, (barPx * value) / max)} height={16} rx={2} style={{ fill: color }} />
          <text x={widthPx} y={17} textAnchor="end" style={chartText.figure}>
            {value.toFixed(3)}
          </text>
        </g>
      ))}
      <line x1={referenceX} x2={referenceX} y1={0} y2={bottom} style={{ stroke: 'var(--solace-palette-text-primary)', strokeWidth: 1, strokeDasharray: '3 3' }} />
      <text x={referenceX} y={bottom + 15} textAnchor="middle" style={chartText.muted}>
        {reference.label}
      </text>
    </svg>
  );
}
