/** @file Distributions, tests, corrections and effect sizes against published or hand-computed values. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairCoinTwoSided } from '#main/research/statistics/binomial';
import { describeDifference } from '#main/research/statistics/describe-difference';
import { cohensDz, cohensH } from '#main/research/statistics/effect-size';
import { holmAdjusted } from '#main/research/statistics/holm';
import { percentileInterval, wilsonInterval } from '#main/research/statistics/interval';
import { mcNemar } from '#main/research/statistics/mcnemar';
import { normalQuantile, normalTwoSided, normalUpperTail } from '#main/research/statistics/normal';
import { wilcoxonSignedRank } from '#main/research/statistics/wilcoxon';

describe('normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.15865525393145707],
    [1.959963984540054, 0.025],
    [2.9999, 0.0013503413],
    [3, 0.0013498980316300946],
    [6, 9.86587645037698e-10],
    [-2, 0.9772498680518208],
  ])('P(Z > %f)', (z, tail) => {
    expect(Math.abs(normalUpperTail(z) / tail - 1)).toBeLessThan(1e-7);
  });

  it('quantiles undo it', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 10);
    expect(normalTwoSided(-1.959963984540054)).toBeCloseTo(0.05, 12);
  });
});

it('fair coin: 8 or more of 10 either way is 112 of 1024', () => {
  expect(fairCoinTwoSided(8, 10)).toBeCloseTo(112 / 1024, 12);
  expect(fairCoinTwoSided(2, 10)).toBeCloseTo(112 / 1024, 12);
  expect(fairCoinTwoSided(5, 10)).toBe(1);
  expect(fairCoinTwoSided(0, 0)).toBe(1);
  expect(fairCoinTwoSided(4800, 10_000)).toBeCloseTo(6.6e-5, 5);
});

it("McNemar: Wikipedia's worked table of 121 and 59 discordant pairs, and an exact small one", () => {
  const rows = [...Array.from({ length: 101 }, () => [true, true]), ...Array.from({ length: 121 }, () => [true, false]), ...Array.from({ length: 59 }, () => [false, true])];
  const result = mcNemar(rows.map(([first]) => first === true), rows.map(([, second]) => second === true));
  expect(result).toMatchObject({ items: 281, onlyFirst: 121, onlySecond: 59, oddsRatio: 121 / 59 });
  expect(result.p).toBeLessThan(5e-6);
  const small = mcNemar([true, true, true, false, true], [false, false, false, false, true]);
  expect(small.oddsRatio).toBeNull();
  expect(small.p).toBeCloseTo(0.25, 12);
  expect(() => mcNemar([true], [])).toThrow(/same items/);
});

describe('Wilcoxon signed-rank', () => {
  /** The example of SciPy's documentation: plant heights of Darwin, statistic 24, p 0.041259765625. */
  const heights = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75];

  it('exact', () => {
    expect(wilcoxonSignedRank(heights)).toMatchObject({ statistic: 24, p: 0.041259765625, method: 'exact', pairs: 15, negativeRanks: 24, positiveRanks: 96, rankBiserial: 0.6 });
  });

  it('normal approximation with ties: 1, 1, 2, -1 has ranks 2, 2, 4, 2 and z = -3 / sqrt(7.5 - 24/48)', () => {
    const { p, method, statistic } = wilcoxonSignedRank([1, 1, 2, -1, 0]);
    expect({ method, statistic }).toEqual({ method: 'normal', statistic: 2 });
    expect(p).toBeCloseTo(normalTwoSided(-3 / Math.sqrt(7)), 12);
  });

  it('nothing differs', () => {
    expect(wilcoxonSignedRank([0, 0])).toMatchObject({ pairs: 0, p: 1, rankBiserial: 0 });
  });

  it('turning every sign keeps p', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -6, max: 6 }), { maxLength: 60 }), (differences) => {
        const { p } = wilcoxonSignedRank(differences);
        expect(wilcoxonSignedRank(differences.map((value) => 0 - value)).p).toBeCloseTo(p, 9);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });
});

it("Holm: 0.01, 0.04, 0.03, 0.005 become 0.03, 0.06, 0.06, 0.02", () => {
  const adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005]);
  for (const [index, p] of [0.03, 0.06, 0.06, 0.02].entries()) expect(adjusted[index]).toBeCloseTo(p, 12);
  expect(holmAdjusted([])).toEqual([]);
});

it('Wilson: 10 of 100 is 0.0552 to 0.1744, and the ends stay inside', () => {
  const interval = wilsonInterval(10, 100, 0.95);
  expect(interval?.low).toBeCloseTo(0.05523, 4);
  expect(interval?.high).toBeCloseTo(0.17437, 4);
  expect(wilsonInterval(0, 5, 0.95)?.low).toBe(0);
  expect(wilsonInterval(0, 0, 0.95)).toBeNull();
});

it('percentiles interpolate', () => {
  expect(percentileInterval(Float64Array.of(4, 1, 3, 2, 5), 0.5)).toEqual({ low: 2, high: 4 });
  expect(percentileInterval(new Float64Array(), 0.95)).toBeNull();
});

it('effect sizes', () => {
  expect(cohensDz([1, 2, 3])).toBeCloseTo(2, 12);
  expect(cohensDz([1, 1])).toBeNull();
  expect(cohensH(0.5, 0.5)).toBe(0);
  expect(cohensH(1, 0)).toBeCloseTo(Math.PI, 12);
});

it('says a difference in words', () => {
  const between = { metric: 'BLEU-2', a: { name: 'ours', value: 0.0674 }, b: { name: 'theirs', value: 0.0512 } };
  expect(describeDifference({ ...between, p: 0.0004 })).toBe('BLEU-2 is higher for ours (0.0674) than for theirs (0.0512), more than chance explains (p < 0.001).');
  expect(describeDifference({ ...between, p: 0.21 })).toBe('BLEU-2 is higher for ours (0.0674) than for theirs (0.0512), but a difference of this size can be chance (p = 0.210).');
  expect(describeDifference({ ...between, b: between.a, p: 1 })).toBe('BLEU-2 is 0.0674 for both ours and ours.');
});
