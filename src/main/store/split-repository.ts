/** @file Tables `split_sets`, `split_parts`, `split_members`. A split set is written once and never changed; who goes where is decided by the caller. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { SplitMode, SplitSet as SplitSetSchema } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import type { CorpusId, DialogueId, SplitSetId } from '#shared/domain/ids';
import type { ReadableDb, WritableDb } from './database';
import { listOf, sql } from './sql';

export type SplitSet = z.output<typeof SplitSetSchema>;

export interface NewSplitSet {
  corpusId: CorpusId;
  /** Unique in its corpus; CONFLICT otherwise. */
  name: string;
  mode: z.output<typeof SplitMode>;
  ratios: string;
  seed: number | null;
  parts: readonly NewPart[];
  createdAt: string;
}

export interface NewPart {
  name: string;
  /** In the order of the part. No dialogue stands in two parts. */
  dialogueIds: readonly DialogueId[];
}

interface SplitRow {
  id: SplitSetId;
  name: string;
  mode: z.output<typeof SplitMode>;
  ratios: string;
  seed: number | null;
  sha256: string;
  created_at: string;
}

/** Oldest first. */
export function listSplitSets(db: ReadableDb, corpusId: CorpusId): SplitSet[] {
  const rows = db.all<SplitRow>(sql`
    SELECT s.* FROM split_sets s JOIN corpora c ON c.id = s.corpus_id WHERE s.corpus_id = ${corpusId} AND c.state = 'ready' ORDER BY s.id`);
  return rows.map((row) => toSplitSet(db, row));
}

export function getSplitSet(db: ReadableDb, id: SplitSetId): SplitSet {
  const [row] = db.all<SplitRow>(sql`SELECT s.* FROM split_sets s JOIN corpora c ON c.id = s.corpus_id WHERE s.id = ${id} AND c.state = 'ready'`);
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no split set with id ${id}; its corpus may have been removed.`, { details: { id } });
  return toSplitSet(db, row);
}

/** In the order of the part. NOT_FOUND names the parts there are. */
export function listPartMembers(db: ReadableDb, id: SplitSetId, part: string): DialogueId[] {
  const { parts } = getSplitSet(db, id);
  if (!parts.some((one) => one.name === part)) {
    throw new AppError('NOT_FOUND', `This split has no part "${part}". It has: ${parts.map((one) => one.name).join(', ')}.`, { details: { id, part } });
  }
  return db.column(sql`SELECT dialogue_id FROM split_members WHERE split_set_id = ${id} AND part = ${part} ORDER BY position`);
}

export function addSplitSet(db: WritableDb, split: NewSplitSet): SplitSet {
  return db.transaction(() => {
    const taken = db.column(sql`SELECT 1 FROM split_sets WHERE corpus_id = ${split.corpusId} AND name = ${split.name}`);
    if (taken.length > 0) throw new AppError('CONFLICT', `A split named "${split.name}" is there already. A split is never changed; give the new one another name.`, { details: { name: split.name } });
    const sha256 = hashParts(db, split);
    const [row] = db.returning<SplitRow>(sql`
      INSERT INTO split_sets (corpus_id, name, mode, ratios, seed, sha256, created_at)
      VALUES (${split.corpusId}, ${split.name}, ${split.mode}, ${split.ratios}, ${split.seed}, ${sha256}, ${split.createdAt}) RETURNING *`);
    if (row === undefined) throw new Error('the split set was not inserted');
    for (const [position, part] of split.parts.entries()) insertPart(db, row.id, { position, ...part });
    return toSplitSet(db, row);
  });
}

function insertPart(db: WritableDb, splitSetId: SplitSetId, part: NewPart & { position: number }): void {
  db.run(sql`INSERT INTO split_parts (split_set_id, position, name, dialogues) VALUES (${splitSetId}, ${part.position}, ${part.name}, ${part.dialogueIds.length})`);
  const inserted = db.run(sql`
    INSERT INTO split_members (split_set_id, part, position, dialogue_id)
    SELECT ${splitSetId}, ${part.name}, key, value FROM json_each(${JSON.stringify(part.dialogueIds)})`);
  if (inserted !== part.dialogueIds.length) throw new Error(`part ${part.name} has ${part.dialogueIds.length} dialogues, ${inserted} were stored`);
}

/** Over "part name, then the content hash of each dialogue in order", one a line: equal splits of equal content have equal hashes. */
function hashParts(db: ReadableDb, split: NewSplitSet): string {
  const ids = split.parts.flatMap((part) => part.dialogueIds);
  const rows = db.all<{ id: DialogueId; sha256: string }>(sql`
    SELECT d.id, r.sha256 FROM dialogues d JOIN dialogue_records r ON r.dialogue_id = d.id
    WHERE d.corpus_id = ${split.corpusId} AND d.id IN ${listOf(ids)}`);
  const hashes = new Map(rows.map((row) => [row.id, row.sha256]));
  const hash = createHash('sha256');
  for (const part of split.parts) {
    hash.update(`${JSON.stringify(part.name)}\n`);
    for (const id of part.dialogueIds) {
      const dialogueHash = hashes.get(id);
      if (dialogueHash === undefined) throw new AppError('INVALID_INPUT', `Dialogue ${id} is not in this corpus and cannot be in its split.`, { details: { id } });
      hash.update(`${dialogueHash}\n`);
    }
  }
  return hash.digest('hex');
}

function toSplitSet(db: ReadableDb, row: SplitRow): SplitSet {
  return {
    id: row.id,
    name: row.name,
    mode: row.mode,
    ratios: row.ratios,
    seed: row.seed,
    sha256: row.sha256,
    parts: db.all(sql`SELECT name, dialogues FROM split_parts WHERE split_set_id = ${row.id} ORDER BY position`),
    createdAt: row.created_at,
  };
}
