/** @file Workspaces full of made-up runs, written straight into the store: options as real ones have them, figures without meaning. Seeded. */
import type { RunId } from '#shared/domain/ids';
import { createRandom } from '#shared/domain/random';
import { storeMetrics } from '../../../store/run-metric-repository';
import { insertRun, updateRun } from '../../../store/run-repository';
import { openStore, type Store } from '../../../store/store';

const metrics = ['train/loss', 'valid/loss', 'valid/accuracy', 'valid/macroF1', 'learningRate', 'gradientNorm'];
const someTime = '2026-01-02T03:04:05.000Z';
/** Points stored in one transaction. */
const batch = 10_000;

/** Done runs with twenty options and six metrics each. */
export function fillWithRuns(workspacePath: string, count: number): void {
  const random = createRandom(7);
  withStore(workspacePath, ({ db }) => {
    db.transaction(() => {
      for (let index = 0; index < count; index++) {
        const id = newRun(db, `Planner number ${index}`, { layers: 1 + random.integer(6), dropout: random.integer(4) / 10, learningRate: 10 ** (-5 + 3 * random.next()) });
        storeMetrics(db, id, Array.from({ length: 5 }, (_, step) => ({ step, values: Object.fromEntries(metrics.map((name) => [name, random.next()])), workedMs: step * 1_000 })));
      }
    });
  });
}

/** Done runs with one long curve each. */
export function fillWithCurves(workspacePath: string, { runs, points }: { runs: number; points: number }): RunId[] {
  const random = createRandom(11);
  return withStore(workspacePath, ({ db }) =>
    Array.from({ length: runs }, (_, index) => {
      const id = newRun(db, `Long run ${index}`, {});
      for (let start = 0; start < points; start += batch) {
        storeMetrics(db, id, Array.from({ length: Math.min(batch, points - start) }, (_, offset) => ({ step: start + offset, values: { 'train/loss': random.next() }, epoch: (start + offset) / 1_000, workedMs: (start + offset) * 20 })));
      }
      return id;
    }),
  );
}

function withStore<Result>(folder: string, fill: (store: Store) => Result): Result {
  const store = openStore({ folder, clock: { now: () => new Date() }, log: { write: () => undefined } });
  try {
    return fill(store);
  } finally {
    store.dispose();
  }
}

function newRun(db: Store['db'], name: string, training: Readonly<Record<string, number>>): RunId {
  const options = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`option${index}`, index % 3 === 0 ? `value ${index}` : index]));
  const id = insertRun(db, { kind: 'planner', name, slot: 'cpu', priority: 0, tags: ['benchmark'], notes: '', seed: 13, isScripted: false, config: { training, options }, needs: [], createdAt: someTime });
  updateRun(db, id, { state: 'done', startedAt: someTime, finishedAt: someTime, workedMs: 60_000, result: { note: 'x'.repeat(2_000) }, progress: { done: 5, total: 5, unit: 'steps', note: 'Done' } });
  return id;
}
