/** @file What rows become under a mapping, as the eye sees it before the import. */
import { describe, expect, test } from 'vitest';
import { ColumnMapping } from '#shared/contracts/corpora';
import { foundLabels, mapRows } from '../../../../../../src/renderer/src/pages/import/mapping/map-rows';
import { formatForLayout, withColumn, withLayout } from '../../../../../../src/renderer/src/pages/import/mapping/mapping-roles';

const labels = { vocabulary: 'esconv8', labelMap: { '2': 'Question' } } as const;

describe('rows of utterances', () => {
  const table = {
    columns: ['id', 'who', 'text', 'act'],
    rows: [
      ['a', 'client', 'I am tired.', ''],
      ['a', 'Helper', 'Since when?', '2'],
      ['b', 'client', 'Hello', 'Question'],
      ['b', 'Helper', 'Hi', 'made up'],
    ],
  };
  const mapping = ColumnMapping.parse({ layout: 'utterance-rows', text: 'text', dialogueId: 'id', speaker: 'who', supporterValues: ['helper'], strategy: 'act' });

  test('become dialogues by their identifier, strategies only on the supporter’s side', () => {
    expect(mapRows(table, mapping, labels).records).toEqual([
      { externalId: 'a', turns: [{ speaker: 'seeker', text: 'I am tired.' }, { speaker: 'supporter', text: 'Since when?', strategy: 'Question' }] },
      { externalId: 'b', turns: [{ speaker: 'seeker', text: 'Hello' }, { speaker: 'supporter', text: 'Hi', unknownStrategy: 'made up' }] },
    ]);
  });

  test('name the speakers that nobody knows', () => {
    const { problems } = mapRows(table, { ...mapping, supporterValues: [] } as ColumnMapping, labels);
    expect(problems).toEqual(['The speaker “Helper” is not known: list the names of the supporter.']);
  });

  test('show the labels that need a meaning', () => {
    expect(foundLabels(table, mapping)).toEqual(['2', 'Question', 'made up']);
  });
});

describe('rows of replies', () => {
  const mapping = ColumnMapping.parse({ layout: 'context-rows', history: 'history', historySeparator: '</s>', response: 'reply', historySpeakers: 'speakers' });
  const row = (history: string, speakers: string) => mapRows({ columns: ['history', 'speakers', 'reply'], rows: [[history, speakers, 'I see.']] }, mapping, labels);

  test('take the speakers from their column and leave start marks out', () => {
    expect(row('<START> </s> Hi </s> I am sad', 'None supporter seeker').records).toEqual([{ turns: [{ speaker: 'supporter', text: 'Hi' }, { speaker: 'seeker', text: 'I am sad' }, { speaker: 'supporter', text: 'I see.' }] }]);
  });

  test('that do not add up point to the separator, unless the cell was cut for the preview', () => {
    expect(row('Hi </s> I am sad', 'supporter').problems[0]).toMatch(/check the separator/);
    expect(row(`Hi </s> ${'sad '.repeat(150)}`, 'supporter seeker seeker').problems).toEqual([]);
  });
});

test('rows of entries need a question and an answer', () => {
  const mapping = ColumnMapping.parse({ layout: 'knowledge-rows', query: 'q', answer: 'a', topics: 't' });
  expect(mapRows({ columns: ['q', 'a', 't'], rows: [['Why?', 'Because.', 'sleep; work'], ['Why?', ' ', '']] }, mapping, labels)).toEqual({
    records: [{ query: 'Why?', answer: 'Because.', topics: ['sleep', 'work'] }],
    problems: ['A row lacks its question or its answer.'],
  });
});

describe('changing the layout', () => {
  test('keeps what means the same', () => {
    const before = ColumnMapping.parse({ layout: 'context-rows', history: 'h', historySeparator: '|', response: 'r', strategy: 's' });
    expect(withLayout(before, 'utterance-rows', ['h', 'r', 's'])).toEqual({ layout: 'utterance-rows', text: 'r', supporterValues: [], strategy: 's' });
    expect(withLayout(before, 'knowledge-rows', ['h', 'r', 's'])).toEqual({ layout: 'knowledge-rows', query: 'h', answer: 'r' });
  });

  test('goes to the importer that reads it', () => {
    expect(formatForLayout('knowledge-rows', { format: 'generic-jsonl', fileName: 'a.jsonl' })).toBe('qa-table');
    expect(formatForLayout('context-rows', { format: 'generic-jsonl', fileName: 'a.txt' })).toBe('generic-jsonl');
    expect(formatForLayout('utterance-rows', { format: 'qa-table', fileName: 'a.JSON' })).toBe('generic-jsonl');
    expect(formatForLayout('utterance-rows', { format: 'qa-table', fileName: 'a.tsv' })).toBe('generic-csv');
  });

  test('a column that is taken away is gone', () => {
    expect(withColumn({ layout: 'knowledge-rows', query: 'q', answer: 'a', title: 't' }, 'title', '')).toEqual({ layout: 'knowledge-rows', query: 'q', answer: 'a' });
  });
});
