/** @file kill -9 of workers and of the workbench, 200 times at random moments over queues of short runs: all end done, and as if nothing had happened. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { RunId } from '#shared/domain/ids';
import { createRandom } from '#shared/domain/random';
import { openTestRuns } from '../support/runs/test-runs';

const kills = 200;
/** One kill in so many is of the workbench itself. */
const workbenchShare = 8;
const queueLength = 10;
const steps = 40;

const folder = mkdtempSync(join(tmpdir(), 'solace-kill-runs-'));
const workersFolder = join(folder, 'workers');
const workspacePath = join(folder, 'workspace');
mkdirSync(workersFolder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const random = createRandom(20_261_120);
const processPath = join(import.meta.dirname, '../support/runs/workbench-process.mjs');

/** Adds runs to the queue while no workbench has it; the same seeds every time. */
async function fillQueue(): Promise<RunId[]> {
  const runs = await openTestRuns({ workspacePath });
  await runs.client.call('runs.setSlot', { slot: 'cpu', places: 4 });
  const ids: RunId[] = [];
  for (let index = 0; index < queueLength; index++) ids.push((await runs.start({ steps, pauseMs: 2, checkpointEvery: 4 }, { seed: index })).id);
  await runs.close();
  return ids;
}

function startWorkbench(): ChildProcess {
  const environment = { ...process.env, SOLACE_TEST_WORKERS: workersFolder, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  return spawn(process.execPath, [processPath, workspacePath], { env: environment, stdio: 'ignore' });
}

/** True where there was one to be killed. */
function killSomeWorker(): boolean {
  const numbers = readdirSync(workersFolder);
  const chosen = numbers[random.integer(Math.max(1, numbers.length))];
  if (chosen === undefined) return false;
  rmSync(join(workersFolder, chosen));
  try {
    return process.kill(Number(chosen), 'SIGKILL');
  } catch {
    // It had ended by itself.
    return false;
  }
}

/** Works the queue to its end; returns how many processes were killed meanwhile. */
async function workAndKill(mostKills: number): Promise<number> {
  let killed = 0;
  for (;;) {
    const workbench = startWorkbench();
    const ended = once(workbench, 'exit') as Promise<[number | null, string | null]>;
    const isOver = (): boolean => workbench.exitCode !== null || workbench.signalCode !== null;
    while (!isOver() && killed < mostKills) {
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10 + random.integer(120)))]);
      if (isOver()) break;
      if (random.integer(workbenchShare) === 0) {
        workbench.kill('SIGKILL');
        killed += 1;
        break;
      }
      if (killSomeWorker()) killed += 1;
    }
    const [code, signal] = await ended;
    if (signal === null) {
      expect(code).toBe(0);
      return killed;
    }
  }
}

test('200 times', { timeout: 170_000 }, async () => {
  const queues = [await fillQueue()];
  expect(await workAndKill(0)).toBe(0);
  for (let killed = 0; killed < kills; ) {
    queues.push(await fillQueue());
    killed += await workAndKill(kills - killed);
  }

  await using runs = await openTestRuns({ workspacePath });
  const told = async (id: RunId): Promise<object> => {
    const { state, seed, result, artifacts, lastMetrics, bestMetrics } = await runs.client.call('runs.get', { id });
    const rows = await runs.client.call('runs.metricsPage', { id, names: ['train/loss', 'score'], limit: 10_000 });
    return { state, seed, result, lastMetrics, bestMetrics, sha256: artifacts.map((one) => one.sha256), rows: rows.map(({ step, epoch, values }) => ({ step, epoch, values })) };
  };
  const [undisturbed = [], ...disturbed] = queues;
  const expected = await Promise.all(undisturbed.map(told));
  expect(expected).toMatchObject(undisturbed.map((_, seed) => ({ state: 'done', seed, rows: { length: steps } })));
  for (const queue of disturbed) expect(await Promise.all(queue.map(told))).toEqual(expected);
  expect(await runs.client.call('runs.list', { filter: { states: ['queued', 'running', 'paused', 'failed', 'cancelled'] } })).toMatchObject({ total: 0 });
});
