/** @file A client that opens a new port when it loses one. Queries are asked again, subscriptions opened again; what may have changed something is not. */
import type { Output, StreamName } from '../contracts/index';
import { AppError } from '../contracts/errors';
import type { Client, ConnectionStatus } from './client';
import { connectChannel } from './connect';
import type { Port } from './port';

export interface ReconnectingOptions {
  /** Rejects when the other side cannot be reached. */
  readonly open: () => Promise<Port>;
  /** Whether a call may be sent twice without harm. */
  readonly isRepeatable: (name: string) => boolean;
  /** Waits between attempts; the last one is used for all further attempts. */
  readonly delaysMs?: readonly number[];
}

const defaultDelaysMs = [250, 500, 1_000, 2_000, 4_000, 5_000];

/** Calls wait for the first connection. While a lost one is being sought, only repeatable calls and subscriptions wait. */
export function createReconnectingClient(options: ReconnectingOptions): Client {
  const connection = createConnection(options);

  return {
    async call(name, input, callOptions = {}) {
      const isRepeatable = options.isRepeatable(name);
      for (;;) {
        const client = isRepeatable ? await connection.wait(callOptions.signal) : await connection.present(callOptions.signal);
        try {
          return await client.call(name, input, callOptions);
        } catch (error) {
          if (!isRepeatable || !connection.isWorthAnother(error)) throw error;
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
async function* reopening<N extends StreamName>(connection: Connection, open: (client: Client) => AsyncIterable<Output<N>>, signal: AbortSignal): AsyncGenerator<Output<N>, undefined> {
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
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort, { once: true });
  const release = () => signal?.removeEventListener('abort', abort);
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

interface Connection {
  /** The connected client, now or as soon as there is one. */
  wait(signal: AbortSignal | undefined): Promise<Client>;
  /** The connected client; fails rather than waits once a connection was lost. */
  present(signal: AbortSignal | undefined): Promise<Client>;
  isWorthAnother(error: unknown): boolean;
  onStatus: Client['onStatus'];
  close(): void;
}

function createConnection({ open, delaysMs = defaultDelaysMs }: ReconnectingOptions): Connection {
  const statusListeners = new Set<(status: ConnectionStatus) => void>();
  const changeListeners = new Set<() => void>();
  let status: ConnectionStatus = 'reconnecting';
  let client: Client | null = null;
  let hasConnected = false;
  let attempt = 0;

  function become(next: ConnectionStatus): void {
    if (status === next) return;
    status = next;
    for (const listener of statusListeners) listener(next);
    for (const listener of changeListeners) listener();
  }

  async function connect(): Promise<void> {
    if (status === 'closed') return;
    try {
      const port = await open();
      if (isClosed()) {
        port.close();
        return;
      }
      attempt = 0;
      hasConnected = true;
      client = connectChannel(port);
      become('connected');
      client.onStatus((portStatus) => {
        if (portStatus === 'closed') lose();
      });
    } catch {
      retryLater();
    }
  }

  function lose(): void {
    client = null;
    if (status === 'closed') return;
    become('reconnecting');
    retryLater();
  }

  function retryLater(): void {
    if (status === 'closed') return;
    const delayMs = delaysMs[Math.min(attempt, delaysMs.length - 1)] ?? 0;
    attempt += 1;
    setTimeout(() => void connect(), delayMs);
  }

  function changed(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const settle = () => {
        changeListeners.delete(settle);
        signal?.removeEventListener('abort', settle);
        resolve();
      };
      changeListeners.add(settle);
      signal?.addEventListener('abort', settle, { once: true });
    });
  }

  /** Asked again after every wait, which the type of `status` cannot know. */
  function isClosed(): boolean {
    return status === 'closed';
  }

  async function wait(signal: AbortSignal | undefined): Promise<Client> {
    for (;;) {
      if (signal?.aborted === true) throw new AppError('CANCELLED', 'The work was cancelled.');
      if (client !== null) return client;
      if (isClosed()) throw new AppError('DISCONNECTED', 'This page has closed its connection to the workbench.');
      await changed(signal);
    }
  }

  void connect();
  return {
    wait,
    async present(signal) {
      if (client === null && hasConnected) throw new AppError('DISCONNECTED', 'The workbench cannot be reached at the moment, so nothing was changed. Try again when the connection is back.');
      return wait(signal);
    },
    isWorthAnother: (error) => error instanceof AppError && error.code === 'DISCONNECTED' && status !== 'closed',
    onStatus(listener) {
      statusListeners.add(listener);
      listener(status);
      return () => statusListeners.delete(listener);
    },
    close() {
      become('closed');
      client?.close();
      client = null;
    },
  };
}
