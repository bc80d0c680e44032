/** @file Both runtimes behind the one interface: results, state in place, errors, cancellation. */
import { describe, expect, test } from 'vitest';
import { tensor, type Tensor } from '#main/engine/graph/data-type';
import { capabilitiesOf } from '#main/engine/onnx/capabilities';
import { encodeModel } from '#main/engine/onnx/encode';
import { lowerGraph } from '#main/engine/onnx/lower';
import { add, cast, exp, gatherRows, less, matmul, scalar, sum, tanh } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { createCApiRuntime } from '#main/engine/runtime/c-api';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import type { Runtime, Session } from '#main/engine/runtime/runtime';

const runtimes: readonly (readonly [string, Runtime])[] = [['onnxruntime-node', onnxRuntime], ['C API', createCApiRuntime()]];

describe.each(runtimes)('%s', (_, runtime) => {
  test('returns outputs of every type with their shapes', async () => {
    const graph = createGraph();
    const x = graph.input('x', 'f32', [2, 2]);
    graph.output('exp', exp(x));
    graph.output('isNegative', less(x, scalar(graph, 0)));
    graph.output('double', cast(x, 'f64'));
    graph.output('whole', cast(x, 'i64'));
    graph.output('short', cast(x, 'i32'));
    graph.output('total', sum(x));
    const session = await open(runtime, graph);
    const results = await session.run({ inputs: new Map([['x', tensor('f32', [2, 2], [0, 1, -2, 3])]]), outputs: [...graph.outputs.keys()] });
    await session.dispose();
    expect(results.get('exp')?.shape).toEqual([2, 2]);
    expect(results.get('exp')?.data[0]).toBe(1);
    expect([...(results.get('isNegative')?.data ?? [])].map(Number)).toEqual([0, 0, 1, 0]);
    expect(results.get('double')?.data).toEqual(Float64Array.from([0, 1, -2, 3]));
    expect(results.get('whole')?.data).toEqual(BigInt64Array.from([0n, 1n, -2n, 3n]));
    expect(results.get('short')?.data).toEqual(Int32Array.from([0, 1, -2, 3]));
    expect(results.get('total')).toEqual(tensor('f32', [], [2]));
  });

  test('overwrites state in place, run after run', async () => {
    const graph = createGraph();
    const total = graph.input('total', 'f32', [3]);
    graph.output('next', add(total, graph.input('x', 'f32', [3])));
    const session = await open(runtime, graph);
    const held = tensor('f32', [3], [0, 0, 0]);
    for (let step = 1; step <= 50; step++) {
      await session.run({ inputs: new Map([['x', tensor('f32', [3], [1, 2, step])]]), state: [{ input: 'total', output: 'next', tensor: held }], outputs: [] });
    }
    await session.dispose();
    expect([...held.data]).toEqual([50, 100, 1275]);
  });

  test('says what ONNX Runtime says, and goes on', async () => {
    const graph = createGraph();
    const rows = gatherRows(graph.input('table', 'f32', [2]), graph.input('ids', 'i64', [1]));
    graph.output('rows', rows);
    const session = await open(runtime, graph);
    const run = (id: number) => session.run({ inputs: new Map<string, Tensor>([['table', tensor('f32', [2], [5, 6])], ['ids', tensor('i64', [1], [id])]]), outputs: ['rows'] });
    await expect(run(7)).rejects.toThrow(/out of .*bounds/i);
    expect((await run(1)).get('rows')?.data[0]).toBe(6);
    await session.dispose();
  });

  test('a model that is none is refused', async () => {
    await expect((async () => runtime.createSession(Uint8Array.from([1, 2, 3]), { provider: 'cpu' }))()).rejects.toThrow(/protobuf|model/i);
  });

  test('a signal that has gone before stops the run', async () => {
    const graph = createGraph();
    graph.output('y', exp(graph.input('x', 'f32', [1])));
    const session = await open(runtime, graph);
    const run = session.run({ inputs: new Map([['x', tensor('f32', [1], [0])]]), outputs: ['y'], signal: AbortSignal.abort() });
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
    await session.dispose();
  });
});

test('the C API stops a run under way, keeps the event loop free, and can run again', async () => {
  const graph = createGraph();
  const x = graph.input('x', 'f32', [256, 256]);
  let y = x;
  for (let layer = 0; layer < 1000; layer++) y = tanh(matmul(y, x));
  graph.output('y', sum(y));
  const session = await open(createCApiRuntime(), graph, 'basic');
  const inputs = new Map([['x', tensor('f32', [256, 256], new Float32Array(256 * 256).fill(1e-3))]]);
  const controller = new AbortController();
  const run = session.run({ inputs, outputs: ['y'], signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
  expect((await session.run({ inputs, outputs: ['y'] })).get('y')?.shape).toEqual([]);
  await session.dispose();
});

async function open(runtime: Runtime, graph: ReturnType<typeof createGraph>, optimisation: 'basic' | 'all' = 'all'): Promise<Session> {
  return runtime.createSession(encodeModel(lowerGraph(graph, capabilitiesOf('cpu'))), { provider: 'cpu', threads: 1, optimisation });
}
