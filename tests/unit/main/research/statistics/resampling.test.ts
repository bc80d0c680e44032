/** @file Bootstrap, jackknife and randomisation on simulated data whose truth is known: coverage, false alarms, and repeatability. */
import { describe, expect, it } from 'vitest';
import { distinct, distinctInterval } from '#main/research/metrics/distinct';
import { bootstrap, bootstrapIntervals } from '#main/research/statistics/bootstrap';
import { additiveStatistic, jointStatistic, meanStatistic, valuesOf } from '#main/research/statistics/corpus-statistic';
import { approximateRandomisation, pairedBootstrap, pairedValues } from '#main/research/statistics/paired-tests';
import { createRandom } from '#shared/domain/random';

describe('coverage on simulated data', () => {
  it('95 % bootstrap intervals of a mean hold it in about 95 % of samples', () => {
    const random = createRandom(1);
    const trials = 300;
    let holding = 0;
    for (let trial = 0; trial < trials; trial++) {
      const values = Array.from({ length: 80 }, () => random.next() + random.next());
      const [interval] = bootstrapIntervals(meanStatistic(['mean'], [values]), { resamples: 200, seed: trial });
      if (interval !== null && interval !== undefined && interval.low <= 1 && 1 <= interval.high) holding += 1;
    }
    expect(holding / trials).toBeGreaterThan(0.9);
    expect(holding / trials).toBeLessThan(0.985);
  });

  it("the jackknife interval of Distinct holds the expected Distinct of a set of that size; a bootstrap's values all lie below it", () => {
    const random = createRandom(2);
    const size = 3000;
    const texts = (): Int32Array[] => Array.from({ length: 60 }, () => Int32Array.from({ length: 12 }, () => Math.floor(size * random.next() ** 3)));
    const expected = mean(Array.from({ length: 400 }, () => distinct({ texts: texts(), size })));
    const trials = 200;
    let holding = 0;
    for (let trial = 0; trial < trials; trial++) {
      const interval = distinctInterval({ texts: texts(), size }, 0.95);
      if (interval !== null && interval.low <= expected && expected <= interval.high) holding += 1;
    }
    expect(holding / trials).toBeGreaterThan(0.9);
    const drawn = texts();
    const resample = Array.from(drawn, () => drawn[random.integer(drawn.length)] ?? new Int32Array());
    expect(distinct({ texts: resample, size })).toBeLessThan(distinctInterval({ texts: drawn, size }, 0.95)?.low ?? 0);
  });

  it('randomisation and paired bootstrap raise a false alarm in about 5 % of equal systems, and find a real difference', () => {
    const random = createRandom(3);
    const scores = (shift: number): number[] => Array.from({ length: 40 }, () => random.next() + shift);
    const trials = 200;
    const alarms = { randomisation: 0, bootstrap: 0 };
    for (let trial = 0; trial < trials; trial++) {
      const pool = meanStatistic(['score'], [[...scores(0), ...scores(0)]]);
      if ((approximateRandomisation(pool, { resamples: 200, seed: trial })[0] ?? 1) < 0.05) alarms.randomisation += 1;
      if ((pairedBootstrap(pool, { resamples: 200, seed: trial })[0]?.p ?? 1) < 0.05) alarms.bootstrap += 1;
    }
    expect(alarms.randomisation / trials).toBeLessThan(0.1);
    expect(alarms.bootstrap / trials).toBeLessThan(0.12);
    const real = meanStatistic(['score'], [[...scores(0.5), ...scores(0)]]);
    expect(approximateRandomisation(real, { resamples: 200, seed: 1 })[0]).toBeLessThan(0.01);
    expect(pairedBootstrap(real, { resamples: 200, seed: 1 })[0]?.ci?.low).toBeGreaterThan(0.2);
  });
});

describe('mechanics', () => {
  const statistic = jointStatistic([
    meanStatistic(['mean'], [[1, 2, 3, 6]]),
    additiveStatistic({ names: ['ratio'], rows: [[1, 2], [2, 2], [0, 1], [3, 5]], width: 2, finish: ([numerator = 0, denominator = 1]) => [numerator / denominator] }),
  ]);

  it('evaluates draws by how often each item is in them', () => {
    expect(Array.from(valuesOf(statistic))).toEqual([3, 0.6]);
    expect(Array.from(statistic.evaluate(Int32Array.of(2, 0, 0, 1)))).toEqual([8 / 3, 5 / 9]);
  });

  it('repeats with the seed and not with another', () => {
    const options = { resamples: 30, seed: 7 };
    expect(bootstrap(statistic, options)).toEqual(bootstrap(statistic, options));
    expect(bootstrap(statistic, options)).not.toEqual(bootstrap(statistic, { ...options, seed: 8 }));
  });

  it('reports progress, and stops when that throws', () => {
    const seen: number[] = [];
    bootstrap(statistic, { resamples: 120, seed: 1, onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([0, 50, 100, 120]);
    const stop = (): void => {
      throw new Error('cancelled');
    };
    expect(() => bootstrap(statistic, { resamples: 120, seed: 1, onProgress: stop })).toThrow('cancelled');
  });

  it('one item has an interval of no width', () => {
    expect(bootstrapIntervals(meanStatistic(['mean'], [[5]]), { resamples: 10, seed: 1 })).toEqual([{ low: 5, high: 5 }]);
  });

  it('pairs the halves of the pool', () => {
    expect(pairedValues(meanStatistic(['mean'], [[4, 6, 1, 2]]))).toEqual([{ name: 'mean', a: 5, b: 1.5, difference: 3.5 }]);
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
