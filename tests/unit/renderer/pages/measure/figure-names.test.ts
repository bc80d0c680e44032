/** @file Every figure that a result or a headline names has a name and an entry of the catalogue. */
import { expect, test } from 'vitest';
import { TextFigure } from '#shared/contracts/measure';
import { figureMetric, figureName, figureShortName, isShare } from '../../../../../src/renderer/src/pages/measure/figure-names';

test('orders go into the name, entries are shared', () => {
  expect([figureName('bleu4'), figureMetric('bleu4')]).toEqual(['BLEU-4', 'bleu']);
  expect([figureName('distinct2'), figureMetric('distinct2')]).toEqual(['Distinct-2', 'distinct']);
  expect(figureName('weightedCohen.linear')).toBe('Weighted kappa, linear');
});

test('narrow columns shorten what papers shorten', () => {
  expect(['bleu4', 'rougeL', 'distinct2', 'cider', 'macroF1', 'krippendorff'].map(figureShortName)).toEqual(['B-4', 'R-L', 'D-2', 'CIDEr', 'Macro-F1', 'Krippendorff’s alpha']);
});

test('all text figures and coefficients are known', () => {
  for (const figure of [...TextFigure.options, 'accuracy', 'macroF1', 'weightedF1', 'bias', 'percent', 'fleiss', 'cohen', 'weightedCohen.linear', 'weightedCohen.quadratic', 'krippendorff']) expect(figureName(figure)).not.toBe('');
  expect(() => figureName('meteor')).toThrow(/meteor/);
});

test('only shares are printed times 100', () => {
  expect(['bleu1', 'distinct3', 'accuracy', 'cider', 'bias', 'krippendorff', 'percent'].map(isShare)).toEqual([true, true, true, false, false, false, false]);
});
