/** @file Which strategies are used when: six stages of the dialogue, each a column of shares, as in the figure of the CSO paper. */
import { strategyByLabel } from '#shared/domain/strategies';
import { formatCount, formatShare } from '../format';
import { strategyColor } from '../strategy-look';
import { ChartFrame } from './ChartFrame';
import { chartColor, chartText, fitted } from './chart-style';

export interface StackedStagesProps {
  title: string;
  help?: string;
  /** In stage order. */
  stages: readonly { readonly stage: number; readonly strategies: Readonly<Record<string, number>> }[];
  /** Order of the stack, from below. */
  labels: readonly string[];
  fileLead?: string;
}

const heightPx = 330;
const legendPx = 232;

export function StackedStages({ title, help, stages, labels, fileLead }: StackedStagesProps) {
  const table = { header: ['Strategy', ...stages.map(({ stage }) => stageName(stage))], rows: labels.map((label) => [label, ...stages.map(({ strategies }) => strategies[label] ?? 0)]) };
  return (
    <ChartFrame title={title} table={table} {...(help !== undefined && { help })} {...(fileLead !== undefined && { fileLead })}>
      {(widthPx) => <Plot title={title} stages={stages} labels={labels} widthPx={widthPx} />}
    </ChartFrame>
  );
}

function Plot({ title, stages, labels, widthPx }: Pick<StackedStagesProps, 'title' | 'stages' | 'labels'> & { widthPx: number }) {
  const plot = { left: 44, right: widthPx - legendPx - 16, top: 8, bottom: heightPx - 42 };
  const slotPx = (plot.right - plot.left) / stages.length;
  const columnPx = Math.min(110, slotPx * 0.82);
  const yOf = (share: number) => plot.bottom - (plot.bottom - plot.top) * share;
  return (
    <svg width={widthPx} height={heightPx} role="img" aria-label={`${title}: stacked columns of ${stages.length} stages; the same figures are in the table.`} style={{ display: 'block' }}>
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line x1={plot.left} x2={plot.right} y1={yOf(share)} y2={yOf(share)} style={{ stroke: chartColor.grid, strokeWidth: 1 }} shapeRendering="crispEdges" />
          <text x={plot.left - 7} y={yOf(share) + 4} textAnchor="end" style={chartText.muted}>
            {`${share * 100} %`}
          </text>
        </g>
      ))}
      {stages.map(({ stage, strategies }, index) => {
        const x = plot.left + (index + 0.5) * slotPx;
        return (
          <g key={stage}>
            {segments(strategies, labels).map((segment) => (
              <Segment key={segment.label} segment={segment} stageLabel={stageName(stage)} column={{ x: x - columnPx / 2, widthPx: columnPx, top: yOf(segment.to), bottom: yOf(segment.from) }} />
            ))}
            <text x={x} y={plot.bottom + 17} textAnchor="middle" style={chartText.muted}>
              {stageName(stage)}
            </text>
          </g>
        );
      })}
      <text x={(plot.left + plot.right) / 2} y={heightPx - 5} textAnchor="middle" style={chartText.muted}>
        Progress of the dialogue
      </text>
      <Legend labels={labels} x={widthPx - legendPx} />
    </svg>
  );
}

interface StackSegment {
  readonly label: string;
  readonly count: number;
  readonly from: number;
  readonly to: number;
}

function Segment({ segment, stageLabel, column }: { segment: StackSegment; stageLabel: string; column: { x: number; widthPx: number; top: number; bottom: number } }) {
  const segmentHeightPx = column.bottom - column.top;
  return (
    <g>
      <title>{`${segment.label}, ${stageLabel}: ${formatShare(segment.to - segment.from)} (${formatCount(segment.count)} turns)`}</title>
      <rect x={column.x} y={column.top} width={column.widthPx} height={Math.max(0, segmentHeightPx)} style={{ fill: strategyColor(segment.label), stroke: chartColor.paper, strokeWidth: 1 }} />
      {segmentHeightPx >= 15 && column.widthPx >= 34 && (
        <text x={column.x + column.widthPx / 2} y={(column.top + column.bottom) / 2 + 4} textAnchor="middle" style={{ fontSize: 11.5, fontWeight: 600, fill: chartColor.paper }}>
          {abbreviation(segment.label)}
          {column.widthPx >= 72 && ` ${Math.round((segment.to - segment.from) * 100)} %`}
        </text>
      )}
    </g>
  );
}

/** Top to bottom as the columns are stacked. */
function Legend({ labels, x }: { labels: readonly string[]; x: number }) {
  return labels.toReversed().map((label, index) => (
    <g key={label} transform={`translate(${x}, ${12 + index * 26})`}>
      <rect width={12} height={12} rx={2} style={{ fill: strategyColor(label) }} />
      <text x={19} y={10.5} style={{ ...chartText.label, fontWeight: 650 }}>
        {abbreviation(label)}
      </text>
      <text x={49} y={10.5} style={chartText.label}>
        {fitted(label, legendPx - 49)}
      </text>
    </g>
  ));
}

function segments(strategies: Readonly<Record<string, number>>, labels: readonly string[]): StackSegment[] {
  const total = labels.reduce((sum, label) => sum + (strategies[label] ?? 0), 0);
  if (total === 0) return [];
  let below = 0;
  return labels.map((label) => {
    const count = strategies[label] ?? 0;
    const from = below / total;
    below += count;
    return { label, count, from, to: below / total };
  });
}

function stageName(stage: number): string {
  return `Stage ${stage + 1}`;
}

function abbreviation(label: string): string {
  return strategyByLabel(label)?.abbreviation ?? label.slice(0, 3);
}
