/** @file Which curves share a chart: of one run `train/loss` and `valid/loss`, of several runs one metric. Pure. */
import type { Curve, CurveAxis, MetricSummary } from '#shared/contracts/run-results';
import { isMachineMetric } from '#shared/domain/runs/run';
import type { CurveData } from '../../../components/charts/curves/CurveChart';
import type { Span } from '../../../components/charts/curves/curve-scale';
import { formatDuration } from '../../../components/format';
import { numberText, wordsOf } from '../../../components/json-text';
import type { CurveRun } from './use-curves';

export interface CurveGroup {
  readonly title: string;
  readonly names: readonly string[];
}

/** Losses first, then figures of evaluations, then what tells of the training itself; what never changes comes last. */
export function curveGroups(summaries: readonly MetricSummary[], { isOneRun, isMachine }: { isOneRun: boolean; isMachine: boolean }): CurveGroup[] {
  const names = [...new Set(summaries.map(({ name }) => name))].filter((name) => isMachineMetric(name) === isMachine);
  const groups = isOneRun ? [...Map.groupBy(names, lastPart)].map(([part, members]) => groupOf(part, members)) : names.map((name) => ({ title: name, names: [name] }));
  const flat = new Set(names.filter((name) => summaries.every((summary) => summary.name !== name || summary.min === summary.max)));
  return groups.toSorted((a, b) => rankOf(a, flat) - rankOf(b, flat));
}

export function curveData(curves: readonly Curve[], { runs, names, isOneRun }: { runs: readonly CurveRun[]; names: readonly string[]; isOneRun: boolean }): CurveData[] {
  return curves.flatMap(({ runId, name, from, to, min, max, mean, isExact }) => {
    const run = runs.findIndex(({ id }) => id === runId);
    if (run < 0 || from.length === 0) return [];
    const look = isOneRun ? names.indexOf(name) : run;
    const label = isOneRun ? (names.length === 1 ? name : firstPart(name)) : (runs[run]?.name ?? String(runId));
    const places = from.map((start, index) => (start + (to[index] ?? start)) / 2);
    return [{ key: `${runId} ${name}`, label, look, x: places, mean, low: isExact ? mean : min, high: isExact ? mean : max }];
  });
}

export function wholeSpan(curves: readonly Curve[]): Span {
  const filled = curves.filter(({ from }) => from.length > 0);
  if (filled.length === 0) return { from: 0, to: 1 };
  return { from: Math.min(...filled.map(({ from }) => from[0] ?? 0)), to: Math.max(...filled.map(({ to }) => to.at(-1) ?? 1)) };
}

export function axisWords(axis: CurveAxis, { to }: Span): { label: string; unit: number; textOf: (x: number) => string } {
  if (axis === 'step') return { label: 'Step', unit: 1, textOf: (x) => `step ${numberText(Math.round(x))}` };
  if (axis === 'epoch') return { label: 'Epoch', unit: 1, textOf: (x) => `epoch ${numberText(Math.round(x * 1000) / 1000)}` };
  const [unit, word] = to > 3 * 3600 ? [3600, 'Hours'] : to > 300 ? [60, 'Minutes'] : [1, 'Seconds'];
  return { label: `${word} of work`, unit, textOf: (x) => formatDuration(x) };
}

function groupOf(part: string, members: readonly string[]): CurveGroup {
  const only = members.length === 1 ? members[0] : undefined;
  return { title: only ?? wordsOf(part), names: members.toSorted((a, b) => Number(b.startsWith('train')) - Number(a.startsWith('train')) || a.localeCompare(b)) };
}

function lastPart(name: string): string {
  return name.split('/').at(-1) ?? name;
}

function firstPart(name: string): string {
  return name.split('/').slice(0, -1).join('/');
}

function rankOf({ names }: CurveGroup, flat: ReadonlySet<string>): number {
  if (names.every((name) => flat.has(name))) return 3;
  if (names.some((name) => name.endsWith('loss'))) return 0;
  return names.some((name) => !name.startsWith('train/')) ? 1 : 2;
}
