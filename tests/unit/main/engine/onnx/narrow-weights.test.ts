/** @file 16-bit weights read where they lie: widened beside their use, rows before widening, small ones at load; values as if they were f32. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '#shared/domain/random';
import { openWeights } from '#main/engine/checkpoint/stored-weights';
import { openFolder } from '#main/engine/checkpoint/folder-files';
import { readTensor } from '#main/engine/checkpoint/safetensors-read';
import { floatTensor, writeSafetensors } from '#main/engine/checkpoint/safetensors-write';
import { tensor } from '#main/engine/graph/data-type';
import type { Graph, WeightLocation } from '#main/engine/graph/graph';
import { frozenWeights } from '#main/engine/nn/weights';
import { capabilitiesOf } from '#main/engine/onnx/capabilities';
import { lowerGraph } from '#main/engine/onnx/lower';
import { add, gatherRows, gemm, integers } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { temporaryFolder } from '../../../../support/engine/checkpoint-files';
import { runGraph } from '../../../../support/engine/run-graph';

const size = 260;

test.each(['f16', 'bf16'] as const)('%s', async (dtype) => {
  const folder = await temporaryFolder();
  const random = createRandom(4);
  const draw = (count: number): Float32Array => Float32Array.from({ length: count }, () => random.next() - 0.5);
  await mkdir(folder, { recursive: true });
  await writeSafetensors(join(folder, 'model.safetensors'), [
    floatTensor('large', draw(size * size), { shape: [size, size], dtype }),
    floatTensor('small', draw(size), { shape: [size], dtype }),
  ]);
  const stored = await openWeights(await openFolder(folder));
  const locate = (name: string): WeightLocation => ({ ...stored.tensorLocation(name), storedAs: dtype, file: 'model.safetensors' });

  const graph = createGraph();
  const weights = frozenWeights(graph, locate);
  build(graph, weights.tensor);
  const model = lowerGraph(graph, capabilitiesOf('cpu'));
  const widened = model.nodes.filter(({ operator }) => operator === 'Cast').map(({ inputs: [name = ''] }) => name.replace(/#\d+/, '').replace(/.*\//, ''));
  // Of the activation's element that orders the others, of the bias at load, of the reshaped weight, of the picked rows.
  expect(widened.sort()).toEqual(['Gather', 'Reshape', 'Slice', 'small']);

  const values = new Map([['large', await readTensor(stored.tensorLocation('large'))], ['small', await readTensor(stored.tensorLocation('small'))]]);
  const plain = createGraph();
  build(plain, (name, shape) => plain.constant(values.get(name) ?? new Float32Array(), 'f32', shape));
  const inputs = new Map([['x', tensor('f32', [2, size], draw(2 * size))]]);
  const own = (await runGraph(graph, inputs, { weightsFolder: folder })).get('y') ?? [];
  const expected = (await runGraph(plain, inputs)).get('y') ?? [];
  expect(Math.max(...own.map((value, index) => Math.abs(value - (expected[index] ?? NaN))))).toBeLessThan(1e-5);

  const elsewhere = lowerGraph(graph, capabilitiesOf('webgpu')).nodes.filter(({ operator }) => operator === 'Cast').map(({ inputs: [name] }) => name);
  expect(new Set(elsewhere)).toEqual(new Set(['large', 'small']));
});

function build(graph: Graph, weight: ReturnType<typeof frozenWeights>['tensor']): void {
  const rows = gatherRows(weight('large', [size, size]), integers(graph, [2], [3, 200]));
  const x = add(graph.input('x', 'f32', [2, size]), rows);
  graph.output('y', add(gemm(x, weight('large', [size, size]), { transposesB: true }), weight('small', [size])));
}
