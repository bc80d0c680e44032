/**
 * @file Table `label_sets`, and the rows below one while it is made. A set is made dialogue by dialogue in state 'making', which no read sees,
 * until `finishLabelSet`; from then on only its name changes. Reads of its labels stand in label-value-repository.ts.
 */
import { createHash } from 'node:crypto';
import type { Annotator, LabelCounts, LabelledDialogue, LabelSet, LabelSetDetails, LabelSource, ValueOrigin } from '#shared/contracts/labels';
import { AppError } from '#shared/contracts/errors';
import type { CorpusId, DialogueId, LabelSetId, RunId } from '#shared/domain/ids';
import type { Json } from '#shared/domain/json';
import type { LabelSchema } from '#shared/domain/label-schema';
import { single } from './corpus-repository';
import type { ReadableDb, WritableDb } from './database';
import { fromJson } from './rows';
import { sql } from './sql';

export interface NewLabelSet {
  corpusId: CorpusId;
  name: string;
  source: LabelSource;
  schema: LabelSchema;
  options: Json;
  annotators: readonly Annotator[];
  adjudicator: Annotator | null;
  isScripted: boolean;
  createdAt: string;
}

export type NewLabelledDialogue = Omit<LabelledDialogue, 'state'> & {
  readonly state: 'labelled' | 'failed';
  /** Whatever the maker wants back when it goes on; JSON. */
  readonly tally?: unknown;
};

interface LabelSetRow {
  id: LabelSetId;
  corpus_id: CorpusId;
  corpus_name: string;
  corpus_sha256: string;
  name: string;
  source: string;
  schema: string;
  options: string;
  annotators: string;
  adjudicator: string | null;
  is_scripted: 0 | 1;
  counts: string;
  sha256: string;
  created_at: string;
}

/** Newest first. */
export function listLabelSets(db: ReadableDb, corpusId?: CorpusId): LabelSet[] {
  const rows = db.all<LabelSetRow>(sql`${liveSets} AND s.corpus_id = coalesce(${corpusId ?? null}, s.corpus_id) ORDER BY s.id DESC`);
  return rows.map(toLabelSet);
}

export function getLabelSet(db: ReadableDb, id: LabelSetId): LabelSet {
  return toLabelSet(liveRow(db, id));
}

export function getLabelSetDetails(db: ReadableDb, id: LabelSetId): LabelSetDetails {
  const row = liveRow(db, id);
  const counts = db.all<{ field: string; origin: ValueOrigin; count: number }>(sql`
    SELECT field, origin, count(*) AS count FROM label_values WHERE label_set_id = ${id} GROUP BY field, origin`);
  const schema = JSON.parse(row.schema) as LabelSchema;
  const sources = [...schema.fields, ...schema.derived].map(({ id: field }) => ({
    field,
    sources: Object.fromEntries(counts.filter((one) => one.field === field).map(({ origin, count }) => [origin, count])),
  }));
  return { ...toLabelSet(row), fullSchema: schema, options: JSON.parse(row.options) as Json, sources };
}

/** With the options of its run applied; of a set in making too, whose run goes on by it. */
export function getSchemaOfSet(db: ReadableDb, id: LabelSetId): LabelSchema {
  const [schema] = db.column<string>(sql`SELECT schema FROM label_sets WHERE id = ${id}`);
  if (schema === undefined) throw new Error(`there is no label set ${id}`);
  return JSON.parse(schema) as LabelSchema;
}

/** The set that a run is making. */
export function findSetInMaking(db: ReadableDb, runId: RunId): LabelSetId | undefined {
  const [id] = db.column<LabelSetId>(sql`SELECT id FROM label_sets WHERE run_id = ${runId} AND state = 'making'`);
  return id;
}

/** What is in it so far, in corpus order. */
export function listKeptDialogues(db: ReadableDb, id: LabelSetId): { dialogueId: DialogueId; tally: unknown }[] {
  const rows = db.all<{ dialogueId: DialogueId; tally: string }>(sql`SELECT dialogue_id AS dialogueId, tally FROM label_dialogues WHERE label_set_id = ${id} ORDER BY position`);
  return rows.map(({ dialogueId, tally }) => ({ dialogueId, tally: JSON.parse(tally) as unknown }));
}

export function beginLabelSet(db: WritableDb, set: NewLabelSet): LabelSetId {
  const runId = set.source.kind === 'run' ? set.source.runId : null;
  const rows = db.returning<{ id: LabelSetId }>(sql`
    INSERT INTO label_sets (corpus_id, corpus_sha256, name, state, run_id, source, schema, options, annotators, adjudicator, is_scripted, created_at)
    SELECT ${set.corpusId}, sha256, ${set.name}, 'making', ${runId}, ${JSON.stringify(set.source)}, ${JSON.stringify(set.schema)}, ${JSON.stringify(set.options)},
      ${JSON.stringify(set.annotators)}, ${set.adjudicator === null ? null : JSON.stringify(set.adjudicator)}, ${set.isScripted ? 1 : 0}, ${set.createdAt}
    FROM corpora WHERE id = ${set.corpusId} RETURNING id`);
  return single(rows).id;
}

/** All of a dialogue's labels, or nothing. A dialogue that is there already stays as it is. */
export function addLabelledDialogue(db: WritableDb, id: LabelSetId, dialogue: NewLabelledDialogue): void {
  db.transaction(() => {
    const inserted = db.returning<{ position: number }>(sql`
      INSERT INTO label_dialogues (label_set_id, position, dialogue_id, state, problems, tally, turns, sha256)
      SELECT s.id, d.position, d.id, ${dialogue.state}, ${JSON.stringify(dialogue.problems)}, ${JSON.stringify(dialogue.tally ?? null)}, ${dialogue.turns.length}, ${hashTurns(dialogue.turns)}
      FROM label_sets s JOIN dialogues d ON d.corpus_id = s.corpus_id
      WHERE s.id = ${id} AND s.state = 'making' AND d.id = ${dialogue.dialogueId} ON CONFLICT DO NOTHING RETURNING position`);
    const [row] = inserted;
    if (row === undefined) checkMaking(db, id, dialogue.dialogueId);
    else for (const turn of dialogue.turns) insertTurn(db, { id, position: row.position }, turn);
  });
}

/** Of a set in the making: scripted stand-ins gave labels of it. */
export function declareScripted(db: WritableDb, id: LabelSetId): void {
  db.run(sql`UPDATE label_sets SET is_scripted = 1 WHERE id = ${id} AND state = 'making'`);
}

/** The moment a label set becomes visible. */
export function finishLabelSet(db: WritableDb, id: LabelSetId): LabelSet {
  return db.transaction(() => {
    const hashes = db.all<{ position: number; sha256: string }>(sql`SELECT position, sha256 FROM label_dialogues WHERE label_set_id = ${id} ORDER BY position`);
    const hash = createHash('sha256');
    for (const { position, sha256 } of hashes) hash.update(`${position} ${sha256}\n`);
    const changed = db.run(sql`UPDATE label_sets SET state = 'ready', counts = ${JSON.stringify(countLabels(db, id))}, sha256 = ${hash.digest('hex')} WHERE id = ${id} AND state = 'making'`);
    if (changed !== 1) throw new Error(`label set ${id} is not being made`);
    return getLabelSet(db, id);
  });
}

/** Leaves nothing of one that did not finish. */
export function abandonLabelSet(db: WritableDb, id: LabelSetId): void {
  db.run(sql`DELETE FROM label_sets WHERE id = ${id} AND state = 'making'`);
}

export function renameLabelSet(db: WritableDb, id: LabelSetId, name: string): LabelSet {
  return db.transaction(() => {
    getLabelSet(db, id);
    db.run(sql`UPDATE label_sets SET name = ${name} WHERE id = ${id}`);
    return getLabelSet(db, id);
  });
}

/** Hides a label set; it is deleted for good later, by `purgeLabelSets`. */
export function removeLabelSet(db: WritableDb, id: LabelSetId, removedAt: string): void {
  db.transaction(() => {
    getLabelSet(db, id);
    db.run(sql`UPDATE label_sets SET state = 'removed', removed_at = ${removedAt} WHERE id = ${id}`);
  });
}

/** NOT_FOUND once it, or its corpus, was purged. */
export function restoreLabelSet(db: WritableDb, id: LabelSetId): LabelSet {
  return db.transaction(() => {
    const changed = db.run(sql`UPDATE label_sets SET state = 'ready', removed_at = NULL WHERE id = ${id} AND state = 'removed'`);
    if (changed === 0) throw new AppError('NOT_FOUND', `No removed label set has id ${id}; it may have been deleted for good.`, { details: { id } });
    return getLabelSet(db, id);
  });
}

/** Deletes for good: what was removed before a time, and what never finished, except for runs that may go on. Returns how many. */
export function purgeLabelSets(db: WritableDb, removedBefore: string): number {
  return db.run(sql`DELETE FROM label_sets WHERE removed_at < ${removedBefore} OR (state = 'making' AND (run_id IS NULL OR run_id NOT IN (SELECT id FROM runs)))`);
}

const liveSets = sql`SELECT s.*, c.name AS corpus_name FROM label_sets s JOIN corpora c ON c.id = s.corpus_id WHERE s.state = 'ready' AND c.state = 'ready'`;

function liveRow(db: ReadableDb, id: LabelSetId): LabelSetRow {
  const [row] = db.all<LabelSetRow>(sql`${liveSets} AND s.id = ${id}`);
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no label set with id ${id}; it, or its corpus, may have been removed.`, { details: { id } });
  return row;
}

function checkMaking(db: ReadableDb, id: LabelSetId, dialogueId: DialogueId): void {
  const isThere = db.number(sql`
    SELECT count(*) FROM label_dialogues l JOIN label_sets s ON s.id = l.label_set_id WHERE s.id = ${id} AND s.state = 'making' AND l.dialogue_id = ${dialogueId}`);
  if (isThere === 0) throw new AppError('NOT_FOUND', `Dialogue ${dialogueId} is not of the corpus that label set ${id} is made for, or the set is finished.`, { details: { id, dialogueId } });
}

function insertTurn(db: WritableDb, { id, position }: { id: LabelSetId; position: number }, { turn, values }: LabelledDialogue['turns'][number]): void {
  for (const [field, { value, origin, agreement, votes, callId, rationale }] of Object.entries(values)) {
    db.run(sql`
      INSERT INTO label_values (label_set_id, position, turn, field, value, origin, agreement, call_id, rationale)
      VALUES (${id}, ${position}, ${turn}, ${field}, ${value}, ${origin}, ${agreement}, ${callId}, ${rationale})`);
    for (const vote of votes) {
      db.run(sql`
        INSERT INTO label_votes (label_set_id, position, turn, field, annotator, value, call_id)
        VALUES (${id}, ${position}, ${turn}, ${field}, ${vote.annotator}, ${vote.value}, ${vote.callId})`);
    }
  }
}

/** Over the values alone: equal labels have equal hashes, however they came about. */
function hashTurns(turns: LabelledDialogue['turns']): string {
  const lines = turns.flatMap(({ turn, values }) =>
    Object.entries(values)
      .flatMap(([field, { value }]) => (value === null ? [] : [`${turn} ${field} ${value}`]))
      .sort(),
  );
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function countLabels(db: ReadableDb, id: LabelSetId): LabelCounts {
  const origins = db.all<{ origin: ValueOrigin; count: number }>(sql`
    SELECT origin, count(*) AS count FROM label_values
    WHERE label_set_id = ${id} AND field NOT IN (SELECT value ->> 'id' FROM json_each((SELECT schema FROM label_sets WHERE id = ${id}), '$.derived')) GROUP BY origin`);
  const of = (origin: ValueOrigin): number => origins.find((one) => one.origin === origin)?.count ?? 0;
  return {
    dialogues: db.number(sql`SELECT count(*) FROM label_dialogues WHERE label_set_id = ${id}`),
    failedDialogues: db.number(sql`SELECT count(*) FROM label_dialogues WHERE label_set_id = ${id} AND state = 'failed'`),
    turns: db.number(sql`SELECT coalesce(sum(turns), 0) FROM label_dialogues WHERE label_set_id = ${id}`),
    values: origins.reduce((sum, { count }) => sum + count, 0) - of('failed'),
    unanimous: of('unanimous'),
    majority: of('majority'),
    adjudicated: of('adjudicated'),
    fallback: of('fallback'),
    known: of('known'),
    failed: of('failed'),
  };
}

function toLabelSet(row: LabelSetRow): LabelSet {
  const { id, name, version } = JSON.parse(row.schema) as LabelSchema;
  return {
    id: row.id,
    name: row.name,
    corpusId: row.corpus_id,
    corpusName: row.corpus_name,
    corpusSha256: row.corpus_sha256,
    schema: { id, name, version },
    source: JSON.parse(row.source) as LabelSource,
    isScripted: row.is_scripted === 1,
    annotators: JSON.parse(row.annotators) as Annotator[],
    adjudicator: (fromJson(row.adjudicator) as Annotator | undefined) ?? null,
    counts: JSON.parse(row.counts) as LabelCounts,
    sha256: row.sha256,
    createdAt: row.created_at,
  };
}
