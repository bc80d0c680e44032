/**
 * @file One channel message as one binary frame, for transports that carry only bytes: JSON text with the bytes of its Uint8Arrays behind it.
 * Plain data survives as structuredClone would keep it (undefined, NaN, -0, Date, bigint, Uint8Array); anything else is refused by name, never lost.
 */
import { AppError } from '../contracts/errors';

/** Layout: kind (1 byte), length of the JSON text (4 bytes, little endian), JSON text, bytes. */
const headerBytes = 5;
const plainKind = 0;
/** Some values of the JSON text are tags `{"$": [...]}` that stand for what JSON cannot say. */
const taggedKind = 1;

export const maxFrameBytes = 32 * 1024 ** 2;
const maxDepth = 200;

export function encodeFrame(message: unknown): Uint8Array<ArrayBuffer> {
  const packing: Packing = { parts: [], partBytes: 0, hasTags: false };
  const text = new TextEncoder().encode(JSON.stringify(pack(message, packing, 0)));
  const sizeBytes = headerBytes + text.byteLength + packing.partBytes;
  if (sizeBytes > maxFrameBytes) throw new AppError('LIMIT', `A message of ${megabytes(sizeBytes)} is over the limit of ${megabytes(maxFrameBytes)}; ask for a smaller part.`);
  const frame = new Uint8Array(sizeBytes);
  frame[0] = packing.hasTags ? taggedKind : plainKind;
  new DataView(frame.buffer).setUint32(1, text.byteLength, true);
  frame.set(text, headerBytes);
  let offset = headerBytes + text.byteLength;
  for (const part of packing.parts) {
    frame.set(part, offset);
    offset += part.byteLength;
  }
  return frame;
}

/** The message, or undefined for bytes that `encodeFrame` did not write. */
export function decodeFrame(frame: Uint8Array): unknown {
  try {
    return readFrame(frame);
  } catch {
    return undefined;
  }
}

function readFrame(frame: Uint8Array): unknown {
  const textBytes = new DataView(frame.buffer, frame.byteOffset, frame.byteLength).getUint32(1, true);
  const end = headerBytes + textBytes;
  if (end > frame.byteLength) throw new RangeError('The frame ends before its text.');
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(headerBytes, end)));
  return frame[0] === taggedKind ? unpack(value, frame.subarray(end)) : value;
}

interface Packing {
  readonly parts: Uint8Array[];
  partBytes: number;
  hasTags: boolean;
}

function pack(value: unknown, packing: Packing, depth: number): unknown {
  if (depth > maxDepth) throw new AppError('INVALID_INPUT', `A message may be nested ${maxDepth} levels deep, not more.`);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : tag(packing, 'number', Object.is(value, -0) ? '-0' : String(value));
    case 'undefined':
      return tag(packing, 'undefined');
    case 'bigint':
      return tag(packing, 'bigint', String(value));
    case 'object':
      return value === null ? null : packObject(value, packing, depth);
    default:
      throw new TypeError(`A ${typeof value} cannot be sent.`);
  }
}

function packObject(value: object, packing: Packing, depth: number): unknown {
  if (Array.isArray(value)) return value.map((item) => pack(item, packing, depth + 1));
  // Names instead of instanceof: the value may come from another realm.
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (kind === 'Uint8Array') return packBytes(value as Uint8Array, packing);
  if (kind === 'Date') return tag(packing, 'date', (value as Date).getTime());
  if (kind !== 'Object') throw new TypeError(`A ${kind} cannot be sent.`);
  const packed = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pack(item, packing, depth + 1)]));
  return Object.hasOwn(packed, '$') ? tag(packing, 'object', packed) : packed;
}

function packBytes(bytes: Uint8Array, packing: Packing): unknown {
  const offset = packing.partBytes;
  packing.parts.push(bytes);
  packing.partBytes += bytes.byteLength;
  return tag(packing, 'bytes', offset, bytes.byteLength);
}

function tag(packing: Packing, ...content: unknown[]): unknown {
  packing.hasTags = true;
  return { $: content };
}

function unpack(value: unknown, bytes: Uint8Array): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => unpack(item, bytes));
  if (Object.hasOwn(value, '$')) return unpackTag((value as { $: unknown[] }).$, bytes);
  return unpackEntries(value, bytes);
}

function unpackTag([kind, content, lengthBytes]: unknown[], bytes: Uint8Array): unknown {
  switch (kind) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(content);
    case 'bigint':
      return BigInt(content as string);
    case 'date':
      return new Date(content === null ? Number.NaN : (content as number));
    case 'bytes':
      return new Uint8Array(bytes.subarray(content as number, (content as number) + (lengthBytes as number)));
    case 'object':
      return unpackEntries(content as object, bytes);
    default:
      throw new TypeError(`The frame holds a tag of unknown kind ${String(kind)}.`);
  }
}

/** `fromEntries` defines keys instead of assigning them, so that "__proto__" stays a key. */
function unpackEntries(value: object, bytes: Uint8Array): unknown {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpack(item, bytes)]));
}

function megabytes(sizeBytes: number): string {
  return `${(sizeBytes / 1024 ** 2).toFixed(1)} MiB`;
}
