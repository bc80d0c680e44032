/** @file Squared and Huber error against the anchors of temporal differences (G8), cross-entropy by hand, and their gradients. */
import { expect, test } from 'vitest';
import type { Graph, Value } from '#main/engine/graph/graph';
import { crossEntropy } from '#main/engine/losses/cross-entropy';
import { huberError, squaredError } from '#main/engine/losses/squared-error';
import { sequenceLogProbabilities } from '#main/engine/losses/reduction';
import { tdTargets } from '#main/engine/losses/td-targets';
import { floats, integers } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { expectGradientsOfDifferences } from '../../../../support/engine/finite-differences';
import { runGraph } from '../../../../support/engine/run-graph';

test.each([
  [0.8, 6.48],
  [0.9, 6.79],
  [0.99, 7.069],
])('the target at discount %f', (discount, expected) => {
  const nextQs = [1.2, 0.4, 2.9, -0.5, 3.1, 2.2, 0, 1.7];
  expect(tdTargets([{ reward: 4, nextQs }], discount)[0]).toBeCloseTo(expected, 5);
});

test('the end of an episode has no future', () => {
  expect([...tdTargets([{ reward: 3, nextQs: undefined }], 0.9)]).toEqual([3]);
});

test.each([
  [0.8, [2.952, 2.44, 1.8, 1]],
  [0.9, [3.439, 2.71, 1.9, 1]],
  [0.99, [3.940399, 2.9701, 1.99, 1]],
])('where the next action is always the imitated one, targets at discount %f come to rest at the returns', (discount, expected) => {
  let qs: readonly number[] = [0, 0, 0, 0];
  const step = (): Float32Array => tdTargets(qs.map((_, turn) => ({ reward: 1, nextQs: turn === 3 ? undefined : [qs[turn + 1] ?? NaN] })), discount);
  for (let iteration = 0; iteration < 4; iteration++) qs = [...step()];
  expect(qs).toEqual(expected.map((value) => expect.closeTo(value, 5) as number));
  expect([...step()]).toEqual(qs);
});

test('squared and Huber error of three transitions', async () => {
  const results = await outputsOf((graph) => {
    const [q, y] = [floats(graph, [3], [5.1, 6.9, 2]), floats(graph, [3], [6.79, 5.8, 3])];
    const weights = floats(graph, [3], [1 / 3, 1 / 3, 1 / 3]);
    return { squared: squaredError(q, y, weights), huber: huberError(q, y, weights) };
  });
  expect(results.get('squared')?.[0]).toBeCloseTo(1.6887, 9);
  expect(results.get('huber')?.[0]).toBeCloseTo(0.763333, 6);
});

test('cross-entropy counts the rows with a weight', async () => {
  const logits = [2, 1, 0, 0, 0, 0, 5, 1, -1];
  const results = await outputsOf((graph) => ({ loss: crossEntropy(floats(graph, [3, 3], logits), integers(graph, [3], [0, 2, 1]), floats(graph, [3], [0.5, 0.5, 0])) }));
  const first = Math.log(Math.exp(2) + Math.exp(1) + 1) - 2;
  expect(results.get('loss')?.[0]).toBeCloseTo(0.5 * first + 0.5 * Math.log(3), 12);
});

test('log-probabilities of sequences: sums and averages over the tokens that count', async () => {
  const results = await outputsOf((graph) =>
    ({ ...sequenceLogProbabilities(floats(graph, [5], [-1, -2, -3, -4, -9]), { sequenceIds: integers(graph, [5], [0, 1, 1, 0, 0]), weights: floats(graph, [5], [1, 1, 1, 1, 0]), sequences: 2 }) }),
  );
  expect(results.get('summed')).toEqual([-5, -5]);
  expect(results.get('averaged')?.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([-2.5, -2.5]);
});

test.each([
  ['squared error', squaredError],
  ['Huber error', huberError],
] as const)('gradient of the %s', (_, error) => {
  const variables = [{ shape: [4], values: [0.2, 3, -4, 0.5] }, { shape: [4], values: [0, 0.5, -0.2, 1.1] }];
  return expectGradientsOfDifferences({ variables, build: (x, y) => error(x, y, floats(x.graph, [4], [0.1, 0.2, 0.3, 0.4])) }, 5);
});

test.each([
  ['random', { shape: [3, 5] }],
  ['far apart', { shape: [3, 5], values: [800, -800, 0, 1, 2, 0, 0, 0, 0, 0, -700, 3, 0, 1, 3] }],
])('gradient of cross-entropy, logits %s', (_, logits) =>
  expectGradientsOfDifferences(
    { variables: [logits], build: (x) => crossEntropy(x, integers(x.graph, [3], [0, 4, 4]), floats(x.graph, [3], [0.5, 0, 0.5])) },
    6,
  ));

function outputsOf(build: (graph: Graph) => Readonly<Record<string, Value>>): Promise<ReadonlyMap<string, number[]>> {
  const graph = createGraph('f64');
  for (const [name, value] of Object.entries(build(graph))) graph.output(name, value);
  return runGraph(graph);
}
