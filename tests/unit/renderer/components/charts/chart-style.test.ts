/** @file Axis steps are round and reach the highest value; labels are cut only where they do not fit. */
import { expect, test } from 'vitest';
import { axisTicks, fitted } from '../../../../../src/renderer/src/components/charts/chart-style';

test.each([
  [0, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [9, [0, 5, 10]],
  [402, [0, 200, 400, 600]],
  [8_200, [0, 2_500, 5_000, 7_500, 10_000]],
])('up to %i', (max, ticks) => expect(axisTicks(max)).toEqual(ticks));

test('a label is whole or ends in an ellipsis', () => {
  expect([fitted('Question', 100), fitted('Restatement or Paraphrasing', 90)]).toEqual(['Question', 'Restatement o…']);
});
