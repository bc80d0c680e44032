/** @file An import is invisible until it is finished, and leaves nothing when it is not. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { KnowledgeEntry } from '#shared/domain/dialogue';
import type { CorpusId } from '#shared/domain/ids';
import { findCorpusBySha256, getCorpus, listCorpora } from '#main/store/corpus-repository';
import type { SqliteDatabase, WritableDb } from '#main/store/database';
import { getDialogue, listDialogueKeys } from '#main/store/dialogue-repository';
import { searchDialogues } from '#main/store/dialogue-search';
import { abandonImport, appendImported, beginImport, finishImport, purgeCorpora } from '#main/store/import-repository';
import { beginCorpus, countDialogues, dumpTables, finishCorpus, generateDialogues, indexedUnder, insertDialogues, openMemoryStore, someTime, toRecord } from '../../../support/store';

let db: SqliteDatabase;

beforeEach(() => {
  db = openMemoryStore();
});

const conflict = (name: string) => expect.objectContaining({ code: 'CONFLICT', message: expect.stringContaining(`"${name}"`) });

test('batches become one corpus, in order', () => {
  const dialogues = generateDialogues(12, 1);
  const id = beginImport(db, { name: 'New', kind: 'dialogues', format: 'esconv', vocabulary: 'extes8', isDemo: true, isLocalOnly: false, createdAt: someTime });
  for (const start of [0, 5, 10]) appendImported(db, id, dialogues.slice(start, start + 5).map((one) => toRecord(one, `file-${start}.json`)));
  const outcome = {
    counts: countDialogues(dialogues),
    sha256: 'abc',
    files: [{ name: 'file-0.json', sizeBytes: 7, records: 12 }],
    warnings: [{ code: 'unknown-strategy', count: 2, example: 'Direct Guidance' }],
    rejected: [{ index: 3, reason: 'no turns', file: 'file-0.json' }],
  };
  const corpus = finishImport(db, id, outcome);
  expect(corpus).toEqual({
    id, name: 'New', kind: 'dialogues', format: 'esconv', vocabulary: 'extes8', isDemo: true, isLocalOnly: false, note: '', createdAt: someTime,
    ...outcome.counts, sha256: 'abc', files: outcome.files, warnings: outcome.warnings, rejected: outcome.rejected,
  });
  expect(getCorpus(db, 'New')).toEqual(corpus);
  const keys = listDialogueKeys(db, id);
  expect(keys.map((key) => [key.position, key.sourceFile])).toEqual(dialogues.map((_, index) => [index, `file-${index - (index % 5)}.json`]));
  expect(keys.map((key) => getDialogue(db, key.id).dialogue)).toEqual(dialogues);
  expect(keys.map((key) => key.sha256)).toEqual(dialogues.map((one) => toRecord(one).sha256));
});

test('nothing sees an import before it is finished', () => {
  const id = beginCorpus(db);
  const dialogues = generateDialogues(3, 1);
  appendImported(db, id, dialogues.map((one) => toRecord(one)));
  expect(listCorpora(db)).toEqual([]);
  expect(() => getCorpus(db, id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  expect(searchDialogues(db, { filter: {}, sort: 'corpus' }, { offset: 0, limit: 10 }).total).toBe(0);
  expect(findCorpusBySha256(db, `sha of ${id}`)).toBeUndefined();
  const corpus = finishCorpus(db, id, countDialogues(dialogues));
  expect(listCorpora(db)).toEqual([corpus]);
  expect(findCorpusBySha256(db, `sha of ${id}`)).toEqual(corpus);
});

describe('names', () => {
  test('one that is taken, in any case, is refused at the start', () => {
    insertDialogues(db, generateDialogues(1, 1), { name: 'ESConv' });
    expect(() => beginCorpus(db, { name: 'esconv' })).toThrow(conflict('ESConv'));
  });

  test('one that was taken meanwhile is refused at the end, and the import can be abandoned', () => {
    const dialogues = generateDialogues(2, 1);
    const [first, second] = [beginCorpus(db, { name: 'same' }), beginCorpus(db, { name: 'Same' })];
    for (const id of [first, second]) appendImported(db, id, dialogues.map((one) => toRecord(one)));
    finishCorpus(db, second, countDialogues(dialogues));
    expect(() => finishCorpus(db, first, countDialogues(dialogues))).toThrow(conflict('Same'));
    abandonWhole(db, first);
    expect(listCorpora(db).map((one) => one.name)).toEqual(['Same']);
  });
});

describe('what does not get finished', () => {
  test('leaves every table and the index as they were', () => {
    insertDialogues(db, generateDialogues(10, 1), { name: 'before' });
    const before = dumpTables(db);
    const words = indexedUnder(db, 'happy');
    const id = beginCorpus(db);
    appendImported(db, id, generateDialogues(10, 2).map((one) => toRecord(one)));
    expect(dumpTables(db)).not.toEqual(before);
    abandonWhole(db, id);
    expect(abandonImport(db, id)).toBe(true);
    expect(dumpTables(db)).toEqual(before);
    expect(indexedUnder(db, 'happy')).toEqual(words);
  });

  test('is abandoned in pieces no larger than asked', () => {
    const id = beginCorpus(db);
    appendImported(db, id, generateDialogues(10, 2).map((one) => toRecord(one)));
    const left: number[] = [];
    while (!abandonImport(db, id, 4)) left.push(listDialogueKeys(db, id).length);
    expect(left).toEqual([6, 2, 0]);
    expect(Object.values(dumpTables(db)).flat()).toEqual([]);
  });

  test('is purged, knowledge too', () => {
    const id = beginCorpus(db, { kind: 'knowledge' });
    const entry: KnowledgeEntry = { query: 'How to sleep?', answer: 'Go to bed.' };
    appendImported(db, id, [toRecord(entry)]);
    expect(purgeCorpora(db, someTime)).toBe(1);
    expect(Object.values(dumpTables(db)).flat()).toEqual([]);
  });

  test('a full disk in the middle of a batch leaves the batch out and the rest to be abandoned', () => {
    insertDialogues(db, generateDialogues(5, 1), { name: 'before' });
    const before = dumpTables(db);
    const id = beginCorpus(db, { name: 'large' });
    appendImported(db, id, generateDialogues(20, 2).map((one) => toRecord(one)));
    const stored = listDialogueKeys(db, id).length;
    db.pragma(`max_page_count = ${Number(db.pragma('page_count')) + 20}`);
    expect(() => appendImported(db, id, generateDialogues(200, 3).map((one) => toRecord(one)))).toThrow(expect.objectContaining({ code: 'LIMIT', message: expect.stringContaining('disk is full') }));
    expect(listDialogueKeys(db, id)).toHaveLength(stored);
    abandonWhole(db, id);
    expect(dumpTables(db)).toEqual(before);
  });

  test('a finished one cannot be abandoned or added to', () => {
    const { id } = insertDialogues(db, generateDialogues(2, 1));
    const before = dumpTables(db);
    expect(abandonImport(db, id)).toBe(true);
    expect(() => appendImported(db, id, [])).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect(dumpTables(db)).toEqual(before);
  });

  test('counts that are not what was stored are never shown', () => {
    const id = beginCorpus(db);
    appendImported(db, id, generateDialogues(2, 1).map((one) => toRecord(one)));
    expect(() => finishCorpus(db, id, countDialogues(generateDialogues(3, 1)))).toThrow('counted 3 dialogues but stored 2');
    expect(listCorpora(db)).toEqual([]);
  });

  test('a record of the wrong kind is a fault of ours', () => {
    const id = beginCorpus(db, { kind: 'knowledge' });
    expect(() => appendImported(db, id, generateDialogues(1, 1).map((one) => toRecord(one)))).toThrow('knowledge base');
  });
});

function abandonWhole(db: WritableDb, corpusId: CorpusId): void {
  while (!abandonImport(db, corpusId));
}
