/** @file Which turns of a dialogue become values, under every column. */
import { expect, test } from 'vitest';
import { columnValues } from '#main/services/measure/corpus-column';
import type { CorpusColumn } from '#shared/contracts/measure';
import type { Dialogue } from '#shared/domain/dialogue';

const dialogue: Dialogue = {
  turns: [
    { speaker: 'supporter', text: 'Hello\n there', strategy: 'Others' },
    { speaker: 'seeker', text: 'Hi' },
    { speaker: 'seeker', text: 'I am sad' },
    { speaker: 'supporter', text: 'I see.', unknownStrategy: 'Nodding' },
    { speaker: 'supporter', text: ' Why? ', strategy: 'Question' },
    { speaker: 'seeker', text: 'Work' },
    { speaker: 'supporter', text: 'Oh.' },
  ],
};

const opened: [CorpusColumn, (string | null)[]][] = [
  ['supporterTurns', ['Hello there', 'I see.', 'Why?', 'Oh.']],
  ['supporterReplies', ['Hello there', 'I see. Why?', 'Oh.']],
  ['seekerTurns', ['Hi', 'I am sad', 'Work']],
  ['seekerReplies', ['Hi I am sad', 'Work']],
  ['supporterStrategies', ['Others', 'Nodding', 'Question', null]],
];

test.each(opened)('%s', (column, values) => {
  expect(columnValues(dialogue, { column, skipsOpening: false })).toEqual(values);
});

test('the opening is what nobody had asked for', () => {
  expect(columnValues(dialogue, { column: 'supporterReplies', skipsOpening: true })).toEqual(['I see. Why?', 'Oh.']);
  expect(columnValues(dialogue, { column: 'supporterStrategies', skipsOpening: true })).toEqual(['Nodding', 'Question', null]);
  expect(columnValues(dialogue, { column: 'seekerTurns', skipsOpening: true })).toEqual(['Hi', 'I am sad', 'Work']);
  expect(columnValues({ turns: [{ speaker: 'supporter', text: 'Alone' }] }, { column: 'supporterTurns', skipsOpening: true })).toEqual([]);
});
