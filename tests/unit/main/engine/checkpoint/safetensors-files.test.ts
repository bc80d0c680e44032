/** @file Tensors written and read back, whole or not at all. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/domain/random';
import { fromFloat32 } from '#main/engine/checkpoint/half-precision';
import { readSafetensorsHeader, readTensor, readTensorBytes } from '#main/engine/checkpoint/safetensors-read';
import { copiedTensor, floatTensor, writeSafetensors, type TensorToWrite } from '#main/engine/checkpoint/safetensors-write';
import type { StoredFloat } from '#main/engine/checkpoint/stored-type';
import { safetensorsBytes, temporaryFolder, writeFiles } from '../../../../support/engine/checkpoint-files';
import { readSafetensors } from '../../../../support/engine/safetensors';

const random = createRandom(7);
const values = Float32Array.from({ length: 6 }, () => random.next() - 0.5);

describe('written files', () => {
  it.each<StoredFloat>(['f32', 'f16', 'bf16', 'f64'])('give %s values back', async (dtype) => {
    const path = join(await temporaryFolder(), 'model.safetensors');
    await writeSafetensors(path, [floatTensor('w', values, { shape: [2, 3], dtype })]);
    const { tensors, metadata } = await readSafetensorsHeader(path, path);
    const location = present(tensors.get('w'));
    expect(metadata).toEqual({ format: 'pt' });
    expect(location).toMatchObject({ dtype, shape: [2, 3] });
    expect(Buffer.concat(await Array.fromAsync(readTensorBytes(location)))).toEqual(Buffer.from(fromFloat32(values, dtype)));
    const tolerance = { f32: 0, f64: 0, f16: 2 ** -11, bf16: 2 ** -8 }[dtype];
    for (const [index, value] of (await readTensor(location)).entries()) expect(Math.abs(value - (values[index] ?? NaN))).toBeLessThanOrEqual(tolerance * Math.abs(value));
  });

  it('start each tensor at a multiple of its width, and read the same by another reader', async () => {
    const path = join(await temporaryFolder(), 'model.safetensors');
    const odd = Float32Array.of(1, 2, 3);
    await writeSafetensors(path, [floatTensor('a.half', odd, { shape: [3], dtype: 'f16' }), floatTensor('b.single', odd, { shape: [3], dtype: 'f32' }), floatTensor('c.half', odd, { shape: [3], dtype: 'bf16' })]);
    const { tensors } = await readSafetensorsHeader(path, path);
    expect([...tensors.keys()]).toEqual(['b.single', 'a.half', 'c.half']);
    for (const { dtype, offsetBytes } of tensors.values()) expect(offsetBytes % (dtype === 'f32' ? 4 : 2)).toBe(0);
    for (const { data } of readSafetensors(path).values()) expect([...data]).toEqual([1, 2, 3]);
  });

  it('take tensors of other files byte for byte, integers included', async () => {
    const folder = await writeFiles(await temporaryFolder(), { 'from.safetensors': safetensorsBytes({ ids: { dtype: 'I64', shape: [2], data_offsets: [0, 16] } }, Uint8Array.from({ length: 16 }, (_, i) => i)) });
    const from = await readSafetensorsHeader(join(folder, 'from.safetensors'), 'from');
    await writeSafetensors(join(folder, 'to.safetensors'), [copiedTensor(present(from.tensors.get('ids')), 'new')]);
    const to = await readSafetensorsHeader(join(folder, 'to.safetensors'), 'to');
    expect(Buffer.concat(await Array.fromAsync(readTensorBytes(present(to.tensors.get('new')))))).toEqual(Buffer.from(Array.from({ length: 16 }, (_, i) => i)));
    await expect(readTensor(present(to.tensors.get('new')))).rejects.toThrow('holds i64; floating-point values are needed');
  });

  it('leave the old file and nothing else where a tensor fails', async () => {
    const folder = await writeFiles(await temporaryFolder(), { 'model.safetensors': 'old' });
    const path = join(folder, 'model.safetensors');
    const broken: TensorToWrite = { name: 'w', dtype: 'f32', shape: [2], bytes: () => failing() };
    await expect(writeSafetensors(path, [broken])).rejects.toThrow('no more');
    await expect(writeSafetensors(path, [{ ...broken, bytes: () => [new Uint8Array(4)] }])).rejects.toThrow('needs 8 bytes; 4 were given');
    await expect(writeSafetensors(path, [floatTensor('w', Float32Array.of(1e6), { shape: [1], dtype: 'f16' })])).rejects.toThrow('which float16 cannot');
    await expect(writeSafetensors(path, [broken, broken])).rejects.toThrow('Two tensors are called "w"');
    expect(await readdir(folder)).toEqual(['model.safetensors']);
    expect(await readFile(path, 'utf8')).toBe('old');
  });
});

it('says so where a file shrinks after its header was read', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'model.safetensors');
  await writeSafetensors(path, [floatTensor('w', values, { shape: [6], dtype: 'f32' })]);
  const { tensors } = await readSafetensorsHeader(path, path);
  await writeFile(path, (await readFile(path)).subarray(0, -5));
  await expect(readTensor(present(tensors.get('w')))).rejects.toThrow('it was cut off or changed while open');
});

it('reads tensors of any alignment', async () => {
  const folder = await writeFiles(await temporaryFolder(), {
    'model.safetensors': safetensorsBytes(`{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} `, new Uint8Array(Float32Array.of(1.5, -2).buffer)),
  });
  const { tensors } = await readSafetensorsHeader(join(folder, 'model.safetensors'), 'model');
  expect(present(tensors.get('w')).offsetBytes % 4).not.toBe(0);
  expect([...(await readTensor(present(tensors.get('w'))))]).toEqual([1.5, -2]);
});

// oxlint-disable-next-line typescript/require-await -- a source that fails later
async function* failing(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(4);
  throw new Error('no more');
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The tensor is missing.');
  return value;
}
