/** @file Disagreement, acceptance, accuracy and pace on examples small enough to compute by hand. */
import { describe, expect, test } from 'vitest';
import { arrangeRatings } from '#main/research/agreement/rating-table';
import { krippendorffAlpha } from '#main/research/agreement/krippendorff';
import { meanAccuracy } from '#main/research/review/accuracy';
import { accept, majorityOf } from '#main/research/review/consensus';
import { measureDisagreement } from '#main/research/review/disagreement';
import { measurePace } from '#main/research/review/pace';

describe('disagreement beyond chance', () => {
  // Nominal: 6 votes, four a and two b: D_e = 2 * 4 * 2 / (6 * 5) = 8/15. The divided item: D_o = 1, so 15/8.
  test('of nominal votes', () => {
    const { items, expected, alpha } = measureDisagreement([['a', 'a'], ['a', 'b'], ['a', 'b'], ['b']], { scale: 'nominal', order: ['a', 'b'] });
    expect(expected).toBeCloseTo(8 / 15, 12);
    expect(items[0]).toBe(0);
    expect(items[1]).toBeCloseTo(15 / 8, 12);
    expect(items[3]).toBeNull();
    expect(alpha).toBeCloseTo(1 - (2 / 3) / (8 / 15), 12);
  });

  test('weighs how far ordinal votes lie apart', () => {
    const { items } = measureDisagreement([['1', '2'], ['1', '5'], ['3', '3']], { scale: 'ordinal', order: ['1', '2', '3', '4', '5'] });
    expect(items[1]).toBeGreaterThan(items[0] ?? 0);
    expect(items[2]).toBe(0);
  });

  test('puts a split in a field where all others agree above one where splits are common', () => {
    const rare = measureDisagreement([...Array.from({ length: 9 }, () => ['a', 'a']), ['a', 'b']], { scale: 'nominal', order: ['a', 'b'] });
    const common = measureDisagreement([['a', 'b'], ['b', 'a'], ['a', 'a'], ['b', 'b']], { scale: 'nominal', order: ['a', 'b'] });
    expect(rare.items[9]).toBeGreaterThan(common.items[0] ?? 0);
  });

  test.each(['nominal', 'ordinal'] as const)('averages to 1 - alpha as the agreement room computes it: %s', (scale) => {
    const votes = [['1', '2', '2'], ['3', '3'], ['1', '1', '5'], ['4', '5', '5'], ['2', '2', '2']];
    const ratings = votes.flatMap((one, item) => one.map((label, rater) => ({ item: String(item), rater: String(rater), label })));
    const table = arrangeRatings(ratings, ['1', '2', '3', '4', '5']);
    const alpha = krippendorffAlpha(table, scale)(table.weights);
    expect(measureDisagreement(votes, { scale, order: ['1', '2', '3', '4', '5'] }).alpha).toBeCloseTo(alpha.defined ? alpha.value : Number.NaN, 12);
  });

  test('is none where a field has one value only', () => {
    expect(measureDisagreement([['a', 'a'], ['a', 'a']], { scale: 'nominal', order: ['a', 'b'] })).toEqual({ items: [0, 0], expected: 0, alpha: null });
  });
});

describe('acceptance', () => {
  test('takes what most say, at the threshold and above', () => {
    expect(accept(['a', 'a', 'a'], { threshold: 1, minimumVotes: 2 })).toEqual({ outcome: 'unanimous', value: 'a' });
    expect(accept(['a', 'a', 'b'], { threshold: 2 / 3, minimumVotes: 2 })).toEqual({ outcome: 'majority', value: 'a' });
    expect(accept(['a', 'a', 'b'], { threshold: 0.7, minimumVotes: 2 })).toEqual({ outcome: 'belowThreshold' });
    expect(accept(['a'], { threshold: 0.6, minimumVotes: 2 })).toEqual({ outcome: 'tooFewVotes' });
  });

  test('knows no majority at a tie', () => {
    expect(majorityOf(['a', 'b'])).toBeNull();
    expect(majorityOf([])).toBeNull();
  });
});

test('accuracy is the mean of the validators’ own shares', () => {
  const verdict = (item: number, person: number, isRight: boolean) => ({ item, person, isRight });
  // Person 1: 3 of 4, person 2: 1 of 2: mean 0.625, although 4 of 6 verdicts are right.
  const verdicts = [verdict(1, 1, true), verdict(2, 1, true), verdict(3, 1, true), verdict(4, 1, false), verdict(1, 2, true), verdict(2, 2, false)];
  const { mean, ci, people } = meanAccuracy(verdicts, { resamples: 200, seed: 1, level: 0.95 });
  expect(mean).toBe(0.625);
  expect(people.get(1)).toMatchObject({ right: 3, of: 4, share: 0.75 });
  // Wilson for 3 of 4 at 95 %.
  expect(people.get(1)?.ci?.low).toBeCloseTo(0.3006, 3);
  expect(people.get(1)?.ci?.high).toBeCloseTo(0.9544, 3);
  expect(ci?.low).toBeLessThan(0.625);
  expect(ci?.high).toBeGreaterThan(0.625);
  expect(meanAccuracy([], { resamples: 10, seed: 1, level: 0.95 })).toMatchObject({ mean: null, ci: null });
});

test('pace is counted in blocks of ten, drift between the first and the last whole one', () => {
  const activeMs = [...Array.from({ length: 10 }, () => 8000), ...Array.from({ length: 10 }, () => 6000), ...Array.from({ length: 10 }, () => 4000), 9000];
  expect(measurePace(activeMs)).toEqual({
    medianSeconds: 6,
    totalSeconds: 189,
    blocks: [
      { from: 0, items: 10, medianSeconds: 8 },
      { from: 10, items: 10, medianSeconds: 6 },
      { from: 20, items: 10, medianSeconds: 4 },
      { from: 30, items: 1, medianSeconds: 9 },
    ],
    drift: 0.5,
  });
  expect(measurePace([1000]).drift).toBeNull();
});
