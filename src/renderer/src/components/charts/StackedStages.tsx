/** @file Which strategies are used when: six stages of the dialogue, each a column of shares, as in the figure of the CSO paper. */
import { Bar, BarChart, CartesianGrid, LabelList, Tooltip, XAxis, YAxis } from 'recharts';
import { strategyByLabel } from '#shared/domain/strategies';
import { countOf, formatShare } from '../format';
import { strategyColor } from '../strategy-look';
import { ChartFrame } from './ChartFrame';
import { chartColor, chartText, fitted, quietAxis, quietGrid, quietTooltip } from './chart-style';

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
  const columns = stages.map((stage) => columnOf(stage, labels));
  return (
    <BarChart
      width={widthPx}
      height={heightPx}
      data={columns}
      stackOffset="expand"
      barCategoryGap="9%"
      maxBarSize={110}
      margin={{ top: 8, right: legendPx + 16, bottom: 0, left: 0 }}
      role="img"
      aria-label={`${title}: stacked columns of ${stages.length} stages; the same figures are in the table.`}
    >
      <CartesianGrid {...quietGrid} />
      <XAxis {...quietAxis} dataKey="name" interval={0} height={42} label={{ value: 'Progress of the dialogue', position: 'insideBottom', offset: 3, style: chartText.muted }} />
      <YAxis {...quietAxis} width={44} ticks={[0, 0.25, 0.5, 0.75, 1]} tickFormatter={percent} />
      <Tooltip
        {...quietTooltip}
        itemSorter={({ name }) => -labels.indexOf(String(name))}
        formatter={(count, _, { payload }) => `${formatShare(Number(count) / (payload as StageColumn).total)} (${countOf(Number(count), 'turn')})`}
      />
      {labels.map((label) => (
        <Bar key={label} dataKey={(column: StageColumn) => column.counts[label] ?? 0} name={label} stackId="strategies" fill={strategyColor(label)} stroke={chartColor.paper} isAnimationActive={false}>
          <LabelList position="center" fill={chartColor.paper} stroke="none" fontSize={11.5} fontWeight={600} valueAccessor={({ viewBox, payload }) => segmentText(label, payload as StageColumn, viewBox as { width: number; height: number })} />
        </Bar>
      ))}
      <StageLegend labels={labels} x={widthPx - legendPx} />
    </BarChart>
  );
}

interface StageColumn {
  readonly name: string;
  readonly counts: Readonly<Record<string, number>>;
  /** At least 1, so that every share of it is a number. */
  readonly total: number;
}

function columnOf({ stage, strategies }: StackedStagesProps['stages'][number], labels: readonly string[]): StageColumn {
  return { name: stageName(stage), counts: strategies, total: Math.max(1, labels.reduce((sum, label) => sum + (strategies[label] ?? 0), 0)) };
}

/** As much of "Que 14%" as the segment has room for. */
function segmentText(label: string, column: StageColumn, box: { width: number; height: number }): string | undefined {
  if (box.height < 15 || box.width < 34) return undefined;
  return box.width < 72 ? abbreviation(label) : `${abbreviation(label)} ${percent((column.counts[label] ?? 0) / column.total)}`;
}

/** Top to bottom as the columns are stacked; drawn in the chart itself, so that it is in its file. */
function StageLegend({ labels, x }: { labels: readonly string[]; x: number }) {
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

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function stageName(stage: number): string {
  return `Stage ${stage + 1}`;
}

function abbreviation(label: string): string {
  return strategyByLabel(label)?.abbreviation ?? label.slice(0, 3);
}
