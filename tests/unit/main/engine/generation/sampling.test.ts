/** @file Choosing tokens: what each setting leaves possible, with which probability, and that seeds decide. */
import { array, assert, integer, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/domain/random';
import { largestIndices } from '#main/engine/generation/largest';
import { checkSampling, chooseToken, logProbabilities } from '#main/engine/generation/sampling';
import type { Sampling } from '#main/engine/inference/types';

const probabilities = [0.05, 0.4, 0.1, 0.25, 0.2];
const logits = Float32Array.from(probabilities, (probability) => Math.log(probability) + 3);

describe('chosen tokens', () => {
  it('are the likeliest at temperature 0; of equally likely ones the first', () => {
    expect(choose({})).toBe(1);
    expect(chooseToken(Float32Array.from([1, 2, 2]), {}, { seen: new Set(), random: createRandom(1) })).toBe(1);
  });

  it.each<[string, Sampling, readonly number[]]>([
    ['temperature 1', { temperature: 1 }, probabilities],
    ['temperature 0.5 squares', { temperature: 0.5 }, normalised([0.0025, 0.16, 0.01, 0.0625, 0.04])],
    ['top-k', { temperature: 1, topK: 2 }, normalised([0, 0.4, 0, 0.25, 0])],
    ['top-p keeps the token that reaches it', { temperature: 1, topP: 0.7 }, normalised([0, 0.4, 0, 0.25, 0.2])],
    ['top-p below the likeliest', { temperature: 1, topP: 0.1 }, [0, 1, 0, 0, 0]],
    ['top-p of the top-k', { temperature: 1, topK: 3, topP: 0.7 }, normalised([0, 0.4, 0, 0.25, 0])],
    ['top-k beyond the vocabulary', { temperature: 1, topK: 99, topP: 0.999 }, probabilities],
  ])('have the right frequencies: %s', (_, sampling, expected) => {
    const random = createRandom(7);
    const counts = expected.map(() => 0);
    const draws = 20_000;
    for (let draw = 0; draw < draws; draw++) {
      const tokenId = chooseToken(logits, sampling, { seen: new Set(), random });
      counts[tokenId] = (counts[tokenId] ?? 0) + 1;
    }
    for (const [tokenId, probability] of expected.entries()) {
      // Four standard deviations.
      expect(Math.abs((counts[tokenId] ?? 0) / draws - probability)).toBeLessThanOrEqual(4 * Math.sqrt((probability * (1 - probability)) / draws));
    }
  });

  it('of a nucleus wider than what is sorted first', () => {
    const flat = new Float32Array(400);
    const random = createRandom(3);
    const drawn = new Set(Array.from({ length: 2000 }, () => chooseToken(flat, { temperature: 1, topP: 0.5 }, { seen: new Set(), random })));
    expect(drawn.size).toBeGreaterThan(190);
    // Half of equally likely tokens, and one more where rounding leaves them short of it.
    expect(Math.max(...drawn)).toBeLessThanOrEqual(200);
  });

  it('are penalised where they were seen: positive scores divided, negative ones multiplied', () => {
    const scores = Float32Array.from([2, 1.5, -1, -1.2]);
    const pick = (seen: readonly number[], masked: number): number => chooseToken(scores.map((score, index) => (index < masked ? -99 : score)), { repetitionPenalty: 2 }, { seen: new Set(seen), random: createRandom(1) });
    expect(pick([0], 0)).toBe(1);
    expect(pick([], 0)).toBe(0);
    expect(pick([2], 2)).toBe(3);
  });
});

it('log-probabilities are those of the softmax', () => {
  expect(logProbabilities(logits, [1, 0])).toEqual([{ tokenId: 1, logProb: expect.closeTo(Math.log(0.4), 6) as number }, { tokenId: 0, logProb: expect.closeTo(Math.log(0.05), 6) as number }]);
  expect(logProbabilities(Float32Array.from([1000, 1000]), [0])[0]?.logProb).toBeCloseTo(-Math.LN2, 9);
});

it.each<[Sampling, RegExp]>([
  [{ temperature: -1 }, /temperature is -1/],
  [{ topK: 0 }, /topK is 0/],
  [{ topP: 1.1 }, /topP is 1.1/],
  [{ repetitionPenalty: 0 }, /repetitionPenalty is 0/],
])('%j is refused', (sampling, message) => {
  expect(() => checkSampling(sampling)).toThrow(message);
});

it('the largest are those that sorting finds', () => {
  assert(
    property(array(integer({ min: 0, max: 9 })), nat({ max: 12 }), (values, count) => {
      const sorted = [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
      expect(largestIndices(values, count)).toEqual(sorted.slice(0, count));
    }),
  );
});

function choose(sampling: Sampling): number {
  return chooseToken(logits, sampling, { seen: new Set(), random: createRandom(1) });
}

function normalised(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
