/** @file Calls as lists and figures: the trace, totals of a run, what was spent, how fast an endpoint is. Reads only. */
import type { CallFigures, CallFilter, CallSummary, CallTotals } from '#shared/contracts/calls';
import type { CallId, EndpointId, RunId } from '#shared/domain/ids';
import { parseTerms } from '#shared/domain/search/search-terms';
import { summaryColumns, type SummaryRow, toSummary } from './call-repository';
import type { ReadableDb } from './database';
import { matchExpression } from './search-index';
import { allOf, sql, type Sql } from './sql';

export interface CallPage {
  readonly filter: CallFilter;
  readonly offset: number;
  readonly limit: number;
  /** Leaves out what came after it. */
  readonly upTo?: CallId | undefined;
}

/** How many recent calls an endpoint's speed is taken from. */
const speedCalls = 50;

/** Newest first. */
export function listCalls(db: ReadableDb, { filter, offset, limit, upTo }: CallPage): { total: number; newest: CallId | null; rows: CallSummary[] } {
  const condition = allOf([...conditionsOf(filter), ...(upTo === undefined ? [] : [sql`c.id <= ${upTo}`])]);
  const [found] = db.all<{ total: number; newest: CallId | null }>(sql`SELECT count(*) AS total, max(c.id) AS newest FROM calls c WHERE ${condition}`);
  const ids = sql`SELECT c.id FROM calls c WHERE ${condition} ORDER BY c.id DESC LIMIT ${limit} OFFSET ${offset}`;
  const rows = db.all<SummaryRow>(sql`SELECT ${summaryColumns} FROM calls c JOIN endpoints e ON e.id = c.endpoint_id WHERE c.id IN (${ids}) ORDER BY c.id DESC`);
  return { total: found?.total ?? 0, newest: found?.newest ?? null, rows: rows.map(toSummary) };
}

interface FiguresRow {
  role: string;
  endpoint_id: EndpointId;
  endpoint_name: string;
  is_scripted: number;
  calls: number;
  cached: number;
  unparsed: number;
  failed: number;
  prompt_tokens: number;
  reply_tokens: number;
  estimated: number;
  cost: number;
}

export function readCallTotals(db: ReadableDb, runId?: RunId): CallTotals {
  const rows = db.all<FiguresRow>(runId === undefined ? figuresOfAll : figuresOfRun(runId));
  return {
    ...addUp(rows),
    byRole: [...Map.groupBy(rows, ({ role }) => role)].map(([role, part]) => ({ role, ...addUp(part) })),
    byEndpoint: [...Map.groupBy(rows, (row) => row.endpoint_id)].map(([endpointId, part]) => ({ endpointId, endpointName: part[0]?.endpoint_name ?? '', isScripted: part[0]?.is_scripted === 1, ...addUp(part) })),
  };
}

/** The lowest number that no answered sample of the question has. */
export function nextSampleOf(db: ReadableDb, question: string): number {
  return db.number(sql`SELECT coalesce(max(sample) + 1, 0) FROM calls WHERE question = ${question} AND outcome <> 'failed'`);
}

interface SpentRow {
  calls: number;
  tokens: number;
  cost: number;
}

export function spentByRun(db: ReadableDb, runId: RunId): SpentRow {
  return spent(db, sql`run_id = ${runId}`);
}

export function spentAtEndpoint(db: ReadableDb, endpointId: EndpointId, since: string): SpentRow {
  return spent(db, sql`endpoint_id = ${endpointId} AND at >= ${since}`);
}

/** Median time of recent calls, and the tokens of all their replies by the time of all. */
export function speedOfEndpoint(db: ReadableDb, endpointId: EndpointId): { latencyMs: number; tokensPerSecond: number; calls: number } | null {
  const rows = db.all<{ latency_ms: number; reply_tokens: number }>(sql`
    SELECT latency_ms, reply_tokens FROM calls WHERE endpoint_id = ${endpointId} AND outcome <> 'failed' ORDER BY at DESC LIMIT ${speedCalls}`);
  if (rows.length === 0) return null;
  const times = rows.map((row) => row.latency_ms).sort((first, second) => first - second);
  const totalMs = times.reduce((sum, time) => sum + time, 0);
  return {
    latencyMs: times[Math.floor(times.length / 2)] ?? 0,
    tokensPerSecond: totalMs === 0 ? 0 : (rows.reduce((sum, row) => sum + row.reply_tokens, 0) / totalMs) * 1_000,
    calls: rows.length,
  };
}

function conditionsOf({ runId, role, endpointId, outcome, text }: CallFilter): Sql[] {
  const terms = parseTerms(text ?? '');
  const conditions: Sql[] = [];
  if (runId !== undefined) conditions.push(sql`c.id IN (SELECT id FROM calls WHERE run_id = ${runId} UNION SELECT call_id FROM call_reuses WHERE run_id = ${runId})`);
  if (role !== undefined) conditions.push(sql`c.role = ${role}`);
  if (endpointId !== undefined) conditions.push(sql`c.endpoint_id = ${endpointId}`);
  if (outcome !== undefined) conditions.push(sql`c.outcome = ${outcome}`);
  if (terms.length > 0) conditions.push(sql`c.id IN (SELECT rowid FROM call_search WHERE call_search MATCH ${matchExpression(terms)})`);
  return conditions;
}

const figures: Sql = sql`count(*) AS calls, sum(outcome = 'unparsed') AS unparsed, sum(outcome = 'failed') AS failed, sum(prompt_tokens) AS prompt_tokens, sum(reply_tokens) AS reply_tokens,
  sum(is_estimated) AS estimated, sum(cost) AS cost`;

const figuresOfAll: Sql = sql`
  SELECT f.*, e.name AS endpoint_name, e.kind = 'scripted' AS is_scripted
  FROM (SELECT role, endpoint_id, sum(reuses) AS cached, ${figures} FROM calls GROUP BY role, endpoint_id) f JOIN endpoints e ON e.id = f.endpoint_id ORDER BY f.role, e.name`;

/** Calls of the run, and what it used again of its own and of others. */
function figuresOfRun(runId: RunId): Sql {
  return sql`
    SELECT f.role, f.endpoint_id, e.name AS endpoint_name, e.kind = 'scripted' AS is_scripted, sum(f.cached) AS cached, sum(f.calls) AS calls, sum(f.unparsed) AS unparsed, sum(f.failed) AS failed,
      sum(f.prompt_tokens) AS prompt_tokens, sum(f.reply_tokens) AS reply_tokens, sum(f.estimated) AS estimated, sum(f.cost) AS cost
    FROM (
      SELECT role, endpoint_id, 0 AS cached, ${figures} FROM calls WHERE run_id = ${runId} GROUP BY role, endpoint_id
      UNION ALL
      SELECT r.role, c.endpoint_id, sum(r.count), 0, 0, 0, 0, 0, 0, 0 FROM call_reuses r JOIN calls c ON c.id = r.call_id WHERE r.run_id = ${runId} GROUP BY r.role, c.endpoint_id
    ) f JOIN endpoints e ON e.id = f.endpoint_id GROUP BY f.role, f.endpoint_id ORDER BY f.role, e.name`;
}

function addUp(rows: readonly FiguresRow[]): CallFigures {
  const total = (of: (row: FiguresRow) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
  return {
    calls: total((row) => row.calls),
    cached: total((row) => row.cached),
    unparsed: total((row) => row.unparsed),
    failed: total((row) => row.failed),
    promptTokens: total((row) => row.prompt_tokens),
    replyTokens: total((row) => row.reply_tokens),
    estimated: total((row) => row.estimated),
    cost: total((row) => row.cost),
  };
}

/** Calls without an answer cost nothing and are not counted. */
function spent(db: ReadableDb, condition: Sql): SpentRow {
  const [row] = db.all<SpentRow>(sql`
    SELECT count(*) AS calls, coalesce(sum(prompt_tokens + reply_tokens), 0) AS tokens, coalesce(sum(cost), 0) AS cost FROM calls WHERE outcome <> 'failed' AND ${condition}`);
  return row ?? { calls: 0, tokens: 0, cost: 0 };
}
