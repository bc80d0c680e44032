/** @file A client without a workbench: answers from a table of handlers, lets a test push events and drop the connection. */
import type { Client, ConnectionStatus } from '#shared/channel/client';
import type { AppEvent } from '#shared/contracts/app';
import { AppError } from '#shared/contracts/errors';
import type { CallName, Input, Output, StreamName } from '#shared/contracts/index';

export type FakeHandlers = { [N in CallName]?: (input: Input<N>) => Output<N> | Promise<Output<N>> } & { [N in StreamName]?: (input: Input<N>) => AsyncIterable<Output<N>> };

export interface FakeClient extends Client {
  /** Every call, in order. */
  readonly calls: { name: CallName; input: unknown }[];
  inputsOf<N extends CallName>(name: N): Input<N>[];
  answer(handlers: FakeHandlers): void;
  emit(event: AppEvent): void;
  setStatus(status: ConnectionStatus): void;
}

export function createFakeClient(handlers: FakeHandlers): FakeClient {
  const table: FakeHandlers = { ...handlers };
  const calls: FakeClient['calls'] = [];
  const eventListeners = new Set<(event: AppEvent) => void>();
  const statusListeners = new Set<(status: ConnectionStatus) => void>();
  let status: ConnectionStatus = 'connected';
  return {
    calls,
    inputsOf: <N extends CallName>(name: N) => calls.filter((call) => call.name === name).map((call) => call.input as Input<N>),
    answer: (more) => void Object.assign(table, more),
    emit: (event) => eventListeners.forEach((listener) => listener(event)),
    setStatus: (next) => {
      status = next;
      for (const listener of statusListeners) listener(next);
    },
    call: async (name, input) => {
      calls.push({ name, input });
      const handler = table[name] as ((input: unknown) => unknown) | undefined;
      if (handler === undefined) throw new AppError('UNSUPPORTED', `the fake client has no answer for ${name}`);
      return (await handler(input)) as never;
    },
    stream: (name, input, options) => {
      if (name === 'app.events') return eventStream(eventListeners, options?.signal) as never;
      const handler = table[name] as ((input: unknown) => AsyncIterable<unknown>) | undefined;
      return (handler?.(input) ?? nothing()) as never;
    },
    onStatus: (listener) => {
      statusListeners.add(listener);
      listener(status);
      return () => statusListeners.delete(listener);
    },
    close: () => undefined,
  };
}

/** A promise that never settles: the state of loading. */
export function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

async function* nothing(): AsyncGenerator<never> {}

async function* eventStream(listeners: Set<(event: AppEvent) => void>, signal: AbortSignal | undefined): AsyncGenerator<AppEvent> {
  const waiting: AppEvent[] = [];
  let wake = (): void => undefined;
  const listener = (event: AppEvent) => {
    waiting.push(event);
    wake();
  };
  listeners.add(listener);
  signal?.addEventListener('abort', () => wake());
  try {
    for (;;) {
      if (signal?.aborted === true) return;
      const next = waiting.shift();
      if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
      else yield next;
    }
  } finally {
    listeners.delete(listener);
  }
}
