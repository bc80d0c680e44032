/** @file PPO's pieces against anchors computed independently (G6), and the trap of a sample that carries its own gradient. */
import { expect, test } from 'vitest';
import { gradients } from '#main/engine/autodiff/gradients';
import type { Graph, Value } from '#main/engine/graph/graph';
import { discountedReturns, generalisedAdvantages, standardise } from '#main/engine/losses/advantages';
import { gaussianEntropy, gaussianLogProbability, ppo, type Gaussian } from '#main/engine/losses/ppo';
import { add, exp, floats, log, multiply, scalar, sum } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { expectGradientsOfDifferences } from '../../../../support/engine/finite-differences';
import { runGraph } from '../../../../support/engine/run-graph';

const rewards = [0.5, 1, 0, 0.7, 1];
const values = [2, 2.1, 1.6, 1.5, 0.9];
const returns = [3.192908, 2.695604, 1.697301, 1.699, 1];
const advantages = [1.145322, 0.576811, 0.08262, 0.194005, 0.1];
const ratios = [1, 1.3, 0.7, 1.1, 0.95];

test('returns, their standardisation and generalised advantages of one episode', () => {
  expectClose(discountedReturns(rewards, 0.999), returns);
  expectClose(standardise(discountedReturns(rewards, 0.999)), [1.296025, 0.72864, -0.410346, -0.408407, -1.205912]);
  expectClose(generalisedAdvantages(rewards, values, { discount: 0.999, lambda: 0.95 }), advantages);
});

test('an episode of one turn is not standardised', () => {
  expect(standardise([0.7])).toEqual([0.7]);
});

test('clipped surrogate and value error', async () => {
  const graph = createGraph('f64');
  const constant = (numbers: readonly number[]): Value => floats(graph, [5], numbers);
  const { loss, metrics } = ppo(
    {
      logProbability: log(constant(ratios)),
      oldLogProbability: constant([0, 0, 0, 0, 0]),
      advantages: constant(generalisedAdvantages(rewards, values, { discount: 0.999, lambda: 0.95 })),
      values: constant(values),
      returns: constant(discountedReturns(rewards, 0.999)),
      entropy: scalar(graph, 2),
      weights: constant([0.2, 0.2, 0.2, 0.2, 0.2]),
    },
    { clipRange: 0.2, valueCoefficient: 0.5, entropyCoefficient: 0.01 },
  );
  graph.output('loss', loss);
  for (const [name, metric] of Object.entries(metrics)) graph.output(name, metric);
  const results = await runGraph(graph);
  expect(results.get('loss/policy')?.[0]).toBeCloseTo(-0.440747, 6);
  const valueError = returns.reduce((total, value, index) => total + (value - (values[index] ?? 0)) ** 2 / 5, 0);
  expect(results.get('loss/value')?.[0]).toBeCloseTo(valueError, 5);
  expect(results.get('loss')?.[0]).toBeCloseTo(-0.440747 + 0.5 * valueError - 0.02, 5);
});

test('log-probability and entropy of a Gaussian', async () => {
  const graph = createGraph('f64');
  const policy = gaussian(graph);
  const action = floats(graph, [1, 3], [0.4, -0.1, -1]);
  graph.output('summed', gaussianLogProbability(policy, action, { averages: false }));
  graph.output('averaged', gaussianLogProbability(policy, action, { averages: true }));
  graph.output('entropy', gaussianEntropy(policy));
  const results = await runGraph(graph);
  expect(results.get('summed')?.[0]).toBeCloseTo(-3.033066, 6);
  expect(results.get('averaged')?.[0]).toBeCloseTo(-3.033066 / 3, 6);
  expect(results.get('entropy')?.[0]).toBeCloseTo(0.5 * Math.log(2 * Math.PI * Math.E), 9);
});

test('the mean has a gradient even where the action was made from it', async () => {
  const graph = createGraph('f64');
  const mean = graph.input('mean', 'f64', [1, 3]);
  const { logDeviation } = gaussian(graph);
  const reparameterised = add(mean, multiply(exp(logDeviation), floats(graph, [1, 3], [0.3, 0.2, -0.65])));
  const [gradient] = gradients(sum(gaussianLogProbability({ mean, logDeviation }, reparameterised, { averages: false })), [mean]);
  graph.output('gradient', gradient as Value);
  const results = await runGraph(graph, new Map([['mean', { dataType: 'f64', shape: [1, 3], data: Float64Array.from([0.1, -0.2, 0.3]) }]]));
  // (action - mean) / deviation^2
  expectClose(results.get('gradient') ?? [], [0.3, 0.4, -0.325]);
});

test('gradients of the whole loss', () =>
  expectGradientsOfDifferences(
    {
      variables: [{ shape: [5, 3] }, { shape: [3] }, { shape: [5] }],
      build: (mean, logDeviation, predicted) => {
        const { graph } = mean;
        const policy: Gaussian = { mean, logDeviation };
        const action = floats(graph, [5, 3], Array.from({ length: 15 }, (_, index) => Math.sin(index)));
        const constant = (numbers: readonly number[]): Value => floats(graph, [5], numbers);
        return ppo(
          {
            logProbability: gaussianLogProbability(policy, action, { averages: true }),
            oldLogProbability: constant([-1.5, -2, -1, -1.2, -3]),
            advantages: constant([1, -1, 0.5, -0.5, 2]),
            values: predicted,
            returns: constant(returns),
            entropy: gaussianEntropy(policy),
            weights: constant([0.2, 0.2, 0.2, 0.2, 0.2]),
          },
          { clipRange: 0.2, valueCoefficient: 1, entropyCoefficient: 0.1 },
        ).loss;
      },
    },
    3,
  ));

function gaussian(graph: Graph): Gaussian {
  return { mean: floats(graph, [1, 3], [0.1, -0.2, 0.3]), logDeviation: floats(graph, [3], [0, Math.log(0.5), Math.log(2)]) };
}

function expectClose(own: readonly number[], expected: readonly number[]): void {
  expect(own.map((value) => Math.round(value * 1e6) / 1e6)).toEqual(expected);
}
