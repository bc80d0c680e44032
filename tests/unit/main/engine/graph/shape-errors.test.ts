/** @file What does not fit is refused while the graph is built; the message names the operation, the shapes and the place. */
import { expect, test } from 'vitest';
import type { DataType } from '#main/engine/graph/data-type';
import { GraphError, type Graph, type Value } from '#main/engine/graph/graph';
import { broadcastAxes, broadcastShapes } from '#main/engine/graph/shape';
import { add, addRows, blockGemm, cachedAttention, concat, exp, expand, firstOccurrences, floats, gatherRows, gemm, layerNorm, logProbability, matmul, multiply, pad, reshape, rmsNorm, rotate, scatterAddRows, select, slice, sum, transpose } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';

type Make = (shape: readonly number[], dataType?: DataType) => Value;

test.each<[string, (make: Make) => Value, string]>([
  ['add', (make) => add(make([2, 3]), make([4])), 'add: [2, 3] and [4] do not fit: sizes along an axis must be equal or 1.'],
  ['types', (make) => multiply(make([2]), make([2], 'i64')), 'multiply: the inputs have different types: f32, i64.'],
  ['float only', (make) => exp(make([2], 'i64')), 'exp: works on floating point values, not on i64.'],
  ['gemm, inner', (make) => gemm(make([8, 16]), make([32, 4])), 'gemm: [8, 16] and [32, 4] do not fit: the inner sizes are 16 and 32.'],
  ['gemm, transposed', (make) => gemm(make([8, 16]), make([32, 4]), { transposesB: true }), 'gemm: [8, 16] and [32, 4] do not fit: the inner sizes are 16 and 4 after transposition.'],
  ['gemm, rank', (make) => gemm(make([2, 8, 16]), make([16, 4])), 'gemm: [2, 8, 16] and [16, 4] do not fit: it multiplies two matrices.'],
  ['matmul, stacks', (make) => matmul(make([2, 3, 4]), make([3, 4, 5])), 'matmul: [2, 3, 4] and [3, 4, 5] do not fit: the leading axes must be equal or 1.'],
  ['sum', (make) => sum(make([2, 3]), [2]), 'sum: [2, 3] do not fit: there is no axis 2.'],
  ['reshape', (make) => reshape(make([2, 3]), [4]), 'reshape: [2, 3] do not fit: [4] has 4 elements, the input has 6.'],
  ['transpose', (make) => transpose(make([2, 3]), [0, 0]), 'transpose: [2, 3] do not fit: [0, 0] does not name each axis once.'],
  ['expand', (make) => expand(make([2, 3]), [2, 4]), 'expand: [2, 3] do not fit: it does not broadcast to [2, 4].'],
  ['concat', (make) => concat([make([2, 3]), make([3, 3])], 1), 'concat: [2, 3] and [3, 3] do not fit: all sizes but those of axis 1 must be equal.'],
  ['slice', (make) => slice(make([2, 3]), 1, [1, 4]), 'slice: [2, 3] do not fit: axis 1 has no range 1 to 4.'],
  ['pad', (make) => pad(make([2]), 1, [0, 1]), 'pad: [2] do not fit: there is no axis 1.'],
  ['layerNorm', (make) => layerNorm(make([2, 3]), { weight: make([3]), bias: make([2]) }, 1e-5), 'layerNorm: [2, 3] and [3] and [2] do not fit: weights must have shape [3].'],
  ['rmsNorm', (make) => rmsNorm(make([2, 3]), make([2]), 1e-5), 'rmsNorm: [2, 3] and [2] do not fit: weights must have shape [3].'],
  ['logProbability', (make) => logProbability(make([2, 5]), make([3], 'i64')), 'logProbability: [2, 5] and [3] do not fit: logits are [rows, classes] and ids [rows].'],
  ['gatherRows', (make) => gatherRows(make([5, 2]), make([3])), 'gatherRows: the ids must be i64 or i32, not f32.'],
  ['scatterAddRows', (make) => scatterAddRows(make([3], 'i64'), make([2, 4]), 9), 'scatterAddRows: [3] and [2, 4] do not fit: each update needs one id.'],
  ['addRows', (make) => addRows(make([5, 4]), make([3], 'i64'), make([3, 2])), 'addRows: [5, 4] and [3] and [3, 2] do not fit: each update needs one id, and the shape of a row.'],
  ['firstOccurrences', (make) => firstOccurrences(make([2, 3], 'i64')), 'firstOccurrences: [2, 3] do not fit: the ids are a list.'],
  ['rotate', (make) => rotate(make([2, 6]), { cosines: make([2, 2]), sines: make([2, 2]) }), 'rotate: [2, 6] and [2, 2] and [2, 2] do not fit: cosines and sines must broadcast to the input with half its last size.'],
  ['cachedAttention', (make) => cachedAttention([make([1, 2, 16]), make([1, 2, 8]), make([1, 2, 8]), make([1, 1, 9, 8]), make([1, 2, 9, 8]), make([1], 'i32'), make([1], 'i32')], { heads: 2, groups: 1, scale: 1, softCap: undefined, window: undefined })[0], 'cachedAttention: [1, 2, 16] and [1, 2, 8] and [1, 2, 8] and [1, 1, 9, 8] and [1, 2, 9, 8] and [1] and [1] do not fit: the caches must be those of 2 heads in 1 groups.'],
  ['blockGemm', (make) => blockGemm([make([1, 40]), make([3, 1, 16], 'u8'), make([3, 1]), make([3, 1], 'u8')], { bits: 4, blockSize: 32, roundsInputs: true }), 'blockGemm: [1, 40] and [3, 1, 16] and [3, 1] and [3, 1] do not fit: codes, scales and zero points must be those of blocks of 32 at 4 bits.'],
  ['blockGemm, types', (make) => blockGemm([make([1, 8]), make([3, 1, 16]), make([3, 1]), make([3, 1])], { bits: 4, blockSize: 32, roundsInputs: true }), 'blockGemm: [1, 8] and [3, 1, 16] and [3, 1] and [3, 1] do not fit: codes and zero points must be u8.'],
  ['select', (make) => select(make([2]), make([2]), make([2])), 'select: [2] and [2] and [2] do not fit: the condition must be bool, not f32.'],
])('%s', (_, build, message) => {
  expect(() => build(maker(createGraph()))).toThrow(new GraphError(message));
});

test('the message says where in the model', () => {
  const graph = createGraph();
  const make = maker(graph);
  expect(() => graph.within('layers.3', () => graph.within('mlp', () => add(make([2]), make([3]))))).toThrow('(in layers.3/mlp)');
});

test('names are unique, graphs do not mix, constants have their size', () => {
  const graph = createGraph();
  const x = graph.input('x', 'f32', [1]);
  expect(() => graph.input('x', 'f32', [1])).toThrow('two inputs or weights named "x"');
  expect(() => add(x, createGraph().input('y', 'f32', [1]))).toThrow('add: an input belongs to another graph.');
  graph.output('y', x);
  expect(() => graph.output('y', x)).toThrow('two outputs named "y"');
  expect(() => floats(graph, [2, 2], [1, 2, 3])).toThrow('A constant of shape [2, 2] cannot hold 3 values.');
});

test.each([
  [[2, 3], [2, 3], [2, 3]],
  [[2, 3], [3], [2, 3]],
  [[2, 1], [1, 3], [2, 3]],
  [[], [4, 2], [4, 2]],
  [[5, 1, 2], [3, 1], [5, 3, 2]],
  [[0, 2], [1, 2], [0, 2]],
  [[1], [0], [0]],
  [[2], [3], undefined],
  [[4, 2], [4], undefined],
])('%j and %j broadcast to %j', (first, second, common) => {
  expect(broadcastShapes(first, second)).toEqual(common);
  expect(broadcastShapes(second, first)).toEqual(common);
});

test.each([
  [[3, 1], [2, 3, 4], [0, 2]],
  [[], [2, 3], [0, 1]],
  [[2, 3], [2, 3], []],
  [[1, 3], [1, 3], []],
])('%j is repeated to %j along axes %j', (small, large, axes) => {
  expect(broadcastAxes(small, large)).toEqual(axes);
});

function maker(graph: Graph): Make {
  let count = 0;
  return (shape, dataType = 'f32') => graph.input(`x${count++}`, dataType, shape);
}
