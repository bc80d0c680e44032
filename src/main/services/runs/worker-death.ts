/** @file What the end of a worker process means: whether memory ran out, and how to say it. */
import type { WireError } from '#shared/contracts/errors';
import type { WorkerExit } from '../../platform/ports';

export interface WorkerDeath {
  readonly exit: WorkerExit;
  /** Processes that the system had ended for want of memory, when the worker began and now; null where it does not tell. */
  readonly memoryKills: { readonly before: number | null; readonly now: number | null };
}

/** V8 and C++ say so before they give up; the system ends a process without a word, but counts it. */
export function isOutOfMemory({ exit, memoryKills }: WorkerDeath): boolean {
  if (/out of memory|bad_alloc|allocation failed|cannot allocate memory/i.test(exit.output)) return true;
  const wasKilled = exit.signal === 'SIGKILL' || exit.code === 137;
  return wasKilled && memoryKills.before !== null && memoryKills.now !== null && memoryKills.now > memoryKills.before;
}

export function describeExit({ code, signal }: WorkerExit): string {
  return signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
}

export function outOfMemoryError({ exit }: WorkerDeath): WireError {
  return {
    code: 'LIMIT',
    message: 'The memory of this machine did not suffice. Choose a smaller batch, shorter texts or a smaller model, or close other programs; then try the run again: it goes on from its last checkpoint.',
    details: { exitCode: exit.code, signal: exit.signal },
  };
}

export function repeatedDeathError({ exit }: WorkerDeath, deaths: number): WireError {
  return {
    code: 'INTERNAL',
    message: `The worker stopped unexpectedly ${deaths} times at the same place (${describeExit(exit)})${lastWords(exit)}. Everything it reported is kept; look at the log, change what it tripped over, and try the run again.`,
    details: { exitCode: exit.code, signal: exit.signal },
  };
}

function lastWords({ output }: WorkerExit): string {
  const line = output.trim().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? '' : `, saying "${line.slice(0, 200)}"`;
}
