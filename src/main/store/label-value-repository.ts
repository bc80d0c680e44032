/** @file Tables `label_dialogues`, `label_values`, `label_votes`, read: the labels of one dialogue, filtered pages of values, and what reports count. */
import type { LabelledDialogue, LabelledValue, ValueFilter, ValueOrigin, ValueRow, Vote } from '#shared/contracts/labels';
import { displayText } from '#shared/domain/dialogue';
import type { CallId, DialogueId, LabelSetId } from '#shared/domain/ids';
import type { ReadableDb } from './database';
import { allOf, listOf, sql, type Sql } from './sql';

export interface ValueQuery {
  filter: ValueFilter;
  sort: 'corpus' | 'disagreement';
  offset: number;
  limit: number;
}

export type StoredLabels = LabelledDialogue & { readonly state: 'labelled' | 'failed'; readonly position: number };

interface StoredValue {
  position: number;
  turn: number;
  field: string;
  value: string | null;
  origin: ValueOrigin;
  agreement: number | null;
  call_id: CallId | null;
  rationale: string | null;
}

interface StoredVote {
  position: number;
  turn: number;
  field: string;
  annotator: number;
  value: string | null;
  call_id: CallId | null;
}

/** `state` is null where the dialogue is not in the set. */
export function getLabelledDialogue(db: ReadableDb, id: LabelSetId, dialogueId: DialogueId): LabelledDialogue {
  const [labels] = withValues(db, id, db.all<DialogueRow>(sql`${dialogueRows} WHERE label_set_id = ${id} AND dialogue_id = ${dialogueId}`));
  if (labels === undefined) return { dialogueId, state: null, problems: [], turns: [] };
  const { state, problems, turns } = labels;
  return { dialogueId, state, problems, turns };
}

/** A page in corpus order after a position (-1 for the start); an empty page is the end. */
export function readLabelledDialogues(db: ReadableDb, id: LabelSetId, page: { afterPosition: number; limit: number }): StoredLabels[] {
  return withValues(db, id, db.all<DialogueRow>(sql`${dialogueRows} WHERE label_set_id = ${id} AND position > ${page.afterPosition} ORDER BY position LIMIT ${page.limit}`));
}

/** Dialogues of the set in corpus order. */
export function listLabelledDialogues(db: ReadableDb, id: LabelSetId): DialogueId[] {
  return db.column(sql`SELECT dialogue_id FROM label_dialogues WHERE label_set_id = ${id} ORDER BY position`);
}

export function listTallies(db: ReadableDb, id: LabelSetId): unknown[] {
  return db.column<string>(sql`SELECT tally FROM label_dialogues WHERE label_set_id = ${id}`).map((tally) => JSON.parse(tally) as unknown);
}

export function listValues(db: ReadableDb, id: LabelSetId, { filter, sort, offset, limit }: ValueQuery): { total: number; rows: ValueRow[] } {
  const condition = allOf([sql`v.label_set_id = ${id}`, ...conditions(filter)]);
  const order = sort === 'corpus' ? sql`v.position, v.turn, v.field` : sql`v.agreement NULLS LAST, v.position, v.turn, v.field`;
  const values = db.all<StoredValue & { dialogue_id: DialogueId; text: string }>(sql`
    SELECT v.*, l.dialogue_id, t.text FROM label_values v JOIN label_dialogues l ON l.label_set_id = v.label_set_id AND l.position = v.position
    JOIN turns t ON t.dialogue_id = l.dialogue_id AND t.position = v.turn WHERE ${condition} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`);
  const votes = db.all<StoredVote>(sql`
    SELECT o.* FROM json_each(${JSON.stringify(values.map(({ position, turn, field }) => [position, turn, field]))}) k CROSS JOIN label_votes o
    ON o.position = k.value ->> 0 AND o.turn = k.value ->> 1 AND o.field = k.value ->> 2 WHERE o.label_set_id = ${id} ORDER BY o.annotator`);
  const votesByValue = Map.groupBy(votes, keyOf);
  return {
    total: db.number(sql`SELECT count(*) FROM label_values v WHERE ${condition}`),
    rows: values.map((row) => ({ dialogueId: row.dialogue_id, position: row.position, turn: row.turn, field: row.field, text: displayText(row.text), ...toValue(row, votesByValue.get(keyOf(row)) ?? []) })),
  };
}

/** Values alone, by dialogue and turn. */
export function readPlainLabels(db: ReadableDb, id: LabelSetId, dialogueIds: readonly DialogueId[]): Map<DialogueId, Map<number, Record<string, string>>> {
  const rows = db.all<{ dialogue_id: DialogueId; turn: number; labels: string }>(sql`
    SELECT l.dialogue_id, v.turn, json_group_object(v.field, v.value) AS labels
    FROM label_dialogues l JOIN label_values v ON v.label_set_id = l.label_set_id AND v.position = l.position
    WHERE l.label_set_id = ${id} AND l.dialogue_id IN ${listOf(dialogueIds)} AND v.value IS NOT NULL GROUP BY v.position, v.turn`);
  const byDialogue = Map.groupBy(rows, (row) => row.dialogue_id);
  return new Map([...byDialogue].map(([dialogueId, turns]) => [dialogueId, new Map(turns.map(({ turn, labels }) => [turn, JSON.parse(labels) as Record<string, string>]))]));
}

export interface ValueCount {
  field: string;
  value: string | null;
  count: number;
}

export function countValues(db: ReadableDb, id: LabelSetId): ValueCount[] {
  return db.all(sql`SELECT field, value, count(*) AS count FROM label_values WHERE label_set_id = ${id} GROUP BY field, value`);
}

export function countVotes(db: ReadableDb, id: LabelSetId): (ValueCount & { annotator: number })[] {
  return db.all(sql`SELECT field, annotator, value, count(*) AS count FROM label_votes WHERE label_set_id = ${id} AND value IS NOT NULL GROUP BY field, annotator, value`);
}

/** Votes on values that stand, and how many of them are unlike the value. Known and derived labels do not count. */
export function countDissent(db: ReadableDb, id: LabelSetId): { annotator: number; field: string; votes: number; differing: number }[] {
  return db.all(sql`
    SELECT o.annotator, o.field, count(*) AS votes, sum(o.value <> v.value) AS differing
    FROM label_votes o JOIN label_values v ON v.label_set_id = o.label_set_id AND v.position = o.position AND v.turn = o.turn AND v.field = o.field
    WHERE o.label_set_id = ${id} AND o.value IS NOT NULL AND v.value IS NOT NULL AND v.origin NOT IN ('known', 'derived') GROUP BY o.annotator, o.field`);
}

/** Of one field, one list an item, in the order of the annotators; items whose label was known beforehand are left out. */
export function listVotes(db: ReadableDb, id: LabelSetId, field: string): (string | null)[][] {
  const lists = db.column<string>(sql`
    SELECT json_group_array(o.value ORDER BY o.annotator) FROM label_votes o
    JOIN label_values v ON v.label_set_id = o.label_set_id AND v.position = o.position AND v.turn = o.turn AND v.field = o.field
    WHERE o.label_set_id = ${id} AND o.field = ${field} AND v.origin <> 'known' GROUP BY o.position, o.turn`);
  return lists.map((list) => JSON.parse(list) as (string | null)[]);
}

/** Values that the corpus knew beforehand. */
export function countKnown(db: ReadableDb, id: LabelSetId): number {
  return db.number(sql`SELECT count(*) FROM label_values WHERE label_set_id = ${id} AND origin = 'known'`);
}

interface DialogueRow {
  position: number;
  dialogue_id: DialogueId;
  state: 'labelled' | 'failed';
  problems: string;
}

const dialogueRows = sql`SELECT position, dialogue_id, state, problems FROM label_dialogues`;

function withValues(db: ReadableDb, id: LabelSetId, dialogues: readonly DialogueRow[]): StoredLabels[] {
  const positions = listOf(dialogues.map(({ position }) => position));
  const values = db.all<StoredValue>(sql`SELECT * FROM label_values WHERE label_set_id = ${id} AND position IN ${positions} ORDER BY position, turn`);
  const votes = db.all<StoredVote>(sql`SELECT * FROM label_votes WHERE label_set_id = ${id} AND position IN ${positions} ORDER BY position, turn, field, annotator`);
  const votesByValue = Map.groupBy(votes, keyOf);
  const valuesByPosition = Map.groupBy(values, ({ position }) => position);
  return dialogues.map(({ position, dialogue_id, state, problems }) => {
    const turns = Map.groupBy(valuesByPosition.get(position) ?? [], ({ turn }) => turn);
    return {
      dialogueId: dialogue_id,
      position,
      state,
      problems: JSON.parse(problems) as string[],
      turns: [...turns].map(([turn, rows]) => ({ turn, values: Object.fromEntries(rows.map((row) => [row.field, toValue(row, votesByValue.get(keyOf(row)) ?? [])])) })),
    };
  });
}

function conditions({ fields, origins, values, isDivided, dissenter, dialogueId }: ValueFilter): Sql[] {
  const found: Sql[] = [];
  if (fields !== undefined) found.push(sql`v.field IN ${listOf(fields)}`);
  if (origins !== undefined) found.push(sql`v.origin IN ${listOf(origins)}`);
  if (values !== undefined) found.push(sql`v.value IN ${listOf(values)}`);
  if (isDivided !== undefined) found.push(isDivided ? sql`v.agreement < 1` : sql`v.agreement = 1`);
  if (dialogueId !== undefined) found.push(sql`v.position IN (SELECT position FROM label_dialogues WHERE label_set_id = v.label_set_id AND dialogue_id = ${dialogueId})`);
  if (dissenter !== undefined) {
    found.push(sql`EXISTS (SELECT 1 FROM label_votes o WHERE o.label_set_id = v.label_set_id AND o.position = v.position AND o.turn = v.turn AND o.field = v.field
      AND o.annotator = ${dissenter} AND o.value <> v.value)`);
  }
  return found;
}

function keyOf({ position, turn, field }: { position: number; turn: number; field: string }): string {
  return `${position} ${turn} ${field}`;
}

function toValue({ value, origin, agreement, call_id, rationale }: StoredValue, votes: readonly StoredVote[]): LabelledValue {
  return { value, origin, agreement, votes: votes.map(toVote), callId: call_id, rationale };
}

function toVote({ annotator, value, call_id }: StoredVote): Vote {
  return { annotator, value, callId: call_id };
}
