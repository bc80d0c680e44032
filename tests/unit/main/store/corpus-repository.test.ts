/** @file Corpora: found, renamed, hidden, brought back. */
import { beforeEach, expect, test } from 'vitest';
import type { CorpusId } from '#shared/domain/ids';
import { findCorpusBySha256, getCorpus, listCorpora, removeCorpus, restoreCorpus, updateCorpus } from '#main/store/corpus-repository';
import type { SqliteDatabase } from '#main/store/database';
import { dumpTables, generateDialogues, insertDialogues, insertKnowledge, openMemoryStore, someTime } from '../../../support/store';

let db: SqliteDatabase;

beforeEach(() => {
  db = openMemoryStore();
});

const insert = (name: string) => insertDialogues(db, generateDialogues(2, 1), { name });

test('are listed by kind in order of creation', () => {
  const dialogues = insert('B');
  const posts = insertKnowledge(db, [{ query: 'q', answer: 'a' }], { name: 'A' });
  expect(listCorpora(db)).toEqual([dialogues, posts]);
  expect(listCorpora(db, 'knowledge')).toEqual([posts]);
  expect(posts.entries).toBe(1);
});

test('are found by id and by name in any case; a wrong name is answered with the right ones', () => {
  const corpus = insert('ESConv');
  expect(getCorpus(db, corpus.id)).toEqual(corpus);
  expect(getCorpus(db, 'esconv')).toEqual(corpus);
  insert('7');
  expect(getCorpus(db, '7').name).toBe('7');
  expect(() => getCorpus(db, 'ESCnov')).toThrow('There is no corpus "ESCnov". There are: ESConv, 7.');
  expect(() => getCorpus(openMemoryStore(), 99 as CorpusId)).toThrow('import one first');
});

test('are changed in what is given and nothing else', () => {
  const corpus = insert('old');
  insert('taken');
  expect(updateCorpus(db, corpus.id, { name: 'Old' })).toEqual({ ...corpus, name: 'Old' });
  expect(updateCorpus(db, corpus.id, { note: 'a note', isLocalOnly: true })).toEqual({ ...corpus, name: 'Old', note: 'a note', isLocalOnly: true });
  expect(() => updateCorpus(db, corpus.id, { name: 'TAKEN' })).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
});

test('a removed one is nowhere to be seen and comes back as it was', () => {
  const corpus = insert('some');
  const before = dumpTables(db);
  removeCorpus(db, corpus.id, someTime);
  expect(listCorpora(db)).toEqual([]);
  expect(findCorpusBySha256(db, corpus.sha256)).toBeUndefined();
  expect(() => removeCorpus(db, corpus.id, someTime)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  expect(restoreCorpus(db, corpus.id)).toEqual(corpus);
  expect(dumpTables(db)).toEqual(before);
  expect(() => restoreCorpus(db, corpus.id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
});

test('one whose name was taken meanwhile comes back under a free one', () => {
  const first = insert('some');
  removeCorpus(db, first.id, someTime);
  insert('Some');
  insert('some (2)');
  expect(restoreCorpus(db, first.id).name).toBe('some (3)');
});
