/** @file Work that outlives the call that began it. Every activity is kept until the program ends, so that a page can re-attach by id. */
import type { Activity, ActivityResult } from '#shared/contracts/activities';
import { AppError, toWireError } from '#shared/contracts/errors';
import { ActivityId } from '#shared/domain/ids';
import type { Clock, Log } from '../../platform/ports';
import type { EventBus } from '../app/event-bus';
import { createRandomId } from '../random-id';
import { createProgressMeter, type ReportedProgress } from './progress';

const shortestUpdateMs = 100;

export interface ActivityControl {
  readonly signal: AbortSignal;
  report(progress: ReportedProgress): void;
}

export interface ActivityPlan {
  readonly title: string;
  readonly unit: ReportedProgress['unit'];
  run(control: ActivityControl): Promise<ActivityResult>;
}

export interface ActivityRegistry {
  /** The work begins in a later turn of the event loop, so the caller can answer with the id first. */
  start(plan: ActivityPlan): ActivityId;
  get(id: ActivityId): Activity;
  /** Newest first. */
  list(): Activity[];
  watch(id: ActivityId, signal: AbortSignal): AsyncIterable<Activity>;
  cancel(id: ActivityId): Activity;
  /** Cancels what runs and waits until it has let go of its files. */
  dispose(): Promise<void>;
}

interface Entry {
  activity: Activity;
  readonly abort: AbortController;
  readonly watchers: Set<() => void>;
  settled: Promise<void>;
}

export function createActivityRegistry(dependencies: { clock: Clock; log: Log; events: EventBus }): ActivityRegistry {
  const { clock, log, events } = dependencies;
  const entries = new Map<ActivityId, Entry>();

  const change = (entry: Entry, fields: Partial<Activity>): void => {
    const isNewState = fields.state !== undefined && fields.state !== entry.activity.state;
    entry.activity = { ...entry.activity, ...fields };
    for (const notify of entry.watchers) notify();
    if (isNewState) events.emit({ kind: 'activities.changed' });
  };
  const find = (id: ActivityId): Entry => {
    const entry = entries.get(id);
    if (entry === undefined) throw new AppError('NOT_FOUND', `There is no activity ${id}; activities are forgotten when Solace ends.`, { details: { activityId: id } });
    return entry;
  };
  const finish = (entry: Entry, fields: Partial<Activity>): void => change(entry, { ...fields, finishedAt: clock.now().toISOString() });
  const execute = async (entry: Entry, plan: ActivityPlan): Promise<void> => {
    const measure = createProgressMeter(clock.now().getTime());
    const report = (progress: ReportedProgress): void => change(entry, { progress: measure(progress, clock.now().getTime()) });
    try {
      const result = await plan.run({ signal: entry.abort.signal, report });
      finish(entry, { state: 'done', result });
    } catch (error) {
      const wire = toWireError(error);
      if (wire.code === 'INTERNAL') log.write('error', `${plan.title} failed`, { stack: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      finish(entry, { state: wire.code === 'CANCELLED' ? 'cancelled' : 'failed', error: { ...wire, details: { ...wire.details } } });
    }
  };

  return {
    start(plan) {
      const id = ActivityId.parse(createRandomId('a_'));
      const activity: Activity = { id, title: plan.title, state: 'running', startedAt: clock.now().toISOString(), progress: { done: 0, unit: plan.unit, note: 'Starting' } };
      const entry: Entry = { activity, abort: new AbortController(), watchers: new Set(), settled: Promise.resolve() };
      entries.set(id, entry);
      events.emit({ kind: 'activities.changed' });
      entry.settled = new Promise<void>((resolve) => setImmediate(resolve)).then(() => execute(entry, plan));
      return id;
    },
    get: (id) => find(id).activity,
    list: () => [...entries.values()].map((entry) => entry.activity).reverse(),
    watch: (id, signal) => watchEntry(find(id), signal),
    cancel(id) {
      const entry = find(id);
      if (entry.activity.state === 'running') {
        entry.abort.abort(new AppError('CANCELLED', `${entry.activity.title} was cancelled.`));
      }
      return entry.activity;
    },
    async dispose() {
      for (const entry of entries.values()) entry.abort.abort(new AppError('CANCELLED', `${entry.activity.title} was cancelled because Solace is closing.`));
      await Promise.all([...entries.values()].map((entry) => entry.settled));
    },
  };
}

/** The latest state wins: a slow reader skips what lies between. The final state is always delivered. */
async function* watchEntry(entry: Entry, signal: AbortSignal): AsyncGenerator<Activity> {
  let shown: Activity | null = null;
  let wake = (): void => undefined;
  const notify = (): void => wake();
  entry.watchers.add(notify);
  signal.addEventListener('abort', notify, { once: true });
  try {
    while (!signal.aborted) {
      const current = entry.activity;
      if (current === shown) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      shown = current;
      yield current;
      if (current.state !== 'running') return;
      await Promise.race([new Promise((resolve) => setTimeout(resolve, shortestUpdateMs)), entry.settled]);
    }
  } finally {
    entry.watchers.delete(notify);
    signal.removeEventListener('abort', notify);
  }
}
