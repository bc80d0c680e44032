/**
 * @file `solace bench engine`: training, decoding and scoring by our engine, and by PyTorch where an interpreter with it is named. Each side of each
 * workload is a process of its own, both begin with the same weights, and they take turns.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CommandContext } from '../../command-context';
import type { Benchmark, BenchmarkReport } from '../benchmark';
import { figuresOf, orderOfRound, type WorkloadFigures } from './figures';
import type { Job, Measurement } from './job';
import { reportOf } from './report';
import { runSide } from './run-side';
import { workloads, type Side, type Workload } from './workloads';

interface Options {
  readonly torch?: string;
  readonly only?: readonly string[];
  readonly threads: number;
  readonly rounds: number;
  readonly repetitions: number;
  readonly seed: number;
  readonly measure?: string;
}

const warmups = 1;

export const engineBenchmark: Benchmark = {
  name: 'engine',
  summary: 'training, decoding and scoring: time and peak memory; --torch PYTHON compares with PyTorch on the same work',
  configure(command: Command) {
    const names = workloads(0).map(({ name }) => name);
    command
      .option('--torch <interpreter>', 'a Python with torch, transformers and safetensors')
      .addOption(new Option('--only <name...>', 'only these workloads').choices(names))
      .option('--threads <count>', 'threads of each side', parseCount, availableParallelism())
      .option('--rounds <count>', 'times that the sides take turns', parseCount, 2)
      .option('--repetitions <count>', 'steps of a training in each round, after one to warm up', parseCount, 4)
      .option('--seed <integer>', 'seed of weights and inputs', parseCount, 13)
      .addOption(new Option('--measure <job>', 'measure one side in this process').hideHelp());
  },
  async run(context, { options }) {
    const given = options as unknown as Options;
    if (given.measure !== undefined) return await measureHere(given.measure, context.signal);
    const folder = await mkdtemp(join(tmpdir(), 'solace-bench-engine-'));
    try {
      const figures: WorkloadFigures[] = [];
      for (const workload of workloads(given.seed)) if (given.only?.includes(workload.name) !== false) figures.push(await compare(context, { workload, folder, options: given }));
      return reportOf(figures, { threads: given.threads, rounds: given.rounds });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** What a process of our side prints. The engine is loaded here and not with the command line. */
async function measureHere(jobPath: string, signal: AbortSignal): Promise<BenchmarkReport> {
  const { measure } = await import('./measure');
  const measurement = await measure(JSON.parse(await readFile(jobPath, 'utf8')) as Job, signal);
  return { document: measurement, text: JSON.stringify(measurement) };
}

async function compare({ terminal, signal }: CommandContext, { workload, folder, options }: { workload: Workload; folder: string; options: Options }): Promise<WorkloadFigures> {
  const { name, inputs, repetitionFactor } = workload;
  const { torch, threads, rounds, repetitions, seed } = options;
  const { writeModelFiles } = await import('./model-files');
  const sides = workload.sides.filter(({ engine }) => engine !== 'torch' || torch !== undefined);
  const modelFolder = join(folder, name);
  terminal.note(workload.title);
  await writeModelFiles(modelFolder, workload, seed);
  const measured = new Map<Side, Measurement[]>(sides.map((side) => [side, []]));
  for (let round = 0; round < rounds; round++) {
    for (const side of orderOfRound(sides, round)) {
      signal.throwIfAborted();
      terminal.note(`  round ${round + 1} of ${rounds}: ${side.engine}, ${side.title}`);
      const job: Job = { inputs, variant: side.variant, folder: modelFolder, threads, warmups, repetitions: repetitions * repetitionFactor };
      measured.get(side)?.push(await runSide({ side, job, jobPath: join(folder, 'job.json'), torch, signal }));
    }
  }
  await rm(modelFolder, { recursive: true, force: true });
  return figuresOf(workload, measured);
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Write a whole number above 0.');
  return Number(text);
}
