/** @file A command that stays with a run: lets the queue work for it, shows its progress, and pauses it on Ctrl-C. */
import type { Client } from '#shared/channel/client';
import { AppError, fromWireError, type ErrorDetails } from '#shared/contracts/errors';
import type { RunRow } from '#shared/contracts/run-records';
import type { RunId } from '#shared/domain/ids';
import { isFinal } from '#shared/domain/runs/run';
import type { CommandContext } from './command-context';
import { describeRun, runDocument, runFields } from './run-report';
import type { Session } from './session';

/** Prints the run as it ends. Rejects with its error where it failed, and where it was interrupted with how to go on. */
export async function waitForRun({ terminal }: CommandContext, { client, signal }: Session, id: RunId): Promise<void> {
  const pause = (): void => {
    terminal.note('Pausing; a second Ctrl-C leaves at once, and the run goes on from its last checkpoint when it is resumed.');
    client.call('runs.pause', { id }).catch(() => undefined);
  };
  await client.call('runs.work', { ids: [id] });
  if (signal.aborted) pause();
  signal.addEventListener('abort', pause, { once: true });
  let last: RunRow | undefined;
  try {
    for await (const row of client.stream('runs.watch', { id })) {
      last = row;
      if (row.state === 'running' && row.progress !== undefined) terminal.progress(row.progress);
      if (isFinal(row.state) || row.state === 'paused') break;
    }
  } finally {
    signal.removeEventListener('abort', pause);
    terminal.endProgress();
  }
  if (last?.state === 'paused' && last.errorMessage === undefined) {
    throw new AppError('CANCELLED', `Run ${id} is paused with everything it had done. Go on with: solace run resume ${id} --wait`, { details: { runId: id, goOnWith: `run resume ${id} --wait` } });
  }
  await printRun({ terminal, client }, id);
}

async function printRun({ terminal, client }: Pick<CommandContext, 'terminal'> & { client: Client }, id: RunId): Promise<void> {
  const run = await client.call('runs.get', { id });
  terminal.result(runDocument(run), () => describeRun(run));
  if (run.state === 'paused' && run.error !== undefined) {
    const goOnWith = wayOn(id, run.error.details);
    throw new AppError(run.error.code, `Run ${id} is paused with everything it had done: ${run.error.message} Go on with: solace ${goOnWith}`, { details: { runId: id, goOnWith } });
  }
  if (run.state === 'failed' && run.error !== undefined) throw fromWireError({ ...run.error, details: run.error.details as ErrorDetails });
  if (run.state === 'cancelled') throw new AppError('CANCELLED', `Run ${id} was cancelled.`, { details: { runId: id, goOnWith: `run retry ${id} --wait` } });
}

/** A run keeps its settings, its caps too: what a cap stopped goes on as a clone, which takes what was answered from the store. */
function wayOn(id: RunId, details: Readonly<Record<string, unknown>> | undefined): string {
  return details?.['reason'] === 'run-budget' ? `run clone ${id} --set budget.${String(details['cap'])}=MORE --wait` : `run resume ${id} --wait`;
}

/** What is said of a run that nobody waits for. */
export async function printQueued({ terminal }: CommandContext, client: Client, id: RunId): Promise<void> {
  const run = await client.call('runs.get', { id });
  terminal.result(runFields(run), () => `Run ${id} ("${run.name}") is ${run.state}. It works while the workbench is open ("solace serve", or its window), or in this terminal with: solace run resume ${id} --wait`);
}
