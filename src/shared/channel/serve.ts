/** @file The answering side of the channel: runs what the peer asks for, one port at a time. Knows neither commands nor roles; `Dispatch` does. */
import { AppError, toWireError } from '../contracts/errors';
import { createCredit, type Credit } from './credit';
import type { Port } from './port';
import { readToServer, type ToClient, type ToServer } from './protocol';

/** What the channel asks of the core. Names and inputs come from the peer unchecked; both methods fail with AppError. */
export interface Dispatch {
  call(name: string, input: unknown, signal: AbortSignal): Promise<unknown>;
  /** Pulled only when the reader has room. An unknown name or bad input fails the first pull. */
  stream(name: string, input: unknown, signal: AbortSignal): AsyncIterable<unknown>;
}

interface Work {
  readonly signal: AbortSignal;
  cancel(): void;
  /** Absent for a call. */
  readonly credit?: Credit;
}

/** Answers until the port closes, then cancels what is still running. */
export function serveChannel(port: Port, dispatch: Dispatch): void {
  const works = new Map<number, Work>();

  port.onClose(() => {
    for (const work of works.values()) work.cancel();
    works.clear();
  });

  port.onMessage((raw) => {
    const message = readToServer(raw);
    if (message === null) return;
    const running = works.get(message.id);
    if (message.type === 'cancel') running?.cancel();
    else if (message.type === 'credit') running?.credit?.grant(message.count);
    else if (running === undefined) begin(message);
  });

  function begin(message: Extract<ToServer, { name: string }>): void {
    const work = startWork(message);
    works.set(message.id, work);
    const done = message.type === 'call' ? answer(message, work) : pump(message, work);
    done
      .catch((error: unknown) => send(work, { type: 'error', id: message.id, error: toWireError(error) }))
      // Not even the error could be sent: the peer learns it from the closing.
      .catch(() => port.close())
      .finally(() => works.delete(message.id));
  }

  async function answer(message: ToServer & { type: 'call' }, work: Work): Promise<void> {
    const value = await dispatch.call(message.name, message.input, work.signal);
    send(work, { type: 'result', id: message.id, value });
  }

  async function pump({ id, name, input }: ToServer & { type: 'open' }, work: Work): Promise<void> {
    const iterator = dispatch.stream(name, input, work.signal)[Symbol.asyncIterator]();
    try {
      for (;;) {
        await work.credit?.take();
        if (work.signal.aborted) return;
        const next = await iterator.next();
        if (next.done === true) break;
        send(work, { type: 'value', id, value: next.value });
      }
      send(work, { type: 'end', id });
    } finally {
      await iterator.return?.();
    }
  }

  /** A cancelled reader has already left: it gets nothing more, not even the error of its own cancelling. */
  function send(work: Work, message: ToClient): void {
    if (!work.signal.aborted) port.send(message);
  }
}

function startWork(message: Extract<ToServer, { name: string }>): Work {
  const controller = new AbortController();
  const { signal } = controller;
  const cancel = () => controller.abort(new AppError('CANCELLED', 'The caller gave this up.'));
  return message.type === 'open' ? { signal, cancel, credit: createCredit(message.credit, signal) } : { signal, cancel };
}
