/**
 * @file Endpoints: where language models are reached, what they cost, what they may take, how they fare. Owner: services/endpoints. A key goes
 * in and never comes out.
 */
import { z } from 'zod';
import { mutation, query } from './define';
import { EndpointId } from '../domain/ids';
import { Budget } from '../domain/role-requests';

/** `openai`: any server that speaks OpenAI's chat completions. `scripted`: rules instead of a language model. `native`: a checkpoint run by this program. */
export const EndpointKind = z.enum(['openai', 'scripted', 'native']);
export type EndpointKind = z.output<typeof EndpointKind>;

export const EndpointName = z
  .string()
  .trim()
  .min(1, 'a name is needed')
  .max(100, 'a name has at most 100 characters')
  .regex(/^[^\p{Cc}]*$/u, 'a name has no control characters')
  .refine((name) => !/^\d+$/.test(name), 'a name may not be a bare number: it would be taken for an id');

/** By id, or by name without regard to case. */
export const EndpointRef = z.union([EndpointId, z.string().min(1).max(100)]);
export type EndpointRef = z.output<typeof EndpointRef>;

const BaseUrl = z
  .url({ protocol: /^https?$/, error: 'an address looks like http://localhost:8000/v1' })
  .max(500)
  .refine((url) => !/^https?:\/\/[^/]*@/.test(url), 'an address carries no name or password; give the key as the key');

/** Of one million tokens, in the currency of the endpoint's bill, US dollars by custom. */
export const TokenPrices = z.object({ promptPerMillion: z.number().min(0).max(1_000_000), replyPerMillion: z.number().min(0).max(1_000_000) });
export type TokenPrices = z.output<typeof TokenPrices>;

/** What the server can do; measured by `endpoints.test`, or declared. */
export const EndpointSupport = z.object({
  /** Several samples in one request. Solace asks for them one by one either way, so that each is a stored call of its own. */
  n: z.boolean(),
  /** Takes a seed: one is sent along, with the sample's number added. */
  seed: z.boolean(),
  streaming: z.boolean(),
});
export type EndpointSupport = z.output<typeof EndpointSupport>;

export const EndpointSettings = z.object({
  kind: EndpointKind,
  /** Servers of one and the same model; requests go to the least busy. Only for the kind `openai`. */
  baseUrls: z.array(BaseUrl).max(64),
  /** As the server names it. For `native` the name of a model in the workspace. */
  model: z.string().trim().min(1, 'a model is needed').max(300),
  prices: TokenPrices,
  /** Requests under way at a time, over all addresses together. */
  maxConcurrency: z.int().min(1).max(1_024),
  requestsPerMinute: z.int().min(1).max(1_000_000).nullable(),
  tokensPerMinute: z.int().min(1).max(1_000_000_000).nullable(),
  /** For one attempt, from sending to the last token. */
  timeoutMs: z.int().min(100).max(3_600_000),
  /** What may be used up in one day (UTC). */
  dailyBudget: Budget,
  supports: EndpointSupport,
  /** The person says that text sent there stays on machines of their own, where the address alone does not tell. */
  isDeclaredLocal: z.boolean(),
});
export type EndpointSettings = z.output<typeof EndpointSettings>;

const ApiKey = z.string().trim().min(1).max(4_000).regex(/^[\x21-\x7e]+$/, 'a key has no spaces and only plain characters');
/** The variable is read when the endpoint is used; its value is not kept. */
const ApiKeyVariable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable has letters, digits and underscores').max(200);

export const NewEndpoint = EndpointSettings.partial()
  .required({ kind: true, model: true })
  .extend({ name: EndpointName, apiKey: ApiKey.optional(), apiKeyVariable: ApiKeyVariable.optional() });
export type NewEndpoint = z.output<typeof NewEndpoint>;

/** `null` takes the key or the variable away. */
export const EndpointChanges = EndpointSettings.omit({ kind: true })
  .partial()
  .extend({ name: EndpointName.optional(), apiKey: ApiKey.nullable().optional(), apiKeyVariable: ApiKeyVariable.nullable().optional() });
export type EndpointChanges = z.output<typeof EndpointChanges>;

/** `open`: it failed too often in a row, and nothing is sent until `retryAt`. `probing`: one request is let through to see. */
export const EndpointHealth = z.object({ state: z.enum(['closed', 'open', 'probing']), failuresInARow: z.int(), lastFailure: z.string().nullable(), retryAt: z.iso.datetime().nullable() });
export type EndpointHealth = z.output<typeof EndpointHealth>;

export const MeasuredSpeed = z.object({
  /** Median time of a call, and tokens of its reply by that time. */
  latencyMs: z.number(),
  tokensPerSecond: z.number(),
  /** How many recent calls it was measured on. */
  calls: z.int(),
});
export type MeasuredSpeed = z.output<typeof MeasuredSpeed>;

export const Endpoint = EndpointSettings.extend({
  id: EndpointId,
  name: z.string(),
  /** Comes with Solace; cannot be changed or removed. */
  isBuiltIn: z.boolean(),
  /** Rules, not a language model. */
  isScripted: z.boolean(),
  /** Text stays here: by the addresses (loopback and private networks), by declaration, or since nothing is sent. False: it sends text off this machine. */
  isLocal: z.boolean(),
  hasKey: z.boolean(),
  apiKeyVariable: z.string().nullable(),
  speed: MeasuredSpeed.nullable(),
  health: EndpointHealth,
  createdAt: z.iso.datetime(),
});
export type Endpoint = z.output<typeof Endpoint>;

export const EndpointTest = z.object({
  isWorking: z.boolean(),
  /** What it answered, or what is wrong and what to do. */
  message: z.string(),
  latencyMs: z.number(),
  tokensPerSecond: z.number().nullable(),
  supports: EndpointSupport,
  isScripted: z.boolean(),
});
export type EndpointTest = z.output<typeof EndpointTest>;

export const endpointsContract = {
  /** The built-in ones last. */
  'endpoints.list': query({ input: z.object({}), output: z.array(Endpoint) }),
  /** Where keys are kept, in words. */
  'endpoints.keyStorage': query({ input: z.object({}), output: z.object({ description: z.string() }) }),
  'endpoints.get': query({ input: z.object({ endpoint: EndpointRef }), output: Endpoint }),
  /** CONFLICT when the name is taken. What is left out gets a default for its kind. */
  'endpoints.add': mutation({ input: NewEndpoint, output: Endpoint }),
  'endpoints.edit': mutation({ input: z.object({ endpoint: EndpointRef, changes: EndpointChanges }), output: Endpoint }),
  /** Its calls stay; its key is forgotten at once. */
  'endpoints.remove': mutation({ input: z.object({ endpoint: EndpointRef }), output: z.object({ endpointId: EndpointId }) }),
  /** Brings it back without its key. */
  'endpoints.restore': mutation({ input: z.object({ endpointId: EndpointId }), output: Endpoint }),
  /** Asks a tiny question, past the cache, and once each with a seed, two samples and streaming; keeps what it learned. */
  'endpoints.test': mutation({ input: z.object({ endpoint: EndpointRef }), output: EndpointTest }),
} as const;
