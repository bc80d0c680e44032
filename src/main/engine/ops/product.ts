/**
 * @file Matrix products (ONNX Gemm, MatMul). Weights stay as PyTorch keeps them, [outputs, inputs]: with Gemm's transposition flags neither
 * the forward pass nor the gradient of a linear layer copies a matrix.
 */
import { broadcastShapes, sizeAt } from '../graph/shape';
import type { Value, ValueType } from '../graph/graph';
import { int, ints, type Emitter } from '../onnx/emitter';
import { gemm, matmul } from './build';
import { mismatch, requireFloat, type Definitions } from './definition';
import type { TransposedFactors } from './signatures';

export const product: Definitions<'gemm' | 'matmul'> = {
  gemm: {
    infer: (inputs, attributes) => {
      const [a, b, c] = inputs;
      if (a.shape.length !== 2 || b.shape.length !== 2) throw mismatch('gemm', inputs, 'it multiplies two matrices.');
      const shape = productShape('gemm', [a, b], attributes);
      if (c !== undefined && broadcastShapes(shape, c.shape)?.join() !== shape.join()) throw mismatch('gemm', inputs, 'the third does not broadcast to the result.');
      return { dataType: requireFloat('gemm', ...inputs), shape };
    },
    lower: (emitter, { attributes: { transposesA, transposesB } }, inputs) =>
      emitter.emit('Gemm', inputs, { attributes: { transA: int(Number(transposesA)), transB: int(Number(transposesB)) } }),
    gradient: ({ inputs, attributes }, dy) => {
      const [a, b, c] = inputs;
      const ofFactors = factorGradients(gemm, { a, b, dy }, attributes);
      return c === undefined ? ofFactors : [...ofFactors, () => dy];
    },
  },
  matmul: {
    infer: (inputs, attributes) => {
      const [a, b] = inputs;
      if (a.shape.length < 2 || b.shape.length < 2) throw mismatch('matmul', inputs, 'it multiplies stacks of matrices.');
      const stack = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
      if (stack === undefined) throw mismatch('matmul', inputs, 'the leading axes must be equal or 1.');
      return { dataType: requireFloat('matmul', a, b), shape: [...stack, ...productShape('matmul', inputs, attributes)] };
    },
    lower: (emitter, { inputs: [a, b], attributes }, [nameA = '', nameB = '']) =>
      emitter.emit('MatMul', [transposed(emitter, a, attributes.transposesA ? nameA : undefined) ?? nameA, transposed(emitter, b, attributes.transposesB ? nameB : undefined) ?? nameB]),
    gradient: ({ inputs: [a, b], attributes }, dy) => factorGradients(matmul, { a, b, dy }, attributes),
  },
};

/**
 * y = A B: dA = dy B', dB = A' dy, and with a transposed factor the transpose of that.
 * In every case the product is written so that flags alone say what is transposed.
 */
function factorGradients(
  multiply: typeof matmul,
  { a, b, dy }: { readonly a: Value; readonly b: Value; readonly dy: Value },
  { transposesA, transposesB }: TransposedFactors,
): readonly [() => Value, () => Value] {
  return [
    () => (transposesA ? multiply(b, dy, { transposesA: transposesB, transposesB: true }) : multiply(dy, b, { transposesB: !transposesB })),
    () => (transposesB ? multiply(dy, a, { transposesA: true, transposesB: transposesA }) : multiply(a, dy, { transposesA: !transposesA })),
  ];
}

function productShape(kind: 'gemm' | 'matmul', inputs: readonly [Value, Value], { transposesA, transposesB }: TransposedFactors): ValueType['shape'] {
  const [a, b] = inputs;
  const inner = sizeAt(a.shape, transposesA ? -2 : -1);
  const innerOfB = sizeAt(b.shape, transposesB ? -1 : -2);
  if (inner !== innerOfB) throw mismatch(kind, inputs, `the inner sizes are ${inner} and ${innerOfB}${transposesA || transposesB ? ' after transposition' : ''}.`);
  return [sizeAt(a.shape, transposesA ? -1 : -2), sizeAt(b.shape, transposesB ? -2 : -1)];
}

function transposed(emitter: Emitter, x: Value, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const rank = x.shape.length;
  const permutation = x.shape.map((_, axis) => (axis === rank - 1 ? rank - 2 : axis === rank - 2 ? rank - 1 : axis));
  return emitter.emit('Transpose', [name], { attributes: { perm: ints(permutation) } });
}
