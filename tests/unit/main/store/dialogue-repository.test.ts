/** @file A dialogue comes back exactly as it was given. */
import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { Dialogue } from '#shared/domain/dialogue';
import type { DialogueId } from '#shared/domain/ids';
import { removeCorpus } from '#main/store/corpus-repository';
import type { SqliteDatabase } from '#main/store/database';
import { getDialogue, getRawRecord, listDialogueKeys, readDialogues } from '#main/store/dialogue-repository';
import { addSplitSet } from '#main/store/split-repository';
import { generateDialogues, insertDialogues, openMemoryStore, someTime } from '../../../support/store';

let db: SqliteDatabase;

beforeEach(() => {
  db = openMemoryStore();
});

const full: Dialogue = {
  externalId: 'x-1',
  experienceType: 'Current Experience',
  emotionType: 'fear',
  problemType: 'job crisis',
  situation: ' I lost\nmy job ',
  survey: { initialIntensity: 5, finalIntensity: 0, seekerEmpathy: 4 },
  turns: [
    { speaker: 'seeker', text: '  Hello\n😢', feedback: 3, state: { emotionIntensity: 4, behaviour: 'greeting', trust: 1 } },
    { speaker: 'supporter', text: 'Hi', strategy: 'Others', alternatives: [{ text: 'Go away', unknownStrategy: 'Rudeness' }], meta: { score: 0.5, nested: { a: [null, 1] } } },
    { speaker: 'supporter', text: '', unknownStrategy: 'Direct Guidance' },
  ],
  meta: { anything: ['goes'] },
};

test('with all it can hold, and with the least', () => {
  const least: Dialogue = { turns: [{ speaker: 'seeker', text: 'x' }] };
  const { id: corpusId } = insertDialogues(db, [full, least], { name: 'some', vocabulary: 'extes8', isDemo: true });
  expect(getDialogue(db, 1 as DialogueId)).toStrictEqual({
    id: 1, corpusId, corpusName: 'some', position: 0, vocabulary: 'extes8', sourceFile: 'some.json', isDemo: true, dialogue: full, parts: [],
  });
  expect(getDialogue(db, 2 as DialogueId).dialogue).toStrictEqual(least);
  expect(getRawRecord(db, 1 as DialogueId)).toBe(JSON.stringify(full));
});

test('whatever its texts are', () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), text, (texts, situation) => {
      const own = openMemoryStore();
      const dialogue: Dialogue = { situation, turns: texts.map((one) => ({ speaker: 'seeker', text: one })) };
      insertDialogues(own, [dialogue]);
      const { dialogue: stored } = getDialogue(own, 1 as DialogueId);
      expect(stored).toEqual({ situation: situation.toWellFormed(), turns: dialogue.turns.map((turn) => ({ ...turn, text: turn.text.toWellFormed() })) });
      expect(Dialogue.safeParse(stored).success).toBe(true);
      own.close();
    }),
    { numRuns: 100 },
  );
});

test('is not there once its corpus is removed', () => {
  const { id } = insertDialogues(db, [full]);
  removeCorpus(db, id, someTime);
  for (const read of [getDialogue, getRawRecord]) expect(() => read(db, 1 as DialogueId)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
});

test('names the parts it stands in', () => {
  const { id: corpusId } = insertDialogues(db, [full, full]);
  for (const name of ['a', 'b']) {
    addSplitSet(db, { corpusId, name, mode: 'file', ratios: '1:1', seed: null, createdAt: someTime, parts: [{ name: 'train', dialogueIds: [1 as DialogueId] }, { name: 'test', dialogueIds: [2 as DialogueId] }] });
  }
  expect(getDialogue(db, 2 as DialogueId).parts).toEqual([{ splitSet: 'a', part: 'test' }, { splitSet: 'b', part: 'test' }]);
});

test('pages for an export give a corpus, or a part of it, whole and in order', () => {
  const dialogues = generateDialogues(25, 1);
  const { id: corpusId } = insertDialogues(db, dialogues);
  insertDialogues(db, generateDialogues(5, 2), { name: 'other' });
  const ids = listDialogueKeys(db, corpusId).map((key) => key.id);
  const { id: splitSetId } = addSplitSet(db, { corpusId, name: 'a', mode: 'file', ratios: '', seed: null, createdAt: someTime, parts: [{ name: 'odd', dialogueIds: ids.filter((_, index) => index % 2 === 1).toReversed() }] });
  const readAll = (scope: Parameters<typeof readDialogues>[1]) => {
    const read: Dialogue[] = [];
    for (let page = readDialogues(db, scope, { afterPosition: -1, limit: 7 }); page.length > 0; page = readDialogues(db, scope, { afterPosition: page.at(-1)?.position ?? 0, limit: 7 })) {
      read.push(...page.map((one) => one.dialogue));
    }
    return read;
  };
  expect(readAll({ corpusId })).toEqual(dialogues);
  expect(readAll({ corpusId, split: { splitSetId, part: 'odd' } })).toEqual(dialogues.filter((_, index) => index % 2 === 1));
});
