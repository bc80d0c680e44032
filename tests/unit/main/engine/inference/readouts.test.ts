/** @file Values of actions from the logits of their tokens (anchor G8), and exact neighbours by cosine. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/domain/random';
import { indexRows } from '#main/engine/inference/nearest-rows';
import { lastTokenLogit, meanTokenLogit } from '#main/engine/inference/token-readouts';

it.each([
  [[12, 3.5, 11], 8.833333, 11],
  [[12, 5.25, 11], 9.416667, 11],
])('the tokens %j have the mean %d and the last %d', (logits, mean, last) => {
  expect(meanTokenLogit(logits)).toBeCloseTo(mean, 6);
  expect(lastTokenLogit(logits)).toBe(last);
});

it('an action without tokens has no value', () => {
  expect(() => meanTokenLogit([])).toThrow('without tokens');
});

describe('nearest rows', () => {
  it('are those of the definition, best first', () => {
    const random = createRandom(2);
    const [count, size] = [500, 7];
    const values = Float32Array.from({ length: count * size }, () => random.next() - 0.5);
    const vector = Float32Array.from({ length: size }, () => random.next() - 0.5);
    const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
    const cosines = Array.from({ length: count }, (_, row) => {
      const own = values.subarray(row * size, (row + 1) * size);
      return dot(own, vector) / Math.sqrt(dot(own, own) * dot(vector, vector));
    });
    const expected = [...cosines.entries()].sort(([, a], [, b]) => b - a).slice(0, 10);
    const found = indexRows({ count, size, values }).find(vector, 10);
    expect(found.map(({ row }) => row)).toEqual(expected.map(([row]) => row));
    for (const [index, { cosine }] of found.entries()) expect(cosine).toBeCloseTo(expected[index]?.[1] ?? NaN, 6);
  });

  it('of a row of zeros the cosine is 0; fewer rows than asked for are all', () => {
    const rows = indexRows({ count: 2, size: 2, values: Float32Array.from([0, 0, -2, 0]) });
    expect(rows.find(Float32Array.from([3, 0]), 9)).toEqual([{ row: 0, cosine: 0 }, { row: 1, cosine: -1 }]);
  });

  it('need a vector of their size', () => {
    expect(() => indexRows({ count: 1, size: 2, values: new Float32Array(2) }).find(new Float32Array(3), 1)).toThrow('3 numbers, the rows have 2');
  });
});
