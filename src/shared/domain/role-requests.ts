/**
 * @file How a language model is asked: by role and slots, never by a ready-made prompt. A run's worker, a page and a test ask the same way;
 * src/main/llm renders, sends, stores and parses. Every role has its slots and its parser in src/main/llm/roles.
 */
import { z } from 'zod';
import { CallId, EndpointId, RunId } from './ids';
import { Json } from './json';

export const ChatMessage = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });
export type ChatMessage = z.output<typeof ChatMessage>;

export const ChatParameters = z.object({
  temperature: z.number().min(0).max(2),
  maxTokens: z.int().positive(),
  topP: z.number().gt(0).max(1).optional(),
  stop: z.array(z.string()).optional(),
  /** Passed on where the endpoint takes one. */
  seed: z.int().optional(),
});
export type ChatParameters = z.output<typeof ChatParameters>;

/** What may be used up at most; what is absent is not limited. */
export const Budget = z.object({
  calls: z.int().positive().optional(),
  /** Prompt and reply together. */
  tokens: z.int().positive().optional(),
  /** In the currency of the endpoints' prices. */
  cost: z.number().positive().optional(),
});
export type Budget = z.output<typeof Budget>;

export const RoleRequest = z.object({
  role: z.string(),
  endpointId: EndpointId,
  /** What the role's template needs: plain values, checked against the role's slots. */
  slots: z.record(z.string(), Json),
  /** Over the role's own parameters. */
  parameters: ChatParameters.partial().optional(),
  /** Which of several independent answers to the same question: 0 for the first. Part of the call's identity. */
  sample: z.int().nonnegative().default(0),
  /** How often to ask when the reply does not parse, the first time included. */
  attempts: z.int().min(1).max(10).default(3),
  /** Who asks, for the trace: which thing of the run it is about. */
  runId: RunId.optional(),
  item: z.string().optional(),
  /** What the whole run may use up; checked before anything is sent. */
  budget: Budget.optional(),
  /** The slots hold text that must not leave this machine (a corpus that is local only): other endpoints are refused. */
  isConfidential: z.boolean().default(false),
});
export type RoleRequest = z.input<typeof RoleRequest>;

/**
 * What was wrong with a reply: `form` nothing in it can be read; `count` it has another number of lines than asked for, so that a smaller
 * question may help; `label` a value outside its list or scale; `refused` the model would not answer.
 */
export const ReplyFailure = z.enum(['form', 'count', 'label', 'refused']);
export type ReplyFailure = z.output<typeof ReplyFailure>;

export const RoleReply = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('parsed'),
    /** As the role's parser made it. */
    value: Json,
    /** The reply, reasoning blocks taken out. */
    text: z.string(),
    callId: CallId,
    isScripted: z.boolean(),
    wasCached: z.boolean(),
  }),
  z.object({
    outcome: z.literal('unparsed'),
    failure: ReplyFailure,
    /** Why no attempt's reply could be read, for people. */
    reason: z.string(),
    text: z.string(),
    callId: CallId,
    isScripted: z.boolean(),
    wasCached: z.boolean(),
  }),
]);
export type RoleReply = z.output<typeof RoleReply>;
