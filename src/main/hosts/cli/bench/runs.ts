/** @file `solace bench runs`: how fast metrics are taken in, how long the table of runs takes, and how long curves take. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { InvalidArgumentError, type Command } from 'commander';
import { z } from 'zod';
import type { Client } from '#shared/channel/client';
import { AppError } from '#shared/contracts/errors';
import type { Input } from '#shared/contracts/index';
import type { RunId } from '#shared/domain/ids';
import type { RunTask } from '../../../jobs/runs/run-task';
import type { RunKind } from '../../../services/runs/run-kind';
import type { CommandContext } from '../command-context';
import { formatNumber, textList, textTable } from '../text-table';
import type { Benchmark, BenchmarkReport } from './benchmark';

interface Timing {
  readonly name: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

interface Ingestion {
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** How long the parent could do nothing else, while rows come as fast as they can. */
  readonly longestBlockMs: number;
}

interface Figures {
  readonly ingestion: Ingestion;
  readonly table: readonly (Timing & { readonly runs: number })[];
  readonly curves: readonly Timing[];
}

const valuesPerStep = 5;
const repetitions = 20;
const curvePoints = 100_000;
const overlaidRuns = 10;
const tableSizes = [1_000, 10_000];

export const runsBenchmark: Benchmark = {
  name: 'runs',
  summary: 'rate of metric rows, latency of the table of runs at 1,000 and 10,000 runs, and of curves of 100,000 points',
  configure(command: Command) {
    command.option('--steps <count>', 'steps of the run that reports, five metrics each', parseCount, 40_000);
  },
  async run(context, { options }) {
    const { steps } = options as { steps: number };
    const figures = { ingestion: await inWorkbench(context, (bench) => measureIngestion(bench, steps)), table: await measureTables(context), curves: await measureCurves(context) };
    return report(figures);
  },
};

interface Bench {
  readonly client: Client;
  readonly signal: AbortSignal;
}

/** A workspace of its own, gone afterwards. The run's program works in this process, over the same messages as in another. */
async function inWorkbench<Result>({ signal }: CommandContext, measure: (bench: Bench) => Promise<Result>, prepare: (workspacePath: string) => void = () => undefined): Promise<Result> {
  const [{ createWorkbench }, { createNodePorts }, { inlinePrograms }, { inlineTasks }, { runProgram }] = await Promise.all([
    import('../../../app/create-workbench'),
    import('../../../platform/node-ports'),
    import('../../../jobs/inline-programs'),
    import('../../../jobs/inline-tasks'),
    import('../../../jobs/programs/run'),
  ]);
  const workspacePath = await mkdtemp(join(tmpdir(), 'solace-bench-runs-'));
  try {
    prepare(workspacePath);
    const ports = createNodePorts({ workspacePath, dialogs: null, spawnTask: inlineTasks({}), openProgram: inlinePrograms({ run: runProgram({ report: () => Promise.resolve(reportTask) }) }) });
    const workbench = await createWorkbench(ports, { host: 'cli', runKinds: [() => reportKind] });
    try {
      return await measure({ client: workbench.client({ role: 'researcher', isLocal: true }), signal });
    } finally {
      await workbench.dispose();
    }
  } finally {
    await rm(workspacePath, { recursive: true, force: true });
  }
}

const ReportConfig = z.object({ steps: z.int() });
type ReportConfig = z.output<typeof ReportConfig>;

const reportKind: RunKind<ReportConfig> = {
  name: 'report',
  title: 'Reporting',
  description: 'Reports metrics as fast as it can.',
  config: ReportConfig,
  profiles: {},
  decisions: {},
  plan: () => ({ slot: 'cpu', inputs: [], isScripted: false }),
  task: 'report',
  input: ({ steps }) => ({ steps }),
};

/** Lets the event loop turn every hundred steps, as work that awaits anything does. */
const reportTask: RunTask<ReportConfig> = async ({ steps }, run) => {
  for (let step = 0; step < steps; step++) {
    run.metrics(step, Object.fromEntries(Array.from({ length: valuesPerStep }, (_, index) => [`metric${index}`, Math.sin(step + index)])));
    if (step % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (step % 5_000 === 0) await run.flush();
  }
  await run.flush();
  return null;
};

async function measureIngestion({ client }: Bench, steps: number): Promise<Ingestion> {
  const { id } = await client.call('runs.start', { kind: 'report', config: { steps } });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedMs = performance.now();
  await client.call('runs.work', {});
  for await (const row of client.stream('runs.watch', { id })) if (row.state === 'failed') throw new AppError('INTERNAL', `The measured run failed: ${row.errorMessage ?? ''}`);
  const seconds = (performance.now() - startedMs) / 1_000;
  delay.disable();
  const summaries = await client.call('runs.metricNames', { ids: [id] });
  const rows = summaries.filter(({ name }) => name.startsWith('metric')).reduce((sum, { points }) => sum + points, 0);
  if (rows !== steps * valuesPerStep) throw new AppError('INTERNAL', `${steps * valuesPerStep} rows were reported and ${rows} stored.`);
  return { rows, rowsPerSecond: rows / seconds, longestBlockMs: delay.max / 1e6 };
}

async function measureTables(context: CommandContext): Promise<Figures['table']> {
  const { fillWithRuns } = await import('./synthetic-runs');
  const timings: Figures['table'][number][] = [];
  for (const runs of tableSizes) {
    context.terminal.note(`Timing the table of ${formatNumber(runs)} runs`);
    const measured = await inWorkbench(context, (bench) => timeTable(bench), (workspacePath) => fillWithRuns(workspacePath, runs));
    timings.push(...measured.map((timing) => ({ ...timing, runs })));
  }
  return timings;
}

const tableQueries: readonly { readonly name: string; readonly query: Input<'runs.list'> }[] = [
  { name: 'first hundred', query: { limit: 100 } },
  { name: 'thousand at once', query: { limit: 1_000 } },
  { name: 'by a metric', query: { limit: 100, sort: { by: 'best', key: 'valid/macroF1' } } },
  { name: 'by an option', query: { limit: 100, sort: { by: 'config', key: 'training.learningRate' } } },
  { name: 'filtered by options', query: { limit: 100, filter: { config: [{ path: 'training.layers', values: [2, 4] }, { path: 'training.dropout', values: [0.1] }] } } },
  { name: 'filtered by text', query: { limit: 100, filter: { text: 'number 77' } } },
];

async function timeTable({ client, signal }: Bench): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const { name, query } of tableQueries) timings.push(await time(name, () => client.call('runs.list', query), signal));
  timings.push(await time('facets', () => client.call('runs.facets', {}), signal));
  return timings;
}

async function measureCurves(context: CommandContext): Promise<Timing[]> {
  const { fillWithCurves } = await import('./synthetic-runs');
  context.terminal.note(`Timing curves of ${formatNumber(curvePoints)} points`);
  let ids: RunId[] = [];
  return inWorkbench(context, (bench) => timeCurves(bench, ids), (workspacePath) => {
    ids = fillWithCurves(workspacePath, { runs: overlaidRuns, points: curvePoints });
  });
}

async function timeCurves({ client, signal }: Bench, ids: readonly RunId[]): Promise<Timing[]> {
  const curves = (of: readonly RunId[], more: Partial<Input<'runs.curves'>>) => () => client.call('runs.curves', { ids: [...of], names: ['train/loss'], buckets: 500, ...more });
  const one = ids.slice(0, 1);
  return [
    await time('one curve by step', curves(one, {}), signal),
    await time('one curve by time', curves(one, { axis: 'time' }), signal),
    await time('one curve, a tenth of it', curves(one, { from: 40_000, to: 50_000 }), signal),
    await time('ten curves overlaid', curves(ids, {}), signal),
    await time('ten curves, a tenth of them', curves(ids, { from: 40_000, to: 50_000 }), signal),
    await time('the point under the pointer, ten runs', () => client.call('runs.metricsAt', { ids: [...ids], names: ['train/loss'], at: 54_321 }), signal),
  ];
}

async function time(name: string, call: () => Promise<unknown>, signal: AbortSignal): Promise<Timing> {
  const durations: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    signal.throwIfAborted();
    const startedMs = performance.now();
    await call();
    durations.push(performance.now() - startedMs);
  }
  const sorted = durations.sort((a, b) => a - b);
  return { name, p50Ms: sorted[Math.floor(repetitions / 2)] ?? 0, p95Ms: sorted[Math.ceil(repetitions * 0.95) - 1] ?? 0 };
}

function report({ ingestion, table, curves }: Figures): BenchmarkReport {
  const milliseconds = (value: number): string => `${formatNumber(value)} ms`;
  const rows = (timings: readonly Timing[], about: (timing: Timing) => string): string[][] => timings.map((timing) => [about(timing), milliseconds(timing.p50Ms), milliseconds(timing.p95Ms)]);
  const text = [
    textList([
      ['metric rows', `${formatNumber(Math.round(ingestion.rowsPerSecond))} a second (${formatNumber(ingestion.rows)} rows, worker and parent in one process)`],
      ['longest pause', `${milliseconds(ingestion.longestBlockMs)} of the parent meanwhile`],
    ]),
    textTable(['table of runs', 'runs', 'p50', 'p95'], table.map(({ name, runs, p50Ms, p95Ms }) => [name, formatNumber(runs), milliseconds(p50Ms), milliseconds(p95Ms)])),
    textTable([`curves of ${formatNumber(curvePoints)} points`, 'p50', 'p95'], rows(curves, ({ name }) => name)),
  ];
  return { document: { benchmark: 'runs', ingestion, table, curves: { points: curvePoints, runs: overlaidRuns, timings: curves } }, text: text.join('\n\n') };
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Write a whole number above 0.');
  return Number(text);
}
