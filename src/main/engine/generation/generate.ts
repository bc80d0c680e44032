/**
 * @file Generation of texts for a batch of prompts: a few sequences at a time, each ending on its own and making room for the next. Given token ids,
 * it knows no tokenizer but a function that reads ids as text.
 */
import { createRandom, type Random } from '#shared/domain/random';
import { powerBucket } from '../inference/buckets';
import type { EndReason, GeneratedEnd, GeneratedToken, GenerationEvent, Sampling, TokenLogProb } from '../inference/types';
import type { DecoderConfig } from '../models/decoder-config';
import { blockTokens, type DecoderReader } from './decoder-reader';
import { copySequence, createCache, type CachePlace, type KeyValueCache } from './key-value-cache';
import { largestIndices } from './largest';
import type { PrefixStore } from './prefix-store';
import { chooseToken, logProbabilities } from './sampling';
import { createStopFilter, type StopFilter } from './stop-filter';
import { createTextStream, type TextStream } from './text-stream';

export interface GeneratorParts {
  readonly config: DecoderConfig;
  readonly contextLength: number;
  readonly reader: DecoderReader;
  readonly prefixes: PrefixStore;
  readonly decode: (tokenIds: readonly number[]) => string;
}

export interface TokenRequest {
  /** Each has a token, and fewer than the context. */
  readonly prompts: readonly (readonly number[])[];
  readonly maxTokens: number;
  readonly sampling: Sampling;
  readonly stop: readonly string[];
  readonly endTokenIds: readonly number[];
  readonly seed: number;
  readonly alternatives: number;
}

/** At once; more wait. */
const mostSequences = 16;

export async function* generateTokens(parts: GeneratorParts, request: TokenRequest, signal?: AbortSignal): AsyncGenerator<GenerationEvent, void, undefined> {
  const { prompts, maxTokens } = request;
  const longest = Math.max(...prompts.map((prompt) => Math.min(prompt.length + maxTokens, parts.contextLength)));
  const capacity = blockTokens * powerBucket(Math.ceil(longest / blockTokens));
  const readPrompt = promptReader(parts, capacity, signal);
  const waiting = prompts.map((prompt, index) => startSequence(parts, request, { prompt, index }));
  let batch: Batch = { rows: [], cache: createCache(parts.config, 0, capacity) };
  do {
    const joining: Placed[] = [];
    for (const sequence of waiting.splice(0, mostSequences - batch.rows.filter(isRunning).length)) {
      const { logits, cache } = await readPrompt(sequence.prompt);
      yield* advance(sequence, logits, request);
      if (isRunning(sequence)) joining.push({ sequence, from: { cache, sequence: 0 } });
    }
    batch = regroup(parts.config, batch, joining);
    const { rows, cache } = batch;
    if (!rows.some(isRunning)) continue;
    const lastTokens = rows.map((sequence) => sequence?.tokens.at(-1)?.tokenId ?? 0);
    const lengths = rows.map((sequence) => (sequence === undefined ? 0 : tokensRead(sequence)));
    const logits = await parts.reader.readTokens(lastTokens, lengths, { cache, signal });
    for (const [row, sequence] of rows.entries()) if (isRunning(sequence)) yield* advance(sequence, logits[row] ?? new Float32Array(), request);
  } while (waiting.length > 0 || batch.rows.some(isRunning));
}

interface Sequence {
  readonly index: number;
  readonly prompt: readonly number[];
  /** New tokens at most, by the request and by the model's context. */
  readonly mostTokens: number;
  readonly seen: Set<number>;
  readonly random: Random;
  readonly stream: TextStream;
  readonly stop: StopFilter;
  readonly tokens: TokenLogProb[];
  text: string;
  reason: EndReason | undefined;
}

function startSequence({ contextLength, decode }: GeneratorParts, { maxTokens, seed, stop }: TokenRequest, { prompt, index }: Pick<Sequence, 'prompt' | 'index'>): Sequence {
  return {
    index,
    prompt,
    mostTokens: Math.min(maxTokens, contextLength - prompt.length),
    seen: new Set(prompt),
    // Streams far apart for neighbouring seeds and sequences (the golden ratio in 32 bits).
    random: createRandom(seed + 0x9e3779b9 * index),
    stream: createTextStream(decode, prompt),
    stop: createStopFilter(stop),
    tokens: [],
    text: '',
    reason: undefined,
  };
}

function isRunning(sequence: Sequence | undefined): sequence is Sequence {
  return sequence !== undefined && sequence.reason === undefined;
}

/** The last token is chosen but not yet read. */
function tokensRead({ prompt, tokens }: Sequence): number {
  return prompt.length + tokens.length - 1;
}

/** Chooses a sequence's next token and tells of it. */
function* advance(sequence: Sequence, logits: Float32Array, request: TokenRequest): Generator<GeneratedToken | GeneratedEnd, void> {
  const tokenId = chooseToken(logits, request.sampling, sequence);
  const [chosen = { tokenId, logProb: NaN }, ...alternatives] = logProbabilities(logits, [tokenId, ...largestIndices(logits, request.alternatives)]);
  sequence.tokens.push(chosen);
  sequence.seen.add(tokenId);
  const isEnd = request.endTokenIds.includes(tokenId);
  const shown = isEnd ? { text: '', isStopped: false } : sequence.stop.push(sequence.stream.push(tokenId));
  const isLast = isEnd || (!shown.isStopped && sequence.tokens.length >= sequence.mostTokens);
  const rest = isLast ? sequence.stop.push(sequence.stream.flush()) : { text: '', isStopped: false };
  const text = shown.text + rest.text + (isLast && !rest.isStopped ? sequence.stop.flush() : '');
  sequence.text += text;
  if (isEnd) sequence.reason = 'end';
  else if (shown.isStopped || rest.isStopped) sequence.reason = 'stop';
  else if (isLast) sequence.reason = 'length';
  yield { kind: 'token', sequence: sequence.index, ...chosen, text, alternatives };
  if (sequence.reason !== undefined) yield endOf(sequence, sequence.reason);
}

function endOf({ index, prompt, text, tokens }: Sequence, reason: EndReason): GeneratedEnd {
  const [tokenIds, logProbs] = [tokens.map(({ tokenId }) => tokenId), tokens.map(({ logProb }) => logProb)];
  return { kind: 'end', sequence: index, reason, text, tokenIds, logProbs, promptTokens: prompt.length };
}

interface PromptState {
  readonly logits: Float32Array;
  /** A batch of one. What follows the prompt in it may be overwritten. */
  readonly cache: KeyValueCache;
}

/** Equal prompts behind each other (several texts for one prompt) are read once. */
function promptReader({ config, reader, prefixes }: GeneratorParts, capacity: number, signal: AbortSignal | undefined): (prompt: readonly number[]) => Promise<PromptState> {
  let last: (PromptState & { readonly prompt: readonly number[] }) | undefined;
  return async (prompt) => {
    if (last !== undefined && last.prompt.join() === prompt.join()) return last;
    const cache = createCache(config, 1, capacity);
    const place = { cache, sequence: 0 };
    const logits = await reader.readPrompt(prompt, prefixes.restore(prompt, place), { cache, signal });
    prefixes.keep(prompt, place);
    last = { prompt, logits, cache };
    return last;
  };
}

interface Batch {
  /** One a row of the cache; a row without a running sequence idles. */
  readonly rows: readonly (Sequence | undefined)[];
  readonly cache: KeyValueCache;
}

interface Placed {
  readonly sequence: Sequence;
  readonly from: CachePlace;
}

/** Lets sequences in and ended ones out. Sizes are powers of two, so that few graphs are needed. */
function regroup(config: DecoderConfig, { rows, cache }: Batch, joining: readonly Placed[]): Batch {
  const staying = rows.flatMap((sequence, row): Placed[] => (isRunning(sequence) ? [{ sequence, from: { cache, sequence: row } }] : []));
  const placed = [...staying, ...joining];
  const [first] = placed;
  if (first === undefined) return { rows: [], cache };
  if (placed.length === 1 && first.from.cache.batch === 1) return { rows: [first.sequence], cache: first.from.cache };
  const size = powerBucket(placed.length);
  const isSame = size === rows.length;
  const target = isSame ? cache : createCache(config, size, cache.capacity);
  const next = isSame ? rows.map((sequence) => (isRunning(sequence) ? sequence : undefined)) : Array.from({ length: size }, (): Sequence | undefined => undefined);
  for (const { sequence, from } of isSame ? joining : placed) {
    const row = next.indexOf(undefined);
    copySequence(from, { cache: target, sequence: row }, tokensRead(sequence));
    next[row] = sequence;
  }
  return { rows: next, cache: target };
}
