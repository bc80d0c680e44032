/** @file Activities: kept until the program ends, watched without flooding, cancelled cleanly. */
import { describe, expect, test } from 'vitest';
import { createActivityRegistry, type ActivityPlan } from '#main/services/activities/activity-registry';
import { createEventBus } from '#main/services/app/event-bus';
import type { Log } from '#main/platform/ports';
import type { Activity } from '#shared/contracts/activities';
import { AppError } from '#shared/contracts/errors';
import { ActivityId, FileId } from '#shared/domain/ids';

const result = { kind: 'backup', file: { fileId: FileId.parse('f_0123456789abcdef'), name: 'a', sizeBytes: 1 } } as const;

function setUp() {
  const logged: string[] = [];
  const log: Log = { write: (_level, message) => void logged.push(message), tail: () => logged, close: () => Promise.resolve() };
  const activities = createActivityRegistry({ clock: { now: () => new Date() }, log, events: createEventBus() });
  const start = (run: ActivityPlan['run']) => activities.start({ title: 'Counting', unit: 'steps', run });
  const watch = (id: ActivityId) => Array.fromAsync(activities.watch(id, new AbortController().signal));
  return { activities, start, watch, logged };
}

describe('watching', () => {
  test('begins with the present state and ends after the final one', async () => {
    const { start, watch } = setUp();
    const states = await watch(start(async () => result));
    expect(states[0]?.state).toBe('running');
    expect(states.at(-1)).toMatchObject({ state: 'done', result });
  });

  test('skips what lies between for a slow reader, and never the end', async () => {
    const { start, watch } = setUp();
    const id = start(async (control) => {
      for (let done = 1; done <= 1000; done++) control.report({ done, total: 1000, unit: 'steps', note: 'Counting' });
      return result;
    });
    const states = await watch(id);
    expect(states.length).toBeLessThan(10);
    expect(states.at(-1)).toMatchObject({ state: 'done', progress: { done: 1000 } });
  });

  test('a finished activity again gives its final state at once', async () => {
    const { start, watch, activities } = setUp();
    const id = start(async () => result);
    await watch(id);
    expect((await watch(id)).map(({ state }) => state)).toEqual(['done']);
    expect(activities.list()).toHaveLength(1);
  });

  test('stops when the reader goes away', async () => {
    const { activities, start } = setUp();
    const id = start(({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))));
    const abort = new AbortController();
    const seen: Activity[] = [];
    for await (const activity of activities.watch(id, abort.signal)) {
      seen.push(activity);
      abort.abort();
    }
    expect(seen).toHaveLength(1);
    await activities.dispose();
  });
});

describe('the end', () => {
  test('of a cancelled one is cancelled', async () => {
    const { activities, start, watch } = setUp();
    const id = start(({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))));
    await new Promise((resolve) => setTimeout(resolve, 10));
    activities.cancel(id);
    expect((await watch(id)).at(-1)).toMatchObject({ state: 'cancelled', error: { code: 'CANCELLED' } });
  });

  test('of a failed one keeps the message for the person, and only our faults go to the log', async () => {
    const { start, watch, logged } = setUp();
    const refused = (await watch(start(() => Promise.reject(new AppError('CONFLICT', 'taken'))))).at(-1);
    expect(refused).toMatchObject({ state: 'failed', error: { code: 'CONFLICT', message: 'taken' } });
    expect(logged).toEqual([]);
    const broken = (await watch(start(() => Promise.reject(new TypeError('x is undefined'))))).at(-1);
    expect(broken).toMatchObject({ state: 'failed', error: { code: 'INTERNAL' } });
    expect(logged).toEqual(['Counting failed']);
  });

  test('of all comes with dispose, which waits for them', async () => {
    const { activities, start } = setUp();
    let hasLetGo = false;
    start(async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      await new Promise((resolve) => setTimeout(resolve, 20));
      hasLetGo = true;
      signal.throwIfAborted();
      return result;
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    await activities.dispose();
    expect(hasLetGo).toBe(true);
    expect(activities.list()[0]?.state).toBe('cancelled');
  });
});

test('an unknown id is NOT_FOUND', () => {
  const { activities } = setUp();
  expect(() => activities.get(ActivityId.parse('a_0123456789abcdef'))).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
});
