/**
 * @file What a person can do with a model folder: the two facades (language-model.ts, text-encoder.ts), what they take and what they give.
 * Knows no graph and no runtime's workings.
 */
import type { DecoderModelConfig, EncoderModelConfig } from '../checkpoint/model-config';
import type { Tokenizer } from '../checkpoint/tokenizer';
import type { ExecutionProvider } from '../onnx/capabilities';
import type { Runtime } from '../runtime/runtime';

/** `f32` computes from the weights as they are stored (f32, f16 or bf16); the others from blocks of 8 or 4 bits, made once and kept in `cacheFolder`. */
export type WeightPrecision = 'f32' | 'int8' | 'int4';

export interface ModelOptions {
  /** As downloaded from Hugging Face. */
  readonly folder: string;
  /** Default: cpu. */
  readonly provider?: ExecutionProvider;
  /** Default: the one that suits the provider (runtime/choose-runtime.ts). */
  readonly runtime?: Runtime;
  /** All cores where absent. */
  readonly threads?: number;
}

export interface LanguageModelOptions extends ModelOptions {
  /** Default: f32. */
  readonly weights?: WeightPrecision;
  /** Needed for int8 and int4. */
  readonly cacheFolder?: string;
  /** A PEFT folder with a LoRA adapter or a soft prompt (prompt tuning) of this model. */
  readonly adapterFolder?: string;
}

/** A text, to which the tokenizer adds its special tokens, or token ids as they are. A chat is rendered by the tokenizer and given as ids. */
export type Prompt = string | readonly number[];

export interface LanguageModel {
  /** Null where the folder has none: prompts are token ids then, and texts stay empty. */
  readonly tokenizer: Tokenizer | null;
  readonly config: DecoderModelConfig;
  /** Runs the prompts as one batch. Ends when every sequence has ended; a signal ends it with AppError CANCELLED. */
  generate(request: GenerationRequest, signal?: AbortSignal): AsyncGenerator<GenerationEvent, void, undefined>;
  /** How likely each continuation of the prompt is; the prompt is read once for all of them. */
  score(prompt: Prompt, continuations: readonly Prompt[], signal?: AbortSignal): Promise<readonly ContinuationScore[]>;
  /** Scores over the vocabulary at every position, each for the token after it. */
  forward(tokenIds: readonly number[], options?: ForwardOptions): Promise<Rows>;
  dispose(): Promise<void>;
}

export interface TextEncoder {
  readonly tokenizer: Tokenizer | null;
  readonly config: EncoderModelConfig;
  /** Hidden states of the last layer at every position; scores over the vocabulary where the model has a masked-token head and they are asked for. */
  forward(tokenIds: readonly number[], options?: EncoderForwardOptions): Promise<Rows>;
  /** One vector a text, pooled and scaled as the folder's sentence-transformers files say (the mean of all tokens, unscaled, without them). */
  embed(texts: readonly Prompt[], signal?: AbortSignal): Promise<Rows>;
  dispose(): Promise<void>;
}

export interface ForwardOptions {
  /** Only these positions, in this order. */
  readonly positions?: readonly number[];
  readonly signal?: AbortSignal;
}

export interface EncoderForwardOptions {
  /** Default: hidden. */
  readonly output?: 'hidden' | 'logits';
  readonly signal?: AbortSignal;
}

/** A matrix, row-major. */
export interface Rows {
  readonly count: number;
  readonly size: number;
  readonly values: Float32Array;
}

/** How the next token is chosen. All of it is applied in this order: penalty, temperature, top-k, top-p. */
export interface Sampling {
  /** 0, the default, takes the likeliest token. */
  readonly temperature?: number;
  /** Only so many likeliest tokens. */
  readonly topK?: number;
  /** Only the likeliest tokens that together have this probability. */
  readonly topP?: number;
  /** Divides the positive scores of tokens that are in the prompt or the text, and multiplies the negative ones (Keskar et al. 2019). 1 changes nothing. */
  readonly repetitionPenalty?: number;
}

export interface GenerationRequest {
  readonly prompts: readonly Prompt[];
  /** New tokens of each sequence, at most. */
  readonly maxTokens: number;
  readonly sampling?: Sampling;
  /** The text ends before the first of these; no part of one is ever given out. */
  readonly stop?: readonly string[];
  /** Tokens that end a sequence; default: those of generation_config.json, else of config.json. */
  readonly endTokenIds?: readonly number[];
  /** Equal requests with equal seeds give equal texts. Default 0; used only where temperature is above 0. */
  readonly seed?: number;
  /** So many likeliest tokens are told with each token. Default 0. */
  readonly alternatives?: number;
}

export type GenerationEvent = GeneratedToken | GeneratedEnd;

export interface TokenLogProb {
  readonly tokenId: number;
  /** Natural logarithm, under the model itself: before penalty, temperature, top-k and top-p. */
  readonly logProb: number;
}

/** Tokens that end a sequence are told too. */
export interface GeneratedToken extends TokenLogProb {
  readonly kind: 'token';
  /** The index of the prompt. */
  readonly sequence: number;
  /** What may be shown now: whole characters, nothing that may yet belong to a stop string. Often empty. The texts of a sequence, joined, are its `text`. */
  readonly text: string;
  readonly alternatives: readonly TokenLogProb[];
}

/** `end`: a token that ends the text; `stop`: a stop string; `length`: maxTokens or the model's context. */
export type EndReason = 'end' | 'stop' | 'length';

export interface GeneratedEnd {
  readonly kind: 'end';
  readonly sequence: number;
  readonly reason: EndReason;
  readonly text: string;
  /** The new ones, with the token that ended the text. */
  readonly tokenIds: readonly number[];
  readonly logProbs: readonly number[];
  readonly promptTokens: number;
}

export interface ContinuationScore {
  readonly tokenIds: readonly number[];
  readonly logProbs: readonly number[];
  /** Before the softmax, at the positions that predict the tokens. */
  readonly logits: readonly number[];
  readonly sumLogProb: number;
  readonly averageLogProb: number;
}
