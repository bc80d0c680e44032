/** @file Work for tests: counts, draws curves, saves checkpoints, and does whatever a test wants a run to suffer from. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunTask } from '#main/jobs/runs/run-task';
import type { RunTasks } from '#main/jobs/runs/tasks/index';
import { AppError } from '#shared/contracts/errors';

export interface CountingConfig {
  /** How far to count. */
  readonly steps: number;
  readonly checkpointEvery: number;
  /** Between two steps; 0: only lets others in. */
  readonly pauseMs: number;
  /** What happens before a step: once, or each time it is reached. */
  readonly trouble: 'none' | 'refuse' | 'limit' | 'fail' | 'die' | 'die-each-time' | 'memory' | 'hang';
  readonly troubleAt: number;
  /** Asks the parent's side this often. */
  readonly askEvery: number;
  readonly asks: string;
  readonly nested: { readonly rate: number; readonly labels: readonly string[] };
}

interface Checkpoint {
  readonly step: number;
  readonly sum: number;
}

export const countingTask: RunTask<CountingConfig> = async (config, run) => {
  const checkpointPath = join(run.folder, 'checkpoint.json');
  let { step, sum } = run.isResumed && existsSync(checkpointPath) ? (JSON.parse(readFileSync(checkpointPath, 'utf8')) as Checkpoint) : { step: 0, sum: run.seed };
  run.device('CPU');
  run.log('info', `counts from ${step}`);
  const save = async (): Promise<void> => {
    await run.flush();
    writeFileSync(`${checkpointPath}.part`, JSON.stringify({ step, sum }));
    renameSync(`${checkpointPath}.part`, checkpointPath);
  };
  while (step < config.steps) {
    if (run.signal.aborted) {
      await save();
      throw run.signal.reason;
    }
    if (step === config.troubleAt) await suffer(config, run.folder);
    const bonus = config.askEvery > 0 && step % config.askEvery === 0 ? await run.ask<number>({ kind: config.asks, step }) : 0;
    sum = (sum * 31 + step + bonus) % 9973;
    run.metrics(step, { 'train/loss': sum / 9973, score: sum * config.nested.rate }, { epoch: step / 10 });
    step += 1;
    run.progress({ done: step, total: config.steps, unit: 'steps', note: 'Counting' });
    if (step % config.checkpointEvery === 0) await save();
    await new Promise((resolve) => (config.pauseMs > 0 ? setTimeout(resolve, config.pauseMs) : setImmediate(resolve)));
  }
  writeFileSync(join(run.folder, 'sum.txt'), String(sum));
  run.artifact({ name: 'sum', kind: 'text', path: 'sum.txt' });
  return { sum };
};

export const testTasks: RunTasks = { counting: () => Promise.resolve(countingTask) };

async function suffer({ trouble }: CountingConfig, folder: string): Promise<void> {
  const marker = join(folder, 'suffered');
  const isFirst = !existsSync(marker);
  writeFileSync(marker, '');
  if (trouble === 'refuse') throw new AppError('INVALID_INPUT', 'dialogue 7 has no turns');
  if (trouble === 'limit' && isFirst) throw new AppError('LIMIT', 'the cap of 60 calls is reached');
  if (trouble === 'fail') throw new TypeError('a fault of the task');
  if (trouble === 'die-each-time' || (trouble === 'die' && isFirst)) process.exit(7);
  if (trouble === 'memory') await new Promise(() => process.stderr.write('FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n', () => process.kill(process.pid, 'SIGABRT')));
  if (trouble === 'hang' && isFirst) await new Promise(() => setInterval(() => undefined, 1_000));
}
