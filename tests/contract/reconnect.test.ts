/** @file A page whose WebSocket breaks off: the client finds the host again, asks its queries anew and goes on with its subscriptions. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReconnectingClient } from '#shared/channel/reconnecting';
import type { Port } from '#shared/channel/port';
import { serveChannel } from '#shared/channel/serve';
import { startWebHost, type WebHost } from '#main/hosts/web/start-web-host';
import { openSocketPort } from '../../src/renderer/src/api/transports/websocket-transport';
import { createTestDispatch, type Seen } from '../support/channel/test-commands';
import type { LooseClient } from '../support/channel/transports';
import { enter } from '../support/channel/web-socket-transport';

const served: Port[] = [];
const seen: Seen = { produced: 0, stopped: [] };
let host: WebHost;
let client: LooseClient;

beforeEach(async () => {
  const serve = (port: Port) => {
    served.push(port);
    serveChannel(port, createTestDispatch(seen));
  };
  host = await startWebHost({ workbench: { serve }, rendererPath: import.meta.dirname });
  client = createReconnectingClient({
    open: async () => openSocketPort((await enter(host.url)) as unknown as WebSocket),
    isRepeatable: (name) => name !== 'test.wait',
    delaysMs: [1],
  });
});
afterEach(async () => {
  client.close();
  await host.close();
});

test('after a broken socket everything goes on', async () => {
  const statuses: string[] = [];
  client.onStatus((status) => statuses.push(status));
  const reader = client.stream('test.silence', {})[Symbol.asyncIterator]();
  expect((await reader.next()).value).toBe(0);
  const next = reader.next();
  const mutation = client.call('test.wait', {});
  const query = client.call('test.delayed', { value: 9, delayMs: 20 });
  await client.call('test.greet', { name: 'after them' });
  served[0]?.close();
  await expect(mutation).rejects.toMatchObject({ code: 'DISCONNECTED' });
  expect(await query).toBe(9);
  expect((await next).value).toBe(0);
  expect(statuses).toEqual(['reconnecting', 'connected', 'reconnecting', 'connected']);
  await expect.poll(() => seen.stopped.toSorted()).toEqual(['test.silence', 'test.wait']);
});
