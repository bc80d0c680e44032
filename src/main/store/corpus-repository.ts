/** @file Table `corpora`: live corpora by id or name, renamed, hidden, brought back. Imports write their own (import-repository.ts); no read sees an unfinished one. */
import type { Corpus, CorpusKind } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import type { CorpusId } from '#shared/domain/ids';
import type { VocabularyId } from '#shared/domain/strategies';
import type { ReadableDb, WritableDb } from './database';
import { foldKey } from './rows';
import { sql, type Sql } from './sql';

export interface CorpusRow {
  id: CorpusId;
  name: string;
  kind: CorpusKind;
  format: string;
  vocabulary: VocabularyId;
  sha256: string;
  dialogues: number;
  utterances: number;
  seeker_turns: number;
  supporter_turns: number;
  entries: number;
  strategies: string;
  files: string;
  warnings: string;
  rejected: string;
  is_local_only: 0 | 1;
  is_demo: 0 | 1;
  note: string;
  created_at: string;
}

/** In order of creation. */
export function listCorpora(db: ReadableDb, kind?: CorpusKind): Corpus[] {
  const rows = db.all<CorpusRow>(sql`SELECT * FROM corpora WHERE state = 'ready' AND kind = coalesce(${kind ?? null}, kind) ORDER BY id`);
  return rows.map(toCorpus);
}

/** By id or by name, whatever the case. NOT_FOUND names what there is. */
export function getCorpus(db: ReadableDb, corpus: CorpusId | string): Corpus {
  const [row] = db.all<CorpusRow>(sql`SELECT * FROM corpora WHERE state = 'ready' AND ${referring(corpus)}`);
  if (row !== undefined) return toCorpus(row);
  const names = db.column<string>(sql`SELECT name FROM corpora WHERE state = 'ready' ORDER BY id LIMIT 20`);
  const hint = names.length === 0 ? 'There is none yet; import one first.' : `There are: ${names.join(', ')}.`;
  throw new AppError('NOT_FOUND', `There is no corpus ${typeof corpus === 'string' ? `"${corpus}"` : `with id ${corpus}`}. ${hint}`, { details: { corpus } });
}

/** The corpus that already holds this very content. */
export function findCorpusBySha256(db: ReadableDb, sha256: string): Corpus | undefined {
  const [row] = db.all<CorpusRow>(sql`SELECT * FROM corpora WHERE state = 'ready' AND sha256 = ${sha256} ORDER BY id LIMIT 1`);
  return row && toCorpus(row);
}

export function updateCorpus(db: WritableDb, corpusId: CorpusId, changes: { name?: string | undefined; note?: string | undefined; isLocalOnly?: boolean | undefined }): Corpus {
  return db.transaction(() => {
    const before = getCorpus(db, corpusId);
    const after = { name: changes.name ?? before.name, note: changes.note ?? before.note, isLocalOnly: changes.isLocalOnly ?? before.isLocalOnly };
    if (foldKey(after.name) !== foldKey(before.name)) checkNameIsFree(db, after.name);
    const rows = db.returning<CorpusRow>(sql`
      UPDATE corpora SET name = ${after.name}, name_key = ${foldKey(after.name)}, note = ${after.note}, is_local_only = ${after.isLocalOnly ? 1 : 0}
      WHERE id = ${corpusId} AND state = 'ready' RETURNING *`);
    return toCorpus(single(rows));
  });
}

/** Hides a corpus; it is deleted for good later, by `purgeCorpora`. */
export function removeCorpus(db: WritableDb, corpusId: CorpusId, removedAt: string): void {
  db.transaction(() => {
    getCorpus(db, corpusId);
    db.run(sql`UPDATE corpora SET state = 'removed', removed_at = ${removedAt} WHERE id = ${corpusId}`);
  });
}

/** Under a free name, "ESConv (2)", if its own was taken meanwhile. NOT_FOUND once it was purged. */
export function restoreCorpus(db: WritableDb, corpusId: CorpusId): Corpus {
  return db.transaction(() => {
    const [removed] = db.all<CorpusRow>(sql`SELECT * FROM corpora WHERE id = ${corpusId} AND state = 'removed'`);
    if (removed === undefined) throw new AppError('NOT_FOUND', `No removed corpus has id ${corpusId}; it may have been deleted for good.`, { details: { corpusId } });
    const name = freeName(db, removed.name);
    const rows = db.returning<CorpusRow>(sql`
      UPDATE corpora SET state = 'ready', removed_at = NULL, name = ${name}, name_key = ${foldKey(name)} WHERE id = ${corpusId} RETURNING *`);
    return toCorpus(single(rows));
  });
}

/** CONFLICT when a live corpus has the name, whatever the case. */
export function checkNameIsFree(db: ReadableDb, name: string): void {
  const [taken] = db.all<{ name: string }>(sql`SELECT name FROM corpora WHERE state = 'ready' AND name_key = ${foldKey(name)}`);
  if (taken === undefined) return;
  throw new AppError('CONFLICT', `A corpus named "${taken.name}" is there already. Choose another name, or rename or remove that one first.`, { details: { name: taken.name } });
}

function freeName(db: ReadableDb, name: string): string {
  const taken = new Set(db.column<string>(sql`SELECT name_key FROM corpora WHERE state = 'ready'`));
  let candidate = name;
  for (let number = 2; taken.has(foldKey(candidate)); number++) candidate = `${name} (${number})`;
  return candidate;
}

function referring(corpus: CorpusId | string): Sql {
  return typeof corpus === 'string' ? sql`name_key = ${foldKey(corpus)}` : sql`id = ${corpus}`;
}

/** The one row that a RETURNING clause was to give. */
export function single<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined || rows.length !== 1) throw new Error(`expected to change one row, changed ${rows.length}`);
  return row;
}

export function toCorpus(row: CorpusRow): Corpus {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    format: row.format,
    vocabulary: row.vocabulary,
    sha256: row.sha256,
    dialogues: row.dialogues,
    utterances: row.utterances,
    seekerTurns: row.seeker_turns,
    supporterTurns: row.supporter_turns,
    entries: row.entries,
    strategies: JSON.parse(row.strategies) as Corpus['strategies'],
    files: JSON.parse(row.files) as Corpus['files'],
    warnings: JSON.parse(row.warnings) as Corpus['warnings'],
    rejected: JSON.parse(row.rejected) as Corpus['rejected'],
    isLocalOnly: row.is_local_only === 1,
    isDemo: row.is_demo === 1,
    note: row.note,
    createdAt: row.created_at,
  };
}
