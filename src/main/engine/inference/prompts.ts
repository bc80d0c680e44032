/** @file Prompts and continuations as token ids, checked against the model. */
import { AppError } from '#shared/contracts/errors';
import type { ModelConfig } from '../checkpoint/model-config';
import type { Tokenizer } from '../checkpoint/tokenizer';
import type { Prompt } from './types';

export interface PromptReader {
  readonly tokenizer: Tokenizer | null;
  readonly config: ModelConfig;
}

/** `name` says in messages which prompt it is. */
export function promptIds({ tokenizer, config }: PromptReader, prompt: Prompt, name: string): readonly number[] {
  const tokenIds = typeof prompt === 'string' ? requireTokenizer(tokenizer).encode(prompt).ids : prompt;
  if (tokenIds.length === 0) throw new AppError('INVALID_INPUT', `${name} is empty, and the tokenizer adds no token to it; give it some text.`);
  checkIds(tokenIds, config, name);
  return tokenIds;
}

export interface ContinuedPrompt {
  readonly prompt: Prompt;
  readonly promptTokenIds: readonly number[];
  /** Of the continuation, for messages. */
  readonly name: string;
}

/**
 * The tokens that a continuation adds to its prompt: those of both read as one text where that begins with the prompt's tokens, else the
 * continuation's own.
 */
export function continuationIds({ tokenizer, config }: PromptReader, continuation: Prompt, { prompt, promptTokenIds, name }: ContinuedPrompt): readonly number[] {
  const read = (): readonly number[] => {
    if (typeof continuation !== 'string') return continuation;
    const whole = typeof prompt === 'string' ? requireTokenizer(tokenizer).encode(prompt + continuation).ids : [];
    const isJoined = whole.length > promptTokenIds.length && promptTokenIds.every((id, index) => id === whole[index]);
    return isJoined ? whole.slice(promptTokenIds.length) : requireTokenizer(tokenizer).encode(continuation, { addsSpecialTokens: false }).ids;
  };
  const tokenIds = read();
  if (tokenIds.length === 0) throw new AppError('INVALID_INPUT', `${name} is empty; there is nothing to score.`);
  checkIds(tokenIds, config, name);
  return tokenIds;
}

export function checkLength(tokens: number, contextLength: number, name: string): void {
  if (tokens > contextLength) throw new AppError('LIMIT', `${name} has ${tokens} tokens; this model takes ${contextLength}. Shorten it.`);
}

function checkIds(tokenIds: readonly number[], { shape: { vocabularySize } }: ModelConfig, name: string): void {
  const wrong = tokenIds.find((id) => !Number.isInteger(id) || id < 0 || id >= vocabularySize);
  if (wrong !== undefined) throw new AppError('INVALID_INPUT', `${name}: ${wrong} is no token id of this model, which has ids from 0 to ${vocabularySize - 1}.`);
}

function requireTokenizer(tokenizer: Tokenizer | null): Tokenizer {
  if (tokenizer === null) throw new AppError('UNSUPPORTED', 'This model has no tokenizer, so it takes token ids, not text. Put its tokenizer.json into the folder.');
  return tokenizer;
}
