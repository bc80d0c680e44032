/**
 * @file 500 damaged copies of every file of a checkpoint: each folder opens or is refused with an AppError, in time, and no file outside it is opened.
 * Set FUZZ_SEED to run another series.
 */
import type * as FileSystem from 'node:fs/promises';
import { writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/contracts/errors';
import { createRandom, type Random } from '#shared/domain/random';
import { openAdapterFolder } from '#main/engine/checkpoint/adapter-folder';
import { openModelFolder } from '#main/engine/checkpoint/model-folder';
import { readTensor } from '#main/engine/checkpoint/safetensors-read';
import { byteLevelTokenizer, randomSafetensors, temporaryFolder, tinyLlamaFiles, tinyLlamaShapes, tinyShardFiles, writeFiles } from '../../../../support/engine/checkpoint-files';
import { mutate } from '../../../../support/mutate';

const copies = 500;
const longestMs = 10_000;
const seed = Number(process.env['FUZZ_SEED'] ?? 20261120);

const hostilePaths: readonly string[] = ['../secret.safetensors', '/etc/passwd', '..\\secret.safetensors', 'C:\\secret', './model.safetensors', 'a/../../secret.safetensors', '\\\\server\\share', 'x\0y', '.', '', '/dev/zero', 'x'.repeat(5000)];

/** Every path that the code under test opens. */
const opened: string[] = [];
vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof FileSystem>();
  return {
    ...original,
    open: (path: string, flags?: string) => (opened.push(path), original.open(path, flags)),
    readFile: (path: string) => (opened.push(path), original.readFile(path)),
  };
});

type Files = Readonly<Record<string, string | Uint8Array>>;

interface Sample {
  readonly files: Files;
  readonly open: (folder: string) => Promise<void>;
}

const samples: Readonly<Record<string, Sample>> = {
  llama: { files: tinyLlamaFiles(), open: useModel },
  'in shards': { files: { ...tinyShardFiles(), ...embeddingFiles() }, open: useModel },
  WordPiece: { files: { ...tinyLlamaFiles(), 'tokenizer.json': JSON.stringify(wordPiece()) }, open: useModel },
  Unigram: { files: { ...tinyLlamaFiles(), 'tokenizer.json': JSON.stringify(unigram()) }, open: useModel },
  SentencePiece: { files: { ...withoutTokenizer(), 'tokenizer.model': sentencePiece() }, open: useModel },
  LoRA: { files: loraFiles(), open: useAdapter },
};

describe('damaged checkpoints', () => {
  beforeEach(() => void (opened.length = 0));

  it('every sample is whole before it is damaged', async () => {
    for (const { files, open } of Object.values(samples)) await open(await writeFiles(await temporaryFolder(), files));
  });

  it.each(hostilePaths)('hostile path %# in an index or a list of modules is not followed', async (path) => {
    const outside = await writeFiles(await temporaryFolder(), { 'secret.safetensors': randomSafetensors(tinyLlamaShapes), 'config.json': '{}' });
    const { files } = samples['in shards'] ?? { files: {} };
    const weightMap = Object.fromEntries(Object.keys(tinyLlamaShapes).map((name) => [name, path]));
    const lies: readonly Files[] = [{ 'model.safetensors.index.json': JSON.stringify({ weight_map: weightMap }) }, { 'modules.json': JSON.stringify([{ type: 'models.Pooling', path: path.replace(/secret.*/, '') }]) }];
    for (const [index, lie] of lies.entries()) {
      const folder = await writeFiles(join(outside, `folder${index}`), { ...files, ...lie });
      expect(await survives(path, { folder, work: () => openModelFolder(folder).then(() => undefined) })).toBe('refused');
    }
  });

  it(`${copies} copies open or are refused`, { timeout: 120_000 }, async () => {
    const random = createRandom(seed);
    const outside = await temporaryFolder();
    await writeFiles(outside, { 'secret.safetensors': randomSafetensors({ secret: [4] }) });
    const folders = new Map(await Promise.all(Object.entries(samples).map(async ([name, { files }]) => [name, await writeFiles(join(outside, name), files)] as const)));
    const tally = { opened: 0, refused: 0 };
    for (let number = 0; number < copies; number++) {
      const [name, { files, open }] = pick(Object.entries(samples), random);
      const [file, content] = pick(Object.entries(files), random);
      const damage = damaged(asBytes(content), file, random);
      const folder = folders.get(name) ?? '';
      await writeFile(join(folder, file), damage.bytes);
      tally[await survives(`copy ${number} of seed ${seed}: ${name}, ${file}, ${damage.name}`, { folder, work: () => open(folder) })]++;
      await writeFile(join(folder, file), content);
    }
    expect(tally.opened).toBeGreaterThan(copies / 20);
    expect(tally.refused).toBeGreaterThan(copies / 4);
  });
});

async function survives(place: string, { folder, work }: { folder: string; work: () => Promise<void> }): Promise<'opened' | 'refused'> {
  opened.length = 0;
  const startMs = performance.now();
  let outcome: 'opened' | 'refused' = 'opened';
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'INTERNAL') throw new Error(`${place}: ${error instanceof Error ? error.stack : String(error)}`, { cause: error });
    expect(error.message.length, place).toBeLessThan(2000);
    outcome = 'refused';
  }
  expect(performance.now() - startMs, `${place}: hangs`).toBeLessThan(longestMs);
  expect(opened.filter((path) => !path.startsWith(folder + sep)), `${place}: reads outside`).toEqual([]);
  expect(opened.length, place).toBeGreaterThan(0);
  expect(({} as Record<string, unknown>)['polluted'], `${place}: Object.prototype is polluted`).toBeUndefined();
  return outcome;
}

/** Opens all there is and uses it a little: a damage may show only then. */
async function useModel(folder: string): Promise<void> {
  const { weights, tokenizer, parameterCount, contextLength, config } = await openModelFolder(folder);
  expect([parameterCount, contextLength].every((count) => Number.isSafeInteger(count) && count > 0)).toBe(true);
  for (const name of weights.tensors.keys()) await readTensor(weights.tensorLocation(name));
  if (config.kind === 'decoder') config.shape.windowOfLayer(0);
  if (tokenizer === null) return;
  const { ids } = tokenizer.encode('hi, wie geht es dir? 东京 🙂', { pair: 'hi', maxTokens: 20 });
  expect(ids.every((id) => Number.isInteger(id) && id >= 0 && id < tokenizer.vocabularySize)).toBe(true);
  expect(typeof tokenizer.decode(ids)).toBe('string');
  if (tokenizer.hasChatTemplate) expect(typeof tokenizer.renderChat([{ role: 'user', content: 'hi' }], { addsGenerationPrompt: true, now: new Date(0) })).toBe('string');
}

async function useAdapter(folder: string): Promise<void> {
  const adapter = await openAdapterFolder(folder);
  if (adapter.kind === 'prompt-tuning') await readTensor(adapter.embeddings);
  else for (const { a, b } of adapter.targets) await Promise.all([readTensor(a), readTensor(b)]);
}

/** As the world damages files; in a third of the copies, a lie of the kind that each format allows. */
function damaged(bytes: Uint8Array, file: string, random: Random): { readonly bytes: Uint8Array; readonly name: string } {
  const lies = random.integer(3) === 0 ? (file.endsWith('.safetensors') ? headerLies : file.endsWith('.json') ? jsonLies : undefined) : undefined;
  if (lies === undefined) return mutate(bytes, random);
  const [name, lie] = pick(lies, random);
  return { name, bytes: lie(bytes, random) };
}

type Lie = (bytes: Uint8Array, random: Random) => Uint8Array;

const headerLies: readonly (readonly [string, Lie])[] = [
  ['length of the header', (bytes, random) => withLength(bytes, pick([0n, 1n, 7n, 2n ** 31n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n, BigInt(bytes.length), BigInt(random.integer(bytes.length))], random))],
  ['a number in the header', (bytes, random) => onHeader(bytes, (text) => replaceOne(text, /\d+/g, { random, values: ['0', '-1', '1.5', '1e400', '9007199254740993', '4294967296', '18446744073709551615', String(random.integer(10_000))] }))],
  ['a type in the header', (bytes, random) => onHeader(bytes, (text) => replaceOne(text, /"F32"/g, { random, values: ['"F64"', '"I8"', '"BF16"', '"f32"', 'null', '"F4"', '{}'] }))],
  ['a name in the header', (bytes, random) => onHeader(bytes, (text) => replaceOne(text, /"[\w.]+"(?=:\{)/g, { random, values: ['"__proto__"', '"__metadata__"', '""', '"model.norm.weight"', '"\\ud800"'] }))],
];

const jsonLies: readonly (readonly [string, Lie])[] = [
  ['a hostile path', (bytes, random) => onText(bytes, (text) => replaceOne(text, /"[^"]*\.safetensors"|"1_Pooling"/g, { random, values: hostilePaths.map((path) => JSON.stringify(path)) }))],
  ['a number', (bytes, random) => onText(bytes, (text) => replaceOne(text, /\b\d+\b(?!")/g, { random, values: ['0', '-1', '1.5', '1e400', '16777217', '1e15', '65536', '1000000'] }))],
  ['a value', (bytes, random) => onText(bytes, (text) => replaceOne(text, /(?<=:)("[^"]*"|\d+|true|false|null)/g, { random, values: ['null', '{}', '[]', '"x"', 'true', '[[[]]]', '-1', '"\\u0000"', `"${'y'.repeat(100_000)}"`] }))],
  ['a template', (bytes, random) => onText(bytes, (text) => replaceOne(text, /(?<="chat_template":)"(?:[^"\\]|\\.)*"/g, { random, values: ['"{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"', '"{{ x.y.z }}"', '"{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"', '"{{"'] }))],
  ['a pattern', (bytes, random) => onText(bytes, (text) => replaceOne(text, /(?<="pre_tokenizer":)\{[^{}]*\}/g, { random, values: ['{"type":"Split","pattern":{"Regex":"(x+x+)+y"},"behavior":"Isolated"}', '{"type":"Split","pattern":{"Regex":"("},"behavior":"Isolated"}', '{"type":"FixedLength","length":-1}', '{"type":"Sequence","pretokenizers":[null]}', '{"type":"Sequence","pretokenizers":5}'] }))],
];

function replaceOne(text: string, places: RegExp, { random, values }: { random: Random; values: readonly string[] }): string {
  const found = [...text.matchAll(places)];
  if (found.length === 0) return text;
  const place = pick(found, random);
  return text.slice(0, place.index) + pick(values, random) + text.slice(place.index + place[0].length);
}

function onText(bytes: Uint8Array, change: (text: string) => string): Uint8Array {
  return new TextEncoder().encode(change(new TextDecoder().decode(bytes)));
}

/** Keeps the length prefix right, so that the lie itself is what is read. */
function onHeader(bytes: Uint8Array, change: (text: string) => string): Uint8Array {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const header = onText(bytes.slice(8, 8 + length), change);
  return withLength(Uint8Array.from(Buffer.concat([bytes.slice(0, 8), header, bytes.slice(8 + length)])), BigInt(header.length));
}

function withLength(bytes: Uint8Array, length: bigint): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setBigUint64(0, length, true);
  return copy;
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[random.integer(items.length)] as T;
}

function asBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

function embeddingFiles(): Files {
  return {
    'modules.json': JSON.stringify([{ type: 'sentence_transformers.models.Transformer', path: '' }, { type: 'sentence_transformers.models.Pooling', path: '1_Pooling' }]),
    '1_Pooling/config.json': JSON.stringify({ pooling_mode_mean_tokens: true, pooling_mode_cls_token: false }),
    'sentence_bert_config.json': JSON.stringify({ max_seq_length: 16 }),
    'special_tokens_map.json': JSON.stringify({ pad_token: '<pad>', additional_special_tokens: ['<pad>'] }),
    'chat_template.jinja': '{% for m in messages %}{{ m.content | trim }}{% endfor %}',
  };
}

function wordPiece(): object {
  const vocab = Object.fromEntries(['[UNK]', '[CLS]', '[SEP]', 'h', '##i', 'geht', ',', '?'].map((token, id) => [token, id]));
  return {
    ...byteLevelTokenizer(),
    added_tokens: [{ id: 1, content: '[CLS]', special: true }, { id: 2, content: '[SEP]', special: true }],
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: { type: 'RobertaProcessing', cls: ['[CLS]', 1], sep: ['[SEP]', 2] },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab },
  };
}

function unigram(): object {
  const vocab = [['<unk>', 0], ['<s>', 0], ['\u2581', -2], ['h', -3], ['i', -3], ['hi', -4], ['e', -3]];
  return { ...byteLevelTokenizer(), added_tokens: [{ id: 1, content: '<s>', special: true }], pre_tokenizer: { type: 'Metaspace', replacement: '\u2581', prepend_scheme: 'always' }, decoder: { type: 'Metaspace', replacement: '\u2581' }, model: { type: 'Unigram', unk_id: 0, vocab } };
}

function withoutTokenizer(): Files {
  const { 'tokenizer.json': _, ...files } = tinyLlamaFiles();
  return files;
}

function sentencePiece(): Uint8Array {
  const field = (number: number, bytes: ArrayLike<number>): number[] => [8 * number + 2, bytes.length, ...Array.from(bytes)];
  const pieces = [['<unk>', 2], ['<s>', 3], ['</s>', 3], ['\u2581', 1], ['h', 1], ['i', 1], ['hi', 1]] as const;
  const written = pieces.map(([text, kind], index) => field(1, [...field(1, new TextEncoder().encode(text)), 0x15, ...new Uint8Array(Float32Array.of(-index).buffer), 0x18, kind]));
  return Uint8Array.from([...written.flat(), ...field(2, [0x18, 2]), ...field(3, [0x18, 1, 0x20, 0])]);
}

function loraFiles(): Files {
  const layer = 'base_model.model.model.layers.0.self_attn.q_proj';
  return {
    'adapter_config.json': JSON.stringify({ peft_type: 'LORA', r: 2, lora_alpha: 4, target_modules: ['q_proj'], bias: 'none', use_rslora: false, modules_to_save: null, rank_pattern: {}, base_model_name_or_path: '../base' }),
    'adapter_model.safetensors': randomSafetensors({ [`${layer}.lora_A.weight`]: [2, 8], [`${layer}.lora_B.weight`]: [8, 2] }),
  };
}
