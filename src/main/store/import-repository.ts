/**
 * @file How a corpus comes in: row in state 'importing' and batches, which no read sees, until `finishImport` makes it 'ready' in one step.
 * Whatever dies in between leaves rows that `purgeCorpora` deletes when the workspace is opened next.
 */
import type { Corpus, CorpusKind } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import type { CorpusCounts, ImportWarning, RejectedRecord } from '#shared/contracts/import-report';
import type { Dialogue, KnowledgeEntry } from '#shared/domain/dialogue';
import type { CorpusId } from '#shared/domain/ids';
import type { VocabularyId } from '#shared/domain/strategies';
import { checkNameIsFree, type CorpusRow, single, toCorpus } from './corpus-repository';
import type { ReadableDb, WritableDb } from './database';
import { insertDialogues, type NewDialogue } from './dialogue-writes';
import { insertEntries, type NewEntry } from './knowledge-repository';
import { foldKey } from './rows';
import { listOf, sql } from './sql';

export interface NewCorpus {
  name: string;
  kind: CorpusKind;
  format: string;
  vocabulary: VocabularyId;
  isDemo: boolean;
  isLocalOnly: boolean;
  createdAt: string;
}

export interface ImportedRecord {
  record: Dialogue | KnowledgeEntry;
  raw: string;
  fileName: string;
  sha256: string;
}

export interface FinishedImport {
  counts: CorpusCounts;
  sha256: string;
  files: Corpus['files'];
  warnings: ImportWarning[];
  rejected: RejectedRecord[];
}

/** CONFLICT early when the name is taken already; `finishImport` checks again. */
export function beginImport(db: WritableDb, corpus: NewCorpus): CorpusId {
  return db.transaction(() => {
    checkNameIsFree(db, corpus.name);
    const rows = db.returning<{ id: CorpusId }>(sql`
      INSERT INTO corpora (name, name_key, kind, format, vocabulary, state, is_demo, is_local_only, created_at)
      VALUES (${corpus.name}, ${foldKey(corpus.name)}, ${corpus.kind}, ${corpus.format}, ${corpus.vocabulary}, 'importing', ${corpus.isDemo ? 1 : 0}, ${corpus.isLocalOnly ? 1 : 0}, ${corpus.createdAt})
      RETURNING id`);
    return single(rows).id;
  });
}

/** One batch in one transaction, after those already there. */
export function appendImported(db: WritableDb, corpusId: CorpusId, records: readonly ImportedRecord[]): void {
  db.transaction(() => {
    const { kind } = requireImporting(db, corpusId);
    if (kind === 'dialogues') insertDialogues(db, corpusId, records.map(asDialogue));
    else insertEntries(db, corpusId, records.map(asEntry));
  });
}

/** The moment an import becomes visible. CONFLICT when its name was taken meanwhile. */
export function finishImport(db: WritableDb, corpusId: CorpusId, outcome: FinishedImport): Corpus {
  return db.transaction(() => {
    const { name } = requireImporting(db, corpusId);
    checkNameIsFree(db, name);
    checkCounts(db, corpusId, outcome.counts);
    const { counts } = outcome;
    const rows = db.returning<CorpusRow>(sql`
      UPDATE corpora SET state = 'ready', sha256 = ${outcome.sha256},
        dialogues = ${counts.dialogues}, utterances = ${counts.utterances}, seeker_turns = ${counts.seekerTurns},
        supporter_turns = ${counts.supporterTurns}, entries = ${counts.entries}, strategies = ${JSON.stringify(counts.strategies)},
        files = ${JSON.stringify(outcome.files)}, warnings = ${JSON.stringify(outcome.warnings)}, rejected = ${JSON.stringify(outcome.rejected)}
      WHERE id = ${corpusId} AND state = 'importing' RETURNING *`);
    return toCorpus(single(rows));
  });
}

/**
 * Deletes up to `mostRecords` of what an import stored, and the corpus once nothing is left; says whether it is gone.
 * Called until it is, with room for others in between: a large import takes seconds to undo.
 */
export function abandonImport(db: WritableDb, corpusId: CorpusId, mostRecords = 500): boolean {
  return db.transaction(() => {
    const isThere = db.number(sql`SELECT count(*) FROM corpora WHERE id = ${corpusId} AND state = 'importing'`) === 1;
    if (!isThere) return true;
    const dialogues = db.column<number>(sql`SELECT id FROM dialogues WHERE corpus_id = ${corpusId} LIMIT ${mostRecords}`);
    const entries = db.column<number>(sql`SELECT id FROM knowledge_entries WHERE corpus_id = ${corpusId} LIMIT ${mostRecords}`);
    db.run(sql`DELETE FROM dialogue_search WHERE rowid IN ${listOf(dialogues)}`);
    db.run(sql`DELETE FROM dialogues WHERE id IN ${listOf(dialogues)}`);
    db.run(sql`DELETE FROM knowledge_search WHERE rowid IN ${listOf(entries)}`);
    db.run(sql`DELETE FROM knowledge_entries WHERE id IN ${listOf(entries)}`);
    if (dialogues.length + entries.length > 0) return false;
    deleteCorpus(db, corpusId);
    return true;
  });
}

/** Deletes for good: imports that never finished, and corpora removed before a time that no campaign has decisions on. Returns how many. */
export function purgeCorpora(db: WritableDb, removedBefore: string): number {
  return db.transaction(() => {
    const ids = db.column<CorpusId>(sql`
      SELECT id FROM corpora WHERE state = 'importing' OR (removed_at < ${removedBefore} AND id NOT IN (SELECT corpus_id FROM campaigns))`);
    for (const id of ids) deleteCorpus(db, id);
    return ids.length;
  });
}

/** The search tables know no foreign keys; everything else goes with the row. */
function deleteCorpus(db: WritableDb, corpusId: CorpusId): void {
  db.run(sql`DELETE FROM dialogue_search WHERE rowid IN (SELECT id FROM dialogues WHERE corpus_id = ${corpusId})`);
  db.run(sql`DELETE FROM knowledge_search WHERE rowid IN (SELECT id FROM knowledge_entries WHERE corpus_id = ${corpusId})`);
  db.run(sql`DELETE FROM corpora WHERE id = ${corpusId}`);
}

function requireImporting(db: ReadableDb, corpusId: CorpusId): { name: string; kind: CorpusKind } {
  const [row] = db.all<{ name: string; kind: CorpusKind }>(sql`SELECT name, kind FROM corpora WHERE id = ${corpusId} AND state = 'importing'`);
  if (row === undefined) throw new AppError('NOT_FOUND', 'This import is no longer there; start it again.', { details: { corpusId } });
  return row;
}

/** What a worker counted must be what was stored: anything else would show wrong numbers for ever. */
function checkCounts(db: ReadableDb, corpusId: CorpusId, counts: CorpusCounts): void {
  const stored = {
    dialogues: db.number(sql`SELECT count(*) FROM dialogues WHERE corpus_id = ${corpusId}`),
    utterances: db.number(sql`SELECT coalesce(sum(turn_count), 0) FROM dialogues WHERE corpus_id = ${corpusId}`),
    entries: db.number(sql`SELECT count(*) FROM knowledge_entries WHERE corpus_id = ${corpusId}`),
  };
  for (const key of ['dialogues', 'utterances', 'entries'] as const) {
    if (stored[key] !== counts[key]) throw new Error(`the import counted ${counts[key]} ${key} but stored ${stored[key]}`);
  }
}

function asDialogue({ record, ...rest }: ImportedRecord): NewDialogue {
  if (!('turns' in record)) throw new Error('a knowledge entry was given to a corpus of dialogues');
  return { dialogue: record, ...rest };
}

function asEntry({ record, ...rest }: ImportedRecord): NewEntry {
  if ('turns' in record) throw new Error('a dialogue was given to a knowledge base');
  return { entry: record, ...rest };
}
