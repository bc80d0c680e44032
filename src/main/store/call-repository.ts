/**
 * @file Tables `calls`, `call_texts`, `call_reuses` and their search: put away what was asked and answered, find it by its key, read it back
 * whole. A call is written once; only its reuses grow. Lists and figures stand in call-queries.ts.
 */
import { createHash } from 'node:crypto';
import type { Call, CallOutcome, CallSummary } from '#shared/contracts/calls';
import { AppError } from '#shared/contracts/errors';
import type { CallId, EndpointId, PromptId, RunId } from '#shared/domain/ids';
import type { Json } from '#shared/domain/json';
import type { NewCall } from '#shared/domain/llm/new-call';
import type { ChatMessage, ChatParameters, ReplyFailure } from '#shared/domain/role-requests';
import { single } from './corpus-repository';
import type { ReadableDb, WritableDb } from './database';
import { indexedText } from './search-index';
import { sql, type Sql } from './sql';

export interface SummaryRow {
  id: CallId;
  at: string;
  role: string;
  run_id: RunId | null;
  item: string | null;
  endpoint_id: EndpointId;
  endpoint_name: string;
  model: string;
  is_scripted: number;
  sample: number;
  attempt: number;
  outcome: CallOutcome;
  excerpt: string;
  prompt_tokens: number;
  reply_tokens: number;
  is_estimated: number;
  cost: number;
  latency_ms: number;
  tries: number;
  reuses: number;
}

interface CallRow extends SummaryRow {
  question: string;
  is_confidential: number;
  prompt_sha256: string;
  prompt_id: PromptId | null;
  prompt_version: number | null;
  messages: string;
  parameters: string;
  slots: string;
  reply: string | null;
  reasoning: string | null;
  finish_reason: string | null;
  value: string;
  failure: ReplyFailure | null;
  reason: string | null;
  try_errors: string;
}

const excerptLength = 160;

/** What a list shows of a call `c` at an endpoint `e`. */
export const summaryColumns: Sql = sql`c.id, c.at, c.role, c.run_id, c.item, c.endpoint_id, e.name AS endpoint_name, c.model, c.is_scripted, c.sample, c.attempt, c.outcome,
  substr(coalesce(c.reply, c.reason, ''), 1, ${excerptLength}) AS excerpt, c.prompt_tokens, c.reply_tokens, c.is_estimated, c.cost, c.latency_ms, c.tries, c.reuses`;

export function findAnsweredCall(db: ReadableDb, key: string): { id: CallId; reply: string; finishReason: string | null } | null {
  return db.all<{ id: CallId; reply: string; finishReason: string | null }>(sql`SELECT id, reply, finish_reason AS finishReason FROM calls WHERE key = ${key} AND outcome <> 'failed'`)[0] ?? null;
}

/** Where the key was answered already, nothing is written and that call's id returned. */
export function insertCall(db: WritableDb, call: NewCall): CallId {
  return db.transaction(() => {
    const answered = call.outcome === 'failed' ? null : findAnsweredCall(db, call.key);
    if (answered !== null) return answered.id;
    const { id } = single(
      db.returning<{ id: CallId }>(sql`
        INSERT INTO calls (key, question, sample, attempt, at, role, run_id, item, endpoint_id, model, is_scripted, is_confidential, outcome, prompt_tokens, reply_tokens, is_estimated, cost,
          latency_ms, tries, prompt_sha256, messages, parameters, slots_id, reply, reasoning, finish_reason, value, failure, reason, try_errors)
        VALUES (${call.key}, ${call.question}, ${call.sample}, ${call.attempt}, ${call.at}, ${call.role}, ${call.runId}, ${call.item}, ${call.endpointId}, ${call.model}, ${call.isScripted ? 1 : 0}, ${call.isConfidential ? 1 : 0},
          ${call.outcome}, ${call.promptTokens}, ${call.replyTokens}, ${call.isEstimated ? 1 : 0}, ${call.cost}, ${call.latencyMs}, ${call.tries}, ${call.promptSha256},
          ${JSON.stringify(call.messages.map(({ role, content }) => [role, textId(db, content)]))}, ${JSON.stringify(call.parameters)}, ${textId(db, JSON.stringify(call.slots))},
          ${call.reply}, ${call.reasoning}, ${call.finishReason}, ${JSON.stringify(call.value)}, ${call.failure}, ${call.reason}, ${JSON.stringify(call.tryErrors)}) RETURNING id`),
    );
    const body = indexedText([call.messages.at(-1)?.content ?? '', call.reply ?? call.reason ?? '', call.item ?? '']);
    db.run(sql`INSERT INTO call_search (rowid, body) VALUES (${id}, ${body})`);
    return id;
  });
}

/** Counts answers that were used again, each with who did. */
export function countReuses(db: WritableDb, reuses: readonly { id: CallId; runId: RunId | null; item: string | null; role: string; count: number }[]): void {
  db.relaxedTransaction(() => {
    for (const { id, runId, item, role, count } of reuses) {
      db.run(sql`UPDATE calls SET reuses = reuses + ${count} WHERE id = ${id}`);
      db.run(sql`
        INSERT INTO call_reuses (call_id, run_id, item, role, count) VALUES (${id}, ${runId ?? 0}, ${item ?? ''}, ${role}, ${count})
        ON CONFLICT DO UPDATE SET count = count + excluded.count`);
    }
  });
}

export function getCall(db: ReadableDb, id: CallId): Call {
  const row = readRow(db, id);
  return {
    ...toSummary(row),
    messages: readMessages(db, row),
    parameters: JSON.parse(row.parameters) as ChatParameters,
    slots: JSON.parse(row.slots) as Record<string, Json>,
    promptId: row.prompt_id,
    promptVersion: row.prompt_version,
    promptSha256: row.prompt_sha256,
    reply: row.reply,
    reasoning: row.reasoning,
    finishReason: row.finish_reason,
    value: JSON.parse(row.value) as Json,
    failure: row.failure,
    reason: row.reason,
    tryErrors: JSON.parse(row.try_errors) as string[],
  };
}

/** What a page is not shown. */
export function getCallOrigin(db: ReadableDb, id: CallId): { question: string; isConfidential: boolean } {
  const { question, is_confidential: isConfidential } = readRow(db, id);
  return { question, isConfidential: isConfidential === 1 };
}

export function toSummary(row: SummaryRow): CallSummary {
  return {
    id: row.id,
    at: row.at,
    role: row.role,
    runId: row.run_id,
    item: row.item,
    endpointId: row.endpoint_id,
    endpointName: row.endpoint_name,
    model: row.model,
    isScripted: row.is_scripted === 1,
    sample: row.sample,
    attempt: row.attempt,
    outcome: row.outcome,
    excerpt: row.excerpt,
    promptTokens: row.prompt_tokens,
    replyTokens: row.reply_tokens,
    isEstimated: row.is_estimated === 1,
    cost: row.cost,
    latencyMs: row.latency_ms,
    tries: row.tries,
    reuses: row.reuses,
  };
}

function readRow(db: ReadableDb, id: CallId): CallRow {
  const [row] = db.all<CallRow>(sql`
    SELECT ${summaryColumns}, c.question, c.is_confidential, c.prompt_sha256, p.id AS prompt_id, p.version AS prompt_version, c.messages, c.parameters, s.text AS slots, c.reply, c.reasoning, c.finish_reason,
      c.value, c.failure, c.reason, c.try_errors
    FROM calls c JOIN endpoints e ON e.id = c.endpoint_id JOIN call_texts s ON s.id = c.slots_id LEFT JOIN prompts p ON p.role = c.role AND p.sha256 = c.prompt_sha256 WHERE c.id = ${id}`);
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no call with id ${id}.`, { details: { id } });
  return row;
}

function readMessages(db: ReadableDb, { messages }: Pick<CallRow, 'messages'>): ChatMessage[] {
  return (JSON.parse(messages) as [ChatMessage['role'], number][]).map(([role, text]) => ({ role, content: db.column<string>(sql`SELECT text FROM call_texts WHERE id = ${text}`)[0] ?? '' }));
}

/** Of a text that is kept once. */
function textId(db: WritableDb, text: string): number {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const [found] = db.column<number>(sql`SELECT id FROM call_texts WHERE sha256 = ${sha256}`);
  return found ?? single(db.returning<{ id: number }>(sql`INSERT INTO call_texts (sha256, text) VALUES (${sha256}, ${text}) RETURNING id`)).id;
}
