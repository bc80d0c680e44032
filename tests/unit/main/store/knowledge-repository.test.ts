/** @file Knowledge entries: stored whole, found by any of their texts. */
import { beforeEach, expect, test } from 'vitest';
import type { KnowledgeEntry } from '#shared/domain/dialogue';
import type { CorpusId } from '#shared/domain/ids';
import { removeCorpus } from '#main/store/corpus-repository';
import type { SqliteDatabase } from '#main/store/database';
import { readEntries, searchKnowledge } from '#main/store/knowledge-repository';
import { insertKnowledge, openMemoryStore, someTime } from '../../../support/store';

const entries: KnowledgeEntry[] = [
  { externalId: 'q1', query: 'I cannot sleep', answer: 'Keep a regular bedtime.', title: 'Insomnia', topics: ['sleep', 'health'], meta: { upvotes: 3 } },
  { query: 'My exam is near', answer: 'Sleep well before it; exams, exams.' },
  { query: '最近总是很难过', answer: '抱抱你。' },
];

let db: SqliteDatabase;
let corpusId: CorpusId;

beforeEach(() => {
  db = openMemoryStore();
  insertKnowledge(db, [{ query: 'I sleep in another base', answer: 'yes' }], { name: 'other' });
  corpusId = insertKnowledge(db, entries).id;
});

const search = (text?: string) => searchKnowledge(db, { corpusId, text }, { offset: 0, limit: 10 });

test('without a text, all of them in order and whole', () => {
  expect(search()).toEqual({ total: 3, rows: entries.map((entry, index) => ({ id: index + 2, ...entry, excerpt: entry.query })) });
  expect(searchKnowledge(db, { corpusId }, { offset: 1, limit: 1 })).toEqual({ total: 3, rows: [{ id: 3, ...entries[1], excerpt: entries[1]?.query }] });
});

test.each([
  ['bedtime', ['q1'], 'Keep a regular \uE000bedtime\uE001.'],
  ['insomn', ['q1'], '\uE000Insomnia\uE001'],
  ['health ', ['q1'], '\uE000health\uE001'],
  ['exam ', [undefined], 'My \uE000exam\uE001 is near'],
  ['难过', [undefined], '最近总是很\uE000难过\uE001'],
  ['nowhere', [], undefined],
])('finds %j', (text, externalIds, excerpt) => {
  const { total, rows } = search(text);
  expect([total, rows.map((row) => row.externalId), rows[0]?.excerpt]).toEqual([externalIds.length, externalIds, excerpt]);
});

test('the best match comes first', () => {
  expect(search('sleep ').rows.map((row) => row.query)).toEqual(['I cannot sleep', 'My exam is near']);
});

test('pages for an export give them all', () => {
  const first = readEntries(db, corpusId, { afterPosition: -1, limit: 2 });
  const rest = readEntries(db, corpusId, { afterPosition: first.at(-1)?.position ?? 0, limit: 2 });
  expect([...first, ...rest].map((one) => one.entry)).toEqual(entries);
});

test('a removed base holds nothing', () => {
  removeCorpus(db, corpusId, someTime);
  expect(search('sleep ').total).toBe(0);
  expect(search().total).toBe(0);
});
