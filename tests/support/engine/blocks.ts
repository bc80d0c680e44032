/** @file Blocks of 4 or 8 bits back to floats, value by value: the naive inverse of quantise/blocks.ts. */
import { blockShape, blockSize, type BlockBits, type Blocks } from '#main/engine/quantise/blocks';

export interface Unpacked {
  /** [outputs, inputs] */
  readonly values: Float64Array;
  /** Of each value. */
  readonly scales: Float64Array;
}

export function fromBlocks({ codes, scales, zeroPoints }: Blocks, [outputs, inputs]: readonly [number, number], bits: BlockBits): Unpacked {
  const { blocks, zeroPointBytes } = blockShape([outputs, inputs], bits);
  const codeIn = (bytes: Uint8Array, start: number, index: number): number => {
    const byte = bytes[start + Math.floor((index * bits) / 8)] ?? NaN;
    return bits === 8 ? byte : (byte >> (4 * (index % 2))) & 15;
  };
  const each = (valueAt: (row: number, block: number, within: number) => number): Float64Array =>
    Float64Array.from({ length: outputs * inputs }, (_, index) => {
      const column = index % inputs;
      return valueAt(Math.floor(index / inputs), Math.floor(column / blockSize), column % blockSize);
    });
  const scaleOf = (row: number, block: number): number => scales[row * blocks + block] ?? NaN;
  return {
    scales: each(scaleOf),
    values: each((row, block, within) => {
      const code = codeIn(codes, (row * blocks + block) * ((blockSize * bits) / 8), within);
      return (code - codeIn(zeroPoints, row * zeroPointBytes, block)) * scaleOf(row, block);
    }),
  };
}
