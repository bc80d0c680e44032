/**
 * @file Messages for templates that know no system message, or want user and assistant to take turns (Gemma 2, Llama 2, Mistral): the system's words
 * open the first message of the user, and messages of one role behind each other become one.
 */
import type { ChatMessage } from './chat-template';

export function inTurns(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const turns: ChatMessage[] = [];
  for (const message of messages.map((one) => (one.role === 'system' ? { ...one, role: 'user' } : one))) {
    const last = turns.at(-1);
    if (last?.role === message.role) turns[turns.length - 1] = { ...last, content: `${last.content}\n\n${message.content}` };
    else turns.push(message);
  }
  return turns;
}
