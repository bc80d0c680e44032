/** @file The real dispatch behind every transport: what it checks before a service is reached, and what comes back. */
import { afterEach, describe, expect, test } from 'vitest';
import { createDispatch } from '#main/app/dispatch';
import { createCallRecorder } from '#main/services/debug/call-recorder';
import { AppError } from '#shared/contracts/errors';
import type { Handlers } from '#shared/contracts/index';
import { electronTransport } from '../support/channel/electron-transport';
import { patternedBytes } from '../support/channel/test-commands';
import { collect, memoryTransport, type OpenChannel } from '../support/channel/transports';
import { webSocketTransport } from '../support/channel/web-socket-transport';

const fileId = 'f_0123456789abcdef';
const activityId = 'a_0123456789abcdef';
const tenMegabytes = 10 * 1024 ** 2;
const progress = { done: 0, unit: 'dialogues', note: 'reading' };

/** Stand-ins for the services behind the commands used here. */
const handlers = {
  'app.info': () => ({ version: '1', host: 'web', platform: 'test', versions: {}, workspaceName: 'w', hasNativeDialogs: false }),
  'files.append': ({ bytes }: { bytes: Uint8Array }) => ({ receivedBytes: bytes.byteLength }),
  'files.read': ({ lengthBytes }: { lengthBytes: number }) => ({ bytes: patternedBytes(lengthBytes), isLast: true }),
  'corpora.get'() {
    throw new AppError('NOT_FOUND', 'There is no corpus named demo.', { details: { corpus: 'demo' } });
  },
  'corpora.list'() {
    throw new TypeError('x is not a function');
  },
  'corpora.formats': () => 'not what the contract says',
  async *'activities.watch'({ id }: { id: string }) {
    for (const state of ['running', 'running', 'done']) yield { id, title: 'Import', state, startedAt: '2026-11-20T10:00:00Z', progress };
  },
} as unknown as Handlers;

const dispatchFor = createDispatch({
  handlers,
  recorder: createCallRecorder(),
  clock: { now: () => new Date(0) },
  log: { write: () => undefined, tail: () => [], close: () => Promise.resolve() },
  shouldValidateOutput: true,
});

describe.each([memoryTransport, webSocketTransport, electronTransport])('dispatch $name', ({ open }) => {
  let channel: OpenChannel;
  const connect = async (role: 'researcher' | 'annotator' = 'researcher') => {
    channel = await open(dispatchFor({ role, isLocal: false }));
    return channel.client;
  };
  afterEach(() => channel.dispose());

  test('a query answers', async () => {
    expect(await (await connect()).call('app.info', {})).toMatchObject({ host: 'web' });
  });

  test('a subscription yields in order and ends', async () => {
    const activities = (await collect((await connect()).stream('activities.watch', { id: activityId }))) as { state: string }[];
    expect(activities.map(({ state }) => state)).toEqual(['running', 'running', 'done']);
  });

  test('bad input is refused with the place of the fault', async () => {
    const client = await connect();
    await expect(client.call('files.read', { fileId, offset: -1, lengthBytes: 1 })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('offset') as string });
    await expect(collect(client.stream('activities.watch', { id: 7 }))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test.each(['no.such', 'constructor', '__proto__'])('%s is not found', async (name) => {
    const client = await connect();
    await expect(client.call(name, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(collect(client.stream(name, {}))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a command of the other kind is refused', async () => {
    const client = await connect();
    await expect(client.call('activities.watch', { id: activityId })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(collect(client.stream('app.info', {}))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('a role that may not, and a command for this process alone, are refused', async () => {
    await expect((await connect()).call('files.reference', { path: '/etc/passwd' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await channel.dispose();
    await expect((await connect('annotator')).call('corpora.list', {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('errors of a service keep code, message and details', async () => {
    await expect((await connect()).call('corpora.get', { corpus: 'demo' })).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'There is no corpus named demo.', details: { corpus: 'demo' } });
  });

  test('a fault of a service, and an answer outside the contract, are faults of ours', async () => {
    const client = await connect();
    await expect(client.call('corpora.list', {})).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(client.call('corpora.formats', {})).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  test('10 MB travel both ways', async () => {
    const client = await connect();
    expect(await client.call('files.append', { fileId, bytes: patternedBytes(tenMegabytes) })).toEqual({ receivedBytes: tenMegabytes });
    const { bytes } = (await client.call('files.read', { fileId, offset: 0, lengthBytes: tenMegabytes })) as { bytes: Uint8Array };
    expect(Buffer.compare(bytes, patternedBytes(tenMegabytes))).toBe(0);
  });
});
