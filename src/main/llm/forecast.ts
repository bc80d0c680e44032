/** @file What calls would take, before they are made: tokens of the rendered prompts, money by price, time by measured speed and limits. */
import type { EndpointId } from '#shared/domain/ids';
import type { Asker } from '#shared/domain/llm/new-call';
import type { ChatMessage, ChatParameters } from '#shared/domain/role-requests';
import { callKey, questionHash } from './call-key';
import type { CallStore } from './call-store';
import { type GatewayEndpoint, isLocalEndpoint } from './endpoint';
import type { CallForecast } from './gateway';
import { costOf } from './ledger';
import { findRole } from './roles/index';
import type { Slots } from './roles/role';
import { estimatePromptTokens } from './tokens';

export interface PreparedQuestion {
  readonly endpoint: GatewayEndpoint;
  readonly messages: readonly ChatMessage[];
  readonly parameters: ChatParameters;
  readonly slots: Slots;
  readonly asker: Asker;
  readonly sample: number;
  readonly count: number;
}

interface Share {
  readonly endpoint: GatewayEndpoint;
  calls: number;
  cached: number;
  promptTokens: number;
  replyTokens: number;
}

export function forecastCalls(questions: readonly PreparedQuestion[], store: CallStore): CallForecast {
  const shares = new Map<EndpointId, Share>();
  for (const question of questions) add(shares, question, store);
  const all = [...shares.values()];
  const times = all.map((share) => secondsOf(share, store));
  const total = (of: (share: Share) => number): number => Math.round(all.reduce((sum, share) => sum + of(share), 0));
  return {
    calls: total(({ calls }) => calls),
    cached: total(({ cached }) => cached),
    promptTokens: total(({ promptTokens }) => promptTokens),
    replyTokens: total(({ replyTokens }) => replyTokens),
    cost: all.reduce((sum, share) => sum + costOf(share, share.endpoint.prices), 0),
    // Endpoints work side by side.
    seconds: times.some((time) => time === null) ? null : Math.max(0, ...times.map((time) => time ?? 0)),
    notes: all.flatMap((share, index) => notesOf(share, times[index] ?? null)),
  };
}

function add(shares: Map<EndpointId, Share>, { endpoint, messages, parameters, slots, asker, sample, count }: PreparedQuestion, store: CallStore): void {
  const share = shares.get(endpoint.id) ?? { endpoint, calls: 0, cached: 0, promptTokens: 0, replyTokens: 0 };
  shares.set(endpoint.id, share);
  if (store.findAnswered(callKey(questionHash({ endpoint, messages, parameters }), sample)) !== null) {
    share.cached += count;
    return;
  }
  share.calls += count;
  share.promptTokens += count * estimatePromptTokens(messages);
  share.replyTokens += count * Math.min(parameters.maxTokens, findRole(asker.role).replyTokens(slots));
}

/** Null where nothing was measured yet. */
function secondsOf({ endpoint, calls, promptTokens, replyTokens }: Share, store: CallStore): number | null {
  if (calls === 0) return 0;
  const speed = store.speed(endpoint.id);
  if (speed === null) return endpoint.kind === 'scripted' ? 0 : null;
  const byLatency = (calls * speed.latencyMs) / 1_000 / endpoint.maxConcurrency;
  const byRequests = endpoint.requestsPerMinute === null ? 0 : (calls / endpoint.requestsPerMinute) * 60;
  const byTokens = endpoint.tokensPerMinute === null ? 0 : ((promptTokens + replyTokens) / endpoint.tokensPerMinute) * 60;
  return Math.max(byLatency, byRequests, byTokens);
}

function notesOf({ endpoint, calls }: Share, seconds: number | null): string[] {
  const notes: string[] = [];
  if (endpoint.kind === 'scripted') notes.push(`"${endpoint.name}" is no language model: rules stand in for one.`);
  if (!isLocalEndpoint(endpoint) && calls > 0) notes.push(`"${endpoint.name}" sends text off this machine.`);
  if (endpoint.kind === 'openai' && calls > 0 && endpoint.prices.promptPerMillion === 0 && endpoint.prices.replyPerMillion === 0) notes.push(`"${endpoint.name}" has no prices, so it counts as free of charge.`);
  if (seconds === null) notes.push(`No call of "${endpoint.name}" was measured yet, so the time is not known; test the endpoint first.`);
  return notes;
}
