/** @file kill -9 of the workbench or its worker, twenty times at random moments of an annotation run: nothing that was answered is asked again, nothing is lost. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { getCall } from '#main/store/call-repository';
import { openDatabase } from '#main/store/database';
import { sql } from '#main/store/sql';
import type { CallId } from '#shared/domain/ids';
import { createRandom } from '#shared/domain/random';
import { labelSetOf, labelsOf, settle, startAnnotation } from '../support/labels/annotation-runs';
import { startLlmServer, type LlmServer } from '../support/llm-server';
import { openTestWorkbench, type TestWorkbench } from '../support/test-workbench';

const kills = 20;
/** One kill in so many is of the workbench itself. */
const workbenchShare = 3;
/** The next kill comes after so many more requests, at most. */
const mostRequests = 35;
const models = ['north', 'south', 'east'];
const config = { corpus: 'Demo', annotators: models, adjudicator: 'judge', limit: 12, concurrency: 8 };

const demoPath = join(import.meta.dirname, '../../resources/samples/solace-demo.jsonl');
const processPath = join(import.meta.dirname, '../support/labels/annotation-process.mjs');
const folder = mkdtempSync(join(tmpdir(), 'solace-kill-annotation-'));
const workersFolder = join(folder, 'workers');
const workspacePath = join(folder, 'workspace');
for (const path of [workersFolder, workspacePath]) mkdirSync(path);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function prepare(workbench: TestWorkbench, { baseUrl }: LlmServer): Promise<void> {
  await workbench.importFiles([demoPath], { name: 'Demo' });
  for (const name of [...models, 'judge']) await workbench.client.call('endpoints.add', { kind: 'openai', name, model: name, baseUrls: [baseUrl], maxConcurrency: 8, timeoutMs: 10_000 });
}

function startProcess(): ChildProcess {
  const environment = { ...process.env, SOLACE_TEST_WORKERS: workersFolder, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  return spawn(process.execPath, [processPath, workspacePath], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** True where there was one to be killed. */
function killWorker(): boolean {
  return readdirSync(workersFolder).some((number) => {
    rmSync(join(workersFolder, number));
    try {
      return process.kill(Number(number), 'SIGKILL');
    } catch {
      // It had ended by itself.
      return false;
    }
  });
}

type Question = Pick<LlmServer['delivered'][number]['request'], 'model' | 'messages'>;

function keyOf({ model, messages }: Question): string {
  return JSON.stringify([model, messages.map(({ role, content }) => [role, content])]);
}

/** Questions whose answers stand in the store while nobody works with it. */
function recordedQuestions(): Set<string> {
  const db = openDatabase(join(workspacePath, 'solace.sqlite'));
  try {
    return new Set(db.column<CallId>(sql`SELECT id FROM calls WHERE outcome <> 'failed'`).map((id) => keyOf(getCall(db, id))));
  } finally {
    db.close();
  }
}

test('twenty times', { timeout: 150_000 }, async () => {
  await using server = await startLlmServer({ latencyMs: 10 });
  await using sound = await startLlmServer();
  const before = await openTestWorkbench({ workspacePath });
  await prepare(before, server);
  const runId = await startAnnotation(before.client, config);
  await before.close();

  const random = createRandom(20_261_120);
  const askedAgain: string[] = [];
  let killed = 0;
  for (let isOver = false; !isOver; ) {
    const recorded = recordedQuestions();
    const first = server.delivered.length;
    const workbench = startProcess();
    const ended = once(workbench, 'exit') as Promise<[number | null, string | null]>;
    const hasEnded = (): boolean => workbench.exitCode !== null || workbench.signalCode !== null;
    while (killed < kills && !hasEnded()) {
      const goal = server.received + 1 + random.integer(mostRequests);
      while (server.received < goal && !hasEnded()) await new Promise((resolve) => setTimeout(resolve, 2));
      if (hasEnded()) break;
      if (random.integer(workbenchShare) === 0) {
        workbench.kill('SIGKILL');
        killed += 1;
        break;
      }
      if (killWorker()) killed += 1;
    }
    const [code, signal] = await ended;
    const asked = server.delivered.slice(first).map(({ request }) => keyOf(request));
    askedAgain.push(...asked.filter((key, index) => recorded.has(key) || asked.indexOf(key) < index));
    isOver = signal === null;
    if (isOver) expect(code).toBe(0);
  }
  expect(killed).toBe(kills);
  expect(askedAgain).toEqual([]);

  await using workbench = await openTestWorkbench({ workspacePath });
  const run = await workbench.client.call('runs.get', { id: runId });
  expect([run.state, run.error]).toEqual(['done', undefined]);
  await using expected = await openTestWorkbench();
  await prepare(expected, sound);
  const undisturbed = await settle(expected.client, await startAnnotation(expected.client, config));
  const set = await labelSetOf(workbench.client, runId);
  const wanted = await labelSetOf(expected.client, undisturbed.id);
  expect(set.sha256).toBe(wanted.sha256);
  expect(set.counts).toEqual(wanted.counts);
  expect(await labelsOf(workbench.client, set)).toEqual(await labelsOf(expected.client, wanted));
  expect(recordedQuestions().size).toBe((await expected.client.call('calls.totals', {})).calls);
});
