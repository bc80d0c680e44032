/**
 * @file The gateway itself: finds what was answered, sends what was not, reads replies and asks again where they cannot be read. Everything it
 * keeps goes through CallStore; everything it knows of endpoints and templates is given to it.
 */
import type { EndpointHealth } from '#shared/contracts/endpoints';
import { AppError } from '#shared/contracts/errors';
import { describeIssues } from '#shared/contracts/describe-issues';
import type { CallId, EndpointId } from '#shared/domain/ids';
import type { Asker } from '#shared/domain/llm/new-call';
import { RoleRequest, type ChatMessage, type ChatParameters, type RoleReply } from '#shared/domain/role-requests';
import type { Clock } from '../platform/ports';
import type { CallStore } from './call-store';
import { type Answer, type Asking, createCaller } from './caller';
import { type GatewayEndpoint, isLocalEndpoint } from './endpoint';
import { forecastCalls } from './forecast';
import type { Gateway } from './gateway';
import type { NativeChat } from './providers/native';
import { askedAgain, parametersOf, parseReply, readSlots, renderMessages } from './questions';
import { findRole } from './roles/index';
import { compileTemplate, type Template } from './templates/template';
import { type BreakerOptions, usualBreaker } from './traffic/circuit-breaker';
import { type RetryPolicy, usualRetries } from './traffic/back-off';
import { systemTimers, type Timers } from './traffic/timers';

export interface GatewayOptions {
  readonly clock: Clock;
  readonly calls: CallStore;
  /** NOT_FOUND where there is none. */
  readonly endpoint: (id: EndpointId) => GatewayEndpoint;
  /** The template in use for a role. */
  readonly prompt: (role: string) => { readonly text: string; readonly sha256: string };
  /** What runs local checkpoints; without it endpoints of the kind `native` answer UNSUPPORTED. */
  readonly nativeChat?: NativeChat | undefined;
  readonly timers?: Timers;
  readonly retries?: RetryPolicy;
  readonly breaker?: BreakerOptions;
}

/** What pages do beside asking. */
export interface WholeGateway extends Gateway {
  /** Asks once with another template, past the cache. */
  tryOut(request: RoleRequest, draft: { readonly text: string; readonly sha256: string }, signal: AbortSignal): Promise<CallId>;
  /** The same messages for an independent answer, past the cache. */
  askAgain(id: CallId, signal: AbortSignal): Promise<CallId>;
  /** One connection test past the cache; `choices` and `isStreamed` see what the endpoint can do. */
  probe(endpointId: EndpointId, how: { readonly item: string; readonly seed?: number; readonly choices?: number; readonly isStreamed?: boolean }, signal: AbortSignal): Promise<Answer>;
  health(endpointId: EndpointId): EndpointHealth;
  /** Ends what is under way. */
  dispose(): Promise<void>;
}

type Request = ReturnType<(typeof RoleRequest)['parse']>;

/** Compiled templates that are kept. */
const compiledSize = 200;

export function createGateway(options: GatewayOptions): WholeGateway {
  const caller = createCaller({ timers: systemTimers, retries: usualRetries, breaker: usualBreaker, ...options });
  const compiled = new Map<string, Template>();
  const compile = ({ text, sha256 }: { text: string; sha256: string }): Template => {
    const kept = compiled.get(sha256);
    if (kept !== undefined) return kept;
    if (compiled.size >= compiledSize) compiled.clear();
    const template = compileTemplate(text);
    compiled.set(sha256, template);
    return template;
  };
  const promptOf = ({ role }: Request): { text: string; sha256: string } => options.prompt(findRole(role).name);
  const prepare = (request: Request, prompt: { text: string; sha256: string }): Prepared => {
    const role = findRole(request.role);
    const slots = readSlots(role, request.slots);
    const endpoint = options.endpoint(request.endpointId);
    assertMaySend(endpoint, request.isConfidential);
    const messages = renderMessages(role, slots, compile(prompt));
    const asking = { endpoint, slots, parameters: parametersOf(role, request.parameters), promptSha256: prompt.sha256, isConfidential: request.isConfidential, asker: askerOf(request), runBudget: request.budget ?? {} };
    return { messages, asking };
  };

  return {
    async ask(input, signal = new AbortController().signal, onText) {
      const request = readRequest(input);
      const { messages, asking } = prepare(request, promptOf(request));
      return orCancelled(signal, () => converse(request, messages, (turn) => caller.answer({ ...asking, ...turn, sample: request.sample, ...(onText === undefined ? {} : { onText }) }, signal)));
    },
    forecast: (questions) =>
      forecastCalls(
        questions.map(({ request: input, count }) => {
          const request = readRequest(input);
          const { messages, asking } = prepare(request, promptOf(request));
          return { count, messages, ...asking, sample: request.sample };
        }),
        options.calls,
      ),
    async tryOut(input, draft, signal) {
      const request = readRequest(input);
      const { messages, asking } = prepare(request, draft);
      const { id } = await orCancelled(signal, () => caller.answer(caller.fresh({ ...asking, messages, attempt: 1 }), signal));
      return id;
    },
    async askAgain(id, signal) {
      const { endpointId, role, item, messages, parameters, slots, promptSha256, isConfidential } = options.calls.repeatable(id);
      const endpoint = options.endpoint(endpointId);
      assertMaySend(endpoint, isConfidential);
      const again = { endpoint, messages, parameters, slots, promptSha256, isConfidential, asker: { role, item, runId: null }, runBudget: {}, attempt: 1 };
      return (await orCancelled(signal, () => caller.answer(caller.fresh(again), signal))).id;
    },
    probe(endpointId, { item, seed, choices, isStreamed }, signal) {
      const request = readRequest({ role: 'connection-test', endpointId, slots: {}, item, ...(seed === undefined ? {} : { parameters: { seed } }) });
      const { messages, asking } = prepare(request, promptOf(request));
      const how = { ...(choices === undefined ? {} : { choices }), ...(isStreamed === true ? { onText: () => undefined } : {}) };
      return orCancelled(signal, () => caller.answer({ ...caller.fresh({ ...asking, messages, attempt: 1 }), ...how, isTest: true }, signal));
    },
    health: (endpointId) => caller.health(options.endpoint(endpointId)),
    dispose: () => caller.dispose(),
  };
}

interface Prepared {
  readonly messages: ChatMessage[];
  readonly asking: Omit<Asking, 'messages' | 'attempt' | 'sample' | 'parameters'> & { readonly parameters: ChatParameters };
}

/** Asks, and asks again with what was wrong, as often as the request allows. */
async function converse(request: Request, opening: readonly ChatMessage[], ask: (turn: { messages: readonly ChatMessage[]; attempt: number }) => Promise<Answer>): Promise<RoleReply> {
  let messages = opening;
  let wasCached = true;
  for (let attempt = 1; ; attempt++) {
    const answer = await ask({ messages, attempt });
    wasCached &&= answer.wasCached;
    const about = { text: answer.text, callId: answer.id, isScripted: answer.isScripted, wasCached };
    const parsed = parseReply(request.role, answer, answer.slots);
    if (parsed.isReadable) return { outcome: 'parsed', value: parsed.value, ...about };
    if (attempt >= request.attempts) return { outcome: 'unparsed', failure: parsed.failure, reason: parsed.reason, ...about };
    messages = askedAgain(messages, answer.text, parsed.reason);
  }
}

function assertMaySend(endpoint: GatewayEndpoint, isConfidential: boolean): void {
  if (!isConfidential || isLocalEndpoint(endpoint)) return;
  throw new AppError('FORBIDDEN', `The text is of a corpus that is local only, and the endpoint "${endpoint.name}" sends text off this machine. Choose an endpoint that is local.`, { details: { reason: 'confidential', endpoint: endpoint.name } });
}

function readRequest(input: RoleRequest): Request {
  const parsed = RoleRequest.safeParse(input);
  if (!parsed.success) throw new AppError('INVALID_INPUT', `A language model cannot be asked: ${describeIssues(parsed.error.issues)}.`, { cause: parsed.error });
  return parsed.data;
}

function askerOf({ role, runId, item }: Request): Asker {
  return { role, runId: runId ?? null, item: item ?? null };
}

async function orCancelled<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError || !signal.aborted) throw error;
    throw new AppError('CANCELLED', 'The work was cancelled.', { cause: error });
  }
}
