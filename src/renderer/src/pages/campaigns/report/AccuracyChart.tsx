/** @file Accuracy as dots with intervals, one row a field, the published figure of the same field as a hollow square beside it. */
import type { FieldAccuracy } from '#shared/contracts/campaign-report';
import { ChartFrame } from '../../../components/charts/ChartFrame';
import { chartColor, chartText, fitted } from '../../../components/charts/chart-style';
import { type Axis, axisOver } from '../../../components/charts/scale';

const rowHeightPx = 32;
const legendHeightPx = 26;
const axisHeightPx = 24;

export function AccuracyChart({ fields, fileLead }: { fields: readonly FieldAccuracy[]; fileLead: string }) {
  const table = { header: ['Field', 'Accuracy, %', 'Low', 'High', 'Published, %'], rows: fields.map(({ title, mean, ci, published }) => [title, percent(mean), percent(ci?.low), percent(ci?.high), published] as const) };
  const axis = axisOver([100, ...fields.flatMap(({ mean, ci, published }) => [percent(mean), percent(ci?.low), published].filter((value) => value !== null))]);
  return (
    <ChartFrame title="Accuracy beside the paper" help="Filled dots are this campaign, hollow squares the published figures. Percent." table={table} fileLead={fileLead}>
      {(widthPx) => <Plot fields={fields} axis={axis} widthPx={widthPx} />}
    </ChartFrame>
  );
}

function Plot({ fields, axis, widthPx }: { fields: readonly FieldAccuracy[]; axis: Axis; widthPx: number }) {
  const labelPx = Math.min(220, widthPx * 0.36);
  const bottom = legendHeightPx + fields.length * rowHeightPx;
  const xOf = (value: number) => labelPx + 8 + ((widthPx - labelPx - 28) * (value - axis.from)) / (axis.to - axis.from);
  return (
    <svg width={widthPx} height={bottom + axisHeightPx} role="img" aria-label={`Accuracy of ${fields.length} fields with intervals beside the published figures; the same figures are in the table.`} style={{ display: 'block' }}>
      <Legend x={labelPx + 8} />
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line x1={xOf(tick)} x2={xOf(tick)} y1={legendHeightPx} y2={bottom} style={{ stroke: chartColor.grid, strokeWidth: 1 }} shapeRendering="crispEdges" />
          <text x={xOf(tick)} y={bottom + 16} textAnchor="middle" style={chartText.muted}>
            {tick.toFixed(axis.digits)}
          </text>
        </g>
      ))}
      {fields.map((field, index) => (
        <Row key={field.field} field={field} y={legendHeightPx + (index + 0.5) * rowHeightPx} labelPx={labelPx} xOf={xOf} />
      ))}
    </svg>
  );
}

function Legend({ x }: { x: number }) {
  return (
    <g>
      <circle cx={x + 5} cy={9} r={4} style={{ fill: chartColor.accent }} />
      <text x={x + 16} y={13} style={chartText.muted}>
        this campaign
      </text>
      <Square x={x + 121} y={9} />
      <text x={x + 132} y={13} style={chartText.muted}>
        published
      </text>
    </g>
  );
}

function Row({ field: { title, mean, ci, published }, y, labelPx, xOf }: { field: FieldAccuracy; y: number; labelPx: number; xOf: (value: number) => number }) {
  const value = percent(mean);
  return (
    <g>
      <title>{`${title}: ${value?.toFixed(2) ?? 'no figure'}${published === null ? '' : `, published ${published.toFixed(2)}`}`}</title>
      <text x={0} y={y + 4} style={chartText.label}>
        {fitted(title, labelPx)}
      </text>
      {ci !== null && (
        <>
          <line x1={xOf(ci.low * 100)} x2={xOf(ci.high * 100)} y1={y} y2={y} style={{ stroke: chartColor.accent, strokeWidth: 1.5 }} />
          {[ci.low, ci.high].map((end) => (
            <line key={end} x1={xOf(end * 100)} x2={xOf(end * 100)} y1={y - 5} y2={y + 5} style={{ stroke: chartColor.accent, strokeWidth: 1.5 }} />
          ))}
        </>
      )}
      {value !== null && <circle cx={xOf(value)} cy={y} r={4} style={{ fill: chartColor.accent }} />}
      {published !== null && <Square x={xOf(published)} y={y + 9} />}
    </g>
  );
}

function Square({ x, y }: { x: number; y: number }) {
  return <rect x={x - 4} y={y - 4} width={8} height={8} style={{ fill: chartColor.paper, stroke: chartColor.axis, strokeWidth: 1.75 }} />;
}

function percent(share: number | null | undefined): number | null {
  return share === null || share === undefined ? null : Math.round(share * 10_000) / 100;
}
