/** @file What an item still needs, and what it will be once a decision is stored. */
import { expect, test } from 'vitest';
import { ReviewItem } from '#shared/contracts/review';
import { changedField, fieldsLeft, finishingDecisions, nextFieldLeft, withDecisions } from '../../../../../src/renderer/src/pages/review/judgement';

const fields = [{ id: 'a' }, { id: 'b' }, { id: 'c' }] as never;
const now = '2026-11-20T10:00:00.000Z';

function item(changes: Partial<ReviewItem> = {}): ReviewItem {
  return ReviewItem.parse({
    position: 0,
    state: 'open',
    context: { dialoguePosition: 0, externalId: null, emotionType: null, problemType: null, situation: null, turnCount: 1, turns: [], focus: 0 },
    proposals: { a: { value: '2' }, b: { value: '3' }, c: { value: '4' } },
    canReveal: true,
    decisions: {},
    note: { isFlagged: false, comment: '' },
    rework: null,
    revision: 0,
    activeMs: 0,
    ...changes,
  });
}

test('a value is compared with its proposal, and is just a value where none is shown', () => {
  const decided = withDecisions(item({ proposals: { a: { value: '2' } } }), [{ field: 'a', verdict: 'labelled', value: '5' }, { field: 'b', verdict: 'labelled', value: '1' }], now);
  expect(decided.decisions['a']).toMatchObject({ verdict: 'incorrect', value: '5' });
  expect(decided.decisions['b']).toMatchObject({ verdict: 'labelled', value: '1' });
  expect(fieldsLeft(fields, decided)).toEqual(['c']);
});

test('the next field without a decision is looked for to the end and then from the start', () => {
  const decided = withDecisions(item(), [{ field: 'b', verdict: 'correct' }], now);
  expect(nextFieldLeft(fields, decided, 0)).toBe(2);
  expect(nextFieldLeft(fields, decided, 2)).toBe(0);
  expect(nextFieldLeft(fields, withDecisions(decided, [{ field: 'a', verdict: 'correct' }, { field: 'c', verdict: 'skipped' }], now), 1)).toBeNull();
});

test('an undo shows the field that it changed', () => {
  const before = withDecisions(item(), [{ field: 'a', verdict: 'correct' }, { field: 'b', verdict: 'correct' }], now);
  expect(changedField(fields, before, withDecisions(item(), [{ field: 'a', verdict: 'correct' }], now))).toBe(1);
  expect(changedField(fields, undefined, item())).toBe(0);
});

test('the rest is right only where something is proposed; a complete item is confirmed as it stands', () => {
  expect(finishingDecisions({ fields }, withDecisions(item(), [{ field: 'b', verdict: 'incorrect', value: '1' }], now))).toEqual([{ field: 'a', verdict: 'correct' }, { field: 'c', verdict: 'correct' }]);
  expect(finishingDecisions({ fields }, item({ proposals: {} }))).toBeNull();
  const complete = withDecisions(item(), [{ field: 'a', verdict: 'correct' }, { field: 'b', verdict: 'incorrect', value: '1' }, { field: 'c', verdict: 'skipped' }], now);
  expect(finishingDecisions({ fields }, complete)).toEqual([{ field: 'a', verdict: 'correct', value: '2' }, { field: 'b', verdict: 'incorrect', value: '1' }, { field: 'c', verdict: 'skipped', value: null }]);
  expect(finishingDecisions({ fields }, { ...complete, proposals: {} })?.[0]).toEqual({ field: 'a', verdict: 'labelled', value: '2' });
});
