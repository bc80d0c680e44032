/** @file Finding dialogues across corpora: filter, sort, page, facets, neighbours. Every filter is decided in SQL; excerpts are cut here. */
import type { z } from 'zod';
import type { DialogueFilter, DialogueRow, dialoguesContract, DialogueSort } from '#shared/contracts/dialogues';
import { displayText } from '#shared/domain/dialogue';
import type { CorpusId, DialogueId } from '#shared/domain/ids';
import { parseTerms, type Term } from '#shared/domain/search/search-terms';
import type { ReadableDb } from './database';
import { inPart } from './dialogue-repository';
import { markedExcerpt, plainExcerpt } from './excerpt';
import { countSpellings, foldKey } from './rows';
import { matchExpression } from './search-index';
import { allOf, listOf, sql, type Sql } from './sql';

type Sort = z.output<typeof DialogueSort>;

export interface DialogueQuery {
  filter: DialogueFilter;
  sort: Sort;
}

export type DialoguePage = z.output<(typeof dialoguesContract)['dialogues.search']['output']>;
export type DialogueFacets = z.output<(typeof dialoguesContract)['dialogues.facets']['output']>;
export type DialogueNeighbours = z.output<(typeof dialoguesContract)['dialogues.neighbours']['output']>;

interface PageRow {
  id: DialogueId;
  corpus_id: CorpusId;
  corpus_name: string;
  position: number;
  external_id: string | null;
  emotion_type: string | null;
  problem_type: string | null;
  turn_count: number;
  mean_feedback: number | null;
  opening: string | null;
}

export function searchDialogues(db: ReadableDb, query: DialogueQuery, page: { offset: number; limit: number }): DialoguePage {
  const terms = parseTerms(query.filter.text ?? '');
  const ids = findIds(db, query, terms);
  return { total: ids.length, rows: readRows(db, ids.slice(page.offset, page.offset + page.limit), terms) };
}

/**
 * How many of the found dialogues carry each value, most first. Spellings that differ in case count together under the commonest.
 * Strategies are read in the order of their index, which spares sorting some seven rows a dialogue: at 20,000 dialogues a third of the time.
 */
export function countFacets(db: ReadableDb, filter: DialogueFilter): DialogueFacets {
  const rows = db.all<{ facet: keyof DialogueFacets; value: string; count: number }>(sql`
    WITH found AS MATERIALIZED (SELECT d.id, d.corpus_id, d.emotion_type, d.problem_type ${matching(filter, parseTerms(filter.text ?? ''))})
    SELECT 'corpora' AS facet, CAST(corpus_id AS TEXT) AS value, count(*) AS count FROM found GROUP BY corpus_id
    UNION ALL SELECT 'emotions', emotion_type, count(*) FROM found WHERE emotion_type IS NOT NULL GROUP BY emotion_type
    UNION ALL SELECT 'problems', problem_type, count(*) FROM found WHERE problem_type IS NOT NULL GROUP BY problem_type
    UNION ALL SELECT 'strategies', strategy, count(*) FROM dialogue_strategies INDEXED BY dialogue_strategies_strategy WHERE +dialogue_id IN (SELECT id FROM found) GROUP BY strategy`);
  const names = new Map(db.all<{ id: CorpusId; name: string }>(sql`SELECT id, name FROM corpora WHERE state = 'ready'`).map(({ id, name }) => [id, name]));
  const valuesOf = (facet: keyof DialogueFacets) => rows.filter((row) => row.facet === facet);
  return {
    corpora: valuesOf('corpora').map(({ value, count }) => ({ id: Number(value) as CorpusId, name: names.get(Number(value) as CorpusId) ?? '', count })),
    emotions: countSpellings(valuesOf('emotions')),
    problems: countSpellings(valuesOf('problems')),
    strategies: countSpellings(valuesOf('strategies')),
  };
}

/** Where a dialogue stands in a result, and what is on either side of it; rank (zero-based) is null when the filter leaves it out. */
export function findNeighbours(db: ReadableDb, id: DialogueId, query: DialogueQuery): DialogueNeighbours {
  const ids = findIds(db, query, parseTerms(query.filter.text ?? ''));
  const rank = ids.indexOf(id);
  if (rank < 0) return { previous: null, next: null, rank: null, total: ids.length };
  return { previous: ids[rank - 1] ?? null, next: ids[rank + 1] ?? null, rank, total: ids.length };
}

/** All of them in order: the index is asked once, not once for the count and again for the page, and 20,000 numbers are cheap. */
function findIds(db: ReadableDb, { filter, sort }: DialogueQuery, terms: readonly Term[]): DialogueId[] {
  return db.column(sql`SELECT d.id ${matching(filter, terms)} ORDER BY ${ordering(sort, terms)}`);
}

/** FROM and WHERE: dialogues `d` that pass the filter. */
function matching(filter: DialogueFilter, terms: readonly Term[]): Sql {
  const conditions = allOf([...labelConditions(filter), ...figureConditions(filter)]);
  if (terms.length === 0) return sql`FROM dialogues d WHERE ${conditions}`;
  return sql`FROM dialogue_search JOIN dialogues d ON d.id = dialogue_search.rowid WHERE dialogue_search MATCH ${matchExpression(terms)} AND ${conditions}`;
}

function labelConditions({ corpora = [], strategies = [], emotions = [], problems = [], split }: DialogueFilter): Sql[] {
  const conditions = [sql`d.corpus_id IN (SELECT id FROM corpora WHERE state = 'ready')`];
  if (corpora.length > 0) conditions.push(sql`d.corpus_id IN ${listOf(corpora)}`);
  if (emotions.length > 0) conditions.push(sql`d.emotion_key IN ${listOf(emotions.map(foldKey))}`);
  if (problems.length > 0) conditions.push(sql`d.problem_key IN ${listOf(problems.map(foldKey))}`);
  if (split !== undefined) conditions.push(inPart(split));
  for (const strategy of new Set(strategies)) conditions.push(sql`d.id IN (SELECT dialogue_id FROM dialogue_strategies WHERE strategy = ${strategy})`);
  return conditions;
}

function figureConditions({ turns = {}, feedback = {} }: DialogueFilter): Sql[] {
  const conditions: Sql[] = [];
  if (turns.from !== undefined) conditions.push(sql`d.turn_count >= ${turns.from}`);
  if (turns.to !== undefined) conditions.push(sql`d.turn_count <= ${turns.to}`);
  if (feedback.from !== undefined) conditions.push(sql`d.mean_feedback >= ${feedback.from}`);
  if (feedback.to !== undefined) conditions.push(sql`d.mean_feedback <= ${feedback.to}`);
  return conditions;
}

/** Equals stand in corpus order, so that every order is total and paging never repeats a row. */
function ordering(sort: Sort, terms: readonly Term[]): Sql {
  const orders: Record<Sort, Sql> = {
    corpus: sql`d.corpus_id, d.position`,
    relevance: terms.length === 0 ? sql`d.corpus_id, d.position` : sql`dialogue_search.rank, d.corpus_id, d.position`,
    longest: sql`d.turn_count DESC, d.corpus_id, d.position`,
    shortest: sql`d.turn_count, d.corpus_id, d.position`,
    feedback: sql`d.mean_feedback DESC NULLS LAST, d.corpus_id, d.position`,
  };
  return orders[sort];
}

function readRows(db: ReadableDb, ids: readonly DialogueId[], terms: readonly Term[]): DialogueRow[] {
  const rows = db.all<PageRow>(sql`
    SELECT d.id, d.corpus_id, c.name AS corpus_name, d.position, r.external_id, d.emotion_type, d.problem_type, d.turn_count, d.mean_feedback,
      coalesce(nullif(trim(r.situation), ''), (SELECT text FROM turns WHERE dialogue_id = d.id ORDER BY speaker = 'supporter', position LIMIT 1)) AS opening
    FROM dialogues d JOIN dialogue_records r ON r.dialogue_id = d.id JOIN corpora c ON c.id = d.corpus_id WHERE d.id IN ${listOf(ids)}`);
  const strategies = Map.groupBy(
    db.all<{ id: DialogueId; label: string; count: number }>(sql`
      SELECT dialogue_id AS id, strategy AS label, count FROM dialogue_strategies WHERE dialogue_id IN ${listOf(ids)} ORDER BY dialogue_id, count DESC, strategy`),
    (row) => row.id,
  );
  const passages = terms.length === 0 ? new Map<DialogueId, string>() : findPassages(db, ids, terms);
  const rowsById = new Map(
    rows.map((row) => [
      row.id,
      toDialogueRow(row, (strategies.get(row.id) ?? []).map(({ label, count }) => ({ label, count })), passages.get(row.id)),
    ]),
  );
  return ids.flatMap((id) => rowsById.get(id) ?? []);
}

function findPassages(db: ReadableDb, ids: readonly DialogueId[], terms: readonly Term[]): Map<DialogueId, string> {
  const rows = db.all<{ id: DialogueId; situation: string | null; turns: string }>(sql`
    SELECT dialogue_id AS id, situation, (SELECT json_group_array(text ORDER BY position) FROM turns WHERE turns.dialogue_id = r.dialogue_id) AS turns
    FROM dialogue_records r WHERE dialogue_id IN ${listOf(ids)}`);
  const passages = new Map<DialogueId, string>();
  for (const { id, situation, turns } of rows) {
    const texts = JSON.parse(turns) as string[];
    const passage = markedExcerpt(situation === null ? texts : [situation, ...texts], terms);
    if (passage !== undefined) passages.set(id, passage);
  }
  return passages;
}

function toDialogueRow(row: PageRow, strategies: DialogueRow['strategies'], passage: string | undefined): DialogueRow {
  return {
    id: row.id,
    corpusId: row.corpus_id,
    corpusName: row.corpus_name,
    position: row.position,
    externalId: row.external_id,
    emotionType: row.emotion_type === null ? null : displayText(row.emotion_type),
    problemType: row.problem_type === null ? null : displayText(row.problem_type),
    turns: row.turn_count,
    meanFeedback: row.mean_feedback,
    strategies,
    excerpt: passage ?? plainExcerpt(row.opening ?? ''),
  };
}
