/** @file Every operation's gradient against central differences. An operation without a case does not compile. */
import { describe, expect, test } from 'vitest';
import {
  abs, add, addRows, affine, after, cast, clip, concat, divide, equal, erf, exp, expand, firstOccurrences, floats, floor, gatherRows, gelu, gemm, integers, layerNorm, less, log, logProbability,
  matmul, maximum, minimum, multiply, negate, pad, reshape, rmsNorm, rotate, scalar, scale, scatterAddRows, select, shift, sigmoid, silu, slice, softmax, softplus, sqrt,
  stopGradient, subtract, sum, sumKeeping, sumOfSquares, tanh, transpose,
} from '#main/engine/ops/build';
import type { OperationKind } from '#main/engine/ops/signatures';
import { operations } from '#main/engine/ops/table';
import { between, expectGradientsOfDifferences, type GradientCase, type Variable } from '../../../../support/engine/finite-differences';

const matrix: Variable = { shape: [3, 4] };
const positive: Variable = { shape: [3, 4], values: between(0.2, 3) };
/** Small, large, of both signs, and zero. */
const edges: Variable = { shape: [6], values: [-30, -1e-3, 0, 1e-3, 5, 30] };
const broadcasts: readonly (readonly Variable[])[] = [
  [matrix, matrix],
  [matrix, { shape: [4] }],
  [{ shape: [3, 1] }, matrix],
  [{ shape: [] }, matrix],
  [{ shape: [2, 1, 4] }, { shape: [3, 1] }],
];
const bothSigns = (random: { next(): number }): number => (random.next() < 0.5 ? -1 : 1) * (0.5 + random.next());
const nonZero = (variables: readonly Variable[]): Variable[] => variables.map(({ shape }) => ({ shape, values: bothSigns }));
const pairs = (build: GradientCase['build']): GradientCase[] => broadcasts.map((variables) => ({ variables: nonZero(variables), build }));
const single = (build: GradientCase['build'], ...variables: readonly Variable[]): GradientCase[] => variables.map((variable) => ({ variables: [variable], build }));
const transpositions = [false, true].flatMap((transposesA) => [false, true].map((transposesB) => ({ transposesA, transposesB })));
const factor = (isTransposed: boolean, [rows, columns]: readonly [number, number], stack: readonly number[] = []): Variable => ({ shape: [...stack, ...(isTransposed ? [columns, rows] : [rows, columns])] });

const cases: { readonly [K in OperationKind]: readonly GradientCase[] | 'unsupported' } = {
  add: pairs(add),
  subtract: pairs(subtract),
  multiply: pairs(multiply),
  divide: pairs(divide),
  minimum: pairs(minimum),
  maximum: pairs(maximum),
  negate: single(negate, matrix, edges),
  scale: single((x) => scale(x, -2.5), matrix),
  shift: single((x) => shift(x, 3), matrix),
  clip: single((x) => clip(x, -0.7, 0.8), { shape: [5], values: [-3, -0.71, 0, 0.79, 4] }),
  exp: single(exp, matrix),
  log: single(log, positive),
  sqrt: single(sqrt, positive),
  abs: single(abs, { shape: [4], values: [-3, -0.01, 0.01, 8] }),
  floor: single((x) => add(x, floor(x)), { shape: [3], values: [-1.5, 0.2, 1.7] }),
  cast: single((x) => multiply(x, cast(less(x, scalar(x.graph, 0)), 'f64')), { shape: [3], values: [-1.5, 0.2, 1.7] }),
  tanh: single(tanh, matrix, edges),
  sigmoid: single(sigmoid, matrix, edges),
  softplus: single(softplus, matrix, edges),
  erf: single(erf, matrix).map((one) => ({ ...one, floatType: 'f32' })),
  gelu: single(gelu, matrix).map((one) => ({ ...one, floatType: 'f32' })),
  silu: single(silu, matrix, edges),
  equal: single((x) => select(equal(x, scalar(x.graph, 1)), x, scale(x, 2)), { shape: [2], values: [0.5, 2] }),
  less: single((x) => select(less(x, scalar(x.graph, 1)), x, scale(x, 2)), { shape: [2], values: [0.5, 2] }),
  select: [{ variables: [matrix, { shape: [4] }, matrix], build: (x, y, z) => select(less(z, scalar(z.graph, 0)), x, y) }],
  gemm: transpositions.flatMap((transposed): GradientCase[] => [
    { variables: [factor(transposed.transposesA, [2, 3]), factor(transposed.transposesB, [3, 4])], build: (a, b) => gemm(a, b, transposed) },
    { variables: [{ shape: [2, 3] }, { shape: [4, 3] }, { shape: [4] }], build: (x, w, b) => affine(x, w, b) },
  ]),
  matmul: transpositions.flatMap((transposed): GradientCase[] => [
    { variables: [factor(transposed.transposesA, [2, 3], [2]), factor(transposed.transposesB, [3, 4], [2])], build: (a, b) => matmul(a, b, transposed) },
    { variables: [factor(transposed.transposesA, [2, 3], [2, 1]), factor(transposed.transposesB, [3, 2])], build: (a, b) => matmul(a, b, transposed) },
  ]),
  blockGemm: 'unsupported',
  sum: [...single((x) => sum(x, [0]), matrix), ...single((x) => sumKeeping(x, [-1]), matrix), ...single((x) => sum(x), { shape: [2, 2, 3] }, { shape: [] })],
  sumOfSquares: single(sumOfSquares, matrix),
  reshape: single((x) => reshape(x, [2, 6]), matrix),
  transpose: single((x) => transpose(x, [2, 0, 1]), { shape: [2, 3, 4] }),
  expand: single((x) => expand(x, [2, 3, 4]), { shape: [3, 1] }),
  concat: [{ variables: [{ shape: [2, 1] }, { shape: [2, 3] }], build: (x, y) => concat([x, y, x], 1) }],
  slice: single((x) => slice(x, -1, [1, 3]), matrix),
  pad: single((x) => pad(x, 0, [2, 1]), matrix),
  layerNorm: [{ variables: [matrix, { shape: [4] }, { shape: [4] }], build: (x, weight, bias) => layerNorm(x, { weight, bias }, 1e-5) }],
  rmsNorm: [{ variables: [matrix, { shape: [4] }], build: (x, weight) => rmsNorm(x, weight, 1e-5) }],
  softmax: single(softmax, matrix, { shape: [2, 3], values: [1000, 999, -1000, 0, 0, 0] }),
  logProbability: single((x) => logProbability(x, integers(x.graph, [3], [0, 3, 3])), matrix, { shape: [3, 4], values: [800, 799, -800, 0, 0, 0, 0, 0, 1, 2, 3, 4] }),
  logProbabilityGradient: 'unsupported',
  gatherRows: single((x) => gatherRows(x, integers(x.graph, [2, 2], [2, 0, 2, 2])), matrix),
  scatterAddRows: single((x) => scatterAddRows(integers(x.graph, [3], [1, 4, 1]), x, 5), matrix),
  addRows: [{ variables: [{ shape: [5, 4] }, matrix], build: (x, y) => addRows(x, integers(x.graph, [3], [1, 4, 1]), y) }],
  firstOccurrences: single((x) => multiply(x, cast(firstOccurrences(integers(x.graph, [3], [7, 7, 2])), 'f64')), { shape: [3] }),
  rotate: [false, true].flatMap((isInverse) => single((x) => {
    const angles = [0.1, 0.7, 1.9, 3];
    return rotate(x, { cosines: floats(x.graph, [2, 2], angles.map(Math.cos)), sines: floats(x.graph, [2, 2], angles.map(Math.sin)) }, isInverse);
  }, { shape: [3, 2, 4] })),
  cachedAttention: 'unsupported',
  stopGradient: single((x) => subtract(multiply(x, x), stopGradient(scalar(x.graph, 3))), matrix),
  after: single((x) => after(x, exp(x)), matrix),
};

for (const [kind, kindCases] of Object.entries(cases)) {
  describe(kind, () => {
    if (kindCases === 'unsupported') {
      test('has no gradient', () => expect(operations[kind as OperationKind].gradient).toBe('unsupported'));
      return;
    }
    for (const [index, one] of kindCases.entries()) {
      test(`of inputs ${one.variables.map(({ shape }) => `[${shape.join(', ')}]`).join(' and ')}`, () => expectGradientsOfDifferences(one, 100 + index));
    }
  });
}
