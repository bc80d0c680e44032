/** @file The promises of the channel, checked over every transport that carries it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { streamWindow } from '#shared/channel/protocol';
import { electronTransport } from '../support/channel/electron-transport';
import { createTestDispatch, patternedBytes, type Seen } from '../support/channel/test-commands';
import { collect, memoryTransport, type OpenChannel } from '../support/channel/transports';
import { webSocketTransport } from '../support/channel/web-socket-transport';

const tenMegabytes = 10 * 1024 ** 2;

describe.each([memoryTransport, webSocketTransport, electronTransport])('channel $name', ({ open }) => {
  let seen: Seen;
  let channel: OpenChannel;

  beforeEach(async () => {
    seen = { produced: 0, stopped: [] };
    channel = await open(createTestDispatch(seen));
  });
  afterEach(() => channel.dispose());

  test('a query answers', async () => {
    expect(await channel.client.call('test.greet', { name: 'Ada' })).toBe('Hello Ada');
  });

  test('a mutation keeps what structuredClone keeps', async () => {
    const value = {
      absent: undefined,
      list: [1, undefined, null, Number.NaN, Number.POSITIVE_INFINITY, -0, 2 ** 53, 12345678901234567890n],
      at: new Date('2026-11-20T10:00:00.123Z'),
      bytes: Uint8Array.of(0, 255, 7),
      text: 'lone \ud83d, whole 🌱, \u0000',
      $: { $: ['bytes', 0, 1] },
    };
    expect(await channel.client.call('test.echo', { value })).toStrictEqual(value);
  });

  test('a subscription yields every value in order and ends', async () => {
    const values = await collect(channel.client.stream('test.count', { to: 500 }));
    expect(values).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  });

  test('leaving the loop stops the subscription on the other side', async () => {
    for await (const value of channel.client.stream('test.silence', {})) {
      expect(value).toBe(0);
      break;
    }
    await expect.poll(() => seen.stopped).toEqual(['test.silence']);
  });

  test('aborting a subscription that waits rejects its reader', async () => {
    const controller = new AbortController();
    const reader = channel.client.stream('test.silence', {}, { signal: controller.signal })[Symbol.asyncIterator]();
    await reader.next();
    const waiting = reader.next();
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect.poll(() => seen.stopped).toEqual(['test.silence']);
  });

  test('a reader that returns while it waits is let go', async () => {
    const reader = channel.client.stream('test.silence', {})[Symbol.asyncIterator]();
    await reader.next();
    const waiting = reader.next();
    await reader.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    await expect.poll(() => seen.stopped).toEqual(['test.silence']);
  });

  test('an error in a subscription comes after its values', async () => {
    const received: unknown[] = [];
    const reading = (async () => {
      for await (const value of channel.client.stream('test.failLater', {})) received.push(value);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'LIMIT', message: 'Two values are enough.' });
    expect(received).toEqual([1, 2]);
  });

  test('aborting a call rejects it and stops the work', async () => {
    const controller = new AbortController();
    const call = channel.client.call('test.wait', {}, { signal: controller.signal });
    await channel.client.call('test.greet', { name: 'after it' });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect.poll(() => seen.stopped).toEqual(['test.wait']);
  });

  test('a call with an aborted signal is never sent', async () => {
    await expect(channel.client.call('test.wait', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
    await channel.client.call('test.greet', { name: 'after it' });
    expect(seen.stopped).toEqual([]);
  });

  test('bad input is refused with the place of the fault', async () => {
    await expect(channel.client.call('test.greet', { name: 7 })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('name') as string });
    await expect(collect(channel.client.stream('test.count', { to: 'many' }))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test.each(['test.unknown', 'constructor', '__proto__', 'toString', ''])('the unknown command %j is not found', async (name) => {
    await expect(channel.client.call(name, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(collect(channel.client.stream(name, {}))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a command of the other kind is refused', async () => {
    await expect(channel.client.call('test.count', { to: 1 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(collect(channel.client.stream('test.greet', { name: 'x' }))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('an error keeps its code, message and details', async () => {
    await expect(channel.client.call('test.refuse', {})).rejects.toMatchObject({ name: 'AppError', code: 'CONFLICT', message: 'The name is taken.', details: { name: 'demo', count: 2, others: ['a', 'b'] } });
  });

  test('a plain error becomes a fault of ours', async () => {
    await expect(channel.client.call('test.crash', {})).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringContaining('x is not a function') as string });
  });

  test('an answer that cannot be sent is an error, not a silence', async () => {
    await expect(channel.client.call('test.unsendable', {})).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(channel.client.call('test.echo', { value: () => 1 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('a role that may not is refused', async () => {
    await expect(channel.client.call('test.private', {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('10 MB travel both ways', async () => {
    const bytes = patternedBytes(tenMegabytes);
    expect(await channel.client.call('test.size', { bytes })).toBe(tenMegabytes);
    const received = (await channel.client.call('test.bytes', { sizeBytes: tenMegabytes })) as Uint8Array;
    expect(received).toBeInstanceOf(Uint8Array);
    expect(Buffer.compare(received, bytes)).toBe(0);
  });

  test('a slow reader holds the producer back', async () => {
    let taken = 0;
    for await (const _value of channel.client.stream('test.count', { to: 1_000 })) {
      taken += 1;
      if (taken % 10 === 0) await channel.client.call('test.greet', { name: 'meanwhile' });
      expect(seen.produced - taken).toBeLessThanOrEqual(streamWindow);
      if (taken === 200) break;
    }
    await expect.poll(() => seen.stopped).toEqual(['test.count']);
    expect(seen.produced).toBeLessThanOrEqual(200 + streamWindow);
  });

  test('200 calls at once each get their own answer', async () => {
    const values = Array.from({ length: 200 }, (_, index) => index);
    const answers = await Promise.all(values.map((value) => channel.client.call('test.delayed', { value, delayMs: (value * 7) % 20 })));
    expect(answers).toEqual(values);
  });

  test('a broken connection ends every call and stream', async () => {
    const statuses: string[] = [];
    channel.client.onStatus((status) => statuses.push(status));
    const reader = channel.client.stream('test.silence', {})[Symbol.asyncIterator]();
    await reader.next();
    const call = channel.client.call('test.wait', {});
    const next = reader.next();
    await channel.client.call('test.greet', { name: 'after them' });
    channel.breakOff();
    await expect(call).rejects.toMatchObject({ code: 'DISCONNECTED' });
    await expect(next).rejects.toMatchObject({ code: 'DISCONNECTED' });
    await expect(channel.client.call('test.greet', { name: 'late' })).rejects.toMatchObject({ code: 'DISCONNECTED' });
    await expect.poll(() => seen.stopped.toSorted()).toEqual(['test.silence', 'test.wait']);
    expect(statuses).toEqual(['connected', 'closed']);
  });

  test('messages of any other shape are ignored', async () => {
    const call = channel.client.call('test.delayed', { value: 5, delayMs: 30 });
    for (const message of [null, 7, 'call', [], {}, { type: 'call' }, { type: 'call', id: 'one', name: 'test.greet' }, { type: 'open', id: 900, name: 'test.count', input: { to: 3 }, credit: -1 }, { type: 'call', id: 901, name: ['test.greet'] }, { type: 'credit', id: 902, count: Number.NaN }, { type: 'cancel', id: 1e300 }, { type: 'format', id: 903 }]) {
      channel.sendRaw(message);
    }
    expect(await call).toBe(5);
    expect(await channel.client.call('test.greet', { name: 'still here' })).toBe('Hello still here');
  });
});
