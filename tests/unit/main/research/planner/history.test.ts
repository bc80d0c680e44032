/** @file The planner's input: how an utterance reads, and which whole utterances fit. */
import { describe, expect, test } from 'vitest';
import { fitUtterances, utteranceText } from '#main/research/planner/history';

const plain = { showsStrategies: false, numbersTurns: false };

test('an utterance is its role and its words, white space closed up', () => {
  expect(utteranceText({ speaker: 'seeker', text: '  I am\n tired. ' }, 0, plain)).toBe('Seeker: I am tired.');
  expect(utteranceText({ speaker: 'supporter', text: 'Why?', strategy: 'Question' }, 1, plain)).toBe('Supporter: Why?');
});

test('unpublished additions stand where they are named', () => {
  expect(utteranceText({ speaker: 'supporter', text: 'Why?', strategy: 'Question' }, 1, { showsStrategies: true, numbersTurns: true })).toBe('2 Supporter (Question): Why?');
  expect(utteranceText({ speaker: 'seeker', text: 'So.' }, 2, { showsStrategies: true, numbersTurns: true })).toBe('3 Seeker: So.');
});

describe('whole utterances from the most recent backwards', () => {
  const utterances = [{ tokenIds: [10, 11, 12], type: 0 }, { tokenIds: [20, 21], type: 1 }, { tokenIds: [30, 31], type: 0 }];
  const frame = { beginId: 0, endId: 2 };

  test('all fit, in the order they were said', () => {
    expect(fitUtterances(utterances, { ...frame, maxTokens: 9 })).toEqual({ tokenIds: [0, 10, 11, 12, 20, 21, 30, 31, 2], typeIds: [0, 0, 0, 0, 1, 1, 0, 0, 0], firstUtterance: 0 });
  });

  test('one token less and the oldest is gone as a whole', () => {
    expect(fitUtterances(utterances, { ...frame, maxTokens: 8 })).toEqual({ tokenIds: [0, 20, 21, 30, 31, 2], typeIds: [0, 1, 1, 0, 0, 0], firstUtterance: 1 });
  });

  test('without an end token there is room for one more', () => {
    expect(fitUtterances(utterances, { beginId: 0, endId: undefined, maxTokens: 8 }).tokenIds).toEqual([0, 10, 11, 12, 20, 21, 30, 31]);
  });

  test('a long utterance ends the search, even where an older one would fit', () => {
    expect(fitUtterances([{ tokenIds: [1], type: 0 }, { tokenIds: [2, 2, 2, 2], type: 0 }, { tokenIds: [3], type: 0 }], { ...frame, maxTokens: 6 }).tokenIds).toEqual([0, 3, 2]);
  });

  test('of a most recent one that is too long the beginning stands', () => {
    expect(fitUtterances([{ tokenIds: [1], type: 0 }, { tokenIds: [5, 6, 7, 8], type: 1 }], { ...frame, maxTokens: 5 })).toEqual({ tokenIds: [0, 5, 6, 7, 2], typeIds: [0, 1, 1, 1, 0], firstUtterance: 1 });
  });
});
