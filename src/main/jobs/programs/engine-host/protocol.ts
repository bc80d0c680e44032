/** @file What an engine process is asked and what it answers. One process a device; it holds the models that were used last. */
import type { ChatMessage } from '../../../engine/checkpoint/chat-template';
import type { EndReason, Sampling, WeightPrecision } from '../../../engine/inference/types';
import type { ExecutionProvider } from '../../../engine/onnx/capabilities';

export interface EngineHostInput {
  readonly provider: ExecutionProvider;
}

export interface ModelReference {
  readonly name: string;
  /** Real path of the folder. */
  readonly folder: string;
  readonly precision: WeightPrecision;
  /** Where its quantised weights are kept. */
  readonly cacheFolder: string;
  /** PEFT's, for a decoder. */
  readonly adapterFolder?: string;
}

export interface GenerateQuestion {
  readonly kind: 'generate';
  readonly model: ModelReference;
  /** Marks the notes that belong to this question. */
  readonly stream: number;
  readonly prompt: { readonly text: string } | { readonly messages: readonly ChatMessage[] };
  readonly maxTokens: number;
  readonly sampling: Sampling;
  readonly stop: readonly string[];
  readonly seed: number;
}

export type EngineQuestion =
  | GenerateQuestion
  | { readonly kind: 'score'; readonly model: ModelReference; readonly prompt: string; readonly continuations: readonly string[] }
  | { readonly kind: 'forward'; readonly model: ModelReference; readonly ids: readonly number[]; readonly top: number }
  | { readonly kind: 'embed'; readonly model: ModelReference; readonly texts: readonly (string | readonly number[])[] }
  | { readonly kind: 'state' };

/** Sent while a text grows. */
export interface TokenNote {
  readonly stream: number;
  readonly text: string;
  readonly tokenId: number;
  readonly logProb: number;
}

export interface GenerateAnswer {
  readonly text: string;
  readonly reason: EndReason;
  readonly tokens: readonly number[];
  readonly promptTokens: number;
  /** Of the new tokens, the first one left out: reading the prompt is another thing. */
  readonly tokensPerSecond: number;
}

export interface ScoreAnswer {
  readonly continuation: string;
  readonly tokens: number;
  readonly sumLogProb: number;
  readonly averageLogProb: number;
}

export interface ForwardAnswer {
  readonly positions: readonly { readonly position: number; readonly id: number; readonly top: readonly { readonly id: number; readonly value: number; readonly token?: string }[] }[];
}

export interface EmbedAnswer {
  readonly size: number;
  readonly vectors: readonly (readonly number[])[];
}

export interface HostState {
  readonly isWorking: boolean;
  readonly loaded: readonly { readonly model: string; readonly precision: WeightPrecision }[];
  readonly memoryBytes: number;
}

/** What each question is answered with. */
export interface EngineAnswers {
  readonly generate: GenerateAnswer;
  readonly score: readonly ScoreAnswer[];
  readonly forward: ForwardAnswer;
  readonly embed: EmbedAnswer;
  readonly state: HostState;
}
