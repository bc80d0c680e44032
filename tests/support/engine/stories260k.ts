/**
 * @file The trained Llama of ../shared/data/models/stories260K, in llama2.c's v0 format, as tensors and a tokenizer of the Hugging Face layout.
 * Its rotary embedding turns adjacent pairs; Hugging Face's turns element i with i + half, so the rows of q and k are reordered within each head.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DecoderConfig } from '#main/engine/models/decoder-config';
import { tensor, type Tensor } from '#main/engine/graph/data-type';
import type { JsonObject } from '#main/engine/checkpoint/json-text';
import { readModelConfig } from '#main/engine/checkpoint/model-config';
import { floatTensor, writeSafetensors } from '#main/engine/checkpoint/safetensors-write';
import { tokenizerJsonOfPieces, type Piece } from '#main/engine/checkpoint/sentencepiece';
import { createTokenizer, type Tokenizer } from '#main/engine/checkpoint/tokenizer';
import type { TokenizerConfig } from '#main/engine/checkpoint/tokenizer-config';

export const stories260kFolder = resolve('../shared/data/models/stories260K');

export interface Stories260k {
  readonly json: JsonObject;
  readonly tokenizerJson: JsonObject;
  readonly config: DecoderConfig;
  readonly contextLength: number;
  readonly tensors: ReadonlyMap<string, Tensor<'f32'>>;
  readonly tokenizer: Tokenizer;
}

/** BOS opens every text, and ends it when it is generated. */
export const storiesBosTokenId = 1;

export function readStories260k(): Stories260k {
  const bytes = readFileSync(join(stories260kFolder, 'stories260K.bin'));
  const [hiddenSize = 0, intermediateSize = 0, layers = 0, heads = 0, groups = 0, vocabularySize = 0, contextLength = 0] = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 28));
  const json: JsonObject = {
    model_type: 'llama',
    architectures: ['LlamaForCausalLM'],
    vocab_size: vocabularySize,
    hidden_size: hiddenSize,
    intermediate_size: intermediateSize,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    num_key_value_heads: groups,
    max_position_embeddings: contextLength,
    rms_norm_eps: 1e-5,
    tie_word_embeddings: true,
    bos_token_id: storiesBosTokenId,
    eos_token_id: storiesBosTokenId,
  };
  const model = readModelConfig(json, 'stories260K.bin');
  if (model.kind !== 'decoder') throw new Error('A Llama is a decoder.');
  const tokenizerJson = readTokenizerJson(vocabularySize);
  return {
    json,
    tokenizerJson,
    config: model.shape,
    contextLength,
    tensors: readTensors(new Float32Array(bytes.buffer.slice(bytes.byteOffset + 28)), model.shape),
    tokenizer: createTokenizer(tokenizerJson, tokenizerConfig, 'tok512.bin'),
  };
}

/** The model as a folder of Hugging Face's layout. */
export async function writeStories260k(folder: string, dtype: 'f32' | 'f16' | 'bf16' = 'f32'): Promise<void> {
  const { json, tokenizerJson, tensors } = readStories260k();
  const files = {
    'config.json': json,
    'tokenizer.json': tokenizerJson,
    'tokenizer_config.json': { ...tokenizerConfig.specialTokens, add_bos_token: true, add_eos_token: false, legacy: true },
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
  await writeSafetensors(join(folder, 'model.safetensors'), [...tensors].map(([name, { shape, data }]) => floatTensor(name, data, { shape, dtype })));
}

/** One kind of weight after another, each for all layers; then two tables of angles, which are computed here instead. */
function readTensors(values: Float32Array, { vocabularySize, hiddenSize, intermediateSize, layers, heads, groups, headSize }: DecoderConfig): Map<string, Tensor<'f32'>> {
  let at = 0;
  const take = (shape: readonly number[]): Float32Array => values.subarray(at, (at += shape.reduce((product, size) => product * size, 1)));
  const tensors = new Map<string, Tensor<'f32'>>();
  const each = (name: string, shape: readonly number[], headsToReorder?: number): void => {
    for (let layer = 0; layer < layers; layer++) {
      const weight = take(shape);
      tensors.set(`model.layers.${layer}.${name}.weight`, tensor('f32', shape, headsToReorder === undefined ? weight : pairsToHalves(weight, headsToReorder, headSize)));
    }
  };
  tensors.set('model.embed_tokens.weight', tensor('f32', [vocabularySize, hiddenSize], take([vocabularySize, hiddenSize])));
  each('input_layernorm', [hiddenSize]);
  each('self_attn.q_proj', [heads * headSize, hiddenSize], heads);
  each('self_attn.k_proj', [groups * headSize, hiddenSize], groups);
  each('self_attn.v_proj', [groups * headSize, hiddenSize]);
  each('self_attn.o_proj', [hiddenSize, heads * headSize]);
  each('post_attention_layernorm', [hiddenSize]);
  each('mlp.gate_proj', [intermediateSize, hiddenSize]);
  each('mlp.down_proj', [hiddenSize, intermediateSize]);
  each('mlp.up_proj', [intermediateSize, hiddenSize]);
  tensors.set('model.norm.weight', tensor('f32', [hiddenSize], take([hiddenSize])));
  return tensors;
}

/** Row 2i of a head becomes its row i, row 2i + 1 its row i + half. */
export function pairsToHalves(weight: Float32Array, heads: number, headSize: number): Float32Array {
  const inputs = weight.length / (heads * headSize);
  const reordered = new Float32Array(weight.length);
  for (let row = 0; row < heads * headSize; row++) {
    const within = row % headSize;
    const target = row - within + Math.floor(within / 2) + (within % 2) * (headSize / 2);
    reordered.set(weight.subarray(row * inputs, (row + 1) * inputs), target * inputs);
  }
  return reordered;
}

const tokenizerConfig: TokenizerConfig = {
  specialTokens: { bos_token: '<s>', eos_token: '</s>' },
  additionalSpecialTokens: [],
  addedTokens: [],
  chatTemplates: new Map(),
  maxTokens: null,
  cleansUpSpaces: false,
  addsBosToken: true,
  addsEosToken: false,
  isLegacy: true,
};

/** tok512.bin: the longest piece's length, then score, length and bytes of each piece, in llama2.c's spelling. */
function readTokenizerJson(vocabularySize: number): JsonObject {
  const bytes = readFileSync(join(stories260kFolder, 'tok512.bin'));
  const pieces: Piece[] = [];
  let at = 4;
  for (let id = 0; id < vocabularySize; id++) {
    const length = bytes.readInt32LE(at + 4);
    pieces.push(toPiece(id, bytes.toString('utf8', at + 8, at + 8 + length), bytes.readFloatLE(at)));
    at += 8 + length;
  }
  return tokenizerJsonOfPieces(pieces, { addsPrefixSpace: true, isLegacy: true, bosToken: '<s>', eosToken: null });
}

/** llama2.c writes the space itself, and line breaks around the names of the two special tokens. */
function toPiece(id: number, text: string, score: number): Piece {
  if (id < 3) return { text: ['<unk>', '<s>', '</s>'][id] ?? '', score, kind: id === 0 ? 'unknown' : 'control' };
  return { text: text.replaceAll(' ', '\u2581'), score, kind: /^<0x[0-9A-F]{2}>$/.test(text) ? 'byte' : 'normal' };
}
