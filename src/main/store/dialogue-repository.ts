/** @file Tables `dialogues`, `dialogue_records` and `turns`, read. They are written once, by an import (dialogue-writes.ts). */
import type { DialogueView } from '#shared/contracts/dialogues';
import { AppError } from '#shared/contracts/errors';
import type { Dialogue, Speaker, Turn } from '#shared/domain/dialogue';
import type { CorpusId, DialogueId, SplitSetId } from '#shared/domain/ids';
import type { VocabularyId } from '#shared/domain/strategies';
import type { ReadableDb } from './database';
import { fromJson, present } from './rows';
import { listOf, sql, type Sql } from './sql';

export interface DialogueKey {
  id: DialogueId;
  position: number;
  sha256: string;
  externalId: string | null;
  sourceFile: string;
}

export interface StoredDialogue {
  id: DialogueId;
  position: number;
  dialogue: Dialogue;
}

/** A corpus, or one part of one of its split sets. */
export interface DialogueScope {
  corpusId: CorpusId;
  split?: { splitSetId: SplitSetId; part: string } | undefined;
}

interface DialogueRow {
  id: DialogueId;
  position: number;
  emotion_type: string | null;
  problem_type: string | null;
  external_id: string | null;
  experience_type: string | null;
  situation: string | null;
  survey: string | null;
  meta: string | null;
}

interface ViewRow extends DialogueRow {
  corpus_id: CorpusId;
  corpus_name: string;
  vocabulary: VocabularyId;
  source_file: string;
  is_demo: 0 | 1;
}

interface TurnRow {
  dialogue_id: DialogueId;
  speaker: Speaker;
  text: string;
  strategy: string | null;
  unknown_strategy: string | null;
  feedback: number | null;
  state: string | null;
  alternatives: string | null;
  meta: string | null;
}

/** NOT_FOUND when there is none or its corpus was removed. */
export function getDialogue(db: ReadableDb, id: DialogueId): DialogueView {
  const [row] = db.all<ViewRow>(sql`
    SELECT ${dialogueColumns}, d.corpus_id, c.name AS corpus_name, c.vocabulary, c.is_demo, r.source_file
    FROM dialogues d JOIN dialogue_records r ON r.dialogue_id = d.id JOIN corpora c ON c.id = d.corpus_id
    WHERE d.id = ${id} AND c.state = 'ready'`);
  if (row === undefined) throw missing(id);
  const [stored] = withTurns(db, [row]);
  if (stored === undefined) throw missing(id);
  return {
    id,
    corpusId: row.corpus_id,
    corpusName: row.corpus_name,
    position: row.position,
    vocabulary: row.vocabulary,
    sourceFile: row.source_file,
    isDemo: row.is_demo === 1,
    dialogue: stored.dialogue,
    parts: db.all(sql`SELECT s.name AS splitSet, m.part FROM split_members m JOIN split_sets s ON s.id = m.split_set_id WHERE m.dialogue_id = ${id} ORDER BY s.id`),
  };
}

/** The record as it stood in the source file. */
export function getRawRecord(db: ReadableDb, id: DialogueId): string {
  const [row] = db.all<{ raw: string }>(sql`
    SELECT r.raw FROM dialogue_records r JOIN dialogues d ON d.id = r.dialogue_id JOIN corpora c ON c.id = d.corpus_id
    WHERE r.dialogue_id = ${id} AND c.state = 'ready'`);
  if (row === undefined) throw missing(id);
  return row.raw;
}

/** What a split needs to know of every dialogue of a corpus, in order. */
export function listDialogueKeys(db: ReadableDb, corpusId: CorpusId): DialogueKey[] {
  return db.all(sql`
    SELECT d.id, d.position, r.sha256, r.external_id AS externalId, r.source_file AS sourceFile
    FROM dialogues d JOIN dialogue_records r ON r.dialogue_id = d.id WHERE d.corpus_id = ${corpusId} ORDER BY d.position`);
}

/** A page of whole dialogues in corpus order after a position (-1 for the start); an empty page is the end. For exports. */
export function readDialogues(db: ReadableDb, scope: DialogueScope, page: { afterPosition: number; limit: number }): StoredDialogue[] {
  const rows = db.all<DialogueRow>(sql`
    SELECT ${dialogueColumns} FROM dialogues d JOIN dialogue_records r ON r.dialogue_id = d.id
    WHERE ${inScope(scope)} AND d.position > ${page.afterPosition} ORDER BY d.position LIMIT ${page.limit}`);
  return withTurns(db, rows);
}

/** Whole dialogues by id, in corpus order; ids that are not there are passed over. */
export function readDialoguesById(db: ReadableDb, ids: readonly DialogueId[]): StoredDialogue[] {
  return withTurns(db, db.all<DialogueRow>(sql`
    SELECT ${dialogueColumns} FROM dialogues d JOIN dialogue_records r ON r.dialogue_id = d.id WHERE d.id IN ${listOf(ids)} ORDER BY d.position`));
}

/** Content hashes by id. */
export function listDialogueHashes(db: ReadableDb, ids: readonly DialogueId[]): Map<DialogueId, string> {
  const rows = db.all<{ id: DialogueId; sha256: string }>(sql`SELECT dialogue_id AS id, sha256 FROM dialogue_records WHERE dialogue_id IN ${listOf(ids)}`);
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

/** In corpus order. */
export function listDialogueIds(db: ReadableDb, scope: DialogueScope): DialogueId[] {
  return db.column(sql`SELECT d.id FROM dialogues d WHERE ${inScope(scope)} ORDER BY d.position`);
}

/** Of every dialogue, in the order of the ids. */
export function countSeekerTurns(db: ReadableDb, ids: readonly DialogueId[]): number[] {
  const rows = db.all<{ id: DialogueId; count: number }>(sql`
    SELECT dialogue_id AS id, count(*) AS count FROM turns WHERE speaker = 'seeker' AND dialogue_id IN ${listOf(ids)} GROUP BY dialogue_id`);
  const counts = new Map(rows.map(({ id, count }) => [id, count]));
  return ids.map((id) => counts.get(id) ?? 0);
}

/** Condition on `dialogues d`. */
export function inScope({ corpusId, split }: DialogueScope): Sql {
  if (split === undefined) return sql`d.corpus_id = ${corpusId}`;
  return sql`d.corpus_id = ${corpusId} AND ${inPart(split)}`;
}

/** Condition on `dialogues d`. */
export function inPart({ splitSetId, part }: { splitSetId: SplitSetId; part: string }): Sql {
  return sql`d.id IN (SELECT dialogue_id FROM split_members WHERE split_set_id = ${splitSetId} AND part = ${part})`;
}

const dialogueColumns = sql`d.id, d.position, d.emotion_type, d.problem_type, r.external_id, r.experience_type, r.situation, r.survey, r.meta`;

function withTurns(db: ReadableDb, rows: readonly DialogueRow[]): StoredDialogue[] {
  const turnRows = db.all<TurnRow>(sql`
    SELECT dialogue_id, speaker, text, strategy, unknown_strategy, feedback, state, alternatives, meta
    FROM turns WHERE dialogue_id IN ${listOf(rows.map((row) => row.id))} ORDER BY dialogue_id, position`);
  const turnsById = Map.groupBy(turnRows, (turn) => turn.dialogue_id);
  return rows.map((row) => ({ id: row.id, position: row.position, dialogue: toDialogue(row, (turnsById.get(row.id) ?? []).map(toTurn)) }));
}

function toDialogue(row: DialogueRow, turns: Turn[]): Dialogue {
  return present({
    externalId: row.external_id ?? undefined,
    experienceType: row.experience_type ?? undefined,
    emotionType: row.emotion_type ?? undefined,
    problemType: row.problem_type ?? undefined,
    situation: row.situation ?? undefined,
    survey: fromJson(row.survey) as Dialogue['survey'],
    turns,
    meta: fromJson(row.meta) as Dialogue['meta'],
  });
}

function toTurn(row: TurnRow): Turn {
  return present({
    speaker: row.speaker,
    text: row.text,
    strategy: row.strategy ?? undefined,
    unknownStrategy: row.unknown_strategy ?? undefined,
    feedback: row.feedback ?? undefined,
    state: fromJson(row.state) as Turn['state'],
    alternatives: fromJson(row.alternatives) as Turn['alternatives'],
    meta: fromJson(row.meta) as Turn['meta'],
  });
}

function missing(id: DialogueId): AppError {
  return new AppError('NOT_FOUND', `There is no dialogue with id ${id}; its corpus may have been removed.`, { details: { id } });
}
