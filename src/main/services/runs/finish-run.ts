/** @file The last step of a run, in one transaction: its result is kept where it belongs, and it is done. */
import type { RunReproduction } from '#shared/contracts/run-records';
import type { RunId } from '#shared/domain/ids';
import type { Json } from '#shared/domain/json';
import type { ReadableDb } from '../../store/database';
import { storeThings } from '../../store/run-lineage-repository';
import { appendLog, artifactsOf } from '../../store/run-log-repository';
import { countPoints, differingPoints } from '../../store/run-metric-repository';
import { getRun, type RunRecord, updateRun } from '../../store/run-repository';
import type { RunsDependencies } from './dependencies';
import type { RunKind } from './run-kind';

export function finishRun(
  { ports, store: { db } }: Pick<RunsDependencies, 'ports' | 'store'>,
  { id, kind, config }: { readonly id: RunId; readonly kind: RunKind; readonly config: unknown },
  { result, workedMs }: { readonly result: Json; readonly workedMs: number },
): void {
  const now = ports.clock.now().toISOString();
  db.transaction(() => {
    const shown = kind.finish === undefined ? result : kind.finish(result, { runId: id, config });
    const run = getRun(db, id);
    storeThings(db, id, { role: 'output', list: kind.outputs?.(shown) ?? [] });
    const reproduction = reproductionOf(db, run);
    updateRun(db, id, { state: 'done', stopping: null, result: shown, workedMs, finishedAt: now, heartbeatAt: now, error: null, ...restingProgress(run), ...(reproduction === undefined ? {} : { reproduction }) });
    appendLog(db, id, [{ at: now, level: 'info', source: 'workbench', text: 'Done.' }]);
  });
}

/** Rate and time left mean nothing once a run does not work. */
export function restingProgress({ progress }: RunRecord): { progress?: NonNullable<RunRecord['progress']> } {
  if (progress === undefined) return {};
  const { unitsPerSecond: _rate, secondsLeft: _left, ...resting } = progress;
  return { progress: resting };
}

function reproductionOf(db: ReadableDb, { id, reproducesId, tolerance = 0 }: RunRecord): RunReproduction | undefined {
  if (reproducesId === undefined) return undefined;
  const differing = differingPoints(db, { expected: reproducesId, found: id }, tolerance);
  const [expected, found] = [artifactsOf(db, reproducesId), artifactsOf(db, id)];
  const names = [...new Set([...expected, ...found].map(({ name }) => name))];
  const hashIn = (artifacts: typeof found, name: string): string | undefined => artifacts.find((one) => one.name === name)?.sha256;
  return {
    of: reproducesId,
    tolerance,
    isIdentical: differing.length === 0,
    compared: Math.max(countPoints(db, reproducesId), countPoints(db, id)),
    differing,
    artifacts: names.map((name) => ({ name, isIdentical: hashIn(expected, name) === hashIn(found, name) })),
  };
}
