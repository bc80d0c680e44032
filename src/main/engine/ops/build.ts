/** @file One function an operation: how models, losses and gradients write mathematics. The last functions are compositions. */
import type { DataType } from '../graph/data-type';
import { toArray } from '../graph/data-type';
import { isSameShape, sizeAt, type Shape } from '../graph/shape';
import { GraphError, type Graph, type Value } from '../graph/graph';
import type { AttributesOf, InputsOf, OperationKind, OutputsOf, TransposedFactors } from './signatures';

export const add = (a: Value, b: Value): Value => apply('add', [a, b], {});
export const subtract = (a: Value, b: Value): Value => apply('subtract', [a, b], {});
export const multiply = (a: Value, b: Value): Value => apply('multiply', [a, b], {});
export const divide = (a: Value, b: Value): Value => apply('divide', [a, b], {});
export const minimum = (a: Value, b: Value): Value => apply('minimum', [a, b], {});
export const maximum = (a: Value, b: Value): Value => apply('maximum', [a, b], {});

export const negate = (x: Value): Value => apply('negate', [x], {});
export const scale = (x: Value, factor: number): Value => (factor === 1 ? x : apply('scale', [x], { factor }));
export const shift = (x: Value, offset: number): Value => (offset === 0 ? x : apply('shift', [x], { offset }));
export const clip = (x: Value, low: number, high: number): Value => apply('clip', [x], { low, high });
export const exp = (x: Value): Value => apply('exp', [x], {});
export const log = (x: Value): Value => apply('log', [x], {});
export const sqrt = (x: Value): Value => apply('sqrt', [x], {});
export const abs = (x: Value): Value => apply('abs', [x], {});
export const floor = (x: Value): Value => apply('floor', [x], {});
export const cast = (x: Value, to: DataType): Value => (x.dataType === to ? x : apply('cast', [x], { to }));

export const tanh = (x: Value): Value => apply('tanh', [x], {});
export const sigmoid = (x: Value): Value => apply('sigmoid', [x], {});
export const softplus = (x: Value): Value => apply('softplus', [x], {});
export const erf = (x: Value): Value => apply('erf', [x], {});
export const gelu = (x: Value): Value => apply('gelu', [x], { isAgain: false });
export const geluAgain = (x: Value): Value => apply('gelu', [x], { isAgain: true });
export const silu = (x: Value): Value => apply('silu', [x], {});

export const equal = (a: Value, b: Value): Value => apply('equal', [a, b], {});
export const less = (a: Value, b: Value): Value => apply('less', [a, b], {});
export const select = (condition: Value, whereTrue: Value, whereFalse: Value): Value => apply('select', [condition, whereTrue, whereFalse], {});

const straight: TransposedFactors = { transposesA: false, transposesB: false };
export const gemm = (a: Value, b: Value, transposed: Partial<TransposedFactors> = {}): Value => apply('gemm', [a, b], { ...straight, ...transposed });
/** x [rows, inputs], weight [outputs, inputs] as PyTorch keeps it, bias [outputs]. */
export const affine = (x: Value, weight: Value, bias: Value): Value => apply('gemm', [x, weight, bias], { transposesA: false, transposesB: true });
export const matmul = (a: Value, b: Value, transposed: Partial<TransposedFactors> = {}): Value => apply('matmul', [a, b], { ...straight, ...transposed });

export const blockGemm = (inputs: InputsOf<'blockGemm'>, settings: AttributesOf<'blockGemm'>): Value => apply('blockGemm', inputs, settings);

/** Over these axes, which stay with size 1; negative ones count from the end. */
export const sumKeeping = (x: Value, axes: readonly number[]): Value => apply('sum', [x], { axes: fromStart(x, axes), keepsAxes: true });
/** Over these axes, which vanish; over all where none are given. */
export const sum = (x: Value, axes: readonly number[] = x.shape.map((_, axis) => axis)): Value =>
  apply('sum', [x], { axes: fromStart(x, axes), keepsAxes: false });
export const sumOfSquares = (x: Value): Value => apply('sumOfSquares', [x], {});

export const reshape = (x: Value, shape: Shape): Value => (isSameShape(x.shape, shape) ? x : apply('reshape', [x], { shape }));
export const transpose = (x: Value, permutation: readonly number[]): Value => apply('transpose', [x], { permutation });
export const expand = (x: Value, shape: Shape): Value => (isSameShape(x.shape, shape) ? x : apply('expand', [x], { shape }));
export const concat = (parts: readonly Value[], axis: number): Value => apply('concat', parts, { axis: fromStart(parts[0], [axis])[0] ?? 0 });
/** `range` = [start, end) along `axis`. */
export const slice = (x: Value, axis: number, [start, end]: readonly [number, number]): Value =>
  apply('slice', [x], { axis: fromStart(x, [axis])[0] ?? 0, start, end });
export const pad = (x: Value, axis: number, [before, after]: readonly [number, number]): Value =>
  apply('pad', [x], { axis: fromStart(x, [axis])[0] ?? 0, before, after });

export const layerNorm = (x: Value, parameters: { weight: Value; bias: Value }, epsilon: number): Value =>
  apply('layerNorm', [x, parameters.weight, parameters.bias], { epsilon });
export const rmsNorm = (x: Value, weight: Value, epsilon: number): Value => apply('rmsNorm', [x, weight], { epsilon });

export const softmax = (x: Value): Value => apply('softmax', [x], {});
export const logProbability = (logits: Value, ids: Value): Value => apply('logProbability', [logits, ids], {});
/** With the log normaliser, [rows, 1]. */
export function normalisedLogProbability(logits: Value, ids: Value): OutputsOf<'logProbability'> {
  return logits.graph.append('logProbability', [logits, ids], {}) as OutputsOf<'logProbability'>;
}
export const logProbabilityGradient = (...inputs: InputsOf<'logProbabilityGradient'>): Value => apply('logProbabilityGradient', inputs, {});

export const gatherRows = (table: Value, ids: Value): Value => apply('gatherRows', [table, ids], {});
export const scatterAddRows = (ids: Value, updates: Value, rows: number): Value => apply('scatterAddRows', [ids, updates], { rows });
export const addRows = (table: Value, ids: Value, updates: Value): Value => apply('addRows', [table, ids, updates], {});
export const firstOccurrences = (ids: Value): Value => apply('firstOccurrences', [ids], {});

export const rotate = (x: Value, angles: { cosines: Value; sines: Value }, isInverse = false): Value =>
  apply('rotate', [x, angles.cosines, angles.sines], { isInverse });

export function cachedAttention(inputs: InputsOf<'cachedAttention'>, settings: AttributesOf<'cachedAttention'>): OutputsOf<'cachedAttention'> {
  return inputs[0].graph.append('cachedAttention', inputs, settings) as OutputsOf<'cachedAttention'>;
}

export const stopGradient = (x: Value): Value => apply('stopGradient', [x], {});
export const after = (x: Value, dependency: Value): Value => apply('after', [x, dependency], {});

export const square = (x: Value): Value => multiply(x, x);
export const meanKeeping = (x: Value, axis: number): Value => scale(sumKeeping(x, [axis]), 1 / sizeAt(x.shape, axis));
/** Over all axes. */
export const mean = (x: Value): Value => scale(sum(x), 1 / x.shape.reduce((count, size) => count * size, 1));
/** A float constant of the graph's type. */
export const scalar = (graph: Graph, value: number): Value => graph.constant(toArray(graph.floatType, [value]), graph.floatType, []);
export const floats = (graph: Graph, shape: Shape, values: ArrayLike<number>): Value => graph.constant(toArray(graph.floatType, values), graph.floatType, shape);
export const integers = (graph: Graph, shape: Shape, values: ArrayLike<number>): Value => graph.constant(toArray('i64', values), 'i64', shape);

function apply<K extends OperationKind>(kind: K, inputs: InputsOf<K>, attributes: AttributesOf<K>): Value {
  const graph = inputs[0]?.graph;
  const result = graph?.append(kind, inputs, attributes)[0];
  if (result === undefined) throw new GraphError(`${kind}: needs at least one input.`);
  return result;
}

function fromStart(x: Value | undefined, axes: readonly number[]): number[] {
  const rank = x?.shape.length ?? 0;
  return axes.map((axis) => (axis < 0 ? axis + rank : axis));
}
