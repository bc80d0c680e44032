/** @file Table `knowledge_entries` and its full-text index: posts and answers for retrieval. Written once, by an import. */
import type { z } from 'zod';
import type { knowledgeContract } from '#shared/contracts/knowledge';
import type { KnowledgeEntry } from '#shared/domain/dialogue';
import type { CorpusId, KnowledgeEntryId } from '#shared/domain/ids';
import { parseTerms, type Term } from '#shared/domain/search/search-terms';
import type { ReadableDb, WritableDb } from './database';
import { markedExcerpt, plainExcerpt } from './excerpt';
import { fromJson, present, toJson } from './rows';
import { indexedText, matchExpression } from './search-index';
import { listOf, sql, type Sql } from './sql';

export type KnowledgePage = z.output<(typeof knowledgeContract)['knowledge.search']['output']>;

export interface StoredEntry {
  id: KnowledgeEntryId;
  position: number;
  entry: KnowledgeEntry;
}

export interface NewEntry {
  entry: KnowledgeEntry;
  raw: string;
  fileName: string;
  sha256: string;
}

interface EntryRow {
  id: KnowledgeEntryId;
  position: number;
  external_id: string | null;
  query: string;
  answer: string;
  title: string | null;
  topics: string | null;
  meta: string | null;
}

/** With a text, the best match first; without one, in corpus order. */
export function searchKnowledge(db: ReadableDb, query: { corpusId: CorpusId; text?: string | undefined }, page: { offset: number; limit: number }): KnowledgePage {
  const terms = parseTerms(query.text ?? '');
  const total = db.number(sql`SELECT count(*) ${matching(query.corpusId, terms)}`);
  const order = terms.length === 0 ? sql`e.position` : sql`knowledge_search.rank, e.position`;
  const ids = db.column<KnowledgeEntryId>(sql`SELECT e.id ${matching(query.corpusId, terms)} ORDER BY ${order} LIMIT ${page.limit} OFFSET ${page.offset}`);
  const entries = new Map(db.all<EntryRow>(sql`SELECT ${entryColumns} FROM knowledge_entries e WHERE id IN ${listOf(ids)}`).map((row) => [row.id, toEntry(row)]));
  const rows = ids.flatMap((id) => {
    const entry = entries.get(id);
    return entry === undefined ? [] : { id, ...entry, excerpt: excerptOf(entry, terms) };
  });
  return { total, rows };
}

/** A page in corpus order after a position (-1 for the start); an empty page is the end. For exports. */
export function readEntries(db: ReadableDb, corpusId: CorpusId, page: { afterPosition: number; limit: number }): StoredEntry[] {
  const rows = db.all<EntryRow>(sql`
    SELECT ${entryColumns} FROM knowledge_entries e WHERE e.corpus_id = ${corpusId} AND e.position > ${page.afterPosition} ORDER BY e.position LIMIT ${page.limit}`);
  return rows.map((row) => ({ id: row.id, position: row.position, entry: toEntry(row) }));
}

/** Adds entries after those that the knowledge base has. */
export function insertEntries(db: WritableDb, corpusId: CorpusId, entries: readonly NewEntry[]): void {
  let position = db.number(sql`SELECT coalesce(max(position), -1) + 1 FROM knowledge_entries WHERE corpus_id = ${corpusId}`);
  let id = db.number(sql`SELECT coalesce(max(id), 0) + 1 FROM knowledge_entries`);
  for (const { entry, raw, fileName, sha256 } of entries) {
    db.run(sql`
      INSERT INTO knowledge_entries (id, corpus_id, position, sha256, external_id, source_file, query, answer, title, topics, meta, raw)
      VALUES (${id}, ${corpusId}, ${position}, ${sha256}, ${entry.externalId ?? null}, ${fileName}, ${entry.query}, ${entry.answer}, ${entry.title ?? null}, ${toJson(entry.topics)}, ${toJson(entry.meta)}, ${raw})`);
    db.run(sql`
      INSERT INTO knowledge_search (rowid, title, query, answer, topics)
      VALUES (${id}, ${indexedText([entry.title ?? ''])}, ${indexedText([entry.query])}, ${indexedText([entry.answer])}, ${indexedText(entry.topics ?? [])})`);
    position++;
    id++;
  }
}

const entryColumns = sql`e.id, e.position, e.external_id, e.query, e.answer, e.title, e.topics, e.meta`;

/** FROM and WHERE: entries `e` of a live knowledge base that hold every term. */
function matching(corpusId: CorpusId, terms: readonly Term[]): Sql {
  const isLive = sql`e.corpus_id = ${corpusId} AND e.corpus_id IN (SELECT id FROM corpora WHERE state = 'ready')`;
  if (terms.length === 0) return sql`FROM knowledge_entries e WHERE ${isLive}`;
  return sql`FROM knowledge_search JOIN knowledge_entries e ON e.id = knowledge_search.rowid WHERE knowledge_search MATCH ${matchExpression(terms)} AND ${isLive}`;
}

function excerptOf(entry: KnowledgeEntry, terms: readonly Term[]): string {
  const texts = [entry.query, entry.answer, entry.title ?? '', ...(entry.topics ?? [])];
  return markedExcerpt(texts, terms) ?? plainExcerpt(entry.query);
}

function toEntry(row: EntryRow): KnowledgeEntry {
  return present({
    externalId: row.external_id ?? undefined,
    query: row.query,
    answer: row.answer,
    title: row.title ?? undefined,
    topics: fromJson(row.topics) as KnowledgeEntry['topics'],
    meta: fromJson(row.meta) as KnowledgeEntry['meta'],
  });
}
