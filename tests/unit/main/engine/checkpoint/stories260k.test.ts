/** @file The converter of stories260K: its tokenizer reads the published text, its reordering keeps attention as it was. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/domain/random';
import { pairsToHalves, readStories260k, stories260kFolder } from '../../../../support/engine/stories260k';

const isPresent = existsSync(stories260kFolder);
if (!isPresent) console.warn(`SKIPPED: ${stories260kFolder} is absent; the trained stories260K is not read.`);

describe.skipIf(!isPresent)('stories260K', () => {
  it('has every tensor of a tied Llama with five layers, and finite values', () => {
    const { tensors, config, contextLength } = readStories260k();
    expect(contextLength).toBe(512);
    expect(config).toMatchObject({ layers: 5, heads: 8, groups: 4, headSize: 8, hiddenSize: 64, intermediateSize: 172, vocabularySize: 512 });
    expect(tensors.size).toBe(2 + 5 * 9);
    for (const { data } of tensors.values()) expect(data.every((value) => Number.isFinite(value) && Math.abs(value) < 20)).toBe(true);
  });

  it('tokenizes its prompt and reads its output as published', () => {
    const { tokenizer } = readStories260k();
    const expected = JSON.parse(readFileSync(join(stories260kFolder, 'expected.json'), 'utf8')) as Record<'empty_prompt_256' | 'once_upon_a_time_64', { ids: number[]; prompt_ids?: number[]; text: string }>;
    expect(tokenizer.encode('Once upon a time').ids).toEqual(expected.once_upon_a_time_64.prompt_ids);
    expect(tokenizer.encode('').ids).toEqual([1]);
    for (const { ids, text } of [expected.empty_prompt_256, expected.once_upon_a_time_64]) {
      expect(tokenizer.decode(ids)).toBe(text);
      expect(tokenizer.encode(text).ids).toEqual(ids);
    }
  });
});

it('turning pairs, and turning halves after reordering, give equal scores', () => {
  const random = createRandom(5);
  const [heads, headSize, inputs] = [2, 6, 4];
  const weights = [0, 1].map(() => Float32Array.from({ length: heads * headSize * inputs }, () => random.next() - 0.5));
  const x = Float64Array.from({ length: inputs }, () => random.next() - 0.5);
  const score = (reorder: boolean): number => {
    const [query = [], key = []] = weights.map((weight, index) => {
      const rows = apply(reorder ? pairsToHalves(weight, heads, headSize) : weight, x).slice(headSize);
      return turn(rows, 3 + index, reorder ? (i) => [i, i + headSize / 2] : (i) => [2 * i, 2 * i + 1]);
    });
    return query.reduce((sum, value, i) => sum + value * (key[i] ?? NaN), 0);
  };
  expect(score(true)).toBeCloseTo(score(false), 12);
});

function apply(weight: Float32Array, x: Float64Array): number[] {
  return Array.from({ length: weight.length / x.length }, (_, row) => x.reduce((sum, value, i) => sum + value * (weight[row * x.length + i] ?? NaN), 0));
}

function turn(values: readonly number[], position: number, pairOf: (index: number) => readonly [number, number]): number[] {
  const turned = [...values];
  for (let i = 0; i < values.length / 2; i++) {
    const angle = position * 100 ** (-(2 * i) / values.length);
    const [first, second] = pairOf(i);
    const [a = NaN, b = NaN] = [values[first], values[second]];
    turned[first] = a * Math.cos(angle) - b * Math.sin(angle);
    turned[second] = a * Math.sin(angle) + b * Math.cos(angle);
  }
  return turned;
}
