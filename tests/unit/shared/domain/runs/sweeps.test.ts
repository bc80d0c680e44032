/** @file What a sweep tries, and the interval over its seeds. */
import { describe, expect, test } from 'vitest';
import { betterDirection } from '#shared/domain/runs/metric-direction';
import { countTrials, expandSweep, SweepPlan } from '#shared/domain/runs/sweep-plan';
import { meanInterval, tQuantile } from '#shared/domain/runs/t-interval';

describe('a plan', () => {
  test('of a grid is every combination once a seed', () => {
    const plan = SweepPlan.parse({ search: { mode: 'grid', parameters: [{ path: 'a', values: [1, 2] }, { path: 'b', values: ['x', 'y', 'z'] }] }, seeds: [5, 6] });
    const trials = expandSweep(plan);
    expect(trials).toHaveLength(countTrials(plan));
    expect(new Set(trials.map((trial) => JSON.stringify(trial))).size).toBe(12);
    expect(trials.slice(0, 2)).toEqual([{ parameters: { a: 1, b: 'x' }, seed: 5 }, { parameters: { a: 1, b: 'x' }, seed: 6 }]);
  });

  test('of samples is the same for the same seed, and stays in its ranges', () => {
    const plan = (seed: number) => SweepPlan.parse({ search: { mode: 'random', samples: 50, seed, parameters: [{ path: 'rate', from: 1e-5, to: 1e-2, scale: 'log' }, { path: 'layers', from: 1, to: 6, isInteger: true }, { path: 'kind', values: ['x', 'y'] }] } });
    const trials = expandSweep(plan(1));
    expect(trials).toEqual(expandSweep(plan(1)));
    expect(trials).not.toEqual(expandSweep(plan(2)));
    for (const { parameters } of trials) {
      expect(parameters['rate']).toSatisfy((rate: number) => rate >= 1e-5 && rate <= 1e-2);
      expect([1, 2, 3, 4, 5, 6]).toContain(parameters['layers']);
    }
    const belowMiddle = trials.filter(({ parameters }) => (parameters['rate'] as number) < 3.2e-4).length;
    expect(belowMiddle).toBeGreaterThan(10);
    expect(belowMiddle).toBeLessThan(40);
  });

  test('refuses ranges without sense', () => {
    const parse = (range: object) => SweepPlan.safeParse({ search: { mode: 'random', samples: 2, parameters: [{ path: 'a', ...range }] } }).success;
    expect([parse({ from: 1, to: 1 }), parse({ from: 0, to: 1, scale: 'log' }), parse({ from: 0, to: 1 })]).toEqual([false, false, true]);
  });
});

test("Student's quantiles are those of the tables", () => {
  const table: [number, number, number][] = [[0.975, 1, 12.7062], [0.975, 2, 4.30265], [0.975, 4, 2.77645], [0.975, 9, 2.26216], [0.95, 30, 1.69726], [0.975, 1_000, 1.96234]];
  for (const [probability, degrees, expected] of table) expect(tQuantile(probability, degrees)).toBeCloseTo(expected, 4);
});

test('an interval needs two values', () => {
  expect(meanInterval([])).toBeNull();
  expect(meanInterval([3])).toEqual({ n: 1, mean: 3, deviation: null, low: null, high: null });
  // Mean 2, deviation 1, t(2) = 4.30265 over the root of 3.
  expect(meanInterval([1, 2, 3])).toMatchObject({ mean: 2, deviation: 1, low: expect.closeTo(2 - 2.48414, 4), high: expect.closeTo(2 + 2.48414, 4) });
});

test('losses are better low, by whole words', () => {
  expect(['train/loss', 'validLoss', 'rewards/kl', 'loss'].map(betterDirection)).toEqual(['lower', 'lower', 'lower', 'lower']);
  expect(['valid/macroF1', 'accuracy', 'glossary', 'rewards/margins'].map(betterDirection)).toEqual(['higher', 'higher', 'higher', 'higher']);
});
