/** @file All runs of a sweep as lines over one axis a parameter, ending at the figure; the better, the stronger. The same is in the table. */
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { SweepSummary } from '#shared/contracts/run-results';
import type { Json } from '#shared/domain/json';
import { isSameJson } from '#shared/domain/runs/config-paths';
import { paths } from '../../../app/paths';
import { ChartFrame } from '../../../components/charts/ChartFrame';
import { chartColor, chartText, fitted } from '../../../components/charts/chart-style';
import { jsonText, numberText } from '../../../components/json-text';

type SweepRun = SweepSummary['runs'][number];

const margin = { top: 30, bottom: 14, side: 70 } as const;
const heightPx = 300;

export function ParallelCoordinates({ summary, fileLead }: { summary: SweepSummary; fileLead: string }) {
  const { parameters, runs, metric, direction } = summary;
  const table = { header: ['Run', 'Seed', ...parameters.map(({ path }) => path), metric], rows: runs.map((run) => [run.name, run.seed, ...parameters.map(({ path }) => jsonText(run.parameters[path])), run.value]) };
  return (
    <ChartFrame title="All runs" help={`One line a run, from its parameters to ${metric}; the ${direction === 'lower' ? 'lower' : 'higher'}, the stronger. A click opens the run.`} table={table} fileLead={fileLead}>
      {(widthPx) => <Plot summary={summary} widthPx={widthPx} />}
    </ChartFrame>
  );
}

interface Axis {
  readonly name: string;
  readonly marks: readonly { readonly share: number; readonly text: string }[];
  /** 0 below, 1 above; undefined where the run has no such value. */
  readonly shareOf: (run: SweepRun) => number | undefined;
}

function Plot({ summary: { parameters, runs, metric, direction }, widthPx }: { summary: SweepSummary; widthPx: number }) {
  const navigate = useNavigate();
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const axes = [...parameters.map(parameterAxis), figureAxis(runs, metric)];
  const gap = axes.length > 1 ? (widthPx - 2 * margin.side) / (axes.length - 1) : 0;
  const xOf = (index: number) => margin.side + index * gap;
  const yOf = (share: number) => heightPx - margin.bottom - share * (heightPx - margin.top - margin.bottom);
  const lines = runs.flatMap((run) => {
    const shares = axes.map(({ shareOf }) => shareOf(run));
    const goodness = shares.at(-1);
    return goodness === undefined ? [] : [{ run, goodness: direction === 'lower' ? 1 - goodness : goodness, path: shares.map((share, index) => `${index === 0 ? 'M' : 'L'}${xOf(index)} ${yOf(share ?? 0)}`).join('') }];
  });
  return (
    <svg width={widthPx} height={heightPx} role="img" aria-label={`Parallel coordinates of ${lines.length} runs over ${parameters.length} parameters; the same figures are in the table.`} style={{ display: 'block' }}>
      {lines
        .toSorted((a, b) => a.goodness - b.goodness)
        .map(({ run, goodness, path }) => {
          const isPointedAt = pointedAt === run.runId;
          return (
            <path
              key={run.runId}
              d={path}
              onPointerEnter={() => setPointedAt(run.runId)}
              onPointerLeave={() => setPointedAt(null)}
              onClick={() => void navigate(paths.run(run.runId))}
              style={{ fill: 'none', stroke: isPointedAt ? 'var(--solace-palette-text-primary)' : chartColor.accent, strokeWidth: isPointedAt ? 3 : 1 + 1.5 * goodness, opacity: isPointedAt ? 1 : 0.2 + 0.8 * goodness ** 2, cursor: 'pointer' }}
            >
              <title>{`${run.name}: ${run.value === null ? 'no value' : numberText(run.value)}`}</title>
            </path>
          );
        })}
      {axes.map((axis, index) => (
        <g key={axis.name}>
          <line x1={xOf(index)} x2={xOf(index)} y1={yOf(0)} y2={yOf(1)} style={{ stroke: chartColor.axis, strokeWidth: 1 }} shapeRendering="crispEdges" />
          <text x={xOf(index)} y={14} textAnchor="middle" style={{ ...chartText.label, fontWeight: 600 }}>
            {fitted(axis.name.split('.').at(-1) ?? axis.name, Math.max(60, gap || 2 * margin.side))}
            <title>{axis.name}</title>
          </text>
          {axis.marks.map(({ share, text }) => (
            <text key={text} x={xOf(index) - 7} y={yOf(share) + 4} textAnchor="end" style={{ ...chartText.muted, paintOrder: 'stroke', stroke: chartColor.paper, strokeWidth: 6 }}>
              {fitted(text, 90)}
            </text>
          ))}
        </g>
      ))}
    </svg>
  );
}

/** Values stand at equal distances in their order: grids often double or multiply by ten. */
function parameterAxis({ path, values }: SweepSummary['parameters'][number]): Axis {
  const shareAt = (index: number): number => (values.length === 1 ? 0.5 : index / (values.length - 1));
  const every = Math.max(1, Math.ceil(values.length / 9));
  return {
    name: path,
    marks: values.flatMap((value, index) => (index % every === 0 ? [{ share: shareAt(index), text: jsonText(value) }] : [])),
    shareOf: (run) => placeOf(values, run.parameters[path], shareAt),
  };
}

function placeOf(values: readonly Json[], value: Json | undefined, shareAt: (index: number) => number): number | undefined {
  const index = value === undefined ? -1 : values.findIndex((one) => isSameJson(one, value));
  return index < 0 ? undefined : shareAt(index);
}

function figureAxis(runs: readonly SweepRun[], metric: string): Axis {
  const values = runs.flatMap(({ value }) => (value === null ? [] : [value]));
  const low = Math.min(...values);
  const high = Math.max(...values);
  const shareOf = (value: number): number => (high > low ? (value - low) / (high - low) : 0.5);
  const marks = high > low ? [0, 0.25, 0.5, 0.75, 1].map((share) => ({ share, text: numberText(Number((low + share * (high - low)).toPrecision(4))) })) : values.slice(0, 1).map((value) => ({ share: 0.5, text: numberText(value) }));
  return { name: metric, marks, shareOf: ({ value }) => (value === null ? undefined : shareOf(value)) };
}
