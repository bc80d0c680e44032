import { deepStrictEqual } from 'node:assert';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFrame, encodeFrame, maxFrameBytes } from '#shared/channel/frame';

/** Everything that may stand in a message, tag-like keys and prototype names among them. */
const message = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.integer(),
    fc.bigInt(),
    fc.boolean(),
    fc.constantFrom(null, undefined, -0),
    fc.date({ noInvalidDate: false }),
    fc.uint8Array(),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'constructor', 'toJSON')), tie('value'), { noNullPrototype: true }),
  ),
})).value;

describe('frames', () => {
  test('keep what structuredClone keeps', () => {
    fc.assert(fc.property(message, (value) => deepStrictEqual(decodeFrame(encodeFrame(value)), structuredClone(value))));
  });

  test('keep keys that look like tags or prototypes', () => {
    const value: unknown = JSON.parse('{"__proto__": {"admin": true}, "$": ["bytes", 0, 9], "nested": {"$": {"$": null}}}');
    const copy = decodeFrame(encodeFrame({ value, bytes: Uint8Array.of(1) })) as { value: object };
    expect(JSON.stringify(copy.value)).toBe(JSON.stringify(value));
    expect(Object.getPrototypeOf(copy.value)).toBe(Object.prototype);
  });

  test('give bytes of their own, whatever kind they came from', () => {
    const frame = encodeFrame({ bytes: Buffer.from('text') });
    const { bytes } = decodeFrame(Buffer.from(frame)) as { bytes: Uint8Array };
    expect(bytes.constructor).toBe(Uint8Array);
    expect(bytes.buffer.byteLength).toBe(4);
  });

  test.each([
    ['a Map', new Map()],
    ['a Set', new Set()],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['an Error', new Error('x')],
    ['other typed arrays', new Float32Array(2)],
  ])('refuse %s instead of losing it', (_name, value) => {
    expect(() => encodeFrame({ value })).toThrow('cannot be sent');
  });

  test('refuse values that contain themselves', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(() => encodeFrame(loop)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  test('refuse what is over the limit', () => {
    expect(() => encodeFrame(new Uint8Array(maxFrameBytes))).toThrow(expect.objectContaining({ code: 'LIMIT' }));
  });

  test('bytes that are no frame are undefined', () => {
    const frame = encodeFrame({ text: 'hello', at: new Date(0), bytes: Uint8Array.of(1, 2, 3) });
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void decodeFrame(bytes)));
    fc.assert(fc.property(fc.nat(frame.length - 1), fc.nat(255), (index, byte) => void decodeFrame(frame.with(index, byte))));
    expect(decodeFrame(new Uint8Array())).toBeUndefined();
    expect(decodeFrame(frame.subarray(0, 20))).toBeUndefined();
    expect(decodeFrame(new TextEncoder().encode('GET / HTTP/1.1'))).toBeUndefined();
  });
});
