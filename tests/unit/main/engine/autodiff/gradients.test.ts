/** @file What autodiff builds and what it leaves out: frozen branches, accumulation, broadcasting, constants, recomputed segments. */
import { expect, test } from 'vitest';
import { checkpoint } from '#main/engine/autodiff/checkpoint';
import { gradients } from '#main/engine/autodiff/gradients';
import { tensor } from '#main/engine/graph/data-type';
import type { Graph, Value } from '#main/engine/graph/graph';
import { capabilitiesOf } from '#main/engine/onnx/capabilities';
import { lowerGraph } from '#main/engine/onnx/lower';
import { abs, add, clip, exp, gelu, gemm, layerNorm, logProbability, logProbabilityGradient, maximum, minimum, multiply, stopGradient, sum, tanh } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { runGraph } from '../../../../support/engine/run-graph';

test('a frozen weight gets no gradient, and nothing before the first trained layer is walked', () => {
  const graph = createGraph();
  const [x, frozen, trained] = ['x', 'frozen', 'trained'].map((name) => graph.input(name, 'f32', [3, 3])) as [Value, Value, Value];
  const loss = sum(gemm(tanh(gemm(x, frozen)), trained));
  const before = graph.operations.length;
  gradients(loss, [trained]);
  // The gradient of the sum, and one product for the trained weight: none for what lies before it.
  expect(graph.operations.slice(before).map(({ kind }) => kind).filter((kind) => kind === 'gemm')).toHaveLength(1);
});

test('what is cheap to compute again is not kept for the gradient', () => {
  const graph = createGraph();
  const [x, weight, bias, matrix] = [graph.input('x', 'f32', [2, 3]), graph.input('weight', 'f32', [3]), graph.input('bias', 'f32', [3]), graph.input('matrix', 'f32', [3, 3])];
  const normed = layerNorm(x, { weight, bias }, 1e-5);
  const activated = gelu(gemm(normed, matrix));
  const loss = sum(gemm(activated, matrix));
  const forward = new Set(graph.operations);
  graph.output('loss', loss);
  graph.output('gradient', gradients(loss, [matrix])[0] as Value);
  const readByGradient = new Set(graph.operations.filter((operation) => !forward.has(operation)).flatMap(({ inputs }) => inputs));
  expect([normed, activated].some((value) => readByGradient.has(value))).toBe(false);
  // Two equal nodes would be merged into one, whose result would be kept after all.
  const { nodes } = lowerGraph(graph, capabilitiesOf('cpu'));
  expect(nodes.filter(({ operator }) => operator === 'Gelu').map(({ domain }) => domain)).toEqual(['', 'com.microsoft']);
  expect(nodes.filter(({ operator }) => operator === 'LayerNormalization')).toHaveLength(1);
});

test('what the loss does not depend on has no gradient', () => {
  const graph = createGraph();
  const [x, other] = [graph.input('x', 'f32', [2]), graph.input('other', 'f32', [2])];
  expect(gradients(sum(add(x, stopGradient(other))), [x, other]).map((gradient) => gradient?.shape)).toEqual([[2], undefined]);
});

test('a value used several times collects from every use', async () => {
  const [gradient] = await gradientAt([1.5], (x) => sum(add(multiply(x, multiply(x, x)), add(x, x))));
  expect(gradient).toBeCloseTo(3 * 1.5 ** 2 + 2, 12);
});

test('a target inside the graph, and one that is the loss itself', async () => {
  const graph = createGraph('f64');
  const x = graph.input('x', 'f64', [2]);
  const middle = exp(x);
  const loss = sum(multiply(middle, middle));
  for (const [index, gradient] of gradients(loss, [middle, loss, x]).entries()) graph.output(`${index}`, gradient as Value);
  const results = await runGraph(graph, new Map([['x', tensor('f64', [2], [0, Math.LN2])]]));
  expect([results.get('0'), results.get('1'), results.get('2')]).toEqual([[2, 4], [1], [2, 8].map((value) => expect.closeTo(value, 12) as number)]);
});

test.each<[string, (x: Value) => Value, number[], number[]]>([
  ['minimum gives ties to the first', (x) => sum(minimum(x, multiply(x, x))), [1], [1]],
  ['maximum gives ties to the first', (x) => sum(maximum(multiply(x, x), x)), [1], [2]],
  ['clip keeps the gradient on its borders', (x) => sum(clip(x, -1, 1)), [-1, 1, 1.0001], [1, 1, 0]],
  ['abs has none at zero', (x) => sum(abs(x)), [0, -2, 3], [0, -1, 1]],
])('%s', async (_, build, point, expected) => {
  expect(await gradientAt(point, build)).toEqual(expected);
});

test('the loss must be a scalar, and a gradient has no gradient', () => {
  const graph = createGraph();
  const x = graph.input('x', 'f32', [2, 3]);
  const ids = graph.input('ids', 'i64', [2]);
  expect(() => gradients(x, [x])).toThrow('gradients: the loss must be a scalar; its shape is [2, 3].');
  const normaliser = graph.input('normaliser', 'f32', [2, 1]);
  const second = logProbabilityGradient(x, ids, normaliser, logProbability(x, ids));
  expect(() => gradients(sum(second), [x])).toThrow('logProbabilityGradient has no gradient');
});

test('recomputed segments give the same gradient, from copies of their operations', async () => {
  const layer = (x: Value): Value => tanh(multiply(exp(x), x));
  const plain = await gradientAt([0.3, -0.7], (x) => sum(layer(layer(x))));
  let graph: Graph | undefined;
  const recomputed = await gradientAt([0.3, -0.7], (x) => {
    ({ graph } = x);
    const apart = (y: Value): Value => checkpoint(x.graph, () => layer(y));
    return sum(apart(apart(x)));
  });
  expect(recomputed).toEqual(plain);
  expect(graph?.operations.filter(({ kind }) => kind === 'tanh')).toHaveLength(4);
  // The input of the first segment is a leaf and needs no delay.
  expect(graph?.operations.filter(({ kind }) => kind === 'after')).toHaveLength(1);
});

test('segments cannot contain each other', () => {
  const graph = createGraph();
  expect(() => checkpoint(graph, () => checkpoint(graph, () => graph.input('x', 'f32', [])))).toThrow('cannot contain another');
});

async function gradientAt(point: readonly number[], build: (x: Value) => Value): Promise<number[]> {
  const graph: Graph = createGraph('f64');
  const x = graph.input('x', 'f64', [point.length]);
  const [gradient] = gradients(build(x), [x]);
  graph.output('gradient', gradient as Value);
  return (await runGraph(graph, new Map([['x', tensor('f64', [point.length], point)]]))).get('gradient') ?? [];
}
