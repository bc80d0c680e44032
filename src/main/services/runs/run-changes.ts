/** @file Who wants to know that a run changed: pages by the event bus, watchers of one run by its number. */
import type { RunRow } from '#shared/contracts/run-records';
import type { RunId } from '#shared/domain/ids';
import { isFinal } from '#shared/domain/runs/run';
import type { EventBus } from '../app/event-bus';

const shortestUpdateMs = 100;
/** Of a run's progress pages are told so often; of its state at once. */
const progressEventMs = 1_000;

export interface RunChangeFeed {
  /** A new state, another name: pages look again. */
  changed(id: RunId): void;
  /** It went on by some steps. */
  progressed(id: RunId): void;
  /** The run now and after changes, the latest one only; ends after its final state. */
  watch(id: RunId, options: { read: () => RunRow; signal: AbortSignal }): AsyncIterable<RunRow>;
}

export function createRunChanges(events: EventBus): RunChangeFeed {
  const watchers = new Map<RunId, Set<() => void>>();
  const toldAtMs = new Map<RunId, number>();

  const tellWatchers = (id: RunId): void => {
    for (const notify of watchers.get(id) ?? []) notify();
  };
  const subscribe = (id: RunId, notify: () => void): (() => void) => {
    const ofRun = watchers.get(id) ?? new Set();
    watchers.set(id, ofRun.add(notify));
    return () => {
      ofRun.delete(notify);
      if (ofRun.size === 0) watchers.delete(id);
    };
  };
  return {
    changed(id) {
      toldAtMs.delete(id);
      events.emit({ kind: 'runs.changed', runId: id });
      tellWatchers(id);
    },
    progressed(id) {
      const nowMs = performance.now();
      if (nowMs - (toldAtMs.get(id) ?? -Infinity) >= progressEventMs) {
        toldAtMs.set(id, nowMs);
        events.emit({ kind: 'runs.changed', runId: id });
      }
      tellWatchers(id);
    },
    watch: (id, { read, signal }) => watchRun({ subscribe: (notify) => subscribe(id, notify), read, signal }),
  };
}

async function* watchRun({ subscribe, read, signal }: { subscribe: (notify: () => void) => () => void; read: () => RunRow; signal: AbortSignal }): AsyncGenerator<RunRow> {
  let isChanged = true;
  let wake = (): void => undefined;
  const unsubscribe = subscribe(() => {
    isChanged = true;
    wake();
  });
  const stop = (): void => wake();
  signal.addEventListener('abort', stop, { once: true });
  try {
    while (!signal.aborted) {
      if (!isChanged) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      isChanged = false;
      const row = read();
      yield row;
      if (isFinal(row.state)) return;
      await new Promise((resolve) => setTimeout(resolve, shortestUpdateMs));
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', stop);
  }
}
