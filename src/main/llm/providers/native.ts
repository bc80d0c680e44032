/** @file A checkpoint run by this program, as a provider. What runs it is handed in; this file knows no engine. */
import type { ChatMessage, ChatParameters } from '#shared/domain/role-requests';
import { ChatFault, type ChatProvider } from './provider';

/** What a local model says: pieces of text as they come, and once, at the end, what it took. */
export type NativePiece = { readonly text: string } | { readonly promptTokens: number; readonly replyTokens: number; readonly finishReason: 'stop' | 'length' };

/** `model` is the name of a model in the workspace. The signal ends the generation. */
export type NativeChat = (model: string, messages: readonly ChatMessage[], options: { readonly parameters: ChatParameters; readonly signal: AbortSignal }) => AsyncIterable<NativePiece>;

export function createNativeProvider(model: string, chat: NativeChat): ChatProvider {
  return {
    async chat({ messages, parameters, onText }, signal) {
      let text = '';
      for await (const piece of chat(model, messages, { parameters, signal })) {
        if (!('text' in piece)) return { text, reasoning: null, finishReason: piece.finishReason, usage: { promptTokens: piece.promptTokens, replyTokens: piece.replyTokens }, choices: 1 };
        text += piece.text;
        onText?.(text);
      }
      throw new ChatFault('broken', `the model ${model} stopped before its reply was complete`);
    },
  };
}
