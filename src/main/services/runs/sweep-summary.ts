/** @file What a sweep shows: every combination over its seeds, the best run, and what one parameter does over all others. */
import type { Output, Parsed } from '#shared/contracts/index';
import type { Json } from '#shared/domain/json';
import { isSameJson } from '#shared/domain/runs/config-paths';
import { betterDirection, type Direction } from '#shared/domain/runs/metric-direction';
import { meanInterval } from '#shared/domain/runs/t-interval';
import type { ReadableDb } from '../../store/database';
import { metricSummaries } from '../../store/run-metric-repository';
import { childrenOf, parametersOf } from '../../store/run-repository';

type SweepSummary = Output<'runs.sweepSummary'>;
type SweepRun = SweepSummary['runs'][number];

export function sweepSummary(db: ReadableDb, { id, metric, direction = betterDirection(metric), value: which }: Parsed<'runs.sweepSummary'>): SweepSummary {
  const children = childrenOf(db, id);
  const parameters = parametersOf(db, id);
  const summaries = new Map(metricSummaries(db, children.map((child) => child.id)).filter(({ name }) => name === metric).map((summary) => [summary.runId, summary]));
  const runs = children.map(({ id: runId, name, state, seed }): SweepRun => {
    const summary = summaries.get(runId);
    const best = direction === 'lower' ? summary?.min : summary?.max;
    return { runId, name, state, seed, parameters: { ...parameters.get(runId) }, value: (which === 'last' ? summary?.last : best) ?? null };
  });
  const paths = [...new Set(runs.flatMap((run) => Object.keys(run.parameters)))];
  const best = runs.filter(hasValue).reduce<(SweepRun & { value: number }) | undefined>((first, run) => (first === undefined || isBetter(run.value, first.value, direction) ? run : first), undefined);
  return {
    metric,
    direction,
    parameters: paths.map((path) => ({ path, values: distinct(runs, path) })),
    runs,
    groups: groupsOf(runs, direction),
    ...(best === undefined ? {} : { best: { runId: best.runId, value: best.value } }),
    sensitivity: paths.map((path) => ({ path, points: distinct(runs, path).map((value) => ({ value, statistics: statisticsOf(runs.filter((run) => isSameJson(run.parameters[path], value))) })) })),
  };
}

function groupsOf(runs: readonly SweepRun[], direction: Direction): SweepSummary['groups'] {
  const groups = [...Map.groupBy(runs, (run) => JSON.stringify(run.parameters)).values()].map((members) => ({
    parameters: members[0]?.parameters ?? {},
    runIds: members.map(({ runId }) => runId),
    statistics: statisticsOf(members),
  }));
  const rank = ({ statistics }: SweepSummary['groups'][number]): number => (statistics === null ? Infinity : direction === 'lower' ? statistics.mean : -statistics.mean);
  return groups.sort((a, b) => rank(a) - rank(b) || 0);
}

function statisticsOf(runs: readonly SweepRun[]): SweepSummary['groups'][number]['statistics'] {
  return meanInterval(runs.filter(hasValue).map(({ value }) => value));
}

/** Numbers ascending; other values as they appear. */
function distinct(runs: readonly SweepRun[], path: string): Json[] {
  const values: Json[] = [];
  for (const { parameters } of runs) {
    const value = parameters[path];
    if (value !== undefined && !values.some((one) => isSameJson(one, value))) values.push(value);
  }
  return values.every((value) => typeof value === 'number') ? values.sort((a, b) => a - b) : values;
}

function hasValue(run: SweepRun): run is SweepRun & { value: number } {
  return run.value !== null;
}

function isBetter(a: number, b: number, direction: Direction): boolean {
  return direction === 'lower' ? a < b : a > b;
}
