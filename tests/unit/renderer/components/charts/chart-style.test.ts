/** @file Labels are cut only where they do not fit. */
import { expect, test } from 'vitest';
import { fitted } from '../../../../../src/renderer/src/components/charts/chart-style';

test('a label is whole or ends in an ellipsis', () => {
  expect([fitted('Question', 100), fitted('Restatement or Paraphrasing', 90)]).toEqual(['Question', 'Restatement o…']);
});
