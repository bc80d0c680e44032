/**
 * @file A model's quantised form on disk: a safetensors file, written layer by layer and whole or not at all, whose last tensor is a checksum of
 * all bytes before. Its name says what it was made of; a file that is not what its name says is made again.
 */
import { createHash } from 'node:crypto';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { AppError } from '#shared/contracts/errors';
import { writeFileWhole } from '../checkpoint/atomic-file';
import { describeFileProblem } from '../checkpoint/file-problem';
import { fromFloat32 } from '../checkpoint/half-precision';
import type { ModelFolder } from '../checkpoint/model-folder';
import { formatHeader, type TensorLocation } from '../checkpoint/safetensors-header';
import { readSafetensorsHeader, readTensor, readTensorBytes } from '../checkpoint/safetensors-read';
import { blockSize, toBlocks, type BlockBits } from './blocks';
import { checksumName, layoutOf, type KeptTensor, type QuantisedLayer, type QuantisedLayout } from './layout';

export interface QuantisedFile {
  /** Real. */
  readonly path: string;
  /** By the names of layout.ts. */
  readonly tensors: ReadonlyMap<string, TensorLocation>;
  readonly layout: QuantisedLayout;
}

/** Raised with every change of what the file holds. */
const version = 1;
/** Values of a weight that are in memory at once. */
const chunkValues = 4 * 1024 * 1024;
const sampleBytes = 1024;

/** The file in `cacheFolder`, made if it is not there or damaged. */
export async function quantisedFile(model: ModelFolder, bits: BlockBits, cacheFolder: string): Promise<QuantisedFile> {
  const layout = layoutOf(model, bits);
  const path = join(await makeFolder(cacheFolder), `int${bits}-${await identityOf(model, layout, bits)}.safetensors`);
  const found = await openSound(path, layout);
  if (found !== undefined) return found;
  await writeFileWhole(path, fileBytes(layout));
  const made = await openSound(path, layout);
  if (made === undefined) throw new AppError('LIMIT', `${path}: what was written there reads back differently; check the disk, or choose another cache folder.`);
  return made;
}

async function makeFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    return await realpath(path);
  } catch (error) {
    throw describeFileProblem(error, path);
  }
}

/** A content hash leaves values out (checkpoint/content-hash.ts), so the times of the files and a sample of every tensor go in as well. */
async function identityOf({ contentHash, weights }: ModelFolder, { kept, layers }: QuantisedLayout, bits: BlockBits): Promise<string> {
  const times = await Promise.all(weights.files.map(async ({ name, path }) => [name, (await stat(path)).mtimeMs]));
  const hash = createHash('sha256').update(JSON.stringify([version, contentHash, bits, blockSize, times]));
  for (const { source } of [...kept, ...layers]) {
    const lengthBytes = Math.min(sampleBytes, source.lengthBytes);
    const middle = { ...source, offsetBytes: source.offsetBytes + Math.floor((source.lengthBytes - lengthBytes) / 2), lengthBytes };
    for await (const piece of readTensorBytes(middle)) hash.update(piece);
  }
  return hash.digest('hex');
}

/** Undefined where there is no such file, or where it is damaged: either way it is to be made. */
async function openSound(path: string, layout: QuantisedLayout): Promise<QuantisedFile | undefined> {
  try {
    const { tensors } = await readSafetensorsHeader(path, path);
    const isAsPlanned =
      tensors.size === layout.parts.length &&
      layout.parts.every(({ name, dtype, shape }) => {
        const found = tensors.get(name);
        return found?.dtype === dtype && found.shape.join() === shape.join();
      });
    return isAsPlanned && (await hasItsChecksum(tensors)) ? { path, tensors, layout } : undefined;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

async function hasItsChecksum(tensors: ReadonlyMap<string, TensorLocation>): Promise<boolean> {
  let checksum = 0;
  for (const location of tensors.values()) {
    for await (const piece of readTensorBytes(location)) {
      if (location.name === checksumName) return Buffer.from(piece).readUInt32LE() === checksum;
      checksum = crc32(piece, checksum);
    }
  }
  return false;
}

async function* fileBytes(layout: QuantisedLayout): AsyncGenerator<Uint8Array> {
  yield formatHeader(layout.parts, { format: 'solace', version: String(version) });
  let checksum = 0;
  for await (const piece of contents(layout)) {
    checksum = crc32(piece, checksum);
    yield piece;
  }
  const last = Buffer.alloc(4);
  last.writeUInt32LE(checksum);
  yield last;
}

/** In the order of `layout.parts`. */
async function* contents({ kept, layers }: QuantisedLayout): AsyncGenerator<Uint8Array> {
  for (const tensor of kept) if (tensor.dtype === 'f32') yield* keptBytes(tensor);
  const zeroPoints: Uint8Array[] = [];
  for (const layer of layers) {
    const scales: Float32Array[] = [];
    for await (const rows of readRows(layer)) {
      const blocks = toBlocks(rows.values, rows.shape, layer.bits);
      scales.push(blocks.scales);
      zeroPoints.push(blocks.zeroPoints);
      yield blocks.codes;
    }
    for (const piece of scales) yield new Uint8Array(piece.buffer);
  }
  for (const tensor of kept) if (tensor.dtype !== 'f32') yield* keptBytes(tensor);
  yield* zeroPoints;
}

async function* keptBytes({ dtype, source }: KeptTensor): AsyncGenerator<Uint8Array> {
  if (dtype === source.dtype) yield* readTensorBytes(source);
  else yield fromFloat32(await readTensor(source), dtype);
}

interface Rows {
  readonly values: Float32Array;
  readonly shape: readonly [outputs: number, inputs: number];
}

async function* readRows({ layer, source, shape: [outputs, inputs] }: QuantisedLayer): AsyncGenerator<Rows> {
  const rowBytes = source.lengthBytes / outputs;
  const most = Math.max(1, Math.floor(chunkValues / inputs));
  for (let row = 0; row < outputs; row += most) {
    const count = Math.min(most, outputs - row);
    const values = await readTensor({ ...source, offsetBytes: source.offsetBytes + row * rowBytes, lengthBytes: count * rowBytes });
    if (!values.every(Number.isFinite)) throw new AppError('INVALID_INPUT', `${source.file}: the weight of "${layer}" holds values that are no finite numbers; the model is damaged.`);
    yield { values, shape: [count, inputs] };
  }
}
