/**
 * @file Which runtime the CPU gets: the C API where it proves itself on a small model, onnxruntime-node otherwise, with the reason. Call it in
 * the process that will run models: a library that does not fit may end the process instead of failing.
 */
import { tensor, type Tensor } from '../graph/data-type';
import { capabilitiesOf } from '../onnx/capabilities';
import { encodeModel } from '../onnx/encode';
import { lowerGraph } from '../onnx/lower';
import { add, exp, multiply, sum } from '../ops/build';
import { createGraph } from '../ops/table';
import { createCApiRuntime } from './c-api';
import { onnxRuntime } from './onnxruntime';
import type { Runtime } from './runtime';

export interface ChosenRuntime {
  readonly runtime: Runtime;
  readonly name: 'c-api' | 'onnxruntime-node';
  /** Why it is not the C API. */
  readonly reason: string | undefined;
}

export async function chooseRuntime(loadCApi: () => Runtime = createCApiRuntime): Promise<ChosenRuntime> {
  try {
    const runtime = loadCApi();
    await proveInPlace(runtime);
    return { runtime, name: 'c-api', reason: undefined };
  } catch (error) {
    return { runtime: onnxRuntime, name: 'onnxruntime-node', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Two steps of state' = state + x e^x with the sum as an output, against the same in plain numbers. */
async function proveInPlace(runtime: Runtime): Promise<void> {
  const graph = createGraph();
  const x = graph.input('x', 'f32', [2, 3]);
  const next = add(graph.input('state', 'f32', [2, 3]), multiply(x, exp(x)));
  graph.output('next', next);
  graph.output('total', sum(next));
  const session = await runtime.createSession(encodeModel(lowerGraph(graph, capabilitiesOf('cpu'))), { provider: 'cpu' });
  try {
    const numbers = [-2, -1, 0, 0.5, 1, 2];
    const state = tensor('f32', [2, 3], numbers.map(() => 1));
    const inputs = new Map([['x', tensor('f32', [2, 3], numbers)]]);
    for (const step of [1, 2]) {
      const results = await session.run({ inputs, state: [{ input: 'state', output: 'next', tensor: state }], outputs: ['total'] });
      const expected = numbers.map((number) => 1 + step * number * Math.exp(number));
      expectNear(state, expected);
      expectNear(results.get('total'), [expected.reduce((total, value) => total + value, 0)]);
    }
  } finally {
    await session.dispose();
  }
}

function expectNear(own: Tensor | undefined, expected: readonly number[]): void {
  const isNear = own !== undefined && own.data.length === expected.length && expected.every((value, index) => Math.abs(Number(own.data[index]) - value) < 1e-4);
  if (!isNear) throw new Error(`The self-test of ONNX Runtime's C API gave ${own?.data.join(', ')} instead of ${expected.join(', ')}.`);
}
