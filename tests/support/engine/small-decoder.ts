/** @file Tiny decoders with made-up weights, one for every variant of attention. */
import { tensor, type Tensor } from '#main/engine/graph/data-type';
import { elementCount } from '#main/engine/graph/shape';
import { decoderHidden, decoderLogits } from '#main/engine/models/decoder';
import type { DecoderConfig } from '#main/engine/models/decoder-config';
import { trainableWeights } from '#main/engine/nn/weights';
import { createGraph } from '#main/engine/ops/table';
import { Feeds, sequenceInputs } from './batches';

const small: DecoderConfig = {
  vocabularySize: 11, hiddenSize: 8, layers: 2, heads: 4, groups: 2, headSize: 8, intermediateSize: 12, normEpsilon: 1e-6, rotaryTheta: 10_000, rotaryScaling: undefined, isTied: true,
  hasQueryKeyValueBias: false, windowOfLayer: () => undefined, activation: 'silu', normsCountFromOne: false, hasPostNorms: false, embeddingScale: 1, attentionScale: 0.5,
  attentionSoftCap: undefined, logitSoftCap: undefined,
};

export const decoderVariants: readonly (readonly [string, DecoderConfig])[] = [
  ['plain', small],
  ['a sliding window in every layer', { ...small, windowOfLayer: () => 3 }],
  ['Gemma 2', { ...small, windowOfLayer: (layer) => (layer === 0 ? 2 : undefined), attentionSoftCap: 0.5, logitSoftCap: 1, hasPostNorms: true, normsCountFromOne: true, activation: 'geluTanh', embeddingScale: Math.sqrt(8) }],
];

/** Far from random, but no two tensors are alike. */
export function randomTensors(config: DecoderConfig): Map<string, Tensor> {
  const graph = createGraph();
  const weights = trainableWeights(graph);
  const decoder = { config, weights };
  decoderLogits(decoder, decoderHidden(decoder, sequenceInputs(new Feeds(graph), { input_ids: [[0]], attention_mask: [[1]] })));
  return new Map([...weights.parameters].map(([name, { shape }], index) => [name, tensor('f32', shape, Array.from({ length: elementCount(shape) }, (_, at) => 0.6 * Math.sin(1.7 * index + 2.3 * at)))]));
}
