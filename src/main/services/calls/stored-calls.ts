/**
 * @file The gateway's CallStore over the workspace's store. Calls that end together are committed together, before
 * their answers are given. Reuses are counted in memory and written a few times a second: they are many and cheap to lose.
 */
import type { CallId } from '#shared/domain/ids';
import type { Asker, NewCall } from '#shared/domain/llm/new-call';
import type { CallStore } from '../../llm/call-store';
import { nextSampleOf, spentAtEndpoint, spentByRun, speedOfEndpoint } from '../../store/call-queries';
import { countReuses, findAnsweredCall, getCall, getCallOrigin, insertCall } from '../../store/call-repository';
import type { WritableDb } from '../../store/database';
import type { EventBus } from '../app/event-bus';

export interface StoredCalls extends CallStore {
  /** Writes what is only counted so far. */
  flush(): void;
  dispose(): void;
}

interface Waiting {
  readonly call: NewCall;
  readonly resolve: (id: CallId) => void;
  readonly reject: (error: unknown) => void;
}

const flushAfterMs = 250;

export function createStoredCalls({ db, events }: { db: WritableDb; events: EventBus }): StoredCalls {
  const reuses = new Map<string, { id: CallId; count: number } & Asker>();
  const waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | null = null;

  const commit = (): void => {
    store(db, waiting.splice(0));
    events.emit({ kind: 'calls.changed' });
  };
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (reuses.size === 0) return;
    const counted = [...reuses.values()];
    reuses.clear();
    countReuses(db, counted);
    events.emit({ kind: 'calls.changed' });
  };
  return {
    findAnswered: (key) => findAnsweredCall(db, key),
    add(call) {
      if (waiting.length === 0) setImmediate(commit);
      const { promise, resolve, reject } = Promise.withResolvers<CallId>();
      waiting.push({ call, resolve, reject });
      return promise;
    },
    addReuse(id, asker) {
      const name = JSON.stringify([id, asker.runId, asker.item, asker.role]);
      const counted = reuses.get(name) ?? { id, runId: asker.runId, item: asker.item, role: asker.role, count: 0 };
      counted.count++;
      reuses.set(name, counted);
      timer ??= setTimeout(flush, flushAfterMs);
    },
    nextSample: (question) => nextSampleOf(db, question),
    repeatable: (id) => ({ ...getCall(db, id), ...getCallOrigin(db, id) }),
    spentByRun: (runId) => spentByRun(db, runId),
    spentAtEndpoint: (endpointId, since) => spentAtEndpoint(db, endpointId, since),
    speed: (endpointId) => speedOfEndpoint(db, endpointId),
    flush,
    dispose: flush,
  };
}

/** One transaction for all; where that fails, one for each, so that only what is at fault is refused. */
function store(db: WritableDb, waiting: readonly Waiting[]): void {
  let ids: readonly CallId[] = [];
  try {
    ids = db.relaxedTransaction(() => waiting.map(({ call }) => insertCall(db, call)));
  } catch (error) {
    const [only] = waiting;
    if (waiting.length === 1) only?.reject(error);
    else for (const one of waiting) store(db, [one]);
    return;
  }
  for (const [index, { resolve }] of waiting.entries()) resolve(ids[index] as CallId);
}
