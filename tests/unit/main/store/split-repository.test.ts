/** @file Split sets: stored once, told apart by content, never changed. */
import { beforeEach, expect, test } from 'vitest';
import type { CorpusId, DialogueId } from '#shared/domain/ids';
import { removeCorpus } from '#main/store/corpus-repository';
import type { SqliteDatabase } from '#main/store/database';
import { listDialogueKeys } from '#main/store/dialogue-repository';
import { abandonImport, purgeCorpora } from '#main/store/import-repository';
import { addSplitSet, getSplitSet, listPartMembers, listSplitSets, type NewSplitSet } from '#main/store/split-repository';
import { dumpTables, generateDialogues, insertDialogues, openMemoryStore, someTime } from '../../../support/store';

let db: SqliteDatabase;
let corpusId: CorpusId;
let ids: DialogueId[];

beforeEach(() => {
  db = openMemoryStore();
  corpusId = insertDialogues(db, generateDialogues(10, 1)).id;
  ids = listDialogueKeys(db, corpusId).map((key) => key.id);
});

function split(changes: Partial<NewSplitSet> = {}): NewSplitSet {
  const parts = [{ name: 'train', dialogueIds: ids.slice(0, 8).toReversed() }, { name: 'test', dialogueIds: ids.slice(8) }];
  return { corpusId, name: '8:2', mode: 'seeded', ratios: '8:2', seed: 13, createdAt: someTime, parts, ...changes };
}

test('come back as they were given, members in the order of their part', () => {
  const added = addSplitSet(db, split());
  expect(added).toEqual({
    id: 1, name: '8:2', mode: 'seeded', ratios: '8:2', seed: 13, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), createdAt: someTime,
    parts: [{ name: 'train', dialogues: 8 }, { name: 'test', dialogues: 2 }],
  });
  expect(getSplitSet(db, added.id)).toEqual(added);
  expect(listSplitSets(db, corpusId)).toEqual([added]);
  expect(listPartMembers(db, added.id, 'train')).toEqual(ids.slice(0, 8).toReversed());
  expect(() => listPartMembers(db, added.id, 'valid')).toThrow('It has: train, test.');
});

test('equal splits of equal content have equal hashes, others do not', () => {
  const first = addSplitSet(db, split());
  const otherCorpus = insertDialogues(db, generateDialogues(10, 1), { name: 'again' }).id;
  const otherIds = listDialogueKeys(db, otherCorpus).map((key) => key.id);
  const moved = (dialogueId: DialogueId) => otherIds[ids.indexOf(dialogueId)] as DialogueId;
  const same = addSplitSet(db, split({ corpusId: otherCorpus, parts: split().parts.map((part) => ({ ...part, dialogueIds: part.dialogueIds.map(moved) })) }));
  const reordered = addSplitSet(db, split({ name: 'b', parts: split().parts.map((part) => ({ ...part, dialogueIds: part.dialogueIds.toReversed() })) }));
  const renamed = addSplitSet(db, split({ name: 'c', parts: split().parts.map((part) => ({ ...part, name: `${part.name}2` })) }));
  expect(same.sha256).toBe(first.sha256);
  expect(new Set([first.sha256, reordered.sha256, renamed.sha256]).size).toBe(3);
});

test.each([
  ['a name that is taken', (one: NewSplitSet): NewSplitSet => one, 'CONFLICT'],
  ['a dialogue of another corpus', (one: NewSplitSet): NewSplitSet => ({ ...one, name: 'b', parts: [{ name: 'train', dialogueIds: [99 as DialogueId] }] }), 'INVALID_INPUT'],
  ['a dialogue in two parts', (one: NewSplitSet): NewSplitSet => ({ ...one, name: 'b', parts: one.parts.map((part) => ({ ...part, dialogueIds: ids.slice(0, 3) })) }), 'SQLITE_CONSTRAINT_UNIQUE'],
])('%s is refused and leaves nothing', (_, change, code) => {
  addSplitSet(db, split());
  const before = dumpTables(db);
  expect(() => addSplitSet(db, change(split()))).toThrow(expect.objectContaining({ code }));
  expect(dumpTables(db)).toEqual(before);
});

test('go with their corpus', () => {
  const { id } = addSplitSet(db, split());
  removeCorpus(db, corpusId, someTime);
  expect(listSplitSets(db, corpusId)).toEqual([]);
  expect(() => getSplitSet(db, id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  abandonImport(db, corpusId);
  purgeCorpora(db, '2100-01-01T00:00:00.000Z');
  expect(Object.values(dumpTables(db)).flat()).toEqual([]);
});
