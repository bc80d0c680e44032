/**
 * @file Prompt templates by role: versions, checking, preview on a dialogue, one real test call. Owner: services/prompts. A template is Jinja
 * text; lines `# System`, `# User` and `# Assistant` begin messages.
 */
import { z } from 'zod';
import { Call } from './calls';
import { mutation, query } from './define';
import { EndpointRef } from './endpoints';
import { DialogueId, PromptId } from '../domain/ids';
import { Json } from '../domain/json';
import { ChatMessage, ChatParameters } from '../domain/role-requests';

export const PromptSlot = z.object({
  name: z.string(),
  description: z.string(),
  /** As a JSON schema. */
  schema: z.record(z.string(), Json),
  isRequired: z.boolean(),
});
export type PromptSlot = z.output<typeof PromptSlot>;

/** What a language model can be asked to be. */
export const RoleInfo = z.object({
  role: z.string(),
  title: z.string(),
  description: z.string(),
  slots: z.array(PromptSlot),
  /** Unless the asker says otherwise. */
  parameters: ChatParameters,
  /** What the parsed reply is, in words. */
  answer: z.string(),
  /** Whether a dialogue's turn can fill the slots. */
  takesDialogue: z.boolean(),
  /** Slots to look at a template with. */
  example: z.record(z.string(), Json),
});
export type RoleInfo = z.output<typeof RoleInfo>;

/** One version of a role's template; it never changes. */
export const PromptSummary = z.object({
  id: PromptId,
  role: z.string(),
  version: z.int(),
  /** Of the text; stored with every call. */
  sha256: z.string(),
  /** Came with Solace; otherwise written by a person. */
  isShipped: z.boolean(),
  /** The one that is used now. */
  isCurrent: z.boolean(),
  note: z.string(),
  calls: z.int(),
  createdAt: z.iso.datetime(),
});
export type PromptSummary = z.output<typeof PromptSummary>;

export const Prompt = PromptSummary.extend({ text: z.string() });
export type Prompt = z.output<typeof Prompt>;

const PromptText = z.string().min(1, 'a template is needed').max(50_000, 'a template has at most 50,000 characters');

/** What fills the slots: the role's own example, given values, or a dialogue up to one of its turns (zero-based; the last seeker turn by default). */
export const SlotSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('example') }),
  z.object({ kind: z.literal('slots'), slots: z.record(z.string(), Json) }),
  z.object({ kind: z.literal('dialogue'), dialogueId: DialogueId, turn: z.int().nonnegative().optional() }),
]);
export type SlotSource = z.output<typeof SlotSource>;

/** Without a text, the version in use. */
const Draft = z.object({ role: z.string(), text: PromptText.optional(), source: SlotSource });

/** Where a template is wrong; the line is one-based and of the template's text. */
export const PromptProblem = z.object({ line: z.int().nullable(), message: z.string() });
export type PromptProblem = z.output<typeof PromptProblem>;

export const promptsContract = {
  'prompts.roles': query({ input: z.object({}), output: z.array(RoleInfo) }),
  /** The version in use of every role, or of one. */
  'prompts.list': query({ input: z.object({ role: z.string().optional() }), output: z.array(PromptSummary) }),
  'prompts.get': query({ input: z.object({ promptId: PromptId }), output: Prompt }),
  /** Newest first. */
  'prompts.versions': query({ input: z.object({ role: z.string() }), output: z.array(PromptSummary) }),
  /** Adds a version and uses it from now on. INVALID_INPUT where it cannot be read or names what is no slot of the role; an equal text is the version that it equals. */
  'prompts.save': mutation({ input: z.object({ role: z.string(), text: PromptText, note: z.string().max(1_000).default('') }), output: Prompt }),
  /** Uses another version from now on. */
  'prompts.use': mutation({ input: z.object({ promptId: PromptId }), output: Prompt }),
  /** The messages as they would be sent; a template with problems gives none. */
  'prompts.preview': query({
    input: Draft,
    output: z.object({ problems: z.array(PromptProblem), messages: z.array(ChatMessage), promptTokens: z.int(), slots: z.record(z.string(), Json) }),
  }),
  /** Asks an endpoint with the draft; the call is stored as any other, under its own template hash. LIMIT and so on as for every call. */
  'prompts.tryOut': mutation({ input: Draft.extend({ endpoint: EndpointRef, parameters: ChatParameters.partial().optional() }), output: Call }),
} as const;
