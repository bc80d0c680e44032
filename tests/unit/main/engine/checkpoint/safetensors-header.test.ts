/** @file Headers that lie are refused before anything is read or allocated for them. */
import { expect, it } from 'vitest';
import { AppError } from '#shared/contracts/errors';
import { formatHeader, headerLength, parseHeader, type SafetensorsHeader } from '#main/engine/checkpoint/safetensors-header';
import { safetensorsBytes } from '../../../../support/engine/checkpoint-files';

const entry = (start: number, end: number, shape = [(end - start) / 4]): object => ({ dtype: 'F32', shape, data_offsets: [start, end] });

it('places each tensor in the file, in the order of the bytes', () => {
  const bytes = safetensorsBytes({ b: entry(8, 16), __metadata__: { format: 'pt' }, a: { dtype: 'BF16', shape: [2, 2], data_offsets: [0, 8] }, empty: entry(16, 16, [0, 3]) }, 16);
  const { tensors, metadata } = parse(bytes);
  const start = bytes.length - 16;
  expect([...tensors.values()]).toEqual([
    { name: 'a', dtype: 'bf16', shape: [2, 2], file: '/real/model', offsetBytes: start, lengthBytes: 8 },
    { name: 'b', dtype: 'f32', shape: [2], file: '/real/model', offsetBytes: start + 8, lengthBytes: 8 },
    { name: 'empty', dtype: 'f32', shape: [0, 3], file: '/real/model', offsetBytes: start + 16, lengthBytes: 0 },
  ]);
  expect(metadata).toEqual({ format: 'pt' });
});

it.each<[string, string | object, number, string]>([
  ['overlap', { a: entry(0, 8), b: entry(4, 12) }, 12, 'overlaps the tensor before it'],
  ['the same bytes twice', { a: entry(0, 8), b: entry(0, 8) }, 8, 'overlaps the tensor before it'],
  ['a hole', { a: entry(0, 4), b: entry(8, 12) }, 12, 'leaves a hole before it'],
  ['bytes of no tensor', { a: entry(0, 4) }, 8, 'has bytes that belong to no tensor'],
  ['cut off', { a: entry(0, 16) }, 8, 'it was cut off'],
  ['a shape of other size', { a: entry(0, 8, [3]) }, 8, 'shape [3] of F32 needs 12 bytes, its offsets give 8'],
  ['an offset beyond exactness', { a: entry(0, 2 ** 60, [1]) }, 8, 'two whole numbers are needed'],
  ['a product that overflows', { a: entry(0, 8, [2 ** 40, 2 ** 40]) }, 8, 'the header is damaged'],
  ['a negative size', { a: entry(0, 8, [-2, -1]) }, 8, 'a list of whole numbers is needed'],
  ['a fraction', { a: entry(0, 8, [0.5, 4]) }, 8, 'a list of whole numbers is needed'],
  ['end before start', { a: entry(8, 0, [0]) }, 8, 'its offsets give -8'],
  ['an unknown type', { a: { dtype: 'F8_E4M3', shape: [8], data_offsets: [0, 8] } }, 8, 'its type is "F8_E4M3"; supported are'],
  ['an entry that is no object', { a: 'x' }, 8, 'an object is needed'],
  ['metadata that are no texts', { __metadata__: { a: 1 } }, 0, 'texts by name are needed'],
  ['a name twice', `{"a":${JSON.stringify(entry(0, 4))},"\\u0061":${JSON.stringify(entry(4, 8))}}`, 8, '"a" is there twice'],
  ['deep nesting', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 0, 'nested more than 64 deep'],
  ['no object', '[1,2]', 0, 'does not start with "{"'],
  ['broken JSON', '{"a":', 0, 'this is no valid JSON'],
])('refuses %s', (_, header, dataBytes, message) => {
  expect(refusal(safetensorsBytes(header, dataBytes))).toContain(message);
});

it('refuses a length beyond the file or the limit without believing it', () => {
  const bytes = safetensorsBytes({}, 0);
  const withLength = (length: bigint): Uint8Array => {
    const copy = bytes.slice();
    new DataView(copy.buffer).setBigUint64(0, length, true);
    return copy;
  };
  expect(refusal(withLength(2n ** 63n))).toContain('more than the 100000000 allowed');
  expect(refusal(withLength(99n))).toContain('the header claims 99 bytes but the file has 10; it was cut off');
  expect(refusal(bytes.slice(0, 5))).toContain('5 bytes are too few');
});

it('refuses a header that is not UTF-8', () => {
  const bytes = safetensorsBytes('{"a__":1}', 0);
  bytes.set([0xc3, 0x28], 10);
  expect(refusal(bytes)).toContain('the header is not UTF-8');
});

it('writes names that are numbers or belong to Object.prototype in the order of the bytes, and pads the header to 8', () => {
  const tensors = ['z', '12', '__proto__', 'constructor', 'é"\\'].map((name) => ({ name, dtype: 'u8' as const, shape: [3], lengthBytes: 3 }));
  const header = formatHeader(tensors, { format: 'pt' });
  expect(header.length % 8).toBe(0);
  const file = new Uint8Array([...header, ...new Uint8Array(15)]);
  expect([...parse(file).tensors.keys()]).toEqual(['z', '12', '__proto__', 'constructor', 'é"\\']);
});

function parse(bytes: Uint8Array): SafetensorsHeader {
  const source = { label: 'model.safetensors', file: '/real/model', sizeBytes: bytes.length };
  return parseHeader(bytes.slice(8, 8 + headerLength(bytes.slice(0, 8), source)), source);
}

function refusal(bytes: Uint8Array): string {
  try {
    parse(bytes);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  return 'accepted';
}
