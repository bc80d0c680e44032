/** @file The answers of an engine process: each a plain function of a loaded model and its question. */
import { AppError } from '#shared/contracts/errors';
import type { Prompt, Rows, TextEncoder, LanguageModel } from '../../../engine/inference/types';
import type { ChatMessage } from '../../../engine/checkpoint/chat-template';
import { inTurns } from '../../../engine/checkpoint/chat-turns';
import type { Tokenizer } from '../../../engine/checkpoint/tokenizer';
import type { Loaded } from './loaded-models';
import type { EmbedAnswer, ForwardAnswer, GenerateAnswer, GenerateQuestion, ScoreAnswer, TokenNote } from './protocol';

export async function generateText(loaded: Loaded, question: GenerateQuestion, { signal, tell }: { signal: AbortSignal; tell: (note: TokenNote) => void }): Promise<GenerateAnswer> {
  const model = asDecoder(loaded, question.model.name);
  const { maxTokens, sampling, stop, seed, stream } = question;
  let firstTokenMs: number | undefined;
  for await (const event of model.generate({ prompts: [promptOf(model, question)], maxTokens, sampling, stop, seed }, signal)) {
    if (event.kind === 'token') {
      firstTokenMs ??= performance.now();
      tell({ stream, text: event.text, tokenId: event.tokenId, logProb: event.logProb });
    } else {
      const seconds = (performance.now() - (firstTokenMs ?? performance.now())) / 1000;
      const tokensPerSecond = seconds > 0 ? (event.tokenIds.length - 1) / seconds : 0;
      return { text: event.text, reason: event.reason, tokens: event.tokenIds, promptTokens: event.promptTokens, tokensPerSecond };
    }
  }
  throw new Error('The model ended without a text.');
}

export async function scoreContinuations(loaded: Loaded, { model: { name }, prompt, continuations }: { model: { name: string }; prompt: string; continuations: readonly string[] }, signal: AbortSignal): Promise<readonly ScoreAnswer[]> {
  const scores = await asDecoder(loaded, name).score(prompt, continuations, signal);
  return scores.map(({ tokenIds, sumLogProb, averageLogProb }, index) => ({ continuation: continuations[index] ?? '', tokens: tokenIds.length, sumLogProb, averageLogProb }));
}

/** The likeliest tokens at every position. */
export async function likeliestTokens({ kind, model }: Loaded, { model: { name }, ids, top }: { model: { name: string }; ids: readonly number[]; top: number }, signal: AbortSignal): Promise<ForwardAnswer> {
  assertInVocabulary(ids, model.config.shape.vocabularySize);
  if (kind === 'encoder' && model.config.head !== 'masked-lm') {
    throw new AppError('UNSUPPORTED', `"${name}" (${model.config.architecture}) has no masked-token head, so it has no scores over tokens; ask for its vector instead ("model forward --embeddings").`);
  }
  const rows = kind === 'decoder' ? await model.forward(ids, { signal }) : await model.forward(ids, { output: 'logits', signal });
  return { positions: ids.map((id, position) => ({ position, id, top: topOf(rows, position, top).map((score) => withToken(score, model.tokenizer)) })) };
}

export async function embedTexts(loaded: Loaded, { model: { name }, texts }: { model: { name: string }; texts: readonly Prompt[] }, signal: AbortSignal): Promise<EmbedAnswer> {
  const encoder = asEncoder(loaded, name);
  for (const text of texts) if (typeof text !== 'string') assertInVocabulary(text, encoder.config.shape.vocabularySize);
  const { size, values, count } = await encoder.embed(texts, signal);
  return { size, vectors: Array.from({ length: count }, (_, index) => [...values.subarray(index * size, (index + 1) * size)]) };
}

function promptOf(model: LanguageModel, { prompt, model: { name } }: GenerateQuestion): Prompt {
  if ('text' in prompt) return prompt.text;
  const { tokenizer } = model;
  if (tokenizer?.hasChatTemplate !== true) throw new AppError('INVALID_INPUT', `"${name}" has no chat template, so it cannot answer messages; give it a plain prompt, or choose a model that was made for chat.`);
  return tokenizer.encode(renderChat(tokenizer, prompt.messages), { addsSpecialTokens: false }).ids;
}

/** As they are where the template takes them. */
function renderChat(tokenizer: Tokenizer, messages: readonly ChatMessage[]): string {
  const render = (said: readonly ChatMessage[]): string => tokenizer.renderChat(said, { addsGenerationPrompt: true, now: new Date() });
  try {
    return render(messages);
  } catch (error) {
    const turns = inTurns(messages);
    if (turns.length === messages.length) throw error;
    return render(turns);
  }
}

function topOf({ values, size }: Rows, row: number, count: number): { id: number; value: number }[] {
  const scores = values.subarray(row * size, (row + 1) * size);
  const best: { id: number; value: number }[] = [];
  for (const [id, value] of scores.entries()) {
    if (best.length === count && value <= (best.at(-1)?.value ?? -Infinity)) continue;
    const place = best.findIndex((one) => value > one.value);
    best.splice(place === -1 ? best.length : place, 0, { id, value });
    if (best.length > count) best.pop();
  }
  return best;
}

function withToken(score: { id: number; value: number }, tokenizer: Tokenizer | null): { id: number; value: number; token?: string } {
  const token = tokenizer?.token(score.id);
  return token === undefined ? score : { ...score, token };
}

function assertInVocabulary(ids: readonly number[], size: number): void {
  const outside = ids.find((id) => id >= size);
  if (outside !== undefined) throw new AppError('INVALID_INPUT', `Token id ${outside} is not in the vocabulary, which has ${size} tokens; ids are 0 to ${size - 1}.`);
}

function asDecoder(loaded: Loaded, name: string): LanguageModel {
  if (loaded.kind === 'decoder') return loaded.model;
  throw new AppError('INVALID_INPUT', `"${name}" is an encoder; it makes vectors, not text. Choose a decoder such as Llama.`);
}

function asEncoder(loaded: Loaded, name: string): TextEncoder {
  if (loaded.kind === 'encoder') return loaded.model;
  throw new AppError('INVALID_INPUT', `"${name}" is a decoder; sentence vectors come from an encoder such as BERT or RoBERTa.`);
}
