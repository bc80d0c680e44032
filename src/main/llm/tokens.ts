/** @file Tokens of a text without its tokenizer: an estimate, marked as one wherever it is shown. Errs on the high side for English. */
import type { ChatMessage } from '#shared/domain/role-requests';

/** English runs at about four characters a token; other scripts at one or two. */
const charactersPerToken = 4;
const tokensPerMessage = 4;

export function estimateTokens(text: string): number {
  let characters = 0;
  let others = 0;
  for (const character of text) {
    if (character <= '\u024f') characters++;
    else others++;
  }
  return Math.ceil(characters / charactersPerToken + others);
}

export function estimatePromptTokens(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content) + tokensPerMessage, tokensPerMessage);
}
