/**
 * @file Weights rounded to 4 or 8 bits, block by block along each row, in the layout of ONNX Runtime's MatMulNBits: w is about
 * (code - zero point) * scale. The codes span a block's values with 0 among them, which stays exact; no value moves by more than half a scale.
 * Knows no file.
 */

export type BlockBits = 4 | 8;

/** Values with a scale and a zero point in common: the smallest that all kernels take, and so the most exact. */
export const blockSize = 32;

/** Sizes of a weight [outputs, inputs] in blocks; the last block of a row is filled up with zeros. */
export interface BlockShape {
  readonly outputs: number;
  /** Of a row. */
  readonly blocks: number;
  readonly bytesPerBlock: number;
  /** Of a row: at 4 bits two zero points share a byte. */
  readonly zeroPointBytes: number;
}

export function blockShape([outputs = 0, inputs = 0]: readonly number[], bits: BlockBits): BlockShape {
  const blocks = Math.ceil(inputs / blockSize);
  return { outputs, blocks, bytesPerBlock: (blockSize * bits) / 8, zeroPointBytes: Math.ceil((blocks * bits) / 8) };
}

export interface Blocks {
  /** [outputs, blocks, bytesPerBlock]; at 4 bits the earlier of two codes is the lower half of the byte. */
  readonly codes: Uint8Array<ArrayBuffer>;
  /** [outputs, blocks] */
  readonly scales: Float32Array<ArrayBuffer>;
  /** [outputs, zeroPointBytes] */
  readonly zeroPoints: Uint8Array<ArrayBuffer>;
}

/** Rows of a weight, row-major [outputs, inputs]. */
export function toBlocks(values: Float32Array, shape: readonly [outputs: number, inputs: number], bits: BlockBits): Blocks {
  const [outputs, inputs] = shape;
  const { blocks, bytesPerBlock, zeroPointBytes } = blockShape(shape, bits);
  const codes = new Uint8Array(outputs * blocks * bytesPerBlock);
  const scales = new Float32Array(outputs * blocks);
  const zeroPoints = new Uint8Array(outputs * zeroPointBytes);
  const perByte = 8 / bits;
  for (let row = 0; row < outputs; row++) {
    for (let block = 0; block < blocks; block++) {
      const at = row * blocks + block;
      const start = row * inputs + block * blockSize;
      const span = { start, end: Math.min(start + blockSize, (row + 1) * inputs) };
      const grid = gridOf(values, span, bits);
      scales[at] = grid.scale;
      const zeroPointAt = row * zeroPointBytes + Math.floor(block / perByte);
      zeroPoints[zeroPointAt] = (zeroPoints[zeroPointAt] as number) | (grid.zeroPoint << (bits * (block % perByte)));
      if (bits === 8) writeBytes(codes, at * bytesPerBlock, { values, span, grid });
      else writeHalfBytes(codes, at * bytesPerBlock, { values, span, grid });
    }
  }
  return { codes, scales, zeroPoints };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Grid {
  readonly scale: number;
  readonly zeroPoint: number;
}

/** Below, a float32 has fewer digits: a block of such values is 0. */
const smallestScale = 2 ** -126;

function gridOf(values: Float32Array, { start, end }: Span, bits: BlockBits): Grid {
  const highest = 2 ** bits - 1;
  let low = 0;
  let high = 0;
  for (let index = start; index < end; index++) {
    const value = values[index] as number;
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  const scale = Math.fround((high - low) / highest);
  return scale < smallestScale ? { scale: 0, zeroPoint: 0 } : { scale, zeroPoint: Math.min(highest, Math.round(-low / scale)) };
}

interface Rounding {
  readonly values: Float32Array;
  readonly span: Span;
  readonly grid: Grid;
}

/** Codes are positive, so that adding a half and cutting off rounds them. A filler's code is the zero point: 0. */
function writeBytes(codes: Uint8Array, at: number, { values, span: { start, end }, grid: { scale, zeroPoint } }: Rounding): void {
  const inverse = scale === 0 ? 0 : 1 / scale;
  for (let index = start; index < end; index++) codes[at + index - start] = Math.min(255, (values[index] as number) * inverse + zeroPoint + 0.5) | 0;
  codes.fill(zeroPoint, at + end - start, at + blockSize);
}

function writeHalfBytes(codes: Uint8Array, at: number, { values, span: { start, end }, grid: { scale, zeroPoint } }: Rounding): void {
  const inverse = scale === 0 ? 0 : 1 / scale;
  const codeAt = (index: number): number => (index < end ? Math.min(15, (values[index] as number) * inverse + zeroPoint + 0.5) | 0 : zeroPoint);
  for (let byte = 0; byte < blockSize / 2; byte++) codes[at + byte] = codeAt(start + 2 * byte) | (codeAt(start + 2 * byte + 1) << 4);
}
