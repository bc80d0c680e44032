/**
 * @file BERT (Devlin et al. 2019) and RoBERTa (Liu et al. 2019), with the tensor names of the Hugging Face checkpoints. Activations are
 * matrices [batch * positions, size], as in decoder.ts.
 */
import type { Value } from '../graph/graph';
import { checkpoint } from '../autodiff/checkpoint';
import { attention, paddingMask } from '../nn/attention';
import { linear, type Weights } from '../nn/weights';
import { add, gatherRows, gelu, layerNorm, reshape, slice } from '../ops/build';
import type { EncoderConfig } from './encoder-config';

export interface Encoder {
  readonly config: EncoderConfig;
  readonly weights: Weights;
  /** What the names of the tensors begin with: `roberta.`, `bert.`, or nothing in a bare model. */
  readonly prefix: string;
  /** Layers are computed again for the gradient instead of being kept. */
  readonly recomputesLayers?: boolean;
  /** Dropout, in training: of what enters a residual sum and of the embeddings; of the attention's weights. */
  readonly dropHidden?: (x: Value) => Value;
  readonly dropAttention?: (weights: Value) => Value;
}

export interface EncoderInputs {
  /** [batch, positions] of i64. */
  readonly tokenIds: Value;
  /** [batch, positions]: 1 where a token stands, 0 for padding. */
  readonly attentionMask: Value;
  /** [batch, positions] of i64: rows of the position table. RoBERTa's first token has the row after the padding id's. */
  readonly positionIds: Value;
  /** [batch, positions] of i64; all 0 where absent. */
  readonly tokenTypeIds?: Value;
}

/** The hidden states of the last layer, [batch * positions, hidden]. */
export function encoderHidden(encoder: Encoder, inputs: EncoderInputs): Value {
  const { graph } = inputs.tokenIds;
  const { config, prefix, recomputesLayers = false } = encoder;
  const mask = paddingMask(inputs.attentionMask);
  let hidden = embed(encoder, inputs);
  for (let layer = 0; layer < config.layers; layer++) {
    const build = (): Value => encoderLayer(encoder, `${prefix}encoder.layer.${layer}`, { hidden, mask });
    hidden = graph.within(`layers.${layer}`, () => (recomputesLayers ? checkpoint(graph, build) : build()));
  }
  return hidden;
}

export function encoderWordTable({ config, weights, prefix }: Encoder): Value {
  return weights.tensor(`${prefix}embeddings.word_embeddings.weight`, [config.vocabularySize, config.hiddenSize]);
}

/** The norm of an encoder, whose weights are named `name.weight` and `name.bias`. */
export function encoderNorm({ config, weights }: Encoder, name: string, x: Value): Value {
  const size = [config.hiddenSize];
  return layerNorm(x, { weight: weights.tensor(`${name}.weight`, size), bias: weights.tensor(`${name}.bias`, size) }, config.normEpsilon);
}

interface LayerInputs {
  readonly hidden: Value;
  readonly mask: Value;
}

function embed(encoder: Encoder, { tokenIds, positionIds, tokenTypeIds }: EncoderInputs): Value {
  const { config, weights, prefix } = encoder;
  const { hiddenSize } = config;
  const positionTable = weights.tensor(`${prefix}embeddings.position_embeddings.weight`, [config.positions, hiddenSize]);
  const typeTable = weights.tensor(`${prefix}embeddings.token_type_embeddings.weight`, [config.tokenTypes, hiddenSize]);
  const types = tokenTypeIds === undefined ? slice(typeTable, 0, [0, 1]) : gatherRows(typeTable, tokenTypeIds);
  const summed = add(add(gatherRows(encoderWordTable(encoder), tokenIds), gatherRows(positionTable, positionIds)), types);
  const [batch = 0, positions = 0] = tokenIds.shape;
  return drop(encoder, encoderNorm(encoder, `${prefix}embeddings.LayerNorm`, reshape(summed, [batch * positions, hiddenSize])));
}

function encoderLayer(encoder: Encoder, name: string, inputs: LayerInputs): Value {
  const { config, weights } = encoder;
  const dense = (layer: string, x: Value, outputs: number): Value => linear(weights, `${name}.${layer}`, { x, outputs, hasBias: true });
  const mixed = drop(encoder, dense('attention.output.dense', selfAttention(encoder, `${name}.attention.self`, inputs), config.hiddenSize));
  const attended = encoderNorm(encoder, `${name}.attention.output.LayerNorm`, add(mixed, inputs.hidden));
  const widened = gelu(dense('intermediate.dense', attended, config.intermediateSize));
  return encoderNorm(encoder, `${name}.output.LayerNorm`, add(drop(encoder, dense('output.dense', widened, config.hiddenSize)), attended));
}

function selfAttention({ config, weights, dropAttention }: Encoder, name: string, { hidden, mask }: LayerInputs): Value {
  const { heads, hiddenSize } = config;
  const [batch = 0, , , positions = 0] = mask.shape;
  const size = hiddenSize / heads;
  const project = (projection: string): Value =>
    reshape(linear(weights, `${name}.${projection}`, { x: hidden, outputs: hiddenSize, hasBias: true }), [batch, positions, heads, size]);
  return attention({ query: project('query'), key: project('key'), value: project('value'), mask }, { scale: size ** -0.5, softCap: undefined, dropWeights: dropAttention });
}

function drop({ dropHidden }: Encoder, x: Value): Value {
  return dropHidden?.(x) ?? x;
}
