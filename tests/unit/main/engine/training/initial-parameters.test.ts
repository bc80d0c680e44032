/** @file First values: their distribution, their seeds, and those of a checkpoint. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFolder } from '#main/engine/checkpoint/folder-files';
import { floatTensor, writeSafetensors } from '#main/engine/checkpoint/safetensors-write';
import { openWeights, type StoredWeights } from '#main/engine/checkpoint/stored-weights';
import { seededParameters, storedParameters } from '#main/engine/training/initial-parameters';

const initialise = seededParameters(3);

test('matrices are normal with deviation 0.02', async () => {
  const values = await initialise('layer.0.dense.weight', [101, 99]);
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length);
  expect(values).toHaveLength(9_999);
  expect(mean).toBeCloseTo(0, 3);
  expect(deviation).toBeCloseTo(0.02, 3);
  expect(values.filter((value) => Math.abs(value) < 0.02).length / values.length).toBeCloseTo(0.683, 1);
});

test.each([
  ['layer.0.dense.bias', [3], [0, 0, 0]],
  ['layer.0.LayerNorm.weight', [3], [1, 1, 1]],
  ['layer.0.LayerNorm.bias', [3], [0, 0, 0]],
  ['base_model.model.layer.0.lora_B.weight', [2, 1], [0, 0]],
])('%s', async (name, shape, expected) => {
  expect([...(await initialise(name, shape))]).toEqual(expected);
});

test("an adapter's A is uniform within 1 / sqrt(inputs)", async () => {
  const values = await initialise('base_model.model.layer.0.lora_A.weight', [8, 400]);
  expect(Math.max(...values)).toBeCloseTo(0.05, 3);
  expect(Math.min(...values)).toBeCloseTo(-0.05, 3);
});

test('seeds and names decide, not the order of asking', async () => {
  const draw = async (seed: number, name: string): Promise<string> => (await seededParameters(seed)(name, [2, 2])).join();
  expect(await draw(3, 'a')).toBe(await draw(3, 'a'));
  expect(new Set([await draw(3, 'a'), await draw(3, 'b'), await draw(4, 'a')]).size).toBe(3);
});

let folder: string;
let weights: StoredWeights;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solace-initial-'));
  await writeSafetensors(join(folder, 'model.safetensors'), [floatTensor('roberta.dense.weight', Float32Array.of(1, 2, 3, 4), { shape: [2, 2], dtype: 'bf16' })]);
  weights = await openWeights(await openFolder(folder));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('stored values are read; what is new begins by the seed, or is missed', async () => {
  const stored = storedParameters(weights, seededParameters(3));
  expect([...(await stored('dense.weight', [2, 2]))]).toEqual([1, 2, 3, 4]);
  expect([...(await stored('classifier.bias', [2]))]).toEqual([0, 0]);
  await expect(storedParameters(weights)('classifier.bias', [2])).rejects.toThrow('the tensor "classifier.bias" is not in its weights');
});

test('a stored tensor of another shape is refused', async () => {
  await expect(storedParameters(weights)('dense.weight', [4, 1])).rejects.toThrow('the tensor "roberta.dense.weight" has shape [2, 2], the model asks for [4, 1]');
});
