/** @file A worker is pulled: a slow reader bounds it, a dead one is reported, an abandoned one is ended. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { forkTasks } from '#main/jobs/fork-transport';
import { inlineTasks } from '#main/jobs/inline-tasks';
import type { FromWorker, Task, ToWorker } from '#main/jobs/protocol';
import { runTask, type TaskTransport } from '#main/jobs/runner';
import { serveTasks } from '#main/jobs/serve-tasks';
import type { WorkerExit } from '#main/platform/ports';
import { AppError } from '#shared/contracts/errors';

const counted: Task = async function* countUp(input) {
  for (let value = 1; value <= (input as { upTo: number }).upTo; value++) yield value;
};

const failing: Task = async function* failLate() {
  yield 1;
  throw new AppError('INVALID_INPUT', 'record 7 of a.json: no turns', { details: { record: 7 } });
};

const idle: Task = async function* waitForEver() {
  await new Promise(() => undefined);
  yield 1;
};

/** A worker in this process behind the real protocol; counts what it was asked for. */
function pretendWorker(tasks: Record<string, Task>) {
  const toParent: ((message: FromWorker) => void)[] = [];
  const toWorker: ((message: ToWorker) => void)[] = [];
  const onExit: ((exit: WorkerExit) => void)[] = [];
  const seen = { values: 0, kills: 0 };
  serveTasks(
    {
      post(message) {
        if (message.type === 'value') seen.values += 1;
        queueMicrotask(() => toParent.forEach((listener) => listener(message)));
      },
      onMessage: (listener) => void toWorker.push(listener),
    },
    tasks,
  );
  const transport: TaskTransport = {
    post: (message) => queueMicrotask(() => toWorker.forEach((listener) => listener(message))),
    onMessage: (listener) => void toParent.push(listener),
    onExit: (listener) => void onExit.push(listener),
    kill: () => {
      seen.kills += 1;
    },
  };
  return { transport, seen, die: (exit: Partial<WorkerExit>) => onExit.forEach((listener) => listener({ code: null, signal: null, output: '', ...exit })) };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('a run', () => {
  test('yields the values in order and then ends the worker', async () => {
    const { transport, seen } = pretendWorker({ count: counted });
    expect(await Array.fromAsync(runTask<number>(transport, 'count', { upTo: 5 }))).toEqual([1, 2, 3, 4, 5]);
    expect(seen.kills).toBeGreaterThan(0);
  });

  test('lets the worker run at most two values ahead of a slow reader', async () => {
    const { transport, seen } = pretendWorker({ count: counted });
    let taken = 0;
    for await (const value of runTask<number>(transport, 'count', { upTo: 20 })) {
      taken = value;
      await settle();
      expect(seen.values - taken).toBeLessThanOrEqual(2);
    }
    expect(taken).toBe(20);
  });

  test('passes on the error of the task with its code and details', async () => {
    const { transport } = pretendWorker({ failing });
    await expect(Array.fromAsync(runTask(transport, 'failing', {}))).rejects.toMatchObject({ code: 'INVALID_INPUT', message: 'record 7 of a.json: no turns', details: { record: 7 } });
  });

  test.each([
    [{ code: 134 }, 'exit code 134'],
    [{ signal: 'SIGKILL' }, 'signal SIGKILL'],
  ])('says how a worker died: %j', async (exit, told) => {
    const { transport, die } = pretendWorker({ idle });
    const run = runTask(transport, 'idle', {});
    die(exit);
    await expect(Array.fromAsync(run)).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringContaining(told) });
  });

  test('ends the worker when the reader leaves early', async () => {
    const { transport, seen } = pretendWorker({ count: counted });
    for await (const value of runTask<number>(transport, 'count', { upTo: 1000 })) if (value === 3) break;
    await settle();
    expect(seen.kills).toBe(1);
    expect(seen.values).toBeLessThan(8);
  });

  test('fails with CANCELLED after kill', async () => {
    const { transport } = pretendWorker({ count: counted });
    const run = runTask<number>(transport, 'count', { upTo: 1000 });
    const values: number[] = [];
    const reading = (async () => {
      for await (const value of run) {
        values.push(value);
        if (value === 2) run.kill();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(values).toEqual([1, 2]);
  });

  test('refuses a task nobody knows, own properties only', async () => {
    for (const name of ['nothing', '__proto__', 'constructor']) {
      const { transport } = pretendWorker({});
      await expect(Array.fromAsync(runTask(transport, name, {}))).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringContaining('no worker task') });
    }
  });
});

describe('a forked process', () => {
  const spawn = forkTasks(fileURLToPath(new URL('./dying-worker.mjs', import.meta.url)));

  test('that exits is reported with its code and its last words', async () => {
    await expect(Array.fromAsync(spawn('exit', {}))).rejects.toMatchObject({ code: 'INTERNAL', details: { exitCode: 7, output: expect.stringContaining('out of luck') } });
  });

  test('that is killed is reported with its signal', async () => {
    await expect(Array.fromAsync(spawn('kill', {}))).rejects.toMatchObject({ code: 'INTERNAL', details: { signal: 'SIGKILL' } });
  });

  test('hands over what it said before it died', async () => {
    const values: unknown[] = [];
    const reading = (async () => {
      for await (const value of spawn('one-value', {})) values.push(value);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(values).toEqual([new Uint8Array([1, 2])]);
  });
});

describe('inline', () => {
  test('runs the same task, is pulled, and can be killed', async () => {
    const spawn = inlineTasks({ count: counted, failing });
    expect(await Array.fromAsync(spawn('count', { upTo: 3 }))).toEqual([1, 2, 3]);
    await expect(Array.fromAsync(spawn('failing', {}))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const run = spawn<number>('count', { upTo: 10 });
    const reading = (async () => {
      for await (const value of run) if (value === 2) run.kill();
    })();
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

test('news come at once, out of turn, and ask for no value in return', async () => {
  const told: string[] = [];
  const busy: Task = async function* workWithoutPause(_, tell) {
    yield 1;
    tell('half');
    told.push('computed on');
    yield 2;
    yield 3;
  };
  const { transport, seen } = pretendWorker({ busy });
  const values: unknown[] = [];
  for await (const value of runTask(transport, 'busy', {})) {
    values.push(value);
    if (value === 'half') expect(told).toEqual(['computed on']);
  }
  expect(values).toEqual([1, 'half', 2, 3]);
  expect(seen.values).toBe(3);
  expect(await Array.fromAsync(inlineTasks({ busy })('busy', {}))).toEqual([1, 2, 3]);
});
