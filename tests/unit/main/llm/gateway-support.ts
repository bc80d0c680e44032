/** @file A gateway over calls in memory, with time that passes at once. */
import type { CallStore } from '#main/llm/call-store';
import { createGateway, type GatewayOptions, type WholeGateway } from '#main/llm/create-gateway';
import type { GatewayEndpoint } from '#main/llm/endpoint';
import { roles } from '#main/llm/roles/index';
import { sha256 } from '#main/llm/call-key';
import type { Timers } from '#main/llm/traffic/timers';
import type { CallId, EndpointId } from '#shared/domain/ids';
import type { NewCall } from '#shared/domain/llm/new-call';
import type { RoleRequest } from '#shared/domain/role-requests';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const endpointId = 1 as EndpointId;

export function someEndpoint(changes: Partial<GatewayEndpoint> = {}): GatewayEndpoint {
  return {
    id: endpointId,
    name: 'test server',
    kind: 'openai',
    baseUrls: ['http://127.0.0.1:9/v1'],
    model: 'small',
    prices: { promptPerMillion: 1, replyPerMillion: 2 },
    maxConcurrency: 8,
    requestsPerMinute: null,
    tokensPerMinute: null,
    timeoutMs: 10_000,
    dailyBudget: {},
    supports: { n: false, seed: true, streaming: true },
    isDeclaredLocal: false,
    readKey: () => null,
    revision: 'one',
    ...changes,
  };
}

/** A dialogue's window of so many seeker's turns, each different. */
export function windowRequest(name: string, changes: Partial<RoleRequest> = {}): RoleRequest {
  const role = roles.find((one) => one.name === (changes.role ?? 'annotate-emotion'));
  if (role === undefined) throw new Error('no such role');
  return {
    role: role.name,
    endpointId,
    slots: { ...role.example, utterances: [{ speaker: 'seeker', text: `Hello from ${name}.` }, { speaker: 'supporter', text: 'Hello!' }, { speaker: 'seeker', text: `I am worried about ${name}.` }] },
    ...changes,
  };
}

export interface MemoryCalls extends CallStore {
  readonly rows: NewCall[];
  readonly reuses: CallId[];
}

/** What the store's own tests hold it to. */
export function memoryCalls(rows: NewCall[] = []): MemoryCalls {
  const reuses: CallId[] = [];
  const answered = (key: string): number => rows.findIndex((row) => row.key === key && row.outcome !== 'failed');
  const spent = (chosen: readonly NewCall[]) => ({
    calls: chosen.length,
    tokens: chosen.reduce((sum, { promptTokens, replyTokens }) => sum + promptTokens + replyTokens, 0),
    cost: chosen.reduce((sum, { cost }) => sum + cost, 0),
  });
  const row = (id: CallId): NewCall => rows[id - 1] as NewCall;
  return {
    rows,
    reuses,
    findAnswered(key) {
      const index = answered(key);
      return index < 0 ? null : { id: (index + 1) as CallId, reply: rows[index]?.reply ?? '', finishReason: rows[index]?.finishReason ?? null };
    },
    add(call) {
      rows.push(call);
      return Promise.resolve(rows.length as CallId);
    },
    addReuse: (id) => void reuses.push(id),
    nextSample: (question) => Math.max(-1, ...rows.filter((one) => one.question === question && one.outcome !== 'failed').map(({ sample }) => sample)) + 1,
    repeatable: (id) => row(id),
    spentByRun: (runId) => spent(rows.filter((one) => one.runId === runId && one.outcome !== 'failed')),
    spentAtEndpoint: (id, since) => spent(rows.filter((one) => one.endpointId === id && one.at >= since && one.outcome !== 'failed')),
    speed: () => null,
  };
}

/** Sleeps are over at once, and the time is later by them; otherwise it stands still, however busy the machine is. */
export function hurriedTimers(): Timers & { readonly sleptMs: number[] } {
  const sleptMs: number[] = [];
  return {
    sleptMs,
    nowMs: () => sleptMs.reduce((sum, one) => sum + one, 0),
    async sleep(durationMs, signal) {
      signal.throwIfAborted();
      sleptMs.push(durationMs);
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  };
}

export function openGateway(options: Partial<GatewayOptions> & { readonly endpoints?: readonly GatewayEndpoint[] } = {}): WholeGateway & { readonly calls: MemoryCalls } {
  const calls = (options.calls ?? memoryCalls()) as MemoryCalls;
  const { endpoints = [someEndpoint()] } = options;
  const gateway = createGateway({
    clock: { now: () => new Date('2026-03-04T05:06:07.000Z') },
    endpoint: (id) => endpoints.find((one) => one.id === id) ?? someEndpoint({ id }),
    prompt: (role) => {
      const text = readFileSync(join('resources', 'prompts', `${role}.md`), 'utf8');
      return { text, sha256: sha256(text) };
    },
    timers: hurriedTimers(),
    ...options,
    calls,
  });
  return { ...gateway, calls };
}
