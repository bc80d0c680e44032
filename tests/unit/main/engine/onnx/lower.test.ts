/** @file The ONNX that comes out: printed graphs, what is left out, names of outputs, and that every provider's lowering means the same. */
import { expect, test } from 'vitest';
import { gradients } from '#main/engine/autodiff/gradients';
import { tensor, type Tensor } from '#main/engine/graph/data-type';
import type { Value } from '#main/engine/graph/graph';
import { crossEntropy } from '#main/engine/losses/cross-entropy';
import { capabilitiesOf } from '#main/engine/onnx/capabilities';
import { lowerGraph } from '#main/engine/onnx/lower';
import { printModel } from '#main/engine/onnx/print';
import { affine, exp, gelu, layerNorm, negate, rmsNorm, scale, sum } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { addTrainingStep } from '#main/engine/optim/training-step';
import { adamwDefaults } from '#main/engine/optim/adamw';
import { runGraph } from '../../../../support/engine/run-graph';

const cpu = capabilitiesOf('cpu');

test('a linear layer with its loss and gradients: no transposition, no table of log-probabilities', () => {
  const graph = createGraph();
  const [x, w, b] = [graph.input('x', 'f32', [8, 3]), graph.input('w', 'f32', [5, 3]), graph.input('b', 'f32', [5])];
  const loss = crossEntropy(affine(x, w, b), graph.input('labels', 'i64', [8]), graph.input('weights', 'f32', [8]));
  graph.output('loss', loss);
  for (const [index, gradient] of gradients(loss, [w, b]).entries()) graph.output(['dw', 'db'][index] ?? '', gradient as Value);
  const operators = lowerGraph(graph, cpu).nodes.map(({ operator, attributes }) => [operator, ...Object.entries(attributes).flatMap(([key, value]) => ('int' in value && value.int !== 0 && key.startsWith('trans') ? [key] : []))].join(' '));
  expect(operators.filter((operator) => operator.startsWith('Gemm'))).toEqual(['Gemm transB', 'Gemm transA']);
  expect(operators).not.toContain('Transpose');
  expect(operators).not.toContain('LogSoftmax');
});

test('prints a graph', () => {
  const graph = createGraph();
  const x = graph.input('x', 'f32', [2, 3]);
  graph.output('total', sum(scale(exp(x), 2), [1]));
  expect(printModel(lowerGraph(graph, cpu))).toBe(
    [
      'input x: f32[2, 3]',
      'constant %2: f32[] = 2',
      'constant %3: i64[1] = 1',
      '%4 = Exp(x)',
      '%5 = Mul(%4, %2)',
      'total = ReduceSum(%5, %3) keepdims=0',
      'output total: f32[2]',
    ].join('\n'),
  );
});

test('what no output needs is left out; inputs stay', () => {
  const graph = createGraph();
  const [x, unused] = [graph.input('x', 'f32', [1]), graph.input('unused', 'f32', [1])];
  exp(unused);
  graph.output('y', negate(x));
  const model = lowerGraph(graph, cpu);
  expect(model.nodes.map(({ operator }) => operator)).toEqual(['Neg']);
  expect(model.inputs.map(({ name }) => name)).toEqual(['x', 'unused']);
});

test('outputs that are inputs, constants or the same value have nodes of their own', async () => {
  const graph = createGraph();
  const x = graph.input('x', 'f32', [1]);
  const y = negate(x);
  graph.output('itself', x);
  graph.output('first', y);
  graph.output('second', y);
  graph.output('constant', graph.constant(Float32Array.from([7]), 'f32', [1]));
  const results = await runGraph(graph, new Map([['x', tensor('f32', [1], [3])]]));
  expect(Object.fromEntries(results)).toEqual({ itself: [3], first: [-3], second: [-3], constant: [7] });
});

test('every provider computes the same training step', async () => {
  const step = async (provider: 'cpu' | 'webgpu' | 'cuda'): Promise<ReadonlyMap<string, number[]>> => {
    const graph = createGraph();
    const parameter = (name: string, shape: readonly number[]): Value => graph.input(name, 'f32', shape);
    const parameters = new Map([['w', parameter('w', [4, 3])], ['b', parameter('b', [4])], ['norm', parameter('norm', [4])], ['shift', parameter('shift', [4])], ['rms', parameter('rms', [4])]]);
    const get = (name: string): Value => parameters.get(name) as Value;
    const hidden = gelu(affine(graph.input('x', 'f32', [2, 3]), get('w'), get('b')));
    const logits = rmsNorm(layerNorm(hidden, { weight: get('norm'), bias: get('shift') }, 1e-5), get('rms'), 1e-6);
    const loss = crossEntropy(logits, graph.input('labels', 'i64', [2]), graph.input('weights', 'f32', [2]));
    const trained = addTrainingStep(loss, parameters, { settings: adamwDefaults, clipNorm: 1, decays: () => true });
    const values = (shape: readonly number[], offset: number): Tensor => {
      const count = shape.reduce((product, size) => product * size, 1);
      return tensor('f32', shape, Array.from({ length: count }, (_, index) => Math.sin(offset + index)));
    };
    const inputs = new Map<string, Tensor>([
      ['x', values([2, 3], 1)],
      ['labels', tensor('i64', [2], [3, 0])],
      ['weights', tensor('f32', [2], [0.5, 0.5])],
      ...['step_size', 'second_moment_correction', 'decay'].map((name) => [`optimizer/${name}`, tensor('f32', [], [0.01])] as const),
      ...trained.flatMap(({ shape, slots }, index) => slots.map(({ role, input }) => [input, role === 'parameter' ? values(shape, index) : values(shape, 99)] as const)),
    ]);
    const positive = new Map<string, Tensor>([...inputs].map(([name, value]) => [name, name.startsWith('second_moment/') ? tensor('f32', value.shape, Array.from<number | bigint, number>(value.data, (element) => Number(element) ** 2)) : value]));
    return runGraph(graph, positive, { capabilities: capabilitiesOf(provider) });
  };
  const expected = await step('cpu');
  for (const provider of ['webgpu', 'cuda'] as const) {
    for (const [name, values] of await step(provider)) {
      expect(values, `${provider} ${name}`).toEqual(expected.get(name)?.map((value) => expect.closeTo(value, 5) as number));
    }
  }
});
