/** @file A workbench whose runs are the tests' own, in this process or in forked workers, and what tests do with it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkbench } from '#main/app/create-workbench';
import { forkPrograms } from '#main/jobs/fork-transport';
import { inlinePrograms } from '#main/jobs/inline-programs';
import { inlineTasks } from '#main/jobs/inline-tasks';
import { runProgram } from '#main/jobs/programs/run';
import { createNodePorts } from '#main/platform/node-ports';
import type { OpenProgram } from '#main/platform/ports';
import type { RunLimits } from '#main/services/runs/dependencies';
import type { Client } from '#shared/channel/client';
import type { Output } from '#shared/contracts/index';
import type { RunId } from '#shared/domain/ids';
import type { Json } from '#shared/domain/json';
import { countingKind } from './counting-kind';
import { testTasks } from './counting-task';

type Row = Output<'runs.start'>;

export interface TestRuns extends AsyncDisposable {
  readonly client: Client;
  readonly workspacePath: string;
  start(config?: Record<string, Json>, more?: { seed?: number; needs?: RunId[]; name?: string; priority?: number; tags?: string[] }): Promise<Row>;
  /** The run when a condition holds, seen through runs.watch; the queue must be at work. */
  until(id: RunId, holds: (row: Row) => boolean): Promise<Row>;
  /** The final row. */
  finish(id: RunId): Promise<Row>;
  /** Lets the queue work and waits until these runs are done, failed or cancelled. */
  work(ids: readonly RunId[]): Promise<Row[]>;
  /** Without letting it work. */
  close(): Promise<void>;
  /** The same workspace again, after this one is closed. */
  reopen(): Promise<TestRuns>;
}

interface Options {
  readonly workspacePath?: string;
  readonly openProgram?: OpenProgram;
  readonly limits?: Partial<RunLimits>;
}

export const workerPath = join(import.meta.dirname, 'worker.mjs');
export const forkedWorkers = forkPrograms(workerPath);

export async function openTestRuns(options: Options = {}): Promise<TestRuns> {
  process.env['SOLACE_VALIDATE_OUTPUT'] = '1';
  const workspacePath = options.workspacePath ?? (await mkdtemp(join(tmpdir(), 'solace-runs-')));
  const ports = createNodePorts({ workspacePath, dialogs: null, spawnTask: inlineTasks({}), openProgram: options.openProgram ?? inlinePrograms({ run: runProgram(testTasks) }) });
  const workbench = await createWorkbench(ports, { host: 'cli', runKinds: [countingKind], runLimits: { backOffMs: 1, ...options.limits } });
  const client = workbench.client({ role: 'researcher', isLocal: true });

  const until = async (id: RunId, holds: (row: Row) => boolean): Promise<Row> => {
    for await (const row of client.stream('runs.watch', { id })) if (holds(row)) return row;
    throw new Error(`run ${id} ended before that: ${JSON.stringify((await client.call('runs.get', { id })).error)}`);
  };
  const finish = (id: RunId): Promise<Row> => until(id, ({ state }) => state === 'done' || state === 'failed' || state === 'cancelled');
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= workbench.dispose());
  return {
    client,
    workspacePath,
    start: (config = {}, more = {}) => client.call('runs.start', { kind: 'counting', config, ...more }),
    until,
    finish,
    async work(ids) {
      await client.call('runs.work', {});
      return Promise.all(ids.map(finish));
    },
    close,
    async reopen() {
      await close();
      return openTestRuns({ ...options, workspacePath });
    },
    async [Symbol.asyncDispose]() {
      await close();
      await rm(workspacePath, { recursive: true, force: true });
    },
  };
}
