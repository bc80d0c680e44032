/** @file Reads safetensors files in place: headers whole, tensors by their offset, never more than asked for. */
import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '#shared/contracts/errors';
import { describeFileProblem } from './file-problem';
import { toFloat32 } from './half-precision';
import { headerLength, lengthPrefixBytes, parseHeader, type HeaderSource, type SafetensorsHeader, type TensorLocation } from './safetensors-header';
import { bytesPerValue, isStoredFloat } from './stored-type';

/** One read call moves at most this much: node's limit is 2 GiB, and pieces of this size keep streaming copies small. */
const pieceBytes = 16 * 1024 * 1024;

/** The header, and its bytes with the length prefix as they are (they identify the file's layout). */
export interface OpenedHeader extends SafetensorsHeader {
  readonly headerBytes: Uint8Array;
}

/** `file` is a real path; `label` is how the person knows it. */
export async function readSafetensorsHeader(file: string, label: string): Promise<OpenedHeader> {
  return await withFile(file, label, async (handle) => {
    const status = await handle.stat();
    if (!status.isFile()) throw new AppError('INVALID_INPUT', `${label}: a file is needed, this is something else.`);
    const source: HeaderSource = { label, file, sizeBytes: status.size };
    const prefix = await readRange(handle, { offsetBytes: 0, lengthBytes: Math.min(lengthPrefixBytes, status.size), label });
    const lengthBytes = headerLength(prefix, source);
    const headerBytes = await readRange(handle, { offsetBytes: 0, lengthBytes: lengthPrefixBytes + lengthBytes, label });
    return { ...parseHeader(headerBytes.subarray(lengthPrefixBytes), source), headerBytes };
  });
}

/** A tensor of floats as float32: f16 and bf16 are widened exactly, f64 is rounded. */
export async function readTensor(location: TensorLocation): Promise<Float32Array<ArrayBuffer>> {
  const { dtype, lengthBytes } = location;
  if (!isStoredFloat(dtype)) throw new AppError('INVALID_INPUT', `Tensor "${location.name}" in ${location.file} holds ${dtype}; floating-point values are needed.`);
  const values = new Float32Array(lengthBytes / bytesPerValue[dtype]);
  if (dtype === 'f32') {
    // Read where they stay: pieces in between would leave holes in memory as large as a model.
    await withFile(location.file, location.file, (handle) => fillFrom(handle, new Uint8Array(values.buffer), { offsetBytes: location.offsetBytes, label: labelOf(location) }));
    return values;
  }
  let read = 0;
  for await (const piece of readTensorBytes(location)) {
    const count = piece.length / bytesPerValue[dtype];
    toFloat32(piece, dtype, values.subarray(read, read + count));
    read += count;
  }
  return values;
}

/** The stored bytes in pieces that end between values: for copying, or for types that float32 does not hold. */
export async function* readTensorBytes(location: TensorLocation): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { file, offsetBytes, lengthBytes } = location;
  const handle = await openFile(file, file);
  try {
    const label = labelOf(location);
    for (let at = 0; at < lengthBytes; at += pieceBytes) {
      yield await readRange(handle, { offsetBytes: offsetBytes + at, lengthBytes: Math.min(pieceBytes, lengthBytes - at), label });
    }
  } finally {
    await handle.close();
  }
}

async function withFile<T>(file: string, label: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await openFile(file, label);
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

async function openFile(file: string, label: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    throw describeFileProblem(error, label);
  }
}

async function readRange(handle: FileHandle, { offsetBytes, lengthBytes, label }: { offsetBytes: number; lengthBytes: number; label: string }): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(lengthBytes);
  await fillFrom(handle, bytes, { offsetBytes, label });
  return bytes;
}

async function fillFrom(handle: FileHandle, bytes: Uint8Array, { offsetBytes, label }: { offsetBytes: number; label: string }): Promise<void> {
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, Math.min(pieceBytes, bytes.length - filled), offsetBytes + filled);
    if (bytesRead === 0) throw new AppError('INVALID_INPUT', `${label}: the file ends at byte ${offsetBytes + filled}, before what its header promises; it was cut off or changed while open.`);
    filled += bytesRead;
  }
}

function labelOf({ file, name }: TensorLocation): string {
  return `${file}, tensor "${name}"`;
}
