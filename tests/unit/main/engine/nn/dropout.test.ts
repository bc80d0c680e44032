/** @file Dropout: rates, seeds, gradients, and that recomputed layers see the same masks. */
import { expect, test } from 'vitest';
import { gradients } from '#main/engine/autodiff/gradients';
import { tensor, type Tensor } from '#main/engine/graph/data-type';
import type { Value } from '#main/engine/graph/graph';
import { encoderHidden } from '#main/engine/models/encoder';
import { createDropout, drawMasks } from '#main/engine/nn/dropout';
import { trainableWeights } from '#main/engine/nn/weights';
import { sum, square } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { runGraph } from '../../../../support/engine/run-graph';

const site = { name: 'mask', shape: [200, 500], rate: 0.3 };

test('drops its share, in rows and columns alike', () => {
  const mask = drawMasks([site], { seed: 3, step: 1 }).get('mask')?.data ?? new Uint8Array();
  const shareOf = (indices: readonly number[]): number => indices.reduce((kept, index) => kept + (mask[index] ?? 0), 0) / indices.length;
  expect(shareOf([...mask.keys()])).toBeCloseTo(0.7, 2);
  for (const at of [0, 57, 199]) expect(Math.abs(shareOf(Array.from({ length: 500 }, (_, column) => at * 500 + column)) - 0.7)).toBeLessThan(0.1);
  for (const at of [0, 57, 499]) expect(Math.abs(shareOf(Array.from({ length: 200 }, (_, row) => row * 500 + at)) - 0.7)).toBeLessThan(0.15);
});

test('equal seeds and steps give equal masks; seeds, steps and sites differ', () => {
  const sites = [site, { ...site, name: 'other' }];
  const draw = (seed: number, step: number): string[] => [...drawMasks(sites, { seed, step }).values()].map(({ data }) => data.join(''));
  expect(draw(1, 5)).toEqual(draw(1, 5));
  expect(new Set([...draw(1, 5), ...draw(1, 6), ...draw(2, 5)]).size).toBe(6);
});

test('what is kept is scaled, and only it has a gradient', async () => {
  const graph = createGraph();
  const x = graph.input('x', 'f32', [4]);
  const { drop, sites } = createDropout(graph, 'hidden', 0.5);
  const y = drop(x);
  graph.output('y', y);
  const [gradient] = gradients(sum(y), [x]);
  graph.output('gradient', gradient as Value);
  const mask: Tensor = { dataType: 'bool', shape: [4], data: Uint8Array.from([1, 0, 0, 1]) };
  const results = await runGraph(graph, new Map([['x', tensor('f32', [4], [1, 2, 3, 4])], [sites[0]?.name ?? '', mask]]));
  expect(results.get('y')).toEqual([2, 0, 0, 8]);
  expect(results.get('gradient')).toEqual([2, 0, 0, 2]);
});

test('a rate of 0 adds nothing to the graph; one of 1 is refused', () => {
  const graph = createGraph();
  const x = graph.input('x', 'f32', [4]);
  expect(createDropout(graph, 'none', 0).drop(x)).toBe(x);
  expect(() => createDropout(graph, 'all', 1)).toThrow('The dropout rate must be from 0 to below 1; it is 1.');
});

test('layers that are recomputed see the same masks', async () => {
  const gradientOf = async (recomputesLayers: boolean): Promise<number[] | undefined> => {
    const graph = createGraph();
    const config = { vocabularySize: 7, hiddenSize: 4, layers: 2, heads: 2, intermediateSize: 6, normEpsilon: 1e-5, positions: 3, tokenTypes: 1 };
    const weights = trainableWeights(graph);
    const [hiddenDropout, attentionDropout] = [createDropout(graph, 'hidden', 0.2), createDropout(graph, 'attention', 0.4)];
    const encoder = { config, weights, prefix: '', recomputesLayers, dropHidden: hiddenDropout.drop, dropAttention: attentionDropout.drop };
    const ids = graph.input('ids', 'i64', [2, 3]);
    const hidden = encoderHidden(encoder, { tokenIds: ids, attentionMask: graph.input('mask', 'f32', [2, 3]), positionIds: graph.input('positions', 'i64', [2, 3]) });
    const name = 'encoder.layer.0.attention.self.value.weight';
    const [gradient] = gradients(sum(square(hidden)), [weights.tensor(name, [4, 4])]);
    graph.output('gradient', gradient as Value);
    const draws = [...weights.parameters].map(([key, { shape }], index) => [key, tensor('f32', shape, Array.from({ length: shape.reduce((count, size) => count * size, 1) }, (_, element) => Math.sin(index + 3 * element)))] as const);
    const sequences: [string, Tensor][] = [['ids', tensor('i64', [2, 3], [1, 2, 3, 4, 5, 6])], ['mask', tensor('f32', [2, 3], [1, 1, 1, 1, 1, 0])], ['positions', tensor('i64', [2, 3], [0, 1, 2, 0, 1, 2])]];
    const sites = [...hiddenDropout.sites, ...attentionDropout.sites];
    expect(sites).toHaveLength(5 + 2);
    return (await runGraph(graph, new Map([...draws, ...sequences, ...drawMasks(sites, { seed: 9, step: 1 })]))).get('gradient');
  };
  const [kept, recomputed] = [await gradientOf(false), await gradientOf(true)];
  expect(recomputed).toEqual(kept?.map((value) => expect.closeTo(value, 5) as number));
  expect(Math.hypot(...(kept ?? []))).toBeGreaterThan(1e-3);
});
