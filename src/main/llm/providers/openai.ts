/**
 * @file Any server that speaks OpenAI's chat completions, at one or more addresses: each request goes to the least busy, and away from one that
 * has just failed. The client's own retries and its reading of the environment are off.
 */
import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import type { ChatCompletionChunk, ChatCompletionCreateParamsBase } from 'openai/resources/chat/completions';
import { ChatFault, type ChatProvider, type ChatReply, type ChatRequest } from './provider';
import { parseRetryAfter } from './retry-after';

export interface OpenAiOptions {
  readonly baseUrls: readonly string[];
  readonly model: string;
  readonly apiKey: string | null;
  readonly now: () => Date;
}

interface Server {
  readonly client: OpenAI;
  readonly url: string;
  busy: number;
  /** Failures since it last answered. */
  failures: number;
}

type LengthName = 'max_tokens' | 'max_completion_tokens';
type Body = Omit<ChatCompletionCreateParamsBase, 'stream'>;

export function createOpenAiProvider(options: OpenAiOptions): ChatProvider {
  const servers = options.baseUrls.map((url): Server => ({ client: createClient(url, options.apiKey), url, busy: 0, failures: 0 }));
  let turn = 0;
  /** Newer models of OpenAI's refuse the old name, most other servers know no other. */
  let lengthName: LengthName = 'max_tokens';
  const choose = (): Server => {
    const first = turn++ % servers.length;
    const inTurn = [...servers.slice(first), ...servers.slice(0, first)];
    return inTurn.reduce((best, one) => (one.failures - best.failures || one.busy - best.busy) < 0 ? one : best);
  };
  return {
    async chat(request, signal) {
      const server = choose();
      server.busy++;
      try {
        const reply = await send(server, bodyOf(request, { ...options, lengthName }), { request, signal }).catch((error: unknown) => {
          if (lengthName !== 'max_tokens' || !refusesParameter(error, lengthName)) throw error;
          lengthName = 'max_completion_tokens';
          return send(server, bodyOf(request, { ...options, lengthName }), { request, signal });
        });
        server.failures = 0;
        return reply;
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        const fault = toFault(error, server.url, options);
        if (fault.kind === 'broken') server.failures++;
        throw fault;
      } finally {
        server.busy--;
      }
    },
  };
}

function createClient(baseURL: string, apiKey: string | null): OpenAI {
  return new OpenAI({
    baseURL,
    apiKey: apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // Time is kept by the caller, over the whole of a reply.
    timeout: 2_147_483_647,
    logLevel: 'off',
    ...(apiKey === null ? { defaultHeaders: { Authorization: null } } : {}),
  });
}

function bodyOf({ messages, parameters, choices }: ChatRequest, { model, lengthName }: OpenAiOptions & { readonly lengthName: LengthName }): Body {
  const { temperature, maxTokens, topP, stop, seed } = parameters;
  return {
    model,
    messages: [...messages],
    temperature,
    [lengthName]: maxTokens,
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(stop === undefined ? {} : { stop }),
    ...(seed === undefined ? {} : { seed }),
    ...(choices === undefined || choices === 1 ? {} : { n: choices }),
  };
}

async function send({ client }: Server, body: Body, { request, signal }: { request: ChatRequest; signal: AbortSignal }): Promise<ChatReply> {
  if (request.onText !== undefined) return readStream(await client.chat.completions.create({ ...body, stream: true, stream_options: { include_usage: true } }, { signal }), request.onText);
  const { choices, usage } = await client.chat.completions.create(body, { signal });
  const first = choices?.[0];
  if (first?.message === undefined) throw new ChatFault('broken', 'the answer holds no message');
  return {
    text: first.message.content ?? '',
    reasoning: reasoningOf(first.message),
    finishReason: first.finish_reason ?? null,
    usage: usageOf(usage),
    choices: choices.length,
  };
}

async function readStream(chunks: AsyncIterable<ChatCompletionChunk>, onText: (textSoFar: string) => void): Promise<ChatReply> {
  let text = '';
  let reasoning = '';
  let finishReason: string | null = null;
  let usage: ChatReply['usage'] = null;
  const seen = new Set<number>();
  for await (const chunk of chunks) {
    usage = usageOf(chunk.usage) ?? usage;
    for (const choice of chunk.choices ?? []) {
      seen.add(choice.index);
      if (choice.index !== 0) continue;
      finishReason = choice.finish_reason ?? finishReason;
      reasoning += reasoningOf(choice.delta) ?? '';
      const piece = choice.delta?.content ?? '';
      if (piece !== '') onText((text += piece));
    }
  }
  if (finishReason === null) throw new ChatFault('broken', 'the stream ended before the reply did');
  return { text, reasoning: reasoning === '' ? null : reasoning, finishReason, usage, choices: Math.max(1, seen.size) };
}

/** Servers name it in two ways, neither of them in OpenAI's own types. */
function reasoningOf(message: object | undefined): string | null {
  const { reasoning_content: content, reasoning } = (message ?? {}) as { reasoning_content?: unknown; reasoning?: unknown };
  const found = content ?? reasoning;
  return typeof found === 'string' && found !== '' ? found : null;
}

function usageOf(usage: { prompt_tokens?: number; completion_tokens?: number } | null | undefined): ChatReply['usage'] {
  const { prompt_tokens: promptTokens, completion_tokens: replyTokens } = usage ?? {};
  return Number.isSafeInteger(promptTokens) && Number.isSafeInteger(replyTokens) ? { promptTokens: promptTokens ?? 0, replyTokens: replyTokens ?? 0 } : null;
}

function refusesParameter(error: unknown, name: string): boolean {
  return error instanceof APIError && error.status === 400 && (error.param === name || error.message.includes(`'${name}'`));
}

function toFault(error: unknown, url: string, options: OpenAiOptions): ChatFault {
  if (error instanceof ChatFault) return error;
  const where = new URL(url).host;
  if (error instanceof APIUserAbortError) return new ChatFault('broken', `${where} ended the connection`, { cause: error });
  if (error instanceof APIConnectionError) return new ChatFault('broken', `${where} cannot be reached (${causeOf(error)})`, { cause: error });
  if (error instanceof APIError && typeof error.status === 'number') return statusFault(error, where, options);
  return new ChatFault('broken', `${where} sent an answer that cannot be read (${causeOf(error)})`, { cause: error });
}

function statusFault(error: APIError, where: string, { apiKey, now }: OpenAiOptions): ChatFault {
  const status = error.status ?? 0;
  const retryAfterMs = error.headers === undefined ? null : parseRetryAfter(error.headers, now());
  // Some servers repeat the key that they refuse, and what they say is stored.
  const said = apiKey === null ? error.message : error.message.replaceAll(apiKey, '(the key)');
  const message = `${where} answered ${said.replaceAll(/\s+/g, ' ').slice(0, 300).replace(/[.\s]+$/, '')}`;
  const kind = status === 429 ? 'busy' : status === 408 || status === 409 || status === 425 || status >= 500 ? 'broken' : 'refused';
  return new ChatFault(kind, message, { status, retryAfterMs, cause: error });
}

/** Innermost first: "ECONNREFUSED" says more than "fetch failed". */
function causeOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause !== undefined) inner = inner.cause;
  const code = typeof inner === 'object' && inner !== null && 'code' in inner ? String(inner.code) : '';
  return code === '' ? (inner instanceof Error ? inner.message : String(inner)).slice(0, 200) : code;
}
