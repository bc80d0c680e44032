/** @file Small self-made checkpoints: safetensors bytes laid out by hand, a one-layer Llama folder, and a byte-level tokenizer. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createRandom } from '#shared/domain/random';

/** A folder that goes away with the test. */
export async function temporaryFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'solace-checkpoint-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

export async function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** `header` may be text, to write what no object can say. */
export function safetensorsBytes(header: unknown, dataBytes: Uint8Array | number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const data = typeof dataBytes === 'number' ? new Uint8Array(dataBytes) : dataBytes;
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

/** A file of float32 tensors with values from a seed, in the order given. */
export function randomSafetensors(shapes: Readonly<Record<string, readonly number[]>>, seed = 1): Uint8Array {
  const random = createRandom(seed);
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  const values: number[] = [];
  for (const [name, shape] of Object.entries(shapes)) {
    const start = values.length;
    const count = shape.reduce((product, size) => product * size, 1);
    for (let i = 0; i < count; i++) values.push(random.next() - 0.5);
    header[name] = { dtype: 'F32', shape, data_offsets: [4 * start, 4 * values.length] };
  }
  return safetensorsBytes(header, new Uint8Array(Float32Array.from(values).buffer));
}

export const tinyLlamaConfig = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  vocab_size: 260,
  hidden_size: 8,
  intermediate_size: 12,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  num_key_value_heads: 1,
  max_position_embeddings: 32,
  rms_norm_eps: 1e-5,
  rope_theta: 10000,
  tie_word_embeddings: true,
  bos_token_id: 0,
  eos_token_id: 1,
};

export const tinyLlamaShapes: Readonly<Record<string, readonly number[]>> = {
  'model.embed_tokens.weight': [260, 8],
  'model.layers.0.input_layernorm.weight': [8],
  'model.layers.0.mlp.down_proj.weight': [8, 12],
  'model.layers.0.mlp.gate_proj.weight': [12, 8],
  'model.layers.0.mlp.up_proj.weight': [12, 8],
  'model.layers.0.post_attention_layernorm.weight': [8],
  'model.layers.0.self_attn.k_proj.weight': [4, 8],
  'model.layers.0.self_attn.o_proj.weight': [8, 8],
  'model.layers.0.self_attn.q_proj.weight': [8, 8],
  'model.layers.0.self_attn.v_proj.weight': [4, 8],
  'model.norm.weight': [8],
};

/** Every file of a Llama folder with one layer. */
export function tinyLlamaFiles(): Record<string, string | Uint8Array> {
  return {
    'config.json': JSON.stringify(tinyLlamaConfig),
    'generation_config.json': JSON.stringify({ do_sample: true, temperature: 0.6, top_p: 0.9, eos_token_id: [1, 2] }),
    'model.safetensors': randomSafetensors(tinyLlamaShapes),
    'tokenizer.json': JSON.stringify(byteLevelTokenizer()),
    'tokenizer_config.json': JSON.stringify({
      bos_token: '<s>',
      eos_token: { content: '</s>', lstrip: false, __type: 'AddedToken' },
      model_max_length: 1e30,
      chat_template: '{{ bos_token }}{% for message in messages %}{{ message.role }}: {{ message.content }}{{ eos_token }}\n{% endfor %}{% if add_generation_prompt %}assistant:{% endif %}',
    }),
  };
}

/** The same weights in two shards with their index. */
export function tinyShardFiles(): Record<string, string | Uint8Array> {
  const { 'model.safetensors': _, ...files } = tinyLlamaFiles();
  const names = Object.keys(tinyLlamaShapes);
  const shards = { 'model-00001-of-00002.safetensors': names.slice(0, 4), 'model-00002-of-00002.safetensors': names.slice(4) };
  const shardBytes = Object.entries(shards).map(([file, tensors]) => [file, randomSafetensors(Object.fromEntries(tensors.map((name) => [name, tinyLlamaShapes[name] ?? []])))] as const);
  const weightMap = Object.fromEntries(Object.entries(shards).flatMap(([file, tensors]) => tensors.map((name) => [name, file])));
  return { ...files, ...Object.fromEntries(shardBytes), 'model.safetensors.index.json': JSON.stringify({ metadata: {}, weight_map: weightMap }) };
}

/** Three special tokens, the 256 bytes, and one merge: "h" and "i". */
export function byteLevelTokenizer(): Record<string, unknown> {
  const special = ['<s>', '</s>', '<pad>'];
  const tokens = [...special, ...byteCharacters(), 'hi'];
  return {
    version: '1.0',
    truncation: { max_length: 4 },
    padding: { strategy: { Fixed: 8 }, pad_id: 2 },
    added_tokens: special.map((content, id) => ({ id, content, special: true, normalized: false })),
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, use_regex: true },
    post_processor: { type: 'TemplateProcessing', single: [{ SpecialToken: { id: '<s>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }], pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }] },
    decoder: { type: 'ByteLevel' },
    model: { type: 'BPE', vocab: Object.fromEntries(tokens.map((token, id) => [token, id])), merges: ['h i'] },
  };
}

/** GPT-2's printable character for each byte, in the order of bytes. */
function byteCharacters(): string[] {
  let moved = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrintable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCodePoint(isPrintable ? byte : 256 + moved++);
  });
}
