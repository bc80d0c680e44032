/**
 * @file A local server that speaks OpenAI's chat completions, answers by rule, and fails on purpose: seeded faults of every kind a real one has.
 * It counts what it delivered, so that a test can tell whether an answer was paid for twice.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRandom } from '#shared/domain/random';
import { behaviours, stagesOfChange } from '#shared/domain/state-labels';

export interface ServerMessage {
  readonly role: string;
  readonly content: string;
}

export interface ServerRequest {
  readonly model: string;
  readonly messages: readonly ServerMessage[];
  readonly stream?: boolean;
  readonly n?: number;
  readonly seed?: number;
  readonly [field: string]: unknown;
}

/**
 * `tooMany` 429 with Retry-After, `broken` 500, `silent` no answer, `cut` half an answer, `malformed` no JSON, `refusing` and `garbled` a reply
 * that cannot be read.
 */
export const faultKinds = ['tooMany', 'broken', 'silent', 'cut', 'malformed', 'refusing', 'garbled'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface LlmServerOptions {
  readonly reply?: (request: ServerRequest) => string;
  readonly faults?: { readonly rate: number; readonly seed: number; readonly kinds?: readonly FaultKind[] };
  /** How long it thinks. */
  readonly latencyMs?: number;
  readonly retryAfter?: string;
  /** Asks for it; without one nothing is asked for. */
  readonly apiKey?: string;
  /** Leaves the tokens out. */
  readonly isWithoutUsage?: boolean;
  /** Refuses max_tokens, as OpenAI's newer models do. */
  readonly isNew?: boolean;
  /** Answers 400 to a seed, to several choices, to a stream. */
  readonly isSimple?: boolean;
}

export interface LlmServer extends AsyncDisposable {
  readonly baseUrl: string;
  /** Whole answers, in order. */
  readonly delivered: readonly { readonly request: ServerRequest; readonly reply: string; readonly promptTokens: number; readonly replyTokens: number }[];
  readonly faults: Readonly<Record<FaultKind, number>>;
  /** Requests that came, answered or not. */
  readonly received: number;
  /** Requests in hand at the same time, at most. */
  readonly mostAtOnce: number;
  /** From now on. */
  behave(options: LlmServerOptions): void;
  close(): Promise<void>;
}

export async function startLlmServer(first: LlmServerOptions = {}): Promise<LlmServer> {
  let options = first;
  let random = createRandom(first.faults?.seed ?? 0);
  const delivered: LlmServer['delivered'][number][] = [];
  const faults = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  const state = { received: 0, atOnce: 0, mostAtOnce: 0 };

  const answer = async (request: ServerRequest, response: ServerResponse): Promise<void> => {
    const fault = drawFault();
    if (options.latencyMs !== undefined) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    if (fault !== null) faults[fault]++;
    if (fault !== null && sendFault(fault, response, options)) return;
    const reply = fault === 'refusing' ? "I'm sorry, but I can't help with that." : fault === 'garbled' ? 'Sure! Here is what I think about it all.' : (options.reply ?? ruledReply)(request);
    const usage = { prompt_tokens: tokensOf(request.messages.map(({ content }) => content).join(' ')), completion_tokens: tokensOf(reply) };
    response.once('finish', () => delivered.push({ request, reply, promptTokens: usage.prompt_tokens, replyTokens: usage.completion_tokens }));
    if (request.stream === true) sendStream(response, reply, options.isWithoutUsage === true ? null : usage);
    else sendJson(response, 200, { id: 'x', object: 'chat.completion', model: request.model, choices: Array.from({ length: request.n ?? 1 }, (_, index) => ({ index, message: { role: 'assistant', content: reply }, finish_reason: 'stop' })), ...(options.isWithoutUsage === true ? {} : { usage }) });
  };
  const drawFault = (): FaultKind | null => {
    if (options.faults === undefined || random.next() >= options.faults.rate) return null;
    const kinds = options.faults.kinds ?? faultKinds;
    return kinds[random.integer(kinds.length)] ?? null;
  };
  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    state.received++;
    state.mostAtOnce = Math.max(state.mostAtOnce, ++state.atOnce);
    response.once('close', () => state.atOnce--);
    const body = await readBody(message);
    if (options.apiKey !== undefined && message.headers.authorization !== `Bearer ${options.apiKey}`) sendError(response, 401, `Incorrect API key provided: ${message.headers.authorization?.replace('Bearer ', '') ?? 'none'}.`);
    else if (message.url?.endsWith('/chat/completions') !== true) sendError(response, 404, 'No such path.');
    else {
      const request = JSON.parse(body) as ServerRequest;
      if (options.isSimple === true && (request.seed !== undefined || (request.n ?? 1) > 1 || request.stream === true)) sendError(response, 400, 'Unsupported parameter.');
      else if (options.isNew === true && request['max_tokens'] !== undefined) sendError(response, 400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.");
      else await answer(request, response);
    }
  };

  const server = createServer((message, response) => void handle(message, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    delivered,
    faults,
    get received() {
      return state.received;
    },
    get mostAtOnce() {
      return state.mostAtOnce;
    },
    behave(changed) {
      options = changed;
      random = createRandom(changed.faults?.seed ?? 0);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Questions that got more than one whole answer: each was paid for twice. */
export function repeatedQuestions(server: Pick<LlmServer, 'delivered'>): string[] {
  const keys = server.delivered.map(({ request }) => JSON.stringify([request.model, request.messages, request.temperature, request.seed]));
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}

/** Answers Solace's own templates of annotators and adjudicators, always the same way for the same model and excerpt. */
export function ruledReply({ model, messages }: ServerRequest): string {
  const system = messages.find(({ role }) => role === 'system')?.content ?? '';
  const user = messages.find(({ role }) => role === 'user')?.content ?? '';
  const pick = <T>(what: string, values: readonly T[]): T => values[createHash('sha256').update(`${what}\n${user}`).digest().readUInt32BE() % values.length] as T;
  const level = (what: string): number => pick(`${model} ${what}`, [1, 2, 3, 4, 5]);
  const count = Number(/excerpt to label\. It has (\d+) message/.exec(user)?.[1] ?? 0);
  const line = (n: number): string => {
    if (system.includes('intensity of the negative emotion')) return String(level(`emotion ${n}`));
    if (system.includes('you give two labels')) return `${pick(`${model} behaviour ${n}`, behaviours)},${pick(`stage ${n}`, stagesOfChange)}`;
    return `${level(`r ${n}`)}, ${level(`c ${n}`)}, ${level(`u ${n}`)}`;
  };
  if (count > 0) return `<think>Let me see, (1): 9.</think>${Array.from({ length: count }, (_, index) => `what was said (${index + 1}): ${line(index + 1)}`).join('\n')}`;
  const labels = [...system.matchAll(/^- ([a-z0-9-]+) \(/gm)].map((match) => match[1] ?? '');
  return labels.length > 0 ? `Label: ${pick(model, labels)}` : 'Hello.';
}

/** True where that was the whole answer. */
function sendFault(fault: FaultKind, response: ServerResponse, { retryAfter }: LlmServerOptions): boolean {
  switch (fault) {
    case 'tooMany':
      response.setHeader('retry-after', retryAfter ?? '0');
      sendError(response, 429, 'Rate limit reached.');
      return true;
    case 'broken':
      sendError(response, 500, 'The server had an error.');
      return true;
    case 'silent':
      return true;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"id":"x","choices":[{"index":0,"mess');
      setImmediate(() => response.destroy());
      return true;
    case 'malformed':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"id":"x","choices":[{"index":0,');
      return true;
    default:
      return false;
  }
}

function sendStream(response: ServerResponse, reply: string, usage: object | null): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (value: object): void => void response.write(`data: ${JSON.stringify(value)}\n\n`);
  for (const piece of reply.match(/.{1,8}/gs) ?? []) send({ id: 'x', choices: [{ index: 0, delta: { content: piece } }] });
  send({ id: 'x', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  if (usage !== null) send({ id: 'x', choices: [], usage });
  response.end('data: [DONE]\n\n');
}

function sendError(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { error: { message, type: 'error', code: null } });
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Any fixed count will do. */
function tokensOf(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}
