/** @file Two planners on the same turns: the pairing, and McNemar's exact test against values worked by hand. */
import { expect, test } from 'vitest';
import type { PlannerItem } from '#shared/contracts/planner';
import { DialogueId } from '#shared/domain/ids';
import { exactMcNemar, pairItems } from '../../../../../src/renderer/src/pages/runs/compare/paired-items';

function item(turn: number, predicted: string, gold = 'Question'): PlannerItem {
  return { dialogueId: DialogueId.parse(1), turn, gold, predicted, probability: 1, seekerText: '' };
}

test('turns count where both were tested with the same gold label', () => {
  const a = [item(1, 'Question'), item(2, 'Others'), item(3, 'Question'), item(4, 'Question'), item(5, 'Others')];
  const b = [item(1, 'Question'), item(2, 'Question'), item(3, 'Others'), item(4, 'Question', 'Others'), item(6, 'Question')];
  expect(pairItems(a, b)).toMatchObject({ bothRight: 1, onlyA: 1, onlyB: 1, bothWrong: 0, p: 1 });
  expect(pairItems(a, b).items.map(({ turn }) => turn)).toEqual([1, 2, 3]);
});

test.each([
  // Twice the sum of C(n, k) / 2^n for k up to the smaller count.
  [0, 0, 1],
  [5, 0, 2 / 32],
  [4, 1, (2 * 6) / 32],
  [8, 2, (2 * (1 + 10 + 45)) / 1024],
  [3, 3, 1],
])('%i against %i', (onlyA, onlyB, p) => {
  expect(exactMcNemar(onlyA, onlyB)).toBeCloseTo(p, 10);
  expect(exactMcNemar(onlyB, onlyA)).toBeCloseTo(p, 10);
});

test('thousands of turns do not underflow', () => {
  expect(exactMcNemar(3_000, 3_100)).toBeGreaterThan(0.15);
  expect(exactMcNemar(3_000, 3_100)).toBeLessThan(0.25);
});
