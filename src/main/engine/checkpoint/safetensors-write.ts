/** @file Writes safetensors files that transformers loads, tensor by tensor, so that a model need not fit into memory twice. */
import { AppError } from '#shared/contracts/errors';
import { writeFileWhole } from './atomic-file';
import { assertFits, fromFloat32 } from './half-precision';
import { countValues, formatHeader, type TensorLocation } from './safetensors-header';
import { readTensorBytes } from './safetensors-read';
import { bytesPerValue, type StoredFloat, type StoredType } from './stored-type';

/** Values converted at once. */
const pieceValues = 4 * 1024 * 1024;

export interface TensorToWrite {
  readonly name: string;
  readonly dtype: StoredType;
  readonly shape: readonly number[];
  /** The stored bytes in order; asked for once, when the tensor's turn has come. */
  readonly bytes: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Values to be stored as `dtype`. */
export function floatTensor(name: string, values: Float32Array, as: { shape: readonly number[]; dtype: StoredFloat }): TensorToWrite {
  return { name, ...as, bytes: () => narrowed(name, values, as.dtype) };
}

/** A tensor of another file, byte for byte. */
export function copiedTensor(location: TensorLocation, name: string = location.name): TensorToWrite {
  return { name, dtype: location.dtype, shape: location.shape, bytes: () => readTensorBytes(location) };
}

/** Replaces `path` in one step once everything is written. Widest types come first, so that each tensor starts at a multiple of its width. */
export async function writeSafetensors(path: string, tensors: readonly TensorToWrite[], metadata: Readonly<Record<string, string>> = { format: 'pt' }): Promise<void> {
  assertUniqueNames(tensors);
  const ordered = tensors
    .map((tensor) => ({ ...tensor, lengthBytes: countValues(tensor.shape) * bytesPerValue[tensor.dtype] }))
    .sort((a, b) => bytesPerValue[b.dtype] - bytesPerValue[a.dtype] || (a.name < b.name ? -1 : 1));
  await writeFileWhole(path, fileBytes(formatHeader(ordered, metadata), ordered));
}

async function* fileBytes(header: Uint8Array, tensors: readonly (TensorToWrite & { lengthBytes: number })[]): AsyncGenerator<Uint8Array> {
  yield header;
  for (const { name, shape, lengthBytes, bytes } of tensors) {
    let written = 0;
    for await (const piece of bytes()) {
      written += piece.length;
      yield piece;
    }
    if (written !== lengthBytes) throw new AppError('INVALID_INPUT', `Tensor "${name}" of shape [${shape.join(', ')}] needs ${lengthBytes} bytes; ${written} were given.`);
  }
}

function* narrowed(name: string, values: Float32Array, dtype: StoredFloat): Generator<Uint8Array> {
  for (let at = 0; at < values.length; at += pieceValues) {
    const piece = values.subarray(at, at + pieceValues);
    assertFits(piece, dtype, name);
    yield fromFloat32(piece, dtype);
  }
}

function assertUniqueNames(tensors: readonly TensorToWrite[]): void {
  const names = new Set<string>();
  for (const { name } of tensors) {
    if (names.has(name)) throw new AppError('INVALID_INPUT', `Two tensors are called "${name}"; each needs its own name.`);
    names.add(name);
  }
}
