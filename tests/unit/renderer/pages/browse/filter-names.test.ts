/** @file Filters in words, and what takes each away. */
import { expect, test } from 'vitest';
import { DialogueFilter } from '#shared/contracts/dialogues';
import { describeFilter } from '../../../../../src/renderer/src/pages/browse/filter-names';

const names = { corpora: new Map([[1, 'ESConv']]), splits: new Map([[7, 'sequential 8:1:1']]) };

test('every part is named and can be taken away by itself', () => {
  const filter = DialogueFilter.parse({ text: 'job', corpora: [1, 9], split: { splitSetId: 7, part: 'test' }, emotions: ['anxiety', 'fear'], turns: { from: 3 }, feedback: { to: 4 } });
  expect(describeFilter(filter, names).map(({ kind, value }) => `${kind}: ${value}`)).toEqual([
    'Text: job',
    'Corpus: ESConv',
    'Corpus: number 9',
    'Part: test of sequential 8:1:1',
    'Emotion: Anxiety',
    'Emotion: Fear',
    'Turns: at least 3',
    'Feedback: at most 4',
  ]);
  expect(describeFilter(filter, names)[4]?.removal).toEqual({ emotions: ['fear'] });
});

test('without its corpus a split makes no sense', () => {
  const [corpus] = describeFilter(DialogueFilter.parse({ corpora: [1], split: { splitSetId: 7, part: 'test' } }), names);
  expect(corpus?.removal).toEqual({ corpora: [], split: undefined });
});
