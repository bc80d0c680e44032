/** @file config.json of the Llama family: Llama, Qwen2, Mistral, Gemma 2. Where a field is absent, transformers' default for the family counts. */
import type { DecoderConfig } from '../models/decoder-config';
import type { RotaryScaling } from '../nn/rotary';
import { readCommon } from './common-config';
import type { Fields } from './fields';

type Family = 'llama' | 'qwen2' | 'mistral' | 'gemma2';

export function readDecoderConfig(fields: Fields, family: Family): DecoderConfig {
  const isGemma = family === 'gemma2';
  refuseVariants(fields, isGemma ? 'gelu_pytorch_tanh' : 'silu');
  const common = readCommon(fields);
  const heads = readHeads(fields, family, common);
  const windows = readWindows(fields, family, common.layers);
  return {
    ...common,
    ...heads,
    ...readRotary(fields),
    normEpsilon: fields.positive('rms_norm_eps', 1e-6),
    isTied: fields.flag('tie_word_embeddings', isGemma),
    hasQueryKeyValueBias: family === 'qwen2',
    windowOfLayer: (layer) => windows[layer],
    activation: isGemma ? 'geluTanh' : 'silu',
    normsCountFromOne: isGemma,
    hasPostNorms: isGemma,
    embeddingScale: isGemma ? Math.sqrt(common.hiddenSize) : 1,
    attentionScale: (isGemma ? fields.positive('query_pre_attn_scalar', 256) : heads.headSize) ** -0.5,
    attentionSoftCap: isGemma ? readSoftCap(fields, 'attn_logit_softcapping', 50) : undefined,
    logitSoftCap: isGemma ? readSoftCap(fields, 'final_logit_softcapping', 30) : undefined,
  };
}

/** Variants that the family's code in transformers knows and this engine does not. */
function refuseVariants(fields: Fields, activation: string): void {
  const name = fields.has('hidden_activation') ? 'hidden_activation' : 'hidden_act';
  if (fields.text(name, activation) !== activation) throw fields.unsupported(name, `only "${activation}" is supported for this family`);
  for (const bias of ['attention_bias', 'mlp_bias']) {
    if (fields.flag(bias, false)) throw fields.unsupported(bias, 'only false is supported');
  }
  if (fields.has('partial_rotary_factor') && fields.raw('partial_rotary_factor') !== 1) throw fields.unsupported('partial_rotary_factor', 'only 1 is supported');
}

function readHeads(fields: Fields, family: Family, { hiddenSize, heads }: { hiddenSize: number; heads: number }): Pick<DecoderConfig, 'headSize' | 'groups'> {
  const usual = family === 'gemma2' ? 256 : hiddenSize / heads;
  if (!fields.has('head_dim') && !Number.isInteger(usual)) throw fields.wrong('num_attention_heads', `a divisor of hidden_size (${hiddenSize}), or a field "head_dim"`);
  const headSize = fields.size('head_dim', usual);
  if (headSize % 2 !== 0) throw fields.wrong('head_dim', 'an even number');
  const groups = fields.size('num_key_value_heads', heads);
  if (heads % groups !== 0) throw fields.wrong('num_key_value_heads', `a divisor of num_attention_heads (${heads})`);
  return { headSize, groups };
}

/** Newer files have rope_parameters; older ones rope_theta and rope_scaling. */
function readRotary(fields: Fields): Pick<DecoderConfig, 'rotaryTheta' | 'rotaryScaling'> {
  const parameters = fields.object('rope_parameters') ?? fields.object('rope_scaling');
  const theta = fields.positive('rope_theta', 10_000);
  if (parameters === undefined) return { rotaryTheta: theta, rotaryScaling: undefined };
  const name = parameters.has('rope_type') ? 'rope_type' : 'type';
  const kind = parameters.text(name, 'default');
  if (kind !== 'default' && kind !== 'llama3') throw parameters.unsupported(name, 'supported are "default" and "llama3"');
  return { rotaryTheta: parameters.positive('rope_theta', theta), rotaryScaling: kind === 'llama3' ? readLlama3(parameters) : undefined };
}

function readLlama3(parameters: Fields): RotaryScaling {
  const lowFrequencyFactor = parameters.positive('low_freq_factor');
  const highFrequencyFactor = parameters.positive('high_freq_factor');
  if (highFrequencyFactor <= lowFrequencyFactor) throw parameters.wrong('high_freq_factor', `a number above low_freq_factor (${lowFrequencyFactor})`);
  return { factor: parameters.positive('factor'), lowFrequencyFactor, highFrequencyFactor, originalPositions: parameters.size('original_max_position_embeddings') };
}

/** One a layer, from layer_types where the file has them, else by the family's rule. */
function readWindows(fields: Fields, family: Family, layers: number): readonly (number | undefined)[] {
  const window = readWindow(fields, family);
  const types = fields.texts('layer_types');
  if (window === undefined || types.length === 0) return Array.from({ length: layers }, (_, layer) => (isWindowed(fields, family, layer) ? window : undefined));
  if (types.length !== layers) throw fields.wrong('layer_types', `a list of ${layers}, one a layer,`);
  return types.map((type) => {
    if (type !== 'sliding_attention' && type !== 'full_attention') throw fields.unsupported('layer_types', 'supported are "sliding_attention" and "full_attention"');
    return type === 'sliding_attention' ? window : undefined;
  });
}

function readWindow(fields: Fields, family: Family): number | undefined {
  if (family === 'llama' || fields.isNull('sliding_window')) return undefined;
  if (family === 'qwen2' && !fields.flag('use_sliding_window', false)) return undefined;
  return fields.size('sliding_window', 4096);
}

function isWindowed(fields: Fields, family: Family, layer: number): boolean {
  if (family === 'gemma2') return layer % 2 === 0;
  return family === 'mistral' || layer >= fields.size('max_window_layers', 28);
}

/** An explicit null switches it off. */
function readSoftCap(fields: Fields, name: string, fallback: number): number | undefined {
  return fields.isNull(name) ? undefined : fields.positive(name, fallback);
}
