/** @file Calls of language models as they are stored: cache, resume and audit in one table. Owner: services/calls. A page of them is a trace. */
import { z } from 'zod';
import { mutation, query } from './define';
import { CallId, EndpointId, PromptId, RunId } from '../domain/ids';
import { Json } from '../domain/json';
import { ChatMessage, ChatParameters, ReplyFailure } from '../domain/role-requests';

/** `parsed` and `unparsed` were answered; `failed` never was, all retries included. */
export const CallOutcome = z.enum(['parsed', 'unparsed', 'failed']);
export type CallOutcome = z.output<typeof CallOutcome>;

export const CallFilter = z.object({
  /** Calls that the run made, and answers of earlier calls that it used again. */
  runId: RunId.optional(),
  role: z.string().optional(),
  endpointId: EndpointId.optional(),
  outcome: CallOutcome.optional(),
  /** Words of the last message or the reply. */
  text: z.string().max(500).optional(),
});
export type CallFilter = z.output<typeof CallFilter>;

export const CallSummary = z.object({
  id: CallId,
  at: z.iso.datetime(),
  role: z.string(),
  /** Who asked first, and about which thing of the run. */
  runId: RunId.nullable(),
  item: z.string().nullable(),
  endpointId: EndpointId,
  endpointName: z.string(),
  model: z.string(),
  isScripted: z.boolean(),
  sample: z.int(),
  /** 1 for the first question, more where the reply before could not be read. */
  attempt: z.int(),
  outcome: CallOutcome,
  /** Beginning of the reply, or of what went wrong. */
  excerpt: z.string(),
  promptTokens: z.int(),
  replyTokens: z.int(),
  /** The server did not report the tokens; they are estimated from the text. */
  isEstimated: z.boolean(),
  cost: z.number(),
  latencyMs: z.number(),
  /** Requests it took, the failed ones included. */
  tries: z.int(),
  /** How often its answer was used again. */
  reuses: z.int(),
});
export type CallSummary = z.output<typeof CallSummary>;

export const Call = CallSummary.extend({
  messages: z.array(ChatMessage),
  parameters: ChatParameters,
  slots: z.record(z.string(), Json),
  /** Null where the version is not in this workspace any more. */
  promptId: PromptId.nullable(),
  promptVersion: z.int().nullable(),
  promptSha256: z.string(),
  /** Without what the model thought. */
  reply: z.string().nullable(),
  reasoning: z.string().nullable(),
  /** As the server says it: stop, length, content_filter. */
  finishReason: z.string().nullable(),
  value: Json.nullable(),
  failure: ReplyFailure.nullable(),
  /** Why the reply could not be read, or why there is none. */
  reason: z.string().nullable(),
  /** What each failed request said. */
  tryErrors: z.array(z.string()),
});
export type Call = z.output<typeof Call>;

const CallFigures = z.object({
  calls: z.int(),
  /** Questions answered from calls that were already stored. */
  cached: z.int(),
  unparsed: z.int(),
  failed: z.int(),
  promptTokens: z.int(),
  replyTokens: z.int(),
  /** Calls whose tokens are estimated. */
  estimated: z.int(),
  cost: z.number(),
});
export type CallFigures = z.output<typeof CallFigures>;

export const CallTotals = CallFigures.extend({
  byRole: z.array(CallFigures.extend({ role: z.string() })),
  byEndpoint: z.array(CallFigures.extend({ endpointId: EndpointId, endpointName: z.string(), isScripted: z.boolean() })),
});
export type CallTotals = z.output<typeof CallTotals>;

export const callsContract = {
  /** Newest first. `upTo` leaves out what came after it, so that pages do not move while calls come in; the answer's `newest` is its first value. */
  'calls.list': query({
    input: CallFilter.extend({ offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(500).default(100), upTo: CallId.optional() }),
    output: z.object({ total: z.int(), newest: CallId.nullable(), rows: z.array(CallSummary) }),
  }),
  'calls.get': query({ input: z.object({ callId: CallId }), output: Call }),
  /** Sends the same messages for another, independent answer, past the cache; it becomes a call of its own. */
  'calls.askAgain': mutation({ input: z.object({ callId: CallId }), output: Call }),
  /** The request as a curl command, the key as $API_KEY. UNSUPPORTED where no server is asked. */
  'calls.asCurl': query({ input: z.object({ callId: CallId }), output: z.object({ command: z.string() }) }),
  'calls.totals': query({ input: z.object({ runId: RunId.optional() }), output: CallTotals }),
} as const;
