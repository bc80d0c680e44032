/** @file Rules in the place of a language model, as a provider: deterministic, free, at once. Always labelled as scripted where it is shown. */
import { scriptedAnswer } from '../scripted/answers';
import { scriptedPerson } from '../scripted/persons';
import { estimatePromptTokens, estimateTokens } from '../tokens';
import type { ChatProvider } from './provider';

export function createScriptedProvider(model: string): ChatProvider {
  const person = scriptedPerson(model);
  return {
    chat({ messages, about, choices, onText }) {
      const text = scriptedAnswer(about.role, { person, slots: about.slots, sample: about.sample });
      onText?.(text);
      return Promise.resolve({ text, reasoning: null, finishReason: 'stop', usage: { promptTokens: estimatePromptTokens(messages), replyTokens: estimateTokens(text) }, choices: choices ?? 1 });
    },
  };
}
