/** @file Figures of a distribution against the naive ones. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeDistribution } from '#main/store/distribution';

test('nothing counts as zeros', () => {
  expect(describeDistribution([])).toEqual({ mean: 0, median: 0, min: 0, max: 0, histogram: [] });
});

test('agrees with the sorted list of all values', () => {
  const values = fc.array(fc.oneof(fc.nat(30), fc.nat(5000)), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(values, (list) => {
      const sorted = list.toSorted((a, b) => a - b);
      const counts = [...Map.groupBy(list, (value) => value)].map(([value, equal]) => ({ value, count: equal.length }));
      const { histogram, ...figures } = describeDistribution(counts);
      const middle = [sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0];
      expect(figures.mean).toBeCloseTo(list.reduce((sum, value) => sum + value, 0) / list.length, 9);
      expect(figures).toMatchObject({ median: ((middle[0] ?? 0) + (middle[1] ?? 0)) / 2, min: sorted[0], max: sorted.at(-1) });
      expect(histogram.length).toBeLessThanOrEqual(24);
      for (const [index, bin] of histogram.entries()) {
        expect(bin.count).toBe(list.filter((value) => value >= bin.from && value < bin.to).length);
        if (index > 0) expect(bin.from).toBe(histogram[index - 1]?.to);
      }
      expect(histogram.reduce((sum, bin) => sum + bin.count, 0)).toBe(list.length);
    }),
  );
});
