/** @file Bins of whole numbers as people read them. */
import { expect, test } from 'vitest';
import { integerBins } from '../../../../../src/renderer/src/components/charts/Histogram';

test('a bin ends before the next begins; the last holds its end; a bin of one number is that number', () => {
  const bins = [
    { from: 0, to: 8, count: 1 },
    { from: 8, to: 9, count: 2 },
    { from: 9, to: 12, count: 3 },
  ];
  expect(integerBins(bins)).toEqual([
    { label: '0–7', count: 1 },
    { label: '8', count: 2 },
    { label: '9–12', count: 3 },
  ]);
});
