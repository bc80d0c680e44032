/** @file Quantised models: the cache file, how near their logits come to those of the weights as stored, adapters on top, and a trained model's text. */
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeLoraAdapter } from '#main/engine/checkpoint/lora-adapter';
import { openModelFolder, type ModelFolder } from '#main/engine/checkpoint/model-folder';
import { readSafetensorsHeader, readTensorBytes } from '#main/engine/checkpoint/safetensors-read';
import { tensor, type Tensor } from '#main/engine/graph/data-type';
import { decoderRows } from '#main/engine/inference/forward';
import { GraphSessions } from '#main/engine/inference/graph-sessions';
import { openLanguageModel } from '#main/engine/inference/language-model';
import type { LanguageModel, WeightPrecision } from '#main/engine/inference/types';
import type { WeightSource } from '#main/engine/inference/weight-source';
import type { DecoderConfig } from '#main/engine/models/decoder-config';
import { trainableWeights } from '#main/engine/nn/weights';
import { toBlocks, type BlockBits } from '#main/engine/quantise/blocks';
import { quantisedWeights } from '#main/engine/quantise/quantised-weights';
import { createCApiRuntime } from '#main/engine/runtime/c-api';
import { fromBlocks } from '../../../../support/engine/blocks';
import { safetensorsBytes, temporaryFolder, tinyLlamaFiles, writeFiles } from '../../../../support/engine/checkpoint-files';
import { describeFixture, fixtureFolder, fixtureTensors, readFixture, type FixtureCase } from '../../../../support/engine/fixtures';
import { storiesBosTokenId, stories260kFolder, writeStories260k } from '../../../../support/engine/stories260k';

describe('the cache file', () => {
  test('is made once, and again where it is damaged', async () => {
    const [model, cacheFolder] = [await tinyModel(), await temporaryFolder()];
    await quantisedWeights(model, { bits: 4, cacheFolder });
    const path = await onlyFile(cacheFolder);
    const made = await readFile(path);
    const age = async (): Promise<void> => utimes(path, 1, 1);
    const isOld = async (): Promise<boolean> => (await stat(path)).mtimeMs === 1000;
    await age();
    await quantisedWeights(model, { bits: 4, cacheFolder });
    expect(await isOld()).toBe(true);

    const damages = [
      () => truncate(path, made.length - 5),
      () => writeFile(path, 'no header'),
      () => writeFile(path, made.with(made.length - 200, (made.at(-200) ?? 0) ^ 1)),
      () => writeFile(path, safetensorsBytes({ checksum: { dtype: 'U8', shape: [4], data_offsets: [0, 4] } }, 4)),
    ];
    for (const damage of damages) {
      await damage();
      await age();
      await quantisedWeights(model, { bits: 4, cacheFolder });
      expect(await isOld()).toBe(false);
      expect(await readFile(path)).toEqual(made);
    }
    expect(await readdir(cacheFolder)).toHaveLength(1);
  });

  test('is another one for other bits, and for other values in a folder that looks alike', async () => {
    const cacheFolder = await temporaryFolder();
    const [first, second] = [await tinyModel(), await tinyModel({ step: 1e-3 })];
    expect(first.contentHash).toBe(second.contentHash);
    // As a copy that keeps the times of its files.
    for (const { weights } of [first, second]) for (const { path } of weights.files) await utimes(path, 1, 1);
    for (const model of [first, second]) for (const bits of [4, 8] as const) await quantisedWeights(model, { bits, cacheFolder });
    expect(await readdir(cacheFolder)).toHaveLength(4);
  });

  test('keeps embeddings and norms as they are stored, every tensor at a multiple of its width', async () => {
    for (const name of ['llama3', 'qwen2', 'gemma2']) {
      if (!existsSync(fixtureFolder(name))) continue;
      const [model, cacheFolder] = [await openModelFolder(fixtureFolder(name)), await temporaryFolder()];
      await quantisedWeights(model, { bits: 4, cacheFolder });
      const path = await onlyFile(cacheFolder);
      const { tensors } = await readSafetensorsHeader(path, path);
      for (const { dtype, offsetBytes } of tensors.values()) expect(offsetBytes % { f32: 4, f16: 2, bf16: 2, u8: 1 }[dtype as 'f32']).toBe(0);
      for (const kept of ['model.embed_tokens.weight', 'model.norm.weight']) {
        const [own, source] = [tensors.get(kept), model.weights.tensorLocation(kept)];
        if (own === undefined) throw new Error(`${kept} is missing`);
        expect(own).toMatchObject({ dtype: source.dtype, shape: source.shape });
        expect(await Array.fromAsync(readTensorBytes(own))).toEqual(await Array.fromAsync(readTensorBytes(source)));
      }
    }
  });

  test('is not begun with a weight that holds no numbers, and nothing stays behind', async () => {
    const [model, cacheFolder] = [await tinyModel({ first: NaN }), await temporaryFolder()];
    await expect(quantisedWeights(model, { bits: 8, cacheFolder })).rejects.toThrow(/the weight of "model\.embed_tokens" holds values that are no finite numbers; the model is damaged/);
    expect(await readdir(cacheFolder)).toEqual([]);
  });
});

for (const name of ['llama', 'llama3', 'qwen2', 'mistral', 'gemma2']) {
  describeFixture(name, () => {
    test.each<BlockBits>([8, 4])('at %i bits, logits are those of the rounded weights', async (bits) => {
      const cacheFolder = await temporaryFolder();
      const { cases } = readFixture(name) as { cases: Record<'right_padded', FixtureCase> };
      const ids = cases.right_padded.input_ids[0] ?? [];
      const model = await openModelFolder(fixtureFolder(name));
      const own = await exactLogits(await quantisedWeights(model, { bits, cacheFolder, roundsInputs: false }), decoderConfig(model), ids);
      const config = { ...decoderConfig(model), isTied: false };
      const fed = roundedTensors(fixtureTensors(name), config, bits);
      const expected = await exactLogits({ folder: undefined, fed, weightsOf: trainableWeights }, config, ids);
      expect(relativeDifference(own, expected)).toBeLessThan(1e-5);
    });
  });
}

describeFixture('mistral', () => {
  test('an adapter stays exact beside a quantised layer', async () => {
    const [adapterFolder, cacheFolder] = [await temporaryFolder(), await temporaryFolder()];
    const layer = { inputs: 24, outputs: 32, a: wave(2 * 24), b: wave(32 * 2) };
    const targets = [0, 1].map((index) => ({ ...layer, layer: `model.layers.${index}.self_attn.q_proj` }));
    await writeLoraAdapter(adapterFolder, { baseModel: null, rank: 2, alpha: 4, isRankStabilised: false, dropout: 0, taskType: 'CAUSAL_LM', dtype: 'f32', targets });
    const folder = fixtureFolder('mistral');
    const ids = [1, 5, 9, 30, 44, 61, 7];
    const [plain, adapted] = [await logitsOf({ folder }, ids), await logitsOf({ folder, adapterFolder }, ids)];
    const quantised = await logitsOf({ folder, adapterFolder, weights: 'int8', cacheFolder }, ids);
    expect(relativeDifference(adapted, plain)).toBeGreaterThan(0.2);
    expect(relativeDifference(quantised, adapted)).toBeLessThan(0.03);
  });
});

if (!existsSync(stories260kFolder)) console.warn(`SKIPPED: ${stories260kFolder} is absent; no text of a quantised model is compared with the published one.`);

describe.skipIf(!existsSync(stories260kFolder))('stories260K', () => {
  const published = (): readonly number[] => (JSON.parse(readFileSync(join(stories260kFolder, 'expected.json'), 'utf8')) as { empty_prompt_256: { ids: number[] } }).empty_prompt_256.ids.slice(1);

  test('8-bit weights write the whole published text', async () => {
    const [folder, cacheFolder] = [await temporaryFolder(), await temporaryFolder()];
    await writeStories260k(folder);
    const model = await openModelFolder(folder);
    const source = await quantisedWeights(model, { bits: 8, cacheFolder, roundsInputs: false });
    const ids = [storiesBosTokenId, ...published()];
    const { vocabularySize: size } = decoderConfig(model);
    const logits = await exactLogits(source, decoderConfig(model), ids);
    const likeliest = ids.map((_, position) => logits.subarray(position * size, (position + 1) * size)).map((row) => row.indexOf(Math.max(...row)));
    expect(likeliest.slice(0, -1)).toEqual(published());
  });

  /** Root mean squares, relative to the logits: about twice what was measured. */
  test.each([['int8', 0.02], ['int4', 0.2]] as const)('logits at %s are within %f of those of the weights as stored', async (weights, tolerance) => {
    const [folder, cacheFolder] = [await temporaryFolder(), await temporaryFolder()];
    await writeStories260k(folder);
    const ids = [storiesBosTokenId, ...published()];
    const difference = relativeDifference(await logitsOf({ folder, weights, cacheFolder }, ids), await logitsOf({ folder }, ids));
    expect(difference).toBeLessThan(tolerance);
  });

  test.each([['int8', 48], ['int4', 12]] as const)('with rounded inputs too, %s writes its first %i tokens', async (weights, count) => {
    const [folder, cacheFolder] = [await temporaryFolder(), await temporaryFolder()];
    await writeStories260k(folder);
    const model = await openLanguageModel({ folder, weights, cacheFolder });
    expect(await greedy(model, count)).toEqual(published().slice(0, count));
    await model.dispose();
  });
});

/** The tiny Llama with other values: `step` added to all of them, or the first one replaced. */
async function tinyModel({ step = 0, first }: { readonly step?: number; readonly first?: number } = {}): Promise<ModelFolder> {
  const files = tinyLlamaFiles();
  const bytes = Uint8Array.from(files['model.safetensors'] as Uint8Array);
  const dataStart = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const view = new DataView(bytes.buffer, dataStart);
  for (let at = 0; at < view.byteLength; at += 4) view.setFloat32(at, view.getFloat32(at, true) + step, true);
  if (first !== undefined) view.setFloat32(0, first, true);
  return await openModelFolder(await writeFiles(await temporaryFolder(), { ...files, 'model.safetensors': bytes }));
}

async function onlyFile(folder: string): Promise<string> {
  const [name = '', ...others] = await readdir(folder);
  expect(others).toEqual([]);
  return join(folder, name);
}

function decoderConfig({ config }: ModelFolder): DecoderConfig {
  if (config.kind !== 'decoder') throw new Error('The model is no decoder.');
  return config.shape;
}

async function greedy(model: LanguageModel, maxTokens: number): Promise<readonly number[]> {
  for await (const event of model.generate({ prompts: [''], maxTokens })) if (event.kind === 'end') return event.tokenIds;
  return [];
}

async function exactLogits(source: WeightSource, config: DecoderConfig, tokenIds: readonly number[]): Promise<Float32Array> {
  const sessions = new GraphSessions({ source, runtime: createCApiRuntime(), provider: 'cpu', threads: 1 });
  try {
    return (await decoderRows(sessions, config, { tokenIds })).values;
  } finally {
    await sessions.dispose();
  }
}

/** The weights of linear layers to blocks and back; the output layer at 8 bits and apart from the embeddings. */
function roundedTensors(tensors: ReadonlyMap<string, Tensor<'f32'>>, { vocabularySize, hiddenSize }: DecoderConfig, bits: BlockBits): Map<string, Tensor> {
  const round = ({ data, shape: [outputs = 0, inputs = 0] }: Tensor<'f32'>, to: BlockBits): Tensor => {
    const shape = [outputs, inputs] as const;
    return tensor('f32', shape, fromBlocks(toBlocks(data, shape, to), shape, to).values);
  };
  const head = tensors.get('lm_head.weight') ?? tensors.get('model.embed_tokens.weight');
  expect(head?.shape).toEqual([vocabularySize, hiddenSize]);
  const rounded = new Map<string, Tensor>([...tensors].map(([name, value]) => [name, name.endsWith('_proj.weight') ? round(value, bits) : value]));
  if (head !== undefined) rounded.set('lm_head.weight', round(head, 8));
  return rounded;
}

async function logitsOf(options: { folder: string; weights?: WeightPrecision; cacheFolder?: string; adapterFolder?: string }, ids: readonly number[]): Promise<Float32Array> {
  const model = await openLanguageModel({ ...options, threads: 1 });
  try {
    return (await model.forward(ids)).values;
  } finally {
    await model.dispose();
  }
}

function relativeDifference(own: Float32Array, expected: Float32Array): number {
  const square = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0);
  expect(own.length).toBe(expected.length);
  return Math.sqrt(square(own.map((value, index) => value - (expected[index] ?? NaN))) / square(expected));
}

function wave(length: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => 0.5 * Math.sin(1 + index));
}
