/** @file Runs side by side: where their options differ, and their figures in one table. */
import type { Output } from '#shared/contracts/index';
import type { RunId } from '#shared/domain/ids';
import { compareConfigs } from '#shared/domain/runs/config-paths';
import { betterDirection } from '#shared/domain/runs/metric-direction';
import { isMachineMetric } from '#shared/domain/runs/run';
import type { ReadableDb } from '../../store/database';
import { getRun } from '../../store/run-repository';
import { toRows } from './shown-run';

export function compareRuns(db: ReadableDb, ids: readonly RunId[]): Output<'runs.compare'> {
  const runs = toRows(db, ids.map((id) => getRun(db, id)));
  const names = [...new Set(runs.flatMap(({ lastMetrics, bestMetrics }) => [...Object.keys(lastMetrics), ...Object.keys(bestMetrics)]))].filter((name) => !isMachineMetric(name)).sort();
  return {
    runs,
    config: compareConfigs(runs.map(({ config }) => config)).map(({ path, values, isDifferent }) => ({ path, values: values.map((value) => value ?? null), isDifferent })),
    metrics: names.map((name) => ({
      name,
      direction: betterDirection(name),
      last: runs.map(({ lastMetrics }) => lastMetrics[name] ?? null),
      best: runs.map(({ bestMetrics }) => bestMetrics[name] ?? null),
    })),
  };
}
