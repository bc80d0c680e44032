/** @file `solace run ...`: the group; what shows runs and what steers them. */
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CallName } from '#shared/contracts/index';
import { LogLevel } from '#shared/contracts/run-results';
import type { RunId } from '#shared/domain/ids';
import { RunState } from '#shared/domain/runs/run';
import type { CommandContext } from '../command-context';
import { describeFigures, describeKinds, describeLog, describeRun, describeRuns, runDocument, runFields } from '../run-report';
import { formatBytes } from '../text-table';
import { printQueued, waitForRun } from '../wait-for-run';
import { parseRunId } from './run-id';
import { addRunStartCommands } from './run-start';

export function addRunCommands(program: Command, context: CommandContext): void {
  const run = program.command('run').description('start, watch, steer and compare runs: everything that takes long');
  addRunStartCommands(run, context);
  addShowingCommands(run, context);
  addSteeringCommands(run, context);
  addFileCommands(run, context);
}

interface ListFlags {
  readonly kind?: string;
  readonly state?: RunState;
  readonly tag?: string;
  readonly limit: number;
}

function addShowingCommands(run: Command, context: CommandContext): void {
  run
    .command('kinds')
    .description('what can be run, with the options of each')
    .action(() =>
      context.withSession(async ({ client }) => {
        const kinds = await client.call('runs.kinds', {});
        context.terminal.result(kinds, () => describeKinds(kinds));
      }),
    );
  run
    .command('list')
    .description('runs, newest first')
    .option('--kind <kind>', 'only of this kind')
    .addOption(new Option('--state <state>', 'only in this state').choices(RunState.options))
    .option('--tag <tag>', 'only with this tag')
    .option('--limit <count>', 'how many at most', parseCount, 50)
    .action(({ kind, state, tag, limit }: ListFlags) =>
      context.withSession(async ({ client }) => {
        const filter = { kinds: kind === undefined ? undefined : [kind], states: state === undefined ? undefined : [state], tags: tag === undefined ? undefined : [tag] };
        const { rows, total } = await client.call('runs.list', { filter, limit });
        const details = await Promise.all(rows.map(({ id }) => client.call('runs.get', { id })));
        context.terminal.result(details.map(runFields), () => describeRuns(rows, total));
      }),
    );
  run
    .command('show')
    .description('everything that is known of one run')
    .argument('<id>', 'number of the run', parseRunId)
    .action((id: RunId) =>
      context.withSession(async ({ client }) => {
        const found = await client.call('runs.get', { id });
        context.terminal.result(runDocument(found), () => describeRun(found));
      }),
    );
  run
    .command('log')
    .description('the last lines of a run')
    .argument('<id>', 'number of the run', parseRunId)
    .option('--lines <count>', 'how many', parseCount, 200)
    .addOption(new Option('--level <level>', 'only of this level').choices(LogLevel.options))
    .action((id: RunId, { lines: limit, level }: { lines: number; level?: 'info' | 'warn' | 'error' }) =>
      context.withSession(async ({ client }) => {
        const { lines } = await client.call('runs.log', { id, level, limit: Math.min(limit, 5_000) });
        context.terminal.result(lines, () => describeLog(lines));
      }),
    );
  run
    .command('metrics')
    .description('last and best value of every metric; with --json every value of every step too')
    .argument('<id>', 'number of the run', parseRunId)
    .action((id: RunId) =>
      context.withSession(async ({ client }) => {
        const { kind, name, state, lastMetrics, bestMetrics } = await client.call('runs.get', { id });
        const rows = await allMetricRows((afterStep) => client.call('runs.metricsPage', { id, afterStep, limit: 10_000 }));
        context.terminal.result({ id, kind, name, state, metrics: lastMetrics, best: bestMetrics, rows }, () => describeFigures({ lastMetrics, bestMetrics }));
      }),
    );
}

async function allMetricRows<Row extends { readonly step: number }>(page: (afterStep: number | undefined) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const next = await page(rows.at(-1)?.step);
    if (next.length === 0) return rows;
    rows.push(...next);
  }
}

const steering = [
  { name: 'pause', command: 'runs.pause', summary: 'let a run finish its step and rest; of a sweep, all its runs', canWait: false },
  { name: 'resume', command: 'runs.resume', summary: 'queue a paused run again; --wait works on it here', canWait: true },
  { name: 'cancel', command: 'runs.cancel', summary: 'stop a run for good', canWait: false },
  { name: 'retry', command: 'runs.retry', summary: 'queue a failed or cancelled run again, from its checkpoint', canWait: true },
  { name: 'restore', command: 'runs.restore', summary: 'bring back a removed run', canWait: false },
] as const satisfies readonly { name: string; command: CallName; summary: string; canWait: boolean }[];

function addSteeringCommands(run: Command, context: CommandContext): void {
  for (const { name, command, summary, canWait } of steering) {
    const declared = run.command(name).description(summary).argument('<id>', 'number of the run', parseRunId);
    if (canWait) declared.option('--wait', 'work on it in this terminal until it ends; Ctrl-C pauses it');
    declared.action((id: RunId, { wait = false }: { wait?: boolean }) =>
      context.withSession(async (session) => {
        const row = await session.client.call(command, { id });
        if (wait) await waitForRun(context, session, id);
        else if (row.state === 'queued') await printQueued(context, session.client, id);
        else {
          const found = await session.client.call('runs.get', { id });
          context.terminal.result(runFields(found), () => `Run ${id} ("${row.name}") is ${row.state}.`);
        }
      }),
    );
  }
  run
    .command('remove')
    .description('hide a run; it is kept for 30 days')
    .argument('<id>', 'number of the run', parseRunId)
    .action((id: RunId) =>
      context.withSession(async ({ client }) => {
        await client.call('runs.remove', { id });
        context.terminal.result({ id, removed: true }, () => `Removed run ${id}. It is kept for 30 days; bring it back with "run restore ${id}".`);
      }),
    );
}

function addFileCommands(run: Command, context: CommandContext): void {
  run
    .command('export')
    .description('write a finished run as one file: settings, hashes, environment, every metric value')
    .argument('<id>', 'number of the run', parseRunId)
    .requiredOption('--out <file>', 'where to')
    .action((id: RunId, { out }: { out: string }) =>
      context.withSession(async ({ client }) => {
        const { fileId, name, sizeBytes } = await client.call('runs.exportBundle', { id });
        await client.call('files.copyTo', { fileId, path: out });
        await client.call('files.discard', { fileId });
        context.terminal.result({ id, file: { name, sizeBytes, path: resolve(out) } }, () => `Wrote run ${id} to ${out} (${formatBytes(sizeBytes)}).`);
      }),
    );
  run
    .command('import')
    .description('bring in a run that was exported; it can be compared, cloned and reproduced')
    .argument('<file>')
    .action((path: string) =>
      context.withSession(async ({ client }) => {
        const { fileId } = await client.call('files.reference', { path });
        const { run: imported, notes } = await client.call('runs.importBundle', { fileId });
        const found = await client.call('runs.get', { id: imported.id });
        context.terminal.result({ ...runFields(found), notes }, () => [`Imported "${imported.name}" as run ${imported.id}.`, ...notes].join('\n'));
      }),
    );
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1 to 9999.');
  return Math.min(Number(text), 1_000);
}
