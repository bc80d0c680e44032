/** @file Schema 4 over old rows, and its repositories: endpoints, versions of templates, calls as cache, trace and ledger. */
import { expect, test } from 'vitest';
import { listCalls, nextSampleOf, readCallTotals, speedOfEndpoint, spentAtEndpoint, spentByRun } from '#main/store/call-queries';
import { countReuses, findAnsweredCall, getCall, insertCall } from '#main/store/call-repository';
import { openDatabase, type WritableDb } from '#main/store/database';
import { findEndpoint, insertEndpoint, listEndpoints, removeEndpoint, restoreEndpoint, updateEndpoint, usualSettings } from '#main/store/endpoint-repository';
import { migrate } from '#main/store/migrate';
import { migrations } from '#main/store/migrations/index';
import { findCurrentPrompt, listPromptVersions, savePrompt, syncShippedPrompts, usePrompt } from '#main/store/prompt-repository';
import { sql } from '#main/store/sql';
import type { CallId, EndpointId, RunId } from '#shared/domain/ids';
import type { NewCall } from '#shared/domain/llm/new-call';
import { insertDialogues, openMemoryStore, someTime } from '../../../support/store';

const scripted = 1 as EndpointId;
const runId = 7 as RunId;
const noKey = { secret: null, keyVariable: null };

function someCall(changes: Partial<NewCall> = {}): NewCall {
  return {
    key: 'k',
    question: 'q',
    sample: 0,
    attempt: 1,
    at: '2026-03-04T05:06:07.000Z',
    role: 'seeker',
    runId,
    item: 'dialogue 3',
    endpointId: scripted,
    model: 'scripted-a',
    isScripted: true,
    isConfidential: false,
    promptSha256: 'p',
    messages: [{ role: 'system', content: 'Play.' }, { role: 'user', content: 'You feel anxious.' }],
    parameters: { temperature: 0.7, maxTokens: 50 },
    slots: { emotionType: 'anxiety' },
    outcome: 'parsed',
    reply: 'I am worried.',
    reasoning: null,
    finishReason: 'stop',
    value: 'I am worried.',
    failure: null,
    reason: null,
    promptTokens: 10,
    replyTokens: 4,
    isEstimated: false,
    cost: 0.5,
    latencyMs: 200,
    tries: 1,
    tryErrors: [],
    ...changes,
  };
}

function failed(changes: Partial<NewCall> = {}): NewCall {
  return someCall({ outcome: 'failed', reply: null, value: null, reason: 'no answer', tries: 3, tryErrors: ['500', '500', '429'], cost: 0, promptTokens: 0, replyTokens: 0, ...changes });
}

test('a workspace of the version before keeps its rows and gets the scripted endpoints', () => {
  const db = openDatabase(':memory:');
  migrate(db, { migrations: migrations.slice(0, 3), keepCopy: () => {} });
  const { id } = insertDialogues(db, [{ turns: [{ speaker: 'seeker', text: 'Hello.' }] }]);
  migrate(db, { migrations, keepCopy: () => {} });
  expect(db.column(sql`SELECT id FROM corpora`)).toEqual([id]);
  expect(listEndpoints(db).map(({ name, settings, isBuiltIn }) => [name, settings.model, isBuiltIn])).toEqual([
    ['Scripted A (no language model)', 'scripted-a', true],
    ['Scripted B (no language model)', 'scripted-b', true],
    ['Scripted C (no language model)', 'scripted-c', true],
  ]);
});

test('endpoints are found by id and by name, keep their settings, and lose their key when they are removed', () => {
  const db = openMemoryStore();
  const settings = { ...usualSettings('openai'), model: 'm', baseUrls: ['http://localhost:1/v1'], maxConcurrency: 3 };
  const { id } = insertEndpoint(db, { name: 'My Server', settings, createdAt: someTime, secret: 'sealed', keyVariable: null });
  expect(findEndpoint(db, 'my server')).toEqual({ id, name: 'My Server', settings, isBuiltIn: false, secret: 'sealed', keyVariable: null, createdAt: someTime });
  expect(() => insertEndpoint(db, { name: 'MY SERVER', settings, createdAt: someTime, ...noKey })).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
  removeEndpoint(db, id);
  expect(() => findEndpoint(db, id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND', message: expect.stringContaining('Scripted A') }));
  expect(restoreEndpoint(db, id)).toMatchObject({ name: 'My Server', secret: null });
});

test('the built-in endpoints cannot be changed or removed', () => {
  const db = openMemoryStore();
  const { name, settings } = findEndpoint(db, scripted);
  expect(() => removeEndpoint(db, scripted)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  expect(() => updateEndpoint(db, scripted, { name, settings, ...noKey })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
});

test('a template’s versions count up; what ships is used unless a person chose otherwise', () => {
  const db = openMemoryStore();
  const shipped = (text: string) => ({ role: 'seeker', text, sha256: `sha of ${text}`, isShipped: true, note: '', createdAt: someTime });
  syncShippedPrompts(db, [shipped('one')]);
  syncShippedPrompts(db, [shipped('one')]);
  syncShippedPrompts(db, [shipped('two')]);
  expect(findCurrentPrompt(db, 'seeker')?.text).toBe('two');
  const own = savePrompt(db, { ...shipped('mine'), isShipped: false, note: 'shorter' });
  expect(own).toMatchObject({ version: 3, isCurrent: true, isShipped: false, text: 'mine' });
  syncShippedPrompts(db, [shipped('three')]);
  expect(findCurrentPrompt(db, 'seeker')?.text).toBe('mine');
  const [newest, , second] = listPromptVersions(db, 'seeker');
  expect(newest).toMatchObject({ version: 4, isCurrent: false });
  expect(usePrompt(db, second?.id ?? own.id)).toMatchObject({ text: 'two', isCurrent: true });
  expect(savePrompt(db, { ...shipped('mine'), isShipped: false })).toMatchObject({ id: own.id, version: 3, isCurrent: true });
  expect(listPromptVersions(db, 'seeker').filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
});

test('a call is found by its key, read back whole, and never answered twice', () => {
  const db = openMemoryStore();
  expect(insertCall(db, failed())).toBe(1);
  expect(findAnsweredCall(db, 'k')).toBeNull();
  const id = insertCall(db, someCall({ failure: null, reasoning: 'hm' }));
  expect(insertCall(db, someCall({ reply: 'another' }))).toBe(id);
  expect(findAnsweredCall(db, 'k')).toEqual({ id, reply: 'I am worried.', finishReason: 'stop' });
  expect(getCall(db, id)).toEqual({
    id,
    at: '2026-03-04T05:06:07.000Z',
    role: 'seeker',
    runId,
    item: 'dialogue 3',
    endpointId: scripted,
    endpointName: 'Scripted A (no language model)',
    model: 'scripted-a',
    isScripted: true,
    sample: 0,
    attempt: 1,
    outcome: 'parsed',
    excerpt: 'I am worried.',
    promptTokens: 10,
    replyTokens: 4,
    isEstimated: false,
    cost: 0.5,
    latencyMs: 200,
    tries: 1,
    reuses: 0,
    messages: [{ role: 'system', content: 'Play.' }, { role: 'user', content: 'You feel anxious.' }],
    parameters: { temperature: 0.7, maxTokens: 50 },
    slots: { emotionType: 'anxiety' },
    promptId: null,
    promptVersion: null,
    promptSha256: 'p',
    reply: 'I am worried.',
    reasoning: 'hm',
    finishReason: 'stop',
    value: 'I am worried.',
    failure: null,
    reason: null,
    tryErrors: [],
  });
  expect(getCall(db, 1 as CallId)).toMatchObject({ outcome: 'failed', reply: null, excerpt: 'no answer', tries: 3, tryErrors: ['500', '500', '429'] });
});

test('texts that recur are kept once', () => {
  const db = openMemoryStore();
  for (let index = 0; index < 5; index++) insertCall(db, someCall({ key: `k${index}`, messages: [{ role: 'system', content: 'Play.' }, { role: 'user', content: `Number ${index}.` }] }));
  expect(db.number(sql`SELECT count(*) FROM call_texts`)).toBe(1 + 5 + 1);
});

function fill(db: WritableDb): void {
  insertCall(db, someCall({ key: 'a', item: 'dialogue 1' }));
  insertCall(db, someCall({ key: 'b', sample: 1, item: 'dialogue 2', outcome: 'unparsed', failure: 'form', reason: 'no label', reply: 'Weiß nicht.', latencyMs: 400, isEstimated: true }));
  insertCall(db, failed({ key: 'c', role: 'supporter' }));
  insertCall(db, someCall({ key: 'd', question: 'other', runId: null, item: null, role: 'supporter', endpointId: 2 as EndpointId, at: '2026-03-05T00:00:00.000Z', reply: 'Thank you kindly.' }));
}

test('the trace is filtered and paged in place while calls come in', () => {
  const db = openMemoryStore();
  fill(db);
  const idsOf = (filter: Parameters<typeof listCalls>[1]['filter']): number[] => listCalls(db, { filter, offset: 0, limit: 10 }).rows.map(({ id }) => id);
  expect(idsOf({})).toEqual([4, 3, 2, 1]);
  expect(idsOf({ runId })).toEqual([3, 2, 1]);
  expect(idsOf({ role: 'supporter' })).toEqual([4, 3]);
  expect(idsOf({ outcome: 'failed' })).toEqual([3]);
  expect(idsOf({ endpointId: 2 as EndpointId })).toEqual([4]);
  expect(idsOf({ text: 'weiss' })).toEqual([]);
  expect(idsOf({ text: 'weiß' })).toEqual([2]);
  expect(idsOf({ text: 'anxious thank' })).toEqual([4]);
  expect(idsOf({ text: '"dialogue 2"' })).toEqual([2]);
  const first = listCalls(db, { filter: {}, offset: 0, limit: 2 });
  insertCall(db, someCall({ key: 'e' }));
  expect(listCalls(db, { filter: {}, offset: 2, limit: 2, upTo: first.newest ?? undefined })).toMatchObject({ total: 4, rows: [{ id: 2 }, { id: 1 }] });
});

test('totals add up by role and endpoint, and count what was used again for who did', () => {
  const db = openMemoryStore();
  fill(db);
  const other = 8 as RunId;
  countReuses(db, [{ id: 1 as CallId, runId: other, item: 'x', role: 'seeker', count: 2 }, { id: 1 as CallId, runId: other, item: 'x', role: 'seeker', count: 1 }, { id: 4 as CallId, runId: null, item: null, role: 'supporter', count: 1 }]);
  expect(readCallTotals(db)).toMatchObject({ calls: 4, cached: 4, unparsed: 1, failed: 1, promptTokens: 30, replyTokens: 12, estimated: 1, cost: 1.5, byRole: [{ role: 'seeker', calls: 2, cached: 3 }, { role: 'supporter', calls: 2, failed: 1 }], byEndpoint: [{ endpointId: 1, calls: 3 }, { endpointId: 2, calls: 1 }] });
  expect(readCallTotals(db, runId)).toMatchObject({ calls: 3, cached: 0, failed: 1, cost: 1 });
  expect(readCallTotals(db, other)).toMatchObject({ calls: 0, cached: 3, cost: 0, byRole: [{ role: 'seeker', cached: 3 }] });
  expect(listCalls(db, { filter: { runId: other }, offset: 0, limit: 10 }).rows).toMatchObject([{ id: 1, reuses: 3 }]);
});

test('what was spent and how fast it went are of answered calls only', () => {
  const db = openMemoryStore();
  fill(db);
  expect(spentByRun(db, runId)).toEqual({ calls: 2, tokens: 28, cost: 1 });
  expect(spentAtEndpoint(db, 2 as EndpointId, '2026-03-05T00:00:00.000Z')).toEqual({ calls: 1, tokens: 14, cost: 0.5 });
  expect(spentAtEndpoint(db, 2 as EndpointId, '2026-03-06T00:00:00.000Z')).toEqual({ calls: 0, tokens: 0, cost: 0 });
  expect(speedOfEndpoint(db, scripted)).toEqual({ latencyMs: 400, tokensPerSecond: (8 / 600) * 1_000, calls: 2 });
  expect(speedOfEndpoint(db, 3 as EndpointId)).toBeNull();
  expect([nextSampleOf(db, 'q'), nextSampleOf(db, 'never asked')]).toEqual([2, 0]);
});

test('the questions a page and a run ask are answered by indexes', () => {
  const db = openMemoryStore();
  const planOf = (query: string): string => db.all<{ detail: string }>({ text: `EXPLAIN QUERY PLAN ${query}`, params: [] }).map(({ detail }) => detail).join('; ');
  expect(planOf("SELECT id, reply FROM calls WHERE key = 'k' AND outcome <> 'failed'")).toContain('calls_key');
  expect(planOf("SELECT latency_ms, reply_tokens FROM calls WHERE endpoint_id = 1 AND outcome <> 'failed' ORDER BY at DESC LIMIT 50")).toMatch(/COVERING INDEX calls_endpoint/);
  expect(planOf('SELECT role, endpoint_id, sum(reuses), count(*), sum(cost) FROM calls GROUP BY role, endpoint_id')).toMatch(/COVERING INDEX calls_figures/);
});
