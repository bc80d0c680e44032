/** @file The table of runs: filtered, sorted and counted in SQL. Any option of a configuration and any metric can be filtered or sorted by. */
import type { RunFacets } from '#shared/contracts/run-results';
import type { RunFilter, RunSort } from '#shared/contracts/runs';
import type { RunId } from '#shared/domain/ids';
import type { Json } from '#shared/domain/json';
import { betterDirection } from '#shared/domain/runs/metric-direction';
import type { ReadableDb } from './database';
import { recordColumns, type RunRecord, type RunRowInStore, toRunRecord } from './run-repository';
import { allOf, listOf, sql, type Sql } from './sql';

export interface RunQuery {
  readonly filter: RunFilter;
  readonly sort: RunSort;
  readonly order: 'ascending' | 'descending';
  readonly offset: number;
  readonly limit: number;
}

export interface RunFigures {
  readonly last: Record<string, number>;
  readonly best: Record<string, number>;
}

const facetValues = 20;

export function listRuns(db: ReadableDb, { filter, sort, order, offset, limit }: RunQuery): { total: number; runs: RunRecord[] } {
  const condition = conditionOf(filter);
  const key = sortKey(sort);
  const direction = order === 'ascending' ? sql`ASC` : sql`DESC`;
  const rows = db.all<RunRowInStore>(sql`SELECT ${recordColumns} FROM runs WHERE ${condition} ORDER BY ${key} ${direction} NULLS LAST, id DESC LIMIT ${limit} OFFSET ${offset}`);
  return { total: db.number(sql`SELECT count(*) FROM runs WHERE ${condition}`), runs: rows.map(toRunRecord) };
}

/** Last and best values of every metric but those of the machine, by run. */
export function figuresOf(db: ReadableDb, ids: readonly RunId[]): Map<RunId, RunFigures> {
  const rows = db.all<{ run_id: RunId; name: string; last_value: number | null; min_value: number | null; max_value: number | null }>(sql`
    SELECT run_id, name, last_value, min_value, max_value FROM run_curves WHERE run_id IN ${listOf(ids)} AND points > 0 AND name NOT LIKE 'system/%' ORDER BY run_id, name`);
  const figures = new Map<RunId, RunFigures>();
  for (const { run_id: id, name, last_value: last, min_value: min, max_value: max } of rows) {
    const of = figures.get(id) ?? { last: {}, best: {} };
    figures.set(id, of);
    const best = betterDirection(name) === 'lower' ? min : max;
    if (last !== null) of.last[name] = last;
    if (best !== null) of.best[name] = best;
  }
  return figures;
}

export function runFacets(db: ReadableDb, filter: RunFilter): RunFacets {
  const condition = conditionOf(filter);
  const counted = (value: Sql, from: Sql): { value: string; count: number }[] => db.all(sql`SELECT ${value} AS value, count(*) AS count FROM ${from} WHERE ${condition} GROUP BY 1 ORDER BY 2 DESC, 1`);
  return {
    kinds: counted(sql`kind`, sql`runs`),
    states: counted(sql`state`, sql`runs`),
    tags: counted(sql`tag.value`, sql`runs, json_each(tags) AS tag`),
    config: configFacets(db, condition),
    metrics: db.all(sql`SELECT name AS value, count(*) AS count FROM run_curves WHERE run_id IN (SELECT id FROM runs WHERE ${condition}) AND points > 0 GROUP BY 1 ORDER BY 1`),
  };
}

function configFacets(db: ReadableDb, condition: Sql): RunFacets['config'] {
  const rows = db.all<JsonCell & { path: string; count: number }>(sql`
    SELECT option.key AS path, option.type AS type, option.value AS value, count(*) AS count FROM runs, json_each(options) AS option WHERE ${condition} GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 3`);
  const facets = [...Map.groupBy(rows, ({ path }) => path)].map(([path, values]) => ({
    path,
    distinct: values.length,
    values: values.slice(0, facetValues).map((cell) => ({ value: jsonOf(cell), count: cell.count })),
  }));
  return facets.sort((a, b) => Number(b.distinct > 1) - Number(a.distinct > 1) || (a.path < b.path ? -1 : 1));
}

/** As json_each gives it: SQL knows neither true nor a list. */
interface JsonCell {
  type: 'null' | 'true' | 'false' | 'integer' | 'real' | 'text' | 'array' | 'object';
  value: string | number | null;
}

function jsonOf({ type, value }: JsonCell): Json {
  if (type === 'true' || type === 'false') return type === 'true';
  return type === 'array' || type === 'object' ? (JSON.parse(String(value)) as Json) : value;
}

function conditionOf(filter: RunFilter): Sql {
  const conditions = [sql`removed_at IS NULL`];
  const { text, kinds, states, tags, parentId, config } = filter;
  if (text !== undefined && text.trim() !== '') {
    const pattern = `%${text.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
    conditions.push(sql`(name LIKE ${pattern} ESCAPE '\\' OR tags LIKE ${pattern} ESCAPE '\\' OR notes LIKE ${pattern} ESCAPE '\\')`);
  }
  if (kinds !== undefined && kinds.length > 0) conditions.push(sql`kind IN ${listOf(kinds)}`);
  if (states !== undefined && states.length > 0) conditions.push(sql`state IN ${listOf(states)}`);
  for (const tag of tags ?? []) conditions.push(sql`EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ${tag})`);
  if (parentId !== undefined) conditions.push(sql`parent_id IS ${parentId}`);
  for (const { path, values } of config ?? []) conditions.push(sql`EXISTS (SELECT 1 FROM json_each(${JSON.stringify(values)}) AS wanted WHERE ${isSameOption(path)})`);
  return allOf(conditions);
}

/** JSON's true and SQL's 1 are told apart by the type. */
function isSameOption(path: string): Sql {
  const place = placeOf(path);
  const kindOf = (type: Sql): Sql => sql`CASE ${type} WHEN 'integer' THEN 'number' WHEN 'real' THEN 'number' ELSE ${type} END`;
  return sql`wanted.value IS json_extract(options, ${place}) AND ${kindOf(sql`wanted.type`)} IS ${kindOf(sql`json_type(options, ${place})`)}`;
}

function placeOf(path: string): string {
  return `$."${path}"`;
}

function sortKey(sort: RunSort): Sql {
  if (sort.by === 'config') return sql`json_extract(options, ${placeOf(sort.key)})`;
  if (sort.by === 'column') return columnKeys[sort.key];
  const value = sort.by === 'last' ? sql`last_value` : betterDirection(sort.key) === 'lower' ? sql`min_value` : sql`max_value`;
  return sql`(SELECT ${value} FROM run_curves WHERE run_id = runs.id AND run_curves.name = ${sort.key})`;
}

const columnKeys: Readonly<Record<Extract<RunSort, { by: 'column' }>['key'], Sql>> = {
  id: sql`id`,
  name: sql`name COLLATE NOCASE`,
  kind: sql`kind`,
  state: sql`state`,
  priority: sql`priority`,
  seed: sql`seed`,
  createdAt: sql`created_at`,
  startedAt: sql`started_at`,
  finishedAt: sql`finished_at`,
  durationMs: sql`worked_ms`,
  progress: sql`json_extract(progress, '$.done') * 1.0 / json_extract(progress, '$.total')`,
};
