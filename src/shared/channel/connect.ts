/** @file The asking side of the channel over one port. A lost port is final here; `reconnecting.ts` opens new ones. */
import type { Input, Output, StreamName } from '../contracts/index';
import { AppError, fromWireError } from '../contracts/errors';
import type { Client, ConnectionStatus } from './client';
import type { Port } from './port';
import { readToClient, streamWindow, type ToClient, type ToServer } from './protocol';
import { createValueQueue } from './value-queue';

/** Who waits for the answers to one request. */
interface Asker {
  receive(message: ToClient): void;
  /** Nothing more will be received. */
  fail(error: AppError): void;
}

interface Request {
  readonly id: number;
  /** The asker has left; the other side may stop working. */
  cancel(): void;
}

export function connectChannel(port: Port): Client {
  const askers = new Map<number, { asker: Asker; release(): void }>();
  const statusListeners = new Set<(status: ConnectionStatus) => void>();
  let isClosed = false;
  let lastId = 0;

  port.onClose(disconnect);
  port.onMessage((raw) => {
    const message = readToClient(raw);
    if (message === null) return;
    const asker = message.type === 'value' ? askers.get(message.id)?.asker : take(message.id);
    asker?.receive(message);
  });

  /** The asker of a request that is over now. */
  function take(id: number): Asker | undefined {
    const entry = askers.get(id);
    askers.delete(id);
    entry?.release();
    return entry?.asker;
  }

  function disconnect(): void {
    if (isClosed) return;
    isClosed = true;
    for (const id of askers.keys()) take(id)?.fail(disconnected());
    for (const listener of statusListeners) listener('closed');
  }

  function begin(asker: Asker, message: (id: number) => ToServer, signal: AbortSignal | undefined): Request {
    lastId += 1;
    const id = lastId;
    const cancel = () => {
      if (take(id) !== undefined) port.send({ type: 'cancel', id } satisfies ToServer);
    };
    const abort = () => {
      cancel();
      asker.fail(new AppError('CANCELLED', 'The work was cancelled.'));
    };
    if (signal?.aborted === true) abort();
    else if (isClosed) asker.fail(disconnected());
    else {
      askers.set(id, { asker, release: () => signal?.removeEventListener('abort', abort) });
      signal?.addEventListener('abort', abort, { once: true });
      try {
        port.send(message(id));
      } catch (error) {
        take(id)?.fail(unsendable(error));
      }
    }
    return { id, cancel };
  }

  function openStream<N extends StreamName>(name: N, input: Input<N>, signal: AbortSignal | undefined): AsyncIterator<Output<N>, undefined> {
    let taken = 0;
    const queue = createValueQueue<Output<N>>({
      /** Room is announced in halves of the window, so that small values do not cost a message each. */
      onTaken() {
        taken += 1;
        if (taken < streamWindow / 2) return;
        port.send({ type: 'credit', id: request.id, count: taken } satisfies ToServer);
        taken = 0;
      },
      onLeft: () => request.cancel(),
    });
    const asker: Asker = {
      receive(message) {
        if (message.type === 'value') queue.push(message.value as Output<N>);
        else queue.finish(message.type === 'error' ? { error: fromWireError(message.error) } : undefined);
      },
      fail: (error) => (error.code === 'CANCELLED' ? queue.fail(error) : queue.finish({ error })),
    };
    const request = begin(asker, (id) => ({ type: 'open', id, name, input, credit: streamWindow }), signal);
    return queue;
  }

  return {
    call(name, input, { signal } = {}) {
      return new Promise((resolve, reject) => {
        const asker: Asker = {
          receive(message) {
            if (message.type === 'result') resolve(message.value as Output<typeof name>);
            else if (message.type === 'error') reject(fromWireError(message.error));
            else reject(new AppError('INTERNAL', `${name} answered as a subscription does.`));
          },
          fail: reject,
        };
        begin(asker, (id) => ({ type: 'call', id, name, input }), signal);
      });
    },
    stream: (name, input, { signal } = {}) => ({ [Symbol.asyncIterator]: () => openStream(name, input, signal) }),
    onStatus(listener) {
      statusListeners.add(listener);
      listener(isClosed ? 'closed' : 'connected');
      return () => statusListeners.delete(listener);
    },
    close() {
      port.close();
      disconnect();
    },
  };
}

function disconnected(): AppError {
  return new AppError('DISCONNECTED', 'The connection to the workbench was lost before the answer came.');
}

function unsendable(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('INVALID_INPUT', `This input cannot be sent: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
