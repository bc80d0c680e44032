/** @file The asking side of the channel over one port. A lost port is final here; `reconnecting.ts` opens new ones. */
import { AppError, fromWireError } from '../contracts/errors';
import type { Client, ConnectionStatus } from './client';
import type { Port } from './port';
import { streamWindow, type ToServer } from './protocol';
import { type Asker, type Request, Requests } from './requests';
import { createValueQueue } from './value-queue';

export function connectChannel(port: Port): Client {
  const statusListeners = new Set<(status: ConnectionStatus) => void>();
  const requests = new Requests(port, () => {
    for (const listener of statusListeners) listener('closed');
  });
  return {
    call: (name, input, { signal } = {}) => ask(requests, { name, input, signal }),
    stream: (name, input, { signal } = {}) => ({ [Symbol.asyncIterator]: () => subscribe(requests, { name, input, signal }) }),
    onStatus(listener) {
      statusListeners.add(listener);
      listener(requests.isClosed ? 'closed' : 'connected');
      return () => statusListeners.delete(listener);
    },
    close: () => requests.close(),
  };
}

interface Question {
  readonly name: string;
  readonly input: unknown;
  readonly signal: AbortSignal | undefined;
}

function ask<Output>(requests: Requests, { name, input, signal }: Question): Promise<Output> {
  return new Promise((resolve, reject) => {
    const asker: Asker = {
      receive(message) {
        if (message.type === 'result') resolve(message.value as Output);
        else if (message.type === 'error') reject(fromWireError(message.error));
        else reject(new AppError('INTERNAL', `${name} answered as a subscription does.`));
      },
      fail: reject,
    };
    requests.begin(asker, (id) => ({ type: 'call', id, name, input }) satisfies ToServer, signal);
  });
}

function subscribe<Value>(requests: Requests, { name, input, signal }: Question): AsyncIterator<Value, undefined> {
  let taken = 0;
  const queue = createValueQueue<Value>({
    /** Room is announced in halves of the window, so that small values do not cost a message each. */
    onTaken() {
      taken += 1;
      if (taken < streamWindow / 2) return;
      request.grant(taken);
      taken = 0;
    },
    onLeft: () => request.cancel(),
  });
  const asker: Asker = {
    receive(message) {
      if (message.type === 'value') queue.push(message.value as Value);
      else queue.finish(message.type === 'error' ? { error: fromWireError(message.error) } : undefined);
    },
    fail: (error) => (error.code === 'CANCELLED' ? queue.fail(error) : queue.finish({ error })),
  };
  const request: Request = requests.begin(asker, (id) => ({ type: 'open', id, name, input, credit: streamWindow }) satisfies ToServer, signal);
  return queue;
}
