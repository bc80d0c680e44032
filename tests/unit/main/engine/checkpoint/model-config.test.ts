/** @file config.json of each family as the engine's record, and the reason where a model cannot be run. */
import { describe, expect, it } from 'vitest';
import type { DecoderConfig } from '#main/engine/models/decoder-config';
import { readModelConfig, type ModelConfig } from '#main/engine/checkpoint/model-config';
import { tinyLlamaConfig } from '../../../../support/engine/checkpoint-files';

const bert = { architectures: ['BertModel'], model_type: 'bert', vocab_size: 30, hidden_size: 8, intermediate_size: 16, num_hidden_layers: 2, num_attention_heads: 2, max_position_embeddings: 10 };
const qwen2 = { ...tinyLlamaConfig, architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_hidden_layers: 4 };
const mistral = { ...tinyLlamaConfig, architectures: ['MistralForCausalLM'], model_type: 'mistral', num_hidden_layers: 2 };
const gemma2 = { ...tinyLlamaConfig, architectures: ['Gemma2ForCausalLM'], model_type: 'gemma2', num_hidden_layers: 3, head_dim: 6, query_pre_attn_scalar: 16, sliding_window: 7, hidden_activation: 'gelu_pytorch_tanh', hidden_act: 'gelu_pytorch_tanh' };

describe('decoders', () => {
  it('a Llama has the family defaults for what its file leaves out', () => {
    const { rms_norm_eps: _, rope_theta: __, tie_word_embeddings: ___, num_key_value_heads: ____, ...bare } = tinyLlamaConfig;
    expect(shapeOf(bare)).toMatchObject({ normEpsilon: 1e-6, rotaryTheta: 10_000, rotaryScaling: undefined, isTied: false, heads: 2, groups: 2, headSize: 4, activation: 'silu', attentionScale: 0.5, embeddingScale: 1, normsCountFromOne: false });
    expect(read(tinyLlamaConfig)).toMatchObject({ kind: 'decoder', head: 'causal-lm', contextLength: 32, bosTokenId: 0, eosTokenIds: [1] });
  });

  it('rotary scaling is read from older and newer keys alike', () => {
    const scaling = { rope_type: 'llama3', factor: 8, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 16 };
    const expected = { rotaryTheta: 5e5, rotaryScaling: { factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalPositions: 16 } };
    expect(shapeOf({ ...tinyLlamaConfig, rope_theta: 5e5, rope_scaling: scaling })).toMatchObject(expected);
    expect(shapeOf({ ...tinyLlamaConfig, rope_theta: 1, rope_parameters: { ...scaling, rope_theta: 5e5 } })).toMatchObject(expected);
  });

  it('Qwen2 has biases, and windows only where switched on and from a layer on', () => {
    expect(shapeOf(qwen2).hasQueryKeyValueBias).toBe(true);
    expect(windowsOf({ ...qwen2, sliding_window: 9, max_window_layers: 2 })).toEqual([undefined, undefined, undefined, undefined]);
    expect(windowsOf({ ...qwen2, use_sliding_window: true, sliding_window: 9, max_window_layers: 2 })).toEqual([undefined, undefined, 9, 9]);
  });

  it('Mistral has one window for all layers, 4096 unless null', () => {
    expect(windowsOf(mistral)).toEqual([4096, 4096]);
    expect(windowsOf({ ...mistral, sliding_window: null })).toEqual([undefined, undefined]);
  });

  it('Gemma 2 alternates windows, caps scores and scales embeddings', () => {
    expect(shapeOf(gemma2)).toMatchObject({ headSize: 6, activation: 'geluTanh', attentionScale: 0.25, attentionSoftCap: 50, logitSoftCap: 30, embeddingScale: Math.sqrt(8), normsCountFromOne: true, hasPostNorms: true, isTied: true });
    expect(windowsOf(gemma2)).toEqual([7, undefined, 7]);
    expect(windowsOf({ ...gemma2, layer_types: ['full_attention', 'full_attention', 'sliding_attention'] })).toEqual([undefined, undefined, 7]);
    expect(shapeOf({ ...gemma2, attn_logit_softcapping: null }).attentionSoftCap).toBeUndefined();
  });
});

it('encoders count positions as their tables do', () => {
  expect(read(bert)).toMatchObject({ kind: 'encoder', head: 'none', contextLength: 10, shape: { firstPosition: 0, tokenTypes: 2, isTied: true, normEpsilon: 1e-12 } });
  expect(read({ ...bert, architectures: ['RobertaForSequenceClassification'], model_type: 'roberta', pad_token_id: 1, id2label: { 0: 'a', 1: 'b', 2: 'c' } })).toMatchObject({ contextLength: 8, head: 'classification', labelCount: 3, shape: { firstPosition: 2 } });
});

it.each<[string, object, string]>([
  ['an unknown family', { ...bert, model_type: 'gpt2' }, '"model_type" is "gpt2"; supported are bert, roberta, llama'],
  ['a family named like a property of objects', { ...bert, model_type: 'constructor' }, '"model_type" is "constructor"'],
  ['code of its own', { ...bert, model_type: 'chatglm', auto_map: { AutoModel: 'x.Y' } }, 'runs only with Python code of its own (trust_remote_code)'],
  ['another head', { ...tinyLlamaConfig, architectures: ['LlamaForQuestionAnswering'] }, 'supported for llama are LlamaModel, LlamaForCausalLM'],
  ['GPTQ', { ...tinyLlamaConfig, quantization_config: { quant_method: 'gptq', bits: 4 } }, 'the weights are quantised ("gptq")'],
  ['a missing field', { ...tinyLlamaConfig, hidden_size: undefined }, 'the field "hidden_size" is missing; a positive whole number is needed'],
  ['a text for a number', { ...tinyLlamaConfig, hidden_size: '8' }, 'the field "hidden_size" is "8"; a positive whole number is needed'],
  ['an absurd number', { ...tinyLlamaConfig, num_hidden_layers: 1e6 }, 'a number up to 1024 is needed'],
  ['heads that do not divide', { ...tinyLlamaConfig, num_attention_heads: 3 }, 'a divisor of hidden_size (8)'],
  ['groups that do not divide', { ...tinyLlamaConfig, num_attention_heads: 4, num_key_value_heads: 3 }, 'a divisor of num_attention_heads (4)'],
  ['an odd head', { ...tinyLlamaConfig, head_dim: 3 }, 'an even number is needed'],
  ['other rotary scaling', { ...tinyLlamaConfig, rope_scaling: { type: 'yarn', factor: 4 } }, '"type" is "yarn"; supported are "default" and "llama3"'],
  ['biases that Llama seldom has', { ...tinyLlamaConfig, attention_bias: true }, '"attention_bias" is true; only false is supported'],
  ['another activation', { ...tinyLlamaConfig, hidden_act: 'relu' }, 'only "silu" is supported'],
  ['relative positions', { ...bert, position_embedding_type: 'relative_key' }, 'only "absolute" is supported'],
  ['too few layer types', { ...gemma2, layer_types: ['full_attention'] }, 'a list of 3, one a layer, is needed'],
])('refuses %s', (_, config, message) => {
  expect(() => read(config)).toThrow(message);
});

function read(config: object): ModelConfig {
  return readModelConfig(JSON.parse(JSON.stringify(config)) as Record<string, unknown>, 'model/config.json');
}

function shapeOf(config: object): DecoderConfig {
  const model = read(config);
  if (model.kind !== 'decoder') throw new Error('A decoder is expected.');
  return model.shape;
}

function windowsOf(config: object): (number | undefined)[] {
  const shape = shapeOf(config);
  return Array.from({ length: shape.layers }, (_, layer) => shape.windowOfLayer(layer));
}
