/** @file The tensors of a small .safetensors file as float32: enough for fixtures, and independent of the reader under test elsewhere. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { tensor, type Tensor } from '#main/engine/graph/data-type';
import type { WeightLocation } from '#main/engine/graph/graph';

interface Entry {
  readonly dtype: 'F32' | 'F16' | 'BF16';
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

export function readSafetensors(...paths: readonly string[]): Map<string, Tensor<'f32'>> {
  return new Map(paths.flatMap((path) => [...readFile(path)]));
}

/** Where each tensor lies; files by their names within the folder. */
export function locateSafetensors(...paths: readonly string[]): Map<string, WeightLocation> {
  return new Map(
    paths.flatMap((path) => {
      const { entries, dataStart } = readHeader(readFileSync(path));
      return entries.map(([name, { dtype, data_offsets: [start, end] }]) => {
        const storedAs = ({ F32: 'f32', F16: 'f16', BF16: 'bf16' } as const)[dtype];
        return [name, { storedAs, file: basename(path), offsetBytes: dataStart + start, lengthBytes: end - start }] as const;
      });
    }),
  );
}

function* readFile(path: string): Generator<[string, Tensor<'f32'>]> {
  const bytes = readFileSync(path);
  const { entries, dataStart } = readHeader(bytes);
  for (const [name, { dtype, shape, data_offsets: [start, end] }] of entries) {
    const stored = bytes.subarray(dataStart + start, dataStart + end);
    const width = dtype === 'F32' ? 4 : 2;
    const read = { F32: (at: number) => stored.readFloatLE(at), F16: (at: number) => halfToNumber(stored.readUInt16LE(at)), BF16: (at: number) => brainToNumber(stored.readUInt16LE(at)) }[dtype];
    yield [name, tensor('f32', shape, Array.from({ length: stored.length / width }, (_, index) => read(index * width)))];
  }
}

function readHeader(bytes: Buffer): { readonly entries: readonly (readonly [string, Entry])[]; readonly dataStart: number } {
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength)) as Record<string, Entry>;
  return { entries: Object.entries(header).filter(([name]) => name !== '__metadata__'), dataStart: 8 + headerLength };
}

function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * 2 ** -24 * fraction;
  return sign * 2 ** (exponent - 25) * (1024 + fraction);
}

function brainToNumber(bits: number): number {
  return new Float32Array(new Uint32Array([bits << 16]).buffer)[0] ?? 0;
}
