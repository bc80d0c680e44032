import { afterEach, describe, expect, test, vi } from 'vitest';
import { createMemoryPorts } from '#shared/channel/memory-port';
import type { Port } from '#shared/channel/port';
import { createReconnectingClient } from '#shared/channel/reconnecting';
import { serveChannel } from '#shared/channel/serve';
import { createTestDispatch, type Seen } from '../../../support/channel/test-commands';
import type { LooseClient } from '../../../support/channel/transports';

/** A server that can go away and come back. */
function createServer() {
  const seen: Seen = { produced: 0, stopped: [] };
  const served: Port[] = [];
  const statuses: string[] = [];
  const server = {
    seen,
    served,
    statuses,
    isUp: true,
    attempts: 0,
    open: async (): Promise<Port> => {
      server.attempts += 1;
      if (!server.isUp) throw new Error('nobody answers');
      const [near, far] = createMemoryPorts();
      serveChannel(far, createTestDispatch(seen));
      served.push(far);
      return near;
    },
    goDown() {
      server.isUp = false;
      served.at(-1)?.close();
    },
    connect(delaysMs = [1]): LooseClient {
      const client = createReconnectingClient({ open: server.open, isRepeatable: (name) => name !== 'test.echo' && name !== 'test.size', delaysMs });
      client.onStatus((status) => statuses.push(status));
      return client;
    },
  };
  return server;
}

describe('a reconnecting client', () => {
  afterEach(() => vi.useRealTimers());

  test('a call made before the first connection waits for it', async () => {
    const server = createServer();
    const client = server.connect();
    expect(await client.call('test.echo', { value: 1 })).toBe(1);
    expect(server.statuses).toEqual(['reconnecting', 'connected']);
  });

  test('a query in flight is asked again', async () => {
    const server = createServer();
    const client = server.connect();
    await client.call('test.greet', { name: 'Ada' });
    const answer = client.call('test.delayed', { value: 7, delayMs: 20 });
    server.goDown();
    await vi.waitUntil(() => server.attempts > 3);
    server.isUp = true;
    expect(await answer).toBe(7);
    expect(server.statuses).toEqual(['reconnecting', 'connected', 'reconnecting', 'connected']);
  });

  test('a mutation in flight fails and is not sent twice', async () => {
    const server = createServer();
    const client = server.connect();
    await client.call('test.greet', { name: 'Ada' });
    const change = client.call('test.echo', { value: 1 });
    server.served[0]?.close();
    await expect(change).rejects.toMatchObject({ code: 'DISCONNECTED' });
  });

  test('a mutation while the server is away fails at once', async () => {
    const server = createServer();
    const client = server.connect();
    await client.call('test.greet', { name: 'Ada' });
    server.goDown();
    await vi.waitUntil(() => server.statuses.at(-1) === 'reconnecting');
    await expect(client.call('test.echo', { value: 1 })).rejects.toMatchObject({ code: 'DISCONNECTED', message: expect.stringContaining('nothing was changed') as string });
  });

  test('a subscription is opened again from its present state', async () => {
    const server = createServer();
    const client = server.connect();
    const received: unknown[] = [];
    const reader = client.stream('test.silence', {})[Symbol.asyncIterator]();
    received.push((await reader.next()).value);
    const next = reader.next();
    server.served[0]?.close();
    received.push((await next).value);
    expect(received).toEqual([0, 0]);
    expect(server.served.length).toBe(2);
  });

  test('an error of the command itself is not tried again', async () => {
    const server = createServer();
    const client = server.connect();
    await expect(client.call('test.refuse', {})).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(client.stream('test.unknown', {})[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(server.attempts).toBe(1);
  });

  test('a reader can leave while the server is away', async () => {
    const server = createServer();
    server.isUp = false;
    const client = server.connect();
    const reader = client.stream('test.silence', {})[Symbol.asyncIterator]();
    const waiting = reader.next();
    await reader.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test('a waiting query can be aborted', async () => {
    const server = createServer();
    server.isUp = false;
    const client = server.connect();
    const controller = new AbortController();
    const call = client.call('test.greet', { name: 'Ada' }, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('closing ends what waits and stops seeking', async () => {
    const server = createServer();
    server.isUp = false;
    const client = server.connect();
    const call = client.call('test.greet', { name: 'Ada' });
    client.close();
    await expect(call).rejects.toMatchObject({ code: 'DISCONNECTED' });
    expect(server.statuses.at(-1)).toBe('closed');
    const { attempts } = server;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.attempts).toBe(attempts);
  });

  test('waits longer and longer, up to a limit, and starts over after success', async () => {
    vi.useFakeTimers();
    const server = createServer();
    server.isUp = false;
    server.connect([250, 500, 5_000]);
    const attemptsAfter = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
      return server.attempts;
    };
    expect([await attemptsAfter(249), await attemptsAfter(1), await attemptsAfter(500), await attemptsAfter(5_000), await attemptsAfter(5_000)]).toEqual([1, 2, 3, 4, 5]);
    server.isUp = true;
    await attemptsAfter(5_000);
    server.goDown();
    expect([await attemptsAfter(0), await attemptsAfter(250)]).toEqual([6, 7]);
  });
});
