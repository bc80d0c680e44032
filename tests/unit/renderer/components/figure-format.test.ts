/** @file Figures as printed: digits by scale, a real minus sign, no sign on a zero. */
import { expect, test } from 'vitest';
import { formatDifference, formatFigure, formatInterval, formatP, formatRange } from '../../../../src/renderer/src/components/figure-format';

test('four digits from 0 to 1, two times 100', () => {
  expect(formatFigure(0.19189)).toBe('0.1919');
  expect(formatFigure(0.19189, { scale: 100 })).toBe('19.19');
  expect(formatInterval({ low: -0.2, high: 0.01 })).toBe('[−0.2000, 0.0100]');
});

test('a difference carries its sign unless it rounds to zero below', () => {
  expect(formatDifference(0.0048)).toBe('+0.0048');
  expect(formatDifference(-0.0331)).toBe('−0.0331');
  expect(formatDifference(-0.000001)).toBe('0.0000');
});

test('small p-values are bounds, ranges are words', () => {
  expect([formatP(0.0004), formatP(0.0215)]).toEqual(['< 0.001', '0.021']);
  expect([formatRange([0, Math.sqrt(7)]), formatRange([null, 1]), formatRange([1, null]), formatRange([null, null]), formatRange([-1, 1])]).toEqual(['0 to 2.65', 'at most 1', '1 or more', 'any number', '−1 to 1']);
});
