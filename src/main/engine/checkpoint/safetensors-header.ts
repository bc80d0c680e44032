/**
 * @file The header of a safetensors file: 8 bytes of length, then JSON that says where each tensor lies. Checked as strictly as the reference
 * implementation does: every byte of the file belongs to exactly one tensor. Knows no folder and reads no file.
 */
import { AppError } from '#shared/contracts/errors';
import { describeJson, isJsonObject, parseJsonObject, type JsonObject } from './json-text';
import { bytesPerValue, storedTypeOf, tagOf, type StoredType } from './stored-type';

/** The reference implementation's limit. */
export const largestHeaderBytes = 100_000_000;
export const lengthPrefixBytes = 8;
const metadataKey = '__metadata__';

/** Where a tensor lies in its file; enough for a read or for an ONNX external initializer. */
export interface TensorLocation {
  readonly name: string;
  readonly dtype: StoredType;
  /** Sizes outermost first, as PyTorch has them: `[out, in]` for a linear layer. */
  readonly shape: readonly number[];
  /** Real path: links are followed already. */
  readonly file: string;
  /** From the start of the file. */
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

export interface SafetensorsHeader {
  /** In the order of their bytes. */
  readonly tensors: ReadonlyMap<string, TensorLocation>;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface HeaderSource {
  /** As the person knows the file. */
  readonly label: string;
  readonly file: string;
  readonly sizeBytes: number;
}

/** The length of the JSON text, from the file's first 8 bytes. */
export function headerLength(prefix: Uint8Array, { label, sizeBytes }: HeaderSource): number {
  if (prefix.length < lengthPrefixBytes) throw new AppError('INVALID_INPUT', `${label}: ${sizeBytes} bytes are too few for a safetensors file; download it again.`);
  const length = new DataView(prefix.buffer, prefix.byteOffset, lengthPrefixBytes).getBigUint64(0, true);
  if (length > BigInt(largestHeaderBytes)) throw new AppError('INVALID_INPUT', `${label}: the header claims ${length} bytes, more than the ${largestHeaderBytes} allowed; this is no safetensors file.`);
  if (Number(length) > sizeBytes - lengthPrefixBytes) throw new AppError('INVALID_INPUT', `${label}: the header claims ${length} bytes but the file has ${sizeBytes}; it was cut off, download it again.`);
  return Number(length);
}

/** `json` is the header without its length prefix. */
export function parseHeader(json: Uint8Array, source: HeaderSource): SafetensorsHeader {
  const { [metadataKey]: metadata, ...entries } = parseJsonObject(decode(json, source), `${source.label}, header`, { hasUniqueKeys: true });
  const dataStart = lengthPrefixBytes + json.length;
  const tensors = Object.entries(entries).map(([name, entry]) => tensorLocation(name, entry, { source, dataStart }));
  tensors.sort((a, b) => a.offsetBytes - b.offsetBytes || a.lengthBytes - b.lengthBytes);
  assertContiguous(tensors, dataStart, source);
  return { tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])), metadata: readMetadata(metadata, source) };
}

/** The whole header with its length prefix, padded with spaces so that the data starts at a multiple of 8. Tensors lie in the order given. */
export function formatHeader(tensors: readonly Pick<TensorLocation, 'name' | 'dtype' | 'shape' | 'lengthBytes'>[], metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  // Pairs, not an object: a name such as "12" would move to the front of an object, and "__proto__" would vanish.
  const fields = [`${JSON.stringify(metadataKey)}:${JSON.stringify(metadata)}`];
  let start = 0;
  for (const { name, dtype, shape, lengthBytes } of tensors) {
    fields.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype: tagOf[dtype], shape, data_offsets: [start, start + lengthBytes] })}`);
    start += lengthBytes;
  }
  const text = new TextEncoder().encode(`{${fields.join(',')}}`);
  const length = Math.ceil(text.length / 8) * 8;
  const header = new Uint8Array(lengthPrefixBytes + length).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(text, lengthPrefixBytes);
  return header;
}

export function countValues(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function decode(json: Uint8Array, { label }: HeaderSource): string {
  if (json[0] !== 0x7b) throw new AppError('INVALID_INPUT', `${label}: the header does not start with "{"; this is no safetensors file.`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json);
  } catch (error) {
    throw new AppError('INVALID_INPUT', `${label}: the header is not UTF-8; the file is damaged, download it again.`, { cause: error });
  }
}

function tensorLocation(name: string, entry: unknown, at: { source: HeaderSource; dataStart: number }): TensorLocation {
  const where = `${at.source.label}, tensor ${describeJson(name)}`;
  if (!isJsonObject(entry)) throw new AppError('INVALID_INPUT', `${where}: its entry is ${describeJson(entry)}, an object is needed.`);
  const dtype = storedTypeOf(entry['dtype']);
  if (dtype === undefined) throw new AppError('UNSUPPORTED', `${where}: its type is ${describeJson(entry['dtype'])}; supported are ${Object.values(tagOf).join(', ')}. Quantised weights must be exported in one of these.`);
  const shape = readShape(entry, where);
  const [start, end] = readOffsets(entry, where);
  const lengthBytes = countValues(shape) * bytesPerValue[dtype];
  if (!Number.isSafeInteger(lengthBytes) || lengthBytes !== end - start) {
    throw new AppError('INVALID_INPUT', `${where}: shape [${shape.join(', ')}] of ${tagOf[dtype]} needs ${lengthBytes} bytes, its offsets give ${end - start}; the header is damaged.`);
  }
  return { name, dtype, shape, file: at.source.file, offsetBytes: at.dataStart + start, lengthBytes };
}

function readShape(entry: JsonObject, where: string): readonly number[] {
  const { shape } = entry;
  if (!isSizes(shape)) throw new AppError('INVALID_INPUT', `${where}: its shape is ${describeJson(shape)}, a list of whole numbers is needed.`);
  return shape;
}

function readOffsets(entry: JsonObject, where: string): readonly [number, number] {
  const { data_offsets: offsets } = entry;
  if (!isSizes(offsets) || offsets.length !== 2) throw new AppError('INVALID_INPUT', `${where}: its data_offsets are ${describeJson(offsets)}, two whole numbers are needed.`);
  const [start = 0, end = 0] = offsets;
  return [start, end];
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length <= 32 && value.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
}

function assertContiguous(tensors: readonly TensorLocation[], dataStart: number, { label, sizeBytes }: HeaderSource): void {
  let end = dataStart;
  for (const { name, offsetBytes, lengthBytes } of tensors) {
    if (offsetBytes !== end) {
      const what = offsetBytes < end ? 'overlaps the tensor before it' : 'leaves a hole before it';
      throw new AppError('INVALID_INPUT', `${label}, tensor ${describeJson(name)}: it ${what} (starts at byte ${offsetBytes}, not ${end}); the header is damaged.`);
    }
    end += lengthBytes;
  }
  if (end !== sizeBytes) {
    const what = end > sizeBytes ? 'it was cut off' : 'it has bytes that belong to no tensor';
    throw new AppError('INVALID_INPUT', `${label}: the tensors end at byte ${end} but the file has ${sizeBytes}: ${what}; download it again.`);
  }
}

function readMetadata(metadata: unknown, { label }: HeaderSource): Readonly<Record<string, string>> {
  if (metadata === undefined) return {};
  if (!isJsonObject(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw new AppError('INVALID_INPUT', `${label}: __metadata__ is ${describeJson(metadata)}, texts by name are needed.`);
  }
  return metadata as Readonly<Record<string, string>>;
}
