/** @file Conversion between float32 and the two 16-bit formats, rounding to nearest, ties to even, as PyTorch does. Operates on little-endian bytes. */
import { AppError } from '#shared/contracts/errors';
import type { StoredFloat } from './stored-type';

/** Widens stored bytes to float32; f64 is rounded. `bytes` may start at any alignment. */
export function toFloat32(bytes: Uint8Array, type: StoredFloat, target: Float32Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'f32':
      new Uint8Array(target.buffer, target.byteOffset, target.byteLength).set(bytes);
      return;
    case 'f64':
      for (let i = 0; i < target.length; i++) target[i] = view.getFloat64(8 * i, true);
      return;
    case 'bf16': {
      const bits = new Uint32Array(target.buffer, target.byteOffset, target.length);
      for (let i = 0; i < bits.length; i++) bits[i] = view.getUint16(2 * i, true) << 16;
      return;
    }
    case 'f16': {
      const table = widenedHalves();
      for (let i = 0; i < target.length; i++) target[i] = table[view.getUint16(2 * i, true)] as number;
    }
  }
}

/** Narrows float32 values to stored bytes. A finite value beyond float16's range would become infinite: `assertFits` refuses it. */
export function fromFloat32(values: Float32Array, type: StoredFloat): Uint8Array<ArrayBuffer> {
  if (type === 'bf16') return new Uint8Array(narrow(values, toBfloat16Bits).buffer);
  if (type === 'f16') return new Uint8Array(narrow(values, toFloat16Bits).buffer);
  const copy = type === 'f32' ? new Float32Array(values) : new Float64Array(values);
  return new Uint8Array(copy.buffer);
}

function narrow(values: Float32Array, toBits: (bits: number) => number): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const narrowed = new Uint16Array(bits.length);
  for (let i = 0; i < bits.length; i++) narrowed[i] = toBits(bits[i] as number);
  return narrowed;
}

function toBfloat16Bits(bits: number): number {
  const isNaNValue = (bits & 0x7fffffff) > 0x7f800000;
  if (isNaNValue) return ((bits >>> 16) | 0x40) & 0xffff;
  return ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
}

function toFloat16Bits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x47800000) return sign | 0x7c00;
  // Below 2^-14 the result is subnormal: a multiple of 2^-24, found by shifting the mantissa with its hidden bit.
  if (magnitude < 0x38800000) {
    if (magnitude < 0x33000000) return sign;
    const exponent = magnitude >>> 23;
    return sign | roundedShift((magnitude & 0x7fffff) | 0x800000, 126 - exponent);
  }
  return sign | roundedShift(magnitude - 0x38000000, 13);
}

/** `value` / 2^`shift`, to nearest, ties to even. A carry runs into the exponent, which is then right. */
function roundedShift(value: number, shift: number): number {
  const half = 1 << (shift - 1);
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}

let halves: Float32Array | undefined;

/** Every float16 as a float32: 256 KiB, made on first use. */
function widenedHalves(): Float32Array {
  halves ??= Float32Array.from({ length: 65536 }, (_, bits) => widenHalf(bits));
  return halves;
}

function widenHalf(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** float16 ends at 65,504: weights beyond it would be written as infinity. */
export function assertFits(values: Float32Array, type: StoredFloat, name: string): void {
  if (type !== 'f16') return;
  for (const value of values) {
    if (Math.abs(value) >= 65520 && Number.isFinite(value)) {
      throw new AppError('INVALID_INPUT', `Tensor "${name}" holds ${value}, which float16 cannot; store it as bf16 or f32.`);
    }
  }
}
