/**
 * @file One question to one endpoint, asked once whoever asks it: from the store, from the same question under way, or by sending it within
 * caps and limits and storing what came. Knows no template.
 */
import type { EndpointHealth } from '#shared/contracts/endpoints';
import { AppError } from '#shared/contracts/errors';
import type { CallId, EndpointId } from '#shared/domain/ids';
import type { Asker, NewCall } from '#shared/domain/llm/new-call';
import { createRandom } from '#shared/domain/random';
import type { Budget, ChatMessage, ChatParameters } from '#shared/domain/role-requests';
import type { Clock } from '../platform/ports';
import { callKey, questionHash } from './call-key';
import type { CallStore } from './call-store';
import type { GatewayEndpoint } from './endpoint';
import { costOf, Ledger } from './ledger';
import type { ChatProvider, ChatReply } from './providers/provider';
import { createNativeProvider, type NativeChat } from './providers/native';
import { createOpenAiProvider } from './providers/openai';
import { createScriptedProvider } from './providers/scripted';
import { parseReply } from './questions';
import { splitReasoning } from './reasoning';
import type { Slots } from './roles/role';
import { SharedWork } from './shared-work';
import { estimatePromptTokens, estimateTokens } from './tokens';
import type { RetryPolicy } from './traffic/back-off';
import { type BreakerOptions, closedHealth } from './traffic/circuit-breaker';
import { DeliveryError, Lane, type Delivered } from './traffic/lane';
import type { Timers } from './traffic/timers';

export interface CallerOptions {
  readonly clock: Clock;
  readonly calls: CallStore;
  readonly nativeChat?: NativeChat | undefined;
  readonly timers: Timers;
  readonly retries: RetryPolicy;
  readonly breaker: BreakerOptions;
}

export interface Asking {
  readonly endpoint: GatewayEndpoint;
  readonly messages: readonly ChatMessage[];
  readonly parameters: ChatParameters;
  readonly slots: Slots;
  readonly promptSha256: string;
  readonly isConfidential: boolean;
  readonly asker: Asker;
  readonly sample: number;
  readonly attempt: number;
  readonly runBudget: Budget;
  /** A test of the connection: one attempt, with whatever parameters. */
  readonly isTest?: boolean;
  readonly choices?: number;
  readonly onText?: (textSoFar: string) => void;
}

export interface Answer {
  readonly id: CallId;
  /** Without what the model thought. */
  readonly text: string;
  readonly finishReason: string | null;
  readonly slots: Slots;
  readonly isScripted: boolean;
  readonly wasCached: boolean;
  /** Of a fresh answer. */
  readonly choices: number;
  readonly latencyMs: number;
}

export interface Caller {
  answer(asking: Asking, signal: AbortSignal): Promise<Answer>;
  /** As a sample that was not asked for yet. */
  fresh(asking: Omit<Asking, 'sample'>): Asking;
  health(endpoint: Pick<GatewayEndpoint, 'id' | 'revision'>): EndpointHealth;
  dispose(): Promise<void>;
}

/** How long the answers of what was sent are waited for when the program closes. */
const closeGraceMs = 5_000;

export function createCaller(options: CallerOptions): Caller {
  const { calls, clock } = options;
  const now = (): Date => clock.now();
  const lifetime = new AbortController();
  const ledger = new Ledger(calls, now);
  const shared = new SharedWork<Answer>();
  const lanes = new Map<EndpointId, { readonly revision: string; readonly lane: Lane }>();
  let isClosing = false;
  /** Samples given out and not stored yet, by question. */
  const promised = new Map<string, number>();

  const laneOf = (endpoint: GatewayEndpoint): Lane => {
    const kept = lanes.get(endpoint.id);
    if (kept?.revision === endpoint.revision) return kept.lane;
    const { timers, retries, breaker } = options;
    const lane = new Lane({ ...endpoint, provider: providerOf(endpoint, options), timers, retries, breaker, now, lifetime: lifetime.signal });
    lanes.set(endpoint.id, { revision: endpoint.revision, lane });
    return lane;
  };
  const findStored = (key: string, { asker, slots, endpoint }: Asking): Answer | null => {
    const found = calls.findAnswered(key);
    if (found === null) return null;
    calls.addReuse(found.id, asker);
    return { id: found.id, text: found.reply, finishReason: found.finishReason, slots, isScripted: endpoint.kind === 'scripted', wasCached: true, choices: 1, latencyMs: 0 };
  };
  const send = async (asking: Asking, identity: { question: string; key: string }, signal: AbortSignal): Promise<Answer> => {
    const lane = laneOf(asking.endpoint);
    const promptTokens = estimatePromptTokens(asking.messages);
    const most = { promptTokens, replyTokens: asking.parameters.maxTokens };
    const { asker, runBudget, endpoint } = asking;
    const reservation = ledger.reserve({ runId: asker.runId, runBudget, endpoint, tokens: most.promptTokens + most.replyTokens, cost: costOf(most, endpoint.prices) });
    try {
      const delivered = await lane.send({ chat: chatOf(asking), estimatedTokens: promptTokens + most.replyTokens, random: createRandom(Number.parseInt(identity.key.slice(0, 8), 16)), isKept: asking.onText === undefined, isTest: asking.isTest ?? false }, signal);
      const call = answeredCall(asking, delivered, { ...identity, promptTokens, at: now().toISOString() });
      const id = await calls.add(call);
      reservation.settle({ tokens: call.promptTokens + call.replyTokens, cost: call.cost });
      return { id, text: call.reply ?? '', finishReason: call.finishReason, slots: asking.slots, isScripted: call.isScripted, wasCached: false, choices: delivered.reply.choices, latencyMs: delivered.latencyMs };
    } catch (error) {
      reservation.settle(null);
      if (error instanceof DeliveryError) await calls.add(failedCall(asking, error, { ...identity, at: now().toISOString() }));
      throw error;
    }
  };

  return {
    async answer(asking, signal) {
      if (isClosing) throw closing();
      const question = questionHash(asking);
      const key = callKey(question, asking.sample);
      const { result, isOwn } = await shared.join(key, signal, async (own) => findStored(key, asking) ?? send(asking, { question, key }, own));
      asking.onText?.(result.text);
      if (isOwn) return result;
      calls.addReuse(result.id, asking.asker);
      return { ...result, slots: asking.slots, wasCached: true };
    },
    fresh(asking) {
      const question = questionHash(asking);
      const sample = Math.max(calls.nextSample(question), promised.get(question) ?? 0);
      promised.set(question, sample + 1);
      return { ...asking, sample };
    },
    health: ({ id, revision }) => {
      const kept = lanes.get(id);
      return kept?.revision === revision ? kept.lane.breaker.health : closedHealth;
    },
    async dispose() {
      isClosing = true;
      // What was sent is paid for: its answer is waited for, though not for long.
      const patience = setTimeout(() => lifetime.abort(closing()), closeGraceMs);
      await shared.settled();
      clearTimeout(patience);
      lifetime.abort(closing());
    },
  };
}

function closing(): AppError {
  return new AppError('CANCELLED', 'Solace is closing.');
}

function providerOf(endpoint: GatewayEndpoint, { nativeChat, clock }: CallerOptions): ChatProvider {
  if (endpoint.kind === 'scripted') return createScriptedProvider(endpoint.model);
  if (endpoint.kind === 'native') {
    if (nativeChat === undefined) throw new AppError('UNSUPPORTED', `The endpoint "${endpoint.name}" is a local checkpoint, and this program has nothing to run it with. Serve the model and add its address instead.`);
    return createNativeProvider(endpoint.model, nativeChat);
  }
  return createOpenAiProvider({ baseUrls: endpoint.baseUrls, model: endpoint.model, apiKey: endpoint.readKey(), now: () => clock.now() });
}

/** A seed is sent where the endpoint takes one; every sample has its own. */
function chatOf({ endpoint, messages, parameters: { seed, ...parameters }, slots, asker, sample, isTest, choices, onText }: Asking): Parameters<ChatProvider['chat']>[0] {
  return {
    messages,
    parameters: seed !== undefined && (endpoint.supports.seed || isTest === true) ? { ...parameters, seed: seed + sample } : parameters,
    about: { role: asker.role, slots, sample },
    ...(choices === undefined ? {} : { choices }),
    ...(onText === undefined ? {} : { onText: (textSoFar: string) => onText(splitReasoning(textSoFar).text) }),
  };
}

function answeredCall(asking: Asking, { reply, latencyMs, errors }: Delivered, known: { question: string; key: string; promptTokens: number; at: string }): NewCall {
  const { text, reasoning } = splitReasoning(reply.text);
  const parsed = parseReply(asking.asker.role, { text, finishReason: reply.finishReason }, asking.slots);
  const usage = reply.usage ?? { promptTokens: known.promptTokens, replyTokens: estimateReplyTokens(reply) };
  return {
    ...commonOf(asking, known),
    outcome: parsed.isReadable ? 'parsed' : 'unparsed',
    reply: text,
    reasoning: [reply.reasoning, reasoning].filter((one) => one !== null).join('\n\n') || null,
    finishReason: reply.finishReason,
    value: parsed.isReadable ? parsed.value : null,
    failure: parsed.isReadable ? null : parsed.failure,
    reason: parsed.isReadable ? null : parsed.reason,
    ...usage,
    isEstimated: reply.usage === null,
    cost: costOf(usage, asking.endpoint.prices),
    latencyMs,
    tries: errors.length + 1,
    tryErrors: errors,
  };
}

function failedCall(asking: Asking, error: DeliveryError, known: { question: string; key: string; at: string }): NewCall {
  const nothing = { reply: null, reasoning: null, finishReason: null, value: null, failure: null, promptTokens: 0, replyTokens: 0, isEstimated: false, cost: 0, latencyMs: 0 };
  return { ...commonOf(asking, known), ...nothing, outcome: 'failed', reason: error.message, tries: error.errors.length, tryErrors: error.errors };
}

function commonOf({ asker, endpoint, sample, attempt, promptSha256, isConfidential, messages, parameters, slots }: Asking, { question, key, at }: { question: string; key: string; at: string }) {
  return { ...asker, key, question, sample, attempt, endpointId: endpoint.id, model: endpoint.model, isScripted: endpoint.kind === 'scripted', isConfidential, promptSha256, messages, parameters, slots, at };
}

function estimateReplyTokens({ text, reasoning }: ChatReply): number {
  return estimateTokens(text) + estimateTokens(reasoning ?? '');
}
