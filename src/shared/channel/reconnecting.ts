/** @file A client that opens a new port when it loses one. Queries are asked again, subscriptions opened again; what may have changed something is not. */
import type { Client } from './client';
import { Connection } from './connection';
import type { Port } from './port';

export interface ReconnectingOptions {
  /** Rejects when the other side cannot be reached. */
  readonly open: () => Promise<Port>;
  /** Whether a call may be sent twice without harm. */
  readonly isRepeatable: (name: string) => boolean;
  readonly delaysMs?: readonly number[];
}

const defaultDelaysMs = [250, 500, 1_000, 2_000, 4_000, 5_000];

/** Calls wait for the first connection. While a lost one is being sought, only repeatable calls and subscriptions wait. */
export function createReconnectingClient({ open, isRepeatable, delaysMs = defaultDelaysMs }: ReconnectingOptions): Client {
  const connection = new Connection({ open, delaysMs });
  return {
    async call(name, input, options = {}) {
      for (;;) {
        const client = isRepeatable(name) ? await connection.wait(options.signal) : await connection.present(options.signal);
        try {
          return await client.call(name, input, options);
        } catch (error) {
          if (!isRepeatable(name) || !connection.isWorthAnother(error)) throw error;
        }
      }
    },
    stream: (name, input, { signal } = {}) => ({
      [Symbol.asyncIterator]: () => leavable(signal, (left) => reopening(connection, (client) => client.stream(name, input, { signal: left }), left)),
    }),
    onStatus: (listener) => connection.onStatus(listener),
    close: () => connection.close(),
  };
}

/** Every subscription yields the present state first, so a fresh one misses nothing that still matters. */
async function* reopening<Value>(connection: Connection, open: (client: Client) => AsyncIterable<Value>, signal: AbortSignal): AsyncGenerator<Value, undefined> {
  for (;;) {
    const client = await connection.wait(signal);
    try {
      yield* open(client);
      return undefined;
    } catch (error) {
      if (!connection.isWorthAnother(error)) throw error;
    }
  }
}

/** A generator cannot be left while it waits for a value; aborting what it waits for lets it go at once. */
function leavable<Value>(signal: AbortSignal | undefined, generate: (signal: AbortSignal) => AsyncGenerator<Value, undefined>): AsyncIterator<Value, undefined> {
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  const release = () => signal?.removeEventListener('abort', abort);
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort, { once: true });
  const generator = generate(controller.signal);
  let isLeft = false;
  return {
    async next() {
      try {
        const result = await generator.next();
        if (result.done === true) release();
        return result;
      } catch (error) {
        release();
        if (isLeft) return { done: true, value: undefined };
        throw error;
      }
    },
    async return() {
      isLeft = true;
      release();
      controller.abort();
      return { done: true, value: undefined };
    },
  };
}
