/** @file The preference losses against anchors computed independently (G5), at their known points, and by finite differences. */
import { describe, expect, test } from 'vitest';
import type { Graph, Value } from '#main/engine/graph/graph';
import { dpo } from '#main/engine/losses/dpo';
import { ipo } from '#main/engine/losses/ipo';
import { kto } from '#main/engine/losses/kto';
import { orpo } from '#main/engine/losses/orpo';
import type { ReferencedPairs } from '#main/engine/losses/preference';
import { weightedSum, type LossResult } from '#main/engine/losses/reduction';
import { simpo } from '#main/engine/losses/simpo';
import { concat, floats, negate } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { expectGradientsOfDifferences } from '../../../../support/engine/finite-differences';
import { runGraph } from '../../../../support/engine/run-graph';

const sums = {
  chosen: [-42.7, -30.1, -55, -18.4],
  rejected: [-50.2, -29.5, -61.3, -25],
  referenceChosen: [-43, -31, -54, -19],
  referenceRejected: [-48.9, -29, -60, -24.1],
};
const counts = { chosen: [30, 24, 41, 12], rejected: [28, 20, 39, 15] };
const averages = {
  chosen: perToken(sums.chosen, counts.chosen),
  rejected: perToken(sums.rejected, counts.rejected),
  referenceChosen: perToken(sums.referenceChosen, counts.chosen),
  referenceRejected: perToken(sums.referenceRejected, counts.rejected),
};

const anchors: readonly { readonly name: string; readonly loss: (graph: Graph, weights?: readonly number[]) => LossResult; readonly perPair: readonly number[]; readonly mean: number }[] = [
  { name: 'DPO, beta 0.1', loss: (graph, weights) => dpo(pairs(graph, sums, weights), { beta: 0.1 }), perPair: [0.616344, 0.625595, 0.67826, 0.620957], mean: 0.635289 },
  { name: 'DPO, beta 0.01', loss: (graph, weights) => dpo(pairs(graph, sums, weights), { beta: 0.01 }), perPair: [0.685179, 0.686172, 0.691648, 0.685675], mean: 0.687169 },
  { name: 'IPO, beta 0.1, averaged', loss: (graph, weights) => ipo(pairs(graph, averages, weights), { beta: 0.1 }), perPair: [24.438898, 24.378906, 24.910649, 23.9121], mean: 24.410138 },
  { name: 'IPO, beta 0.1, summed', loss: (graph, weights) => ipo(pairs(graph, sums, weights), { beta: 0.1 }), perPair: [11.56, 12.96, 22.09, 12.25], mean: 14.715 },
  { name: 'IPO, beta 1, summed', loss: (graph, weights) => ipo(pairs(graph, sums, weights), { beta: 1 }), perPair: [1.21, 0.81, 0.04, 1], mean: 0.765 },
  { name: 'SimPO', loss: (graph, weights) => simpo(pairs(graph, averages, weights), { beta: 2, gamma: 0.5 }), perPair: [0.580749, 0.722739, 0.713009, 0.816604], mean: 0.708275 },
  { name: 'ORPO', loss: orpoOfResponses, perPair: [1.911519, 1.809815, 1.895548, 2.146412], mean: 1.940824 },
];

describe('anchors', () => {
  test.each(anchors)('$name', async ({ loss, perPair, mean }) => {
    expect(await valueOf(loss)).toBeCloseTo(mean, 5);
    for (const [pair, expected] of perPair.entries()) {
      const only = perPair.map((_, index) => Number(index === pair));
      expect(await valueOf((graph) => loss(graph, only))).toBeCloseTo(expected, 5);
    }
  });

  test('KTO, with the divergence of mismatched pairs', async () => {
    const expected = [0.500625, 0.485629, 0.533077, 0.493125, 0.459464, 0.479387, 0.459464, 0.469413];
    expect(await valueOf((graph) => ktoOfAll(graph))).toBeCloseTo(0.485023, 5);
    expect((await metricsOf((graph) => ktoOfAll(graph))).get('kl')).toBeCloseTo(0.325, 9);
    for (const [row, value] of expected.entries()) {
      // Only the loss's own reduction is narrowed to one row; the divergence stays that of the batch.
      expect(await valueOf((graph) => ktoOfAll(graph, expected.map((_, index) => Number(index === row))))).toBeCloseTo(value, 5);
    }
  });
});

test('a policy equal to its reference stands at log 2, its rewards at 0', async () => {
  const same = { chosen: sums.chosen, rejected: sums.rejected, referenceChosen: sums.chosen, referenceRejected: sums.rejected };
  const metrics = await metricsOf((graph) => dpo(pairs(graph, same), { beta: 0.3 }));
  expect(await valueOf((graph) => dpo(pairs(graph, same), { beta: 0.3 }))).toBeCloseTo(Math.LN2, 12);
  expect([metrics.get('rewards/chosen'), metrics.get('rewards/margins'), metrics.get('rewards/accuracies')]).toEqual([0, 0, 0]);
});

test('metrics are means over the pairs that count', async () => {
  const metrics = await metricsOf((graph) => dpo(pairs(graph, sums, [0.5, 0.5, 0, 0]), { beta: 0.1 }));
  expect(metrics.get('rewards/chosen')).toBeCloseTo(0.1 * 0.5 * (0.3 + 0.9), 9);
  expect(metrics.get('rewards/rejected')).toBeCloseTo(0.1 * 0.5 * (-1.3 - 0.5), 9);
  expect(metrics.get('rewards/accuracies')).toBe(1);
  expect(metrics.get('logps/chosen')).toBeCloseTo(-36.4, 9);
});

describe('gradients', () => {
  const logps = [{ shape: [4], values: averages.chosen }, { shape: [4], values: averages.rejected }];
  /** Certain and next to impossible, for and against, and level. */
  const edges = [{ shape: [4], values: [-30, -0.5, -2, -9] }, { shape: [4], values: [-0.5, -30, -2, -20] }];
  const withPairs = (loss: (pairsOfGraph: ReferencedPairs) => LossResult) => (chosen: Value, rejected: Value) => loss({ ...pairs(chosen.graph, averages), chosen, rejected }).loss;
  test.each([
    ['DPO', withPairs((given) => dpo(given, { beta: 0.7 }))],
    ['IPO', withPairs((given) => ipo(given, { beta: 0.5 }))],
    ['SimPO', withPairs((given) => simpo(given, { beta: 2, gamma: 0.5 }))],
    ['ORPO', withPairs((given) => orpo(given, negate(weightedSum(given.chosen, given.weights)), { beta: 0.6 }))],
  ])('%s', async (_, build) => {
    for (const variables of [logps, edges]) await expectGradientsOfDifferences({ variables, build: (chosen, rejected) => build(chosen, rejected) }, 7);
  });

  test.each([
    ['KTO', { shape: [8] }],
    ['KTO far from its reference', { shape: [8], values: [-900, -0.5, -64, -2, -900, -0.5, -64, -2] }],
  ])('%s', (_, policy) => expectGradientsOfDifferences({ variables: [policy], build: (x) => kto({ ...ktoBatch(x.graph), policy: x }, weighing).loss }, 8));
});

const weighing = { beta: 0.1, desirableWeight: 1, undesirableWeight: 1 };

function pairs(graph: Graph, logps: typeof sums, weights: readonly number[] = [0.25, 0.25, 0.25, 0.25]): ReferencedPairs {
  const constant = (values: readonly number[]): Value => floats(graph, [values.length], values);
  return {
    chosen: constant(logps.chosen),
    rejected: constant(logps.rejected),
    referenceChosen: constant(logps.referenceChosen),
    referenceRejected: constant(logps.referenceRejected),
    weights: constant(weights),
  };
}

function orpoOfResponses(graph: Graph, weights?: readonly number[]): LossResult {
  const given = pairs(graph, averages, weights);
  return orpo(given, negate(weightedSum(given.chosen, given.weights)), { beta: 1 });
}

function ktoBatch(graph: Graph): Parameters<typeof kto>[0] {
  const given = pairs(graph, sums);
  return {
    policy: concat([given.chosen, given.rejected], 0),
    reference: concat([given.referenceChosen, given.referenceRejected], 0),
    isDesirable: floats(graph, [8], [1, 1, 1, 1, 0, 0, 0, 0]),
    weights: floats(graph, [8], Array.from({ length: 8 }, () => 1 / 8)),
    mismatchedPolicy: floats(graph, [4], [-70, -66, -58.5, -80]),
    mismatchedReference: floats(graph, [4], [-70.4, -66.3, -58.2, -80.9]),
    mismatchedWeights: floats(graph, [4], [0.25, 0.25, 0.25, 0.25]),
  };
}

function ktoOfAll(graph: Graph, weights?: readonly number[]): LossResult {
  const batch = ktoBatch(graph);
  return kto(weights === undefined ? batch : { ...batch, weights: floats(graph, [8], weights) }, weighing);
}

async function metricsOf(loss: (graph: Graph) => LossResult): Promise<Map<string, number | undefined>> {
  const graph = createGraph('f64');
  for (const [name, value] of Object.entries(loss(graph).metrics)) graph.output(name, value);
  return new Map([...(await runGraph(graph))].map(([name, [value]]) => [name, value]));
}

async function valueOf(loss: (graph: Graph) => LossResult): Promise<number | undefined> {
  const graph = createGraph('f64');
  graph.output('loss', loss(graph).loss);
  return (await runGraph(graph)).get('loss')?.[0];
}

function perToken(values: readonly number[], tokens: readonly number[]): number[] {
  return values.map((value, index) => value / (tokens[index] ?? 1));
}
