/** @file 16-bit floats: every bit pattern survives the way there and back, and rounding is to nearest, ties to even. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/domain/random';
import { assertFits, fromFloat32, toFloat32 } from '#main/engine/checkpoint/half-precision';
import type { StoredFloat } from '#main/engine/checkpoint/stored-type';

const everyPattern = new Uint8Array(Uint16Array.from({ length: 65536 }, (_, bits) => bits).buffer);

describe.each(['f16', 'bf16'] as const)('%s', (type) => {
  it('widens every pattern so that narrowing gives it back', () => {
    const back = new Uint16Array(fromFloat32(widen(everyPattern, type), type).buffer);
    const changed = [...back].flatMap((bits, pattern) => (bits === pattern || isNaNPattern(pattern, type) ? [] : [pattern]));
    expect(changed).toEqual([]);
  });

  it('rounds to the nearest of its values', () => {
    const table = [...widen(everyPattern, type)].filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
    const random = createRandom(3);
    const values = Float32Array.from({ length: 2000 }, () => (random.next() - 0.5) * 2 ** (random.integer(40) - 25));
    const rounded = widen(fromFloat32(values, type), type);
    for (const [index, value] of values.entries()) expect(Math.abs((rounded[index] ?? NaN) - value)).toBe(Math.min(...neighbours(table, value).map((near) => Math.abs(near - value))));
  });

  it('keeps NaN and infinities', () => {
    expect([...widen(fromFloat32(Float32Array.of(NaN, Infinity, -Infinity), type), type)]).toEqual([NaN, Infinity, -Infinity]);
  });
});

it.each<[StoredFloat, number, number]>([
  ['f16', 1 + 2 ** -11, 1],
  ['f16', 1 + 3 * 2 ** -11, 1 + 2 ** -9],
  ['f16', 2 ** -25, 0],
  ['f16', 3 * 2 ** -25, 2 ** -23],
  ['f16', 65519, 65504],
  ['bf16', 1 + 2 ** -8, 1],
  ['bf16', 1 + 3 * 2 ** -8, 1 + 2 ** -6],
])('a tie in %s goes to the even neighbour: %d to %d', (type, value, expected) => {
  expect([...widen(fromFloat32(Float32Array.of(value), type), type)]).toEqual([expected]);
});

it('refuses to write what float16 cannot hold', () => {
  expect(() => assertFits(Float32Array.of(1, 70_000), 'f16', 'w')).toThrow('Tensor "w" holds 70000, which float16 cannot');
  expect(() => assertFits(Float32Array.of(1, 70_000), 'bf16', 'w')).not.toThrow();
});

function widen(bytes: Uint8Array, type: StoredFloat): Float32Array {
  const values = new Float32Array(bytes.length / 2);
  toFloat32(bytes, type, values);
  return values;
}

function isNaNPattern(bits: number, type: 'f16' | 'bf16'): boolean {
  return type === 'f16' ? (bits & 0x7fff) > 0x7c00 : (bits & 0x7fff) > 0x7f80;
}

function neighbours(sorted: readonly number[], value: number): number[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return sorted.slice(Math.max(0, low - 1), low + 1);
}
