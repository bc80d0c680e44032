/** @file Drawing items: exact sizes, exact quotas, equal seeds, and no dependence on anything but the seed. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawHighest, drawRandom, drawStratified, stratumQuotas } from '#main/research/review/sampling';

describe('a random sample', () => {
  test('has its size, no item twice, and is the same for the same seed', () => {
    const drawn = drawRandom(1000, 100, 13);
    expect(new Set(drawn).size).toBe(100);
    expect(drawRandom(1000, 100, 13)).toEqual(drawn);
    expect(drawRandom(1000, 100, 14)).not.toEqual(drawn);
  });
});

describe('quotas', () => {
  test('in proportion, by largest remainders', () => {
    // 10 of 50, 30 and 20: 5, 3 and 2. 10 of 33, 33 and 34: 3.3, 3.3 and 3.4, so the last gets the tenth.
    expect(stratumQuotas([50, 30, 20], 10, 'proportional')).toEqual([5, 3, 2]);
    expect(stratumQuotas([33, 33, 34], 10, 'proportional')).toEqual([3, 3, 4]);
    expect(stratumQuotas([1, 1, 1, 1], 2, 'proportional')).toEqual([1, 1, 0, 0]);
  });

  test('equal, where small strata leave theirs to the others', () => {
    expect(stratumQuotas([50, 50, 50], 10, 'equal')).toEqual([4, 3, 3]);
    expect(stratumQuotas([2, 50, 50], 12, 'equal')).toEqual([2, 5, 5]);
  });

  test.each(['proportional', 'equal'] as const)('%s ones add up and fit, whatever the strata', (allocation) => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }), fc.nat(200), (sizes, count) => {
        const quotas = stratumQuotas(sizes, count, allocation);
        const total = sizes.reduce((sum, size) => sum + size, 0);
        expect(quotas.reduce((sum, quota) => sum + quota, 0)).toBe(Math.min(count, total));
        for (const [stratum, quota] of quotas.entries()) {
          expect(quota).toBeLessThanOrEqual(sizes[stratum] ?? 0);
          if (allocation === 'proportional' && total > 0) expect(Math.abs(quota - (Math.min(count, total) * (sizes[stratum] ?? 0)) / total)).toBeLessThan(1);
        }
      }),
    );
  });
});

test('a stratified sample has exactly its quota of every stratum', () => {
  const strata = Array.from({ length: 300 }, (_, index) => (index % 10 < 5 ? 'often' : index % 10 < 8 ? 'sometimes' : 'rarely'));
  const drawn = drawStratified(strata, { count: 40, order: ['rarely', 'sometimes', 'often'], allocation: 'proportional', seed: 5 });
  const count = (name: string) => drawn.filter((index) => strata[index] === name).length;
  expect([count('often'), count('sometimes'), count('rarely')]).toEqual([20, 12, 8]);
  expect(new Set(drawn).size).toBe(40);
  expect(drawStratified(strata, { count: 40, order: ['rarely', 'sometimes', 'often'], allocation: 'proportional', seed: 5 })).toEqual(drawn);
});

test('the highest scores come first, unknown ones last', () => {
  expect(drawHighest([0.2, null, 1.5, 0.9, 1.5], 4, 1).toSorted((a, b) => a - b)).toEqual([0, 2, 3, 4]);
  expect(drawHighest([0.2, null, 1.5, 0.9], 2, 1)).toEqual([2, 3]);
});
