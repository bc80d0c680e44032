/** @file The layouts of a foreign table: what is kept from one to the next, and which labels still need a meaning. */
import { describe, expect, test } from 'vitest';
import { ColumnMapping } from '#shared/contracts/corpora';
import { formatForLayout, foundLabels, withColumn, withLayout } from '../../../../../../src/renderer/src/pages/import/mapping/mapping-roles';

test('the labels that need a meaning are listed as found, once each', () => {
  const table = { columns: ['text', 'act'], rows: [['I am tired.', ''], ['Since when?', '2'], ['Hello', 'none'], ['Hi', 'made up'], ['Oh', '2']] };
  const mapping = ColumnMapping.parse({ layout: 'utterance-rows', text: 'text', strategy: 'act' });
  expect(foundLabels(table, mapping)).toEqual(['2', 'made up']);
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
