/** @file The shape of a decoder of the Llama family. Knows no file format. */
import type { RotaryScaling } from '../nn/rotary';

export interface DecoderConfig {
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  readonly heads: number;
  /** Heads of keys and values; each serves heads / groups heads of queries. */
  readonly groups: number;
  readonly headSize: number;
  readonly intermediateSize: number;
  readonly normEpsilon: number;
  readonly rotaryTheta: number;
  readonly rotaryScaling: RotaryScaling | undefined;
  /** The output layer is the embedding table. */
  readonly isTied: boolean;
  /** Qwen 2: q, k and v have a bias. */
  readonly hasQueryKeyValueBias: boolean;
  /** Mistral, Gemma 2: the layers that see only so many positions back; undefined sees all. */
  readonly windowOfLayer: (layer: number) => number | undefined;
  /** Gemma 2 differs in the parts below. */
  readonly activation: 'silu' | 'geluTanh';
  /** Norm weights count from 1. */
  readonly normsCountFromOne: boolean;
  /** Norms after attention and feed-forward too, before their results are added. */
  readonly hasPostNorms: boolean;
  /** Embeddings are multiplied by this. */
  readonly embeddingScale: number;
  /** Scores are multiplied by this: 1 / sqrt(headSize). */
  readonly attentionScale: number;
  readonly attentionSoftCap: number | undefined;
  readonly logitSoftCap: number | undefined;
}
