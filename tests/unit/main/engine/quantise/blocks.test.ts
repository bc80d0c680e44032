/** @file Rounding to blocks: how far a value may move, what stays exact, and that ONNX Runtime's kernels read the blocks as they were meant. */
import { describe, expect, test } from 'vitest';
import { createRandom } from '#shared/domain/random';
import { tensor } from '#main/engine/graph/data-type';
import { blockGemm } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { blockShape, blockSize, toBlocks, type BlockBits } from '#main/engine/quantise/blocks';
import { fromBlocks } from '../../../../support/engine/blocks';
import { runGraph } from '../../../../support/engine/run-graph';

/** Widths that fill blocks, that do not, and that are less than one. */
const shapes: readonly (readonly [number, number])[] = [[3, 64], [5, 100], [2, 7], [4, 33]];

describe.each<BlockBits>([8, 4])('%i bits', (bits) => {
  test.each([
    ['of both signs', (value: number) => value - 0.5],
    ['positive', (value: number) => 3 + value],
    ['negative', (value: number) => -1e4 * value],
    ['mostly tiny', (value: number) => (value > 0.9 ? 50 * value : 1e-6 * value)],
    ['all alike', () => 0.7],
    ['all zero', () => 0],
    ['too small to have a scale', (value: number) => 1e-42 * value],
  ])('values %s move by half a step at most', (_, draw) => {
    for (const shape of shapes) {
      const random = createRandom(1);
      const values = Float32Array.from({ length: shape[0] * shape[1] }, () => draw(random.next()));
      const { values: own, scales } = fromBlocks(toBlocks(values, shape, bits), shape, bits);
      for (const [index, value] of values.entries()) {
        const step = scales[index] ?? NaN;
        expect(Math.abs((own[index] ?? NaN) - value)).toBeLessThanOrEqual(0.501 * step + 2 ** -118);
        expect(step).toBeLessThanOrEqual((blockRange(values, shape, index) / (2 ** bits - 1)) * 1.0001);
        if (value === 0) expect(own[index]).toBe(0);
      }
    }
  });

  test.each(shapes)('the kernels multiply by the same numbers: [%i, %i]', async (outputs, inputs) => {
    const random = createRandom(2);
    const rows = 3;
    const x = Float32Array.from({ length: rows * inputs }, () => random.next() - 0.4);
    const values = Float32Array.from({ length: outputs * inputs }, () => random.next() - 0.3);
    const { values: weight } = fromBlocks(toBlocks(values, [outputs, inputs], bits), [outputs, inputs], bits);
    const exact = await multiply(x, values, { outputs, inputs, bits, roundsInputs: false });
    const rounded = await multiply(x, values, { outputs, inputs, bits, roundsInputs: true });
    for (let row = 0; row < rows; row++) {
      for (let output = 0; output < outputs; output++) {
        const at = row * outputs + output;
        const of = (column: number): readonly [number, number] => [x[row * inputs + column] ?? NaN, weight[output * inputs + column] ?? NaN];
        const columns = Array.from({ length: inputs }, (_, column) => of(column));
        const expected = columns.reduce((sum, [a, b]) => sum + a * b, 0);
        expect(exact[at]).toBeCloseTo(expected, 4);
        // An input moves by half of a 127th of its block's largest.
        const bound = columns.reduce((sum, [, b], column) => sum + (Math.abs(b) * largest(columns.map(([a]) => a), column)) / 254, 1e-4);
        expect(Math.abs((rounded[at] ?? NaN) - expected)).toBeLessThan(1.01 * bound);
      }
    }
  });
});

interface Product {
  readonly outputs: number;
  readonly inputs: number;
  readonly bits: BlockBits;
  readonly roundsInputs: boolean;
}

async function multiply(x: Float32Array, values: Float32Array, { outputs, inputs, bits, roundsInputs }: Product): Promise<readonly number[]> {
  const { codes, scales, zeroPoints } = toBlocks(values, [outputs, inputs], bits);
  const { blocks, bytesPerBlock, zeroPointBytes } = blockShape([outputs, inputs], bits);
  const graph = createGraph();
  const given = graph.input('x', 'f32', [x.length / inputs, inputs]);
  const weight = [graph.constant(codes, 'u8', [outputs, blocks, bytesPerBlock]), graph.constant(scales, 'f32', [outputs, blocks]), graph.constant(zeroPoints, 'u8', [outputs, zeroPointBytes])] as const;
  graph.output('y', blockGemm([given, ...weight], { bits, blockSize, roundsInputs }));
  return (await runGraph(graph, new Map([['x', tensor('f32', given.shape, x)]]))).get('y') ?? [];
}

/** Of the values of an index's block, with 0 among them. */
function blockRange(values: Float32Array, [, inputs]: readonly [number, number], index: number): number {
  const row = Math.floor(index / inputs) * inputs;
  const start = row + Math.floor((index - row) / blockSize) * blockSize;
  const block = [0, ...values.subarray(start, Math.min(row + inputs, start + blockSize))];
  return Math.max(...block) - Math.min(...block);
}

function largest(values: readonly number[], index: number): number {
  const start = Math.floor(index / blockSize) * blockSize;
  return Math.max(...values.slice(start, start + blockSize).map(Math.abs));
}
