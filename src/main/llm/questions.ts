/** @file From a role and its slots to messages, from a reply to a value, and from a reply that cannot be read to the next question. Pure. */
import { describeIssues } from '#shared/contracts/describe-issues';
import { AppError } from '#shared/contracts/errors';
import type { ChatMessage, ChatParameters } from '#shared/domain/role-requests';
import { findRole } from './roles/index';
import { unreadable, type ParsedReply, type Role, type Slots } from './roles/role';
import type { Template } from './templates/template';

/** INVALID_INPUT that names the slot. */
export function readSlots(role: Role, slots: unknown): Slots {
  const parsed = role.slots.strict().safeParse(slots);
  if (!parsed.success) throw new AppError('INVALID_INPUT', `The role "${role.name}" cannot be asked: ${describeIssues(parsed.error.issues)}.`, { details: { role: role.name }, cause: parsed.error });
  return parsed.data as Slots;
}

export function renderMessages(role: Role, slots: Slots, template: Template): ChatMessage[] {
  const derived = Object.entries(role.derived ?? {}).map(([name, { of }]) => [name, of(slots)] as const);
  return template.render({ ...slots, ...Object.fromEntries(derived) });
}

/** Names a template of the role may use. */
export function slotNames(role: Role): string[] {
  return [...Object.keys(role.slots.shape), ...Object.keys(role.derived ?? {})];
}

export function parametersOf(role: Role, given: Partial<ChatParameters> | undefined): ChatParameters {
  return { ...role.parameters, ...given };
}

const refusal = /^\W*(?:i['’]?m (?:really |very )?sorry|sorry|i apologi[sz]e|i (?:can(?:not|['’]t)|am (?:not able|unable)|won['’]t|must decline)|as an ai\b|unfortunately,? i)/i;

/** `text` without what the model thought. */
export function parseReply(roleName: string, reply: { readonly text: string; readonly finishReason: string | null }, slots: Slots): ParsedReply {
  const parsed = findRole(roleName).parse(reply.text, slots);
  if (parsed.isReadable) return parsed;
  if (reply.finishReason === 'content_filter' || (parsed.failure === 'form' && refusal.test(reply.text))) return unreadable('refused', 'the model would not answer');
  return reply.finishReason === 'length' ? unreadable(parsed.failure, `${parsed.reason} (the reply was cut off at its longest length)`) : parsed;
}

/** The conversation goes on: what was said, and what was wrong with it. */
export function askedAgain(messages: readonly ChatMessage[], reply: string, reason: string): ChatMessage[] {
  return [
    ...messages,
    { role: 'assistant', content: reply === '' ? '(no text)' : reply },
    { role: 'user', content: `Your reply could not be read: ${reason}. Answer again in exactly the form that was asked for, and say nothing else.` },
  ];
}
