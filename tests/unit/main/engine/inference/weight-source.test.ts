/** @file Weights as folders have them: mapped where they lie, in pieces, behind links into several folders, float64, at odd offsets. All must compute the same. */
import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openModelFolder } from '#main/engine/checkpoint/model-folder';
import { floatTensor, writeSafetensors } from '#main/engine/checkpoint/safetensors-write';
import { readTensor } from '#main/engine/checkpoint/safetensors-read';
import { decoderRows } from '#main/engine/inference/forward';
import { GraphSessions } from '#main/engine/inference/graph-sessions';
import { storedWeights, type WeightSource } from '#main/engine/inference/weight-source';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import { safetensorsBytes, temporaryFolder, tinyLlamaFiles, tinyLlamaShapes, tinyShardFiles, writeFiles } from '../../../../support/engine/checkpoint-files';

const tokenIds = [3, 100, 7, 259];

describe('the scores of a folder', () => {
  it('are the same where shards lie in several folders, which are read into memory', async () => {
    const path = await writeFiles(await temporaryFolder(), tinyShardFiles());
    const inPlace = await scoresOf(path);
    await mkdir(join(path, 'elsewhere'));
    await rename(join(path, 'model-00002-of-00002.safetensors'), join(path, 'elsewhere', 'second.safetensors'));
    await symlink(join('elsewhere', 'second.safetensors'), join(path, 'model-00002-of-00002.safetensors'));
    const source = await sourceOf(path);
    expect(source.folder).toBeUndefined();
    expect(source.fed.size).toBe(Object.keys(tinyLlamaShapes).length);
    expect(await scoresOf(path)).toEqual(inPlace);
  });

  it('are the same from float64, and from a file whose tensors start at odd offsets', async () => {
    const path = await writeFiles(await temporaryFolder(), tinyLlamaFiles());
    const expected = await scoresOf(path);
    const { weights } = await openModelFolder(path);
    const tensors = await Promise.all([...weights.tensors.values()].map(async (location) => ({ location, values: await readTensor(location) })));
    await writeSafetensors(join(path, 'model.safetensors'), tensors.map(({ location: { name, shape }, values }) => floatTensor(name, values, { shape, dtype: 'f64' })));
    expect(await scoresOf(path)).toEqual(expected);
    await writeFiles(path, { 'model.safetensors': atOddOffsets(tensors.map(({ location: { name, shape }, values }) => ({ name, shape, values }))) });
    expect((await sourceOf(path)).fed.size).toBe(tensors.length);
    expect(await scoresOf(path)).toEqual(expected);
  });

  it.each(['f16', 'bf16'] as const)('are the same from %s, whether an output layer is taken whole or in pieces', async (dtype) => {
    const path = await writeFiles(await temporaryFolder(), tinyLlamaFiles());
    const expected = await scoresOf(path);
    const { weights } = await openModelFolder(path);
    const tensors = await Promise.all([...weights.tensors.values()].map(async ({ name, shape, ...location }) => floatTensor(name, await readTensor({ name, shape, ...location }), { shape, dtype })));
    await writeSafetensors(join(path, 'model.safetensors'), tensors);
    const whole = await scoresOf(path);
    expect(furthest(whole, expected)).toBeLessThan(dtype === 'f16' ? 1e-3 : 1e-2);
    // Seven pieces, the last of which is smaller.
    expect(furthest(await scoresOf(path, 40 * 8), whole)).toBeLessThan(1e-6);
  });
});

async function sourceOf(path: string, mostWidened?: number): Promise<WeightSource> {
  return await storedWeights(await openModelFolder(path), mostWidened);
}

async function scoresOf(path: string, mostWidened?: number): Promise<Float32Array> {
  const { config } = await openModelFolder(path);
  if (config.kind !== 'decoder') throw new Error('A Llama is a decoder.');
  const sessions = new GraphSessions({ source: await sourceOf(path, mostWidened), runtime: onnxRuntime, provider: 'cpu', threads: 1 });
  try {
    return (await decoderRows(sessions, config.shape, { tokenIds })).values;
  } finally {
    await sessions.dispose();
  }
}

function atOddOffsets(tensors: readonly { name: string; shape: readonly number[]; values: Float32Array<ArrayBuffer> }[]): Uint8Array {
  const header: Record<string, unknown> = { odd: { dtype: 'U8', shape: [1], data_offsets: [0, 1] } };
  const data: Uint8Array[] = [new Uint8Array(1)];
  let at = 1;
  for (const { name, shape, values } of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [at, at + values.byteLength] };
    data.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    at += values.byteLength;
  }
  return safetensorsBytes(padded(header), Buffer.concat(data));
}

/** A header whose length is a multiple of 4, as writers have it. */
function padded(header: Record<string, unknown>): string {
  const text = JSON.stringify(header);
  return text.padEnd(4 * Math.ceil(text.length / 4));
}

function furthest(own: Float32Array, expected: Float32Array): number {
  return own.reduce((most, value, index) => Math.max(most, Math.abs(value - (expected[index] ?? NaN))), 0);
}
