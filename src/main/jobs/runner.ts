/** @file The parent's side of a worker: values are pulled one by one, so that a slow reader slows the worker. Knows no transport. */
import { AppError, fromWireError, isErrorCode } from '#shared/contracts/errors';
import type { TaskRun, WorkerExit } from '../platform/ports';
import type { FromWorker, ToWorker } from './protocol';

/** Values asked for ahead of the reader: enough to keep both sides busy, few enough to bound memory. */
const prefetch = 2;

export interface TaskTransport {
  post(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  onExit(listener: (exit: WorkerExit) => void): void;
  kill(): void;
}

/** Starts a task in a worker that is already connected. The run can be iterated once; leaving the loop early ends the worker. */
export function runTask<Value>(transport: TaskTransport, task: string, input: unknown): TaskRun<Value> {
  const inbox: FromWorker[] = [];
  let wake: (() => void) | null = null;
  let isKilled = false;

  const receive = (message: FromWorker): void => {
    inbox.push(message);
    wake?.();
  };
  const kill = (): void => {
    isKilled = true;
    transport.kill();
    receive({ type: 'end' });
  };
  const next = async (): Promise<FromWorker> => {
    while (inbox.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    wake = null;
    return inbox.shift() as FromWorker;
  };

  transport.onMessage(receive);
  transport.onExit((exit) => receive({ type: 'error', error: diedMessage(task, exit) }));
  transport.post({ type: 'start', task, input });
  for (let ahead = 0; ahead < prefetch; ahead++) transport.post({ type: 'pull' });

  async function* values(): AsyncGenerator<Value> {
    try {
      for (;;) {
        const message = await next();
        if (isKilled) throw new AppError('CANCELLED', 'The work was cancelled.');
        if (message.type === 'end') return;
        if (message.type === 'error') throw toError(message.error);
        if (message.type === 'message') continue;
        yield message.value as Value;
        if (message.type === 'value') transport.post({ type: 'pull' });
      }
    } finally {
      transport.kill();
    }
  }

  const running = values();
  return { [Symbol.asyncIterator]: () => running, kill };
}

function diedMessage(task: string, exit: WorkerExit): Extract<FromWorker, { type: 'error' }>['error'] {
  const how = exit.signal === null ? `exit code ${String(exit.code)}` : `signal ${exit.signal}`;
  return {
    code: 'INTERNAL',
    message: `The worker for ${task} stopped unexpectedly (${how}). Nothing it had begun was kept; try again, and look at the log if it happens twice.`,
    details: { exitCode: exit.code, signal: exit.signal, output: exit.output },
  };
}

/** What a worker reported, as an error that can be thrown here. */
export function toError(error: Extract<FromWorker, { type: 'error' }>['error']): AppError {
  const details = Object.fromEntries(Object.entries(error.details).filter(([, value]) => isPlain(value))) as AppError['details'];
  return fromWireError({ code: isErrorCode(error.code) ? error.code : 'INTERNAL', message: error.message, details });
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value) || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}
