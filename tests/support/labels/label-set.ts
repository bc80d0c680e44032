/** @file Label sets in a store: made by hand, with votes. */
import type { LabelledValue } from '#shared/contracts/labels';
import type { CorpusId, DialogueId, LabelSetId, RunId } from '#shared/domain/ids';
import type { WritableDb } from '#main/store/database';
import { addLabelledDialogue, beginLabelSet, finishLabelSet, type NewLabelSet } from '#main/store/label-set-repository';
import { sql } from '#main/store/sql';
import { someTime } from '../store';
import { escaSchema } from './schema';

export function newLabelSet(corpusId: CorpusId, set: Partial<NewLabelSet> = {}): NewLabelSet {
  const annotators = ['a', 'b', 'c'].map((name) => ({ name, isScripted: true }));
  return { corpusId, name: 'some labels', source: { kind: 'people', note: 'by hand' }, schema: escaSchema, options: null, annotators, adjudicator: null, isScripted: true, createdAt: someTime, ...set };
}

/** A value by its votes; the first of them stands. `origin` follows from the votes unless given. */
export function votedValue(votes: string, given: Partial<LabelledValue> = {}): LabelledValue {
  const list = Array.from(votes);
  const unanimous = list.every((vote) => vote === list[0]);
  const agreeing = list.flatMap((one, index) => list.slice(index + 1).map((other) => (one === other ? 1 : 0)));
  return {
    value: list[0] ?? null,
    origin: unanimous ? 'unanimous' : 'majority',
    agreement: agreeing.length === 0 ? null : agreeing.reduce<number>((sum, one) => sum + one, 0) / agreeing.length,
    votes: list.map((value, annotator) => ({ annotator, value, callId: null })),
    callId: null,
    rationale: null,
    ...given,
  };
}

export function dialogueIdsOf(db: WritableDb, corpusId: CorpusId): DialogueId[] {
  return db.column(sql`SELECT id FROM dialogues WHERE corpus_id = ${corpusId} ORDER BY position`);
}

/** A finished set with the same labels on every dialogue of a corpus. */
export function addLabelSet(db: WritableDb, corpusId: CorpusId, turns: Readonly<Record<number, Readonly<Record<string, LabelledValue>>>>, set: Partial<NewLabelSet> = {}): LabelSetId {
  const id = beginLabelSet(db, newLabelSet(corpusId, set));
  for (const dialogueId of dialogueIdsOf(db, corpusId)) {
    addLabelledDialogue(db, id, { dialogueId, state: 'labelled', problems: [], turns: Object.entries(turns).map(([turn, values]) => ({ turn: Number(turn), values: { ...values } })) });
  }
  finishLabelSet(db, id);
  return id;
}

export const someRun = 7 as RunId;
