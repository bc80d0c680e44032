/**
 * @file Decoders of the Llama family (Touvron et al. 2023; Qwen 2, Mistral, Gemma 2 as variants of its config), with the tensor names of the
 * Hugging Face checkpoints. Activations are matrices [batch * positions, size] throughout; attention alone sees the axes apart.
 */
import type { Value } from '../graph/graph';
import { checkpoint } from '../autodiff/checkpoint';
import { geluTanh, softCap } from '../nn/activations';
import { attention, causalMask, paddingMask } from '../nn/attention';
import { rotaryAngles, type RotaryAngles } from '../nn/rotary';
import { linear, type Weights } from '../nn/weights';
import { add, concat, expand, gatherRows, multiply, reshape, rmsNorm, rotate, scale, shift, silu } from '../ops/build';
import type { DecoderConfig } from './decoder-config';

export interface Decoder {
  readonly config: DecoderConfig;
  readonly weights: Weights;
  /** Layers are computed again for the gradient instead of being kept. */
  readonly recomputesLayers?: boolean;
}

/** All positions are those of the soft prompt, then those of the tokens. */
export interface DecoderInputs {
  /** [batch, tokens] of i64. */
  readonly tokenIds: Value;
  /** [batch, all positions]: 1 where a token stands, 0 for padding. */
  readonly attentionMask: Value;
  /** [batch, all positions] of i64, each below the number of positions: counted without padding. */
  readonly positionIds: Value;
  /** [virtual tokens, hidden]: rows put before the token embeddings of every sequence. */
  readonly softPrompt?: Value;
}

/** The hidden states after the last norm, [batch * all positions, hidden]; every position sees those before it. */
export function decoderHidden(decoder: Decoder, inputs: DecoderInputs): Value {
  const { config } = decoder;
  const { graph, shape: [, positions = 0] } = inputs.positionIds;
  const padding = paddingMask(inputs.attentionMask);
  const windows = new Set(Array.from({ length: config.layers }, (_, layer) => config.windowOfLayer(layer)));
  const masks = new Map([...windows].map((window) => [window, add(padding, causalMask(graph, positions, window))]));
  const attend: Attend = (projected, layer) => {
    const mask = masks.get(config.windowOfLayer(layer)) ?? padding;
    return attention({ ...projected, mask }, { scale: config.attentionScale, softCap: config.attentionSoftCap });
  };
  return decoderLayers(decoder, { embedded: embed(decoder, inputs), positionIds: inputs.positionIds, positionCount: positions, attend });
}

/** query [batch, positions, heads, size]; key and value [batch, positions, groups, size]. */
export interface Projected {
  readonly query: Value;
  readonly key: Value;
  readonly value: Value;
}

/** What a layer's queries see: the mixture of values, [batch * positions, heads * size]. */
export type Attend = (projected: Projected, layer: number) => Value;

export interface LayersInputs {
  /** [batch * positions, hidden] */
  readonly embedded: Value;
  /** [batch, positions], each id below `positionCount`. */
  readonly positionIds: Value;
  readonly positionCount: number;
  readonly attend: Attend;
}

/** All layers and the last norm, around any way of attending. */
export function decoderLayers(decoder: Decoder, { embedded, positionIds, positionCount, attend }: LayersInputs): Value {
  const { config, recomputesLayers = false } = decoder;
  const { graph } = embedded;
  const angles = rotaryAngles({ theta: config.rotaryTheta, size: config.headSize, scaling: config.rotaryScaling }, positionIds, positionCount);
  let hidden = embedded;
  for (let layer = 0; layer < config.layers; layer++) {
    const build = (): Value => decoderLayer(decoder, layer, { hidden, angles, attend });
    hidden = graph.within(`layers.${layer}`, () => (recomputesLayers ? checkpoint(graph, build) : build()));
  }
  return norm(decoder, 'model.norm', hidden);
}

/** Scores over the vocabulary for these rows of hidden states, [rows, vocabulary]. */
export function decoderLogits({ config, weights }: Decoder, hidden: Value): Value {
  const logits = linear(weights, config.isTied ? embeddingLayer : 'lm_head', { x: hidden, outputs: config.vocabularySize, hasBias: false });
  return softCap(logits, config.logitSoftCap);
}

const embeddingLayer = 'model.embed_tokens';

interface LayerInputs {
  readonly hidden: Value;
  readonly angles: RotaryAngles;
  readonly attend: Attend;
}

/** Token embeddings with a soft prompt before them, [batch * all positions, hidden]. */
export function embed({ config, weights }: Decoder, { tokenIds, softPrompt }: Pick<DecoderInputs, 'tokenIds' | 'softPrompt'>): Value {
  const { hiddenSize } = config;
  const [batch = 0, tokens = 0] = tokenIds.shape;
  const table = weights.tensor(`${embeddingLayer}.weight`, [config.vocabularySize, hiddenSize]);
  const embedTokens = (ids: Value): Value => scale(gatherRows(table, ids), config.embeddingScale);
  const embedded = weights.embed?.(tokenIds, embedTokens) ?? embedTokens(tokenIds);
  if (softPrompt === undefined) return reshape(embedded, [batch * tokens, hiddenSize]);
  const [virtual = 0] = softPrompt.shape;
  const repeated = expand(reshape(softPrompt, [1, virtual, hiddenSize]), [batch, virtual, hiddenSize]);
  return reshape(concat([repeated, embedded], 1), [batch * (virtual + tokens), hiddenSize]);
}

function decoderLayer(decoder: Decoder, layer: number, inputs: LayerInputs): Value {
  const { hasPostNorms } = decoder.config;
  const name = `model.layers.${layer}`;
  // In Gemma 2 the norm called "post_attention" stands after attention; elsewhere it is the one before the feed-forward layers.
  const beforeFeedForward = hasPostNorms ? 'pre_feedforward_layernorm' : 'post_attention_layernorm';
  const after = (norms: string, x: Value): Value => (hasPostNorms ? norm(decoder, `${name}.${norms}`, x) : x);

  const attended = selfAttention(decoder, layer, { ...inputs, hidden: norm(decoder, `${name}.input_layernorm`, inputs.hidden) });
  const middle = add(inputs.hidden, after('post_attention_layernorm', attended));
  const fed = feedForward(decoder, `${name}.mlp`, norm(decoder, `${name}.${beforeFeedForward}`, middle));
  return add(middle, after('post_feedforward_layernorm', fed));
}

function selfAttention({ config, weights }: Decoder, layer: number, { hidden, angles, attend }: LayerInputs): Value {
  const { heads, groups, headSize, hasQueryKeyValueBias: hasBias } = config;
  const name = `model.layers.${layer}.self_attn`;
  const [batch = 0, positions = 0] = angles.cosines.shape;
  const project = (projection: string, count: number): Value => {
    const projected = linear(weights, `${name}.${projection}`, { x: hidden, outputs: count * headSize, hasBias });
    return reshape(projected, [batch, positions, count, headSize]);
  };
  const projected = { query: rotate(project('q_proj', heads), angles), key: rotate(project('k_proj', groups), angles), value: project('v_proj', groups) };
  return linear(weights, `${name}.o_proj`, { x: attend(projected, layer), outputs: config.hiddenSize, hasBias: false });
}

function feedForward({ config, weights }: Decoder, name: string, x: Value): Value {
  const widen = (projection: string): Value => linear(weights, `${name}.${projection}`, { x, outputs: config.intermediateSize, hasBias: false });
  const gate = widen('gate_proj');
  const gated = multiply(config.activation === 'silu' ? silu(gate) : geluTanh(gate), widen('up_proj'));
  return linear(weights, `${name}.down_proj`, { x: gated, outputs: config.hiddenSize, hasBias: false });
}

function norm({ config, weights }: Decoder, name: string, x: Value): Value {
  const weight = weights.tensor(`${name}.weight`, [config.hiddenSize]);
  return rmsNorm(x, config.normsCountFromOne ? shift(weight, 1) : weight, config.normEpsilon);
}
