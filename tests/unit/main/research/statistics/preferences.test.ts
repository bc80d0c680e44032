/** @file Pairwise judgements: shares, majority, Bradley-Terry, and the effects of length, position and repetition. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitBradleyTerry, type Comparison } from '#main/research/statistics/bradley-terry';
import { lengthEffect, positionEffect, selfConsistency, type ShownJudgement } from '#main/research/statistics/judgement-effects';
import { measurePreferences, type Judgement, type Outcome } from '#main/research/statistics/preferences';
import { createRandom } from '#shared/domain/random';

const judgements = (rows: readonly (readonly Outcome[])[]): Judgement[] => rows.flatMap((row, item) => row.map((outcome, rater) => ({ item: `i${item}`, rater: `r${rater}`, outcome })));

describe('shares', () => {
  const rows: Outcome[][] = [['win', 'win', 'lose'], ['win', 'lose', 'tie'], ['tie', 'tie', 'win'], ['lose', 'lose', 'lose'], ['win', 'win', 'win']];

  it('counts judgements and majorities', () => {
    expect(measurePreferences(judgements(rows))).toMatchObject({
      judgements: 15,
      items: 5,
      raters: 3,
      counts: { win: 7, lose: 5, tie: 3 },
      shares: { win: 7 / 15, lose: 5 / 15, tie: 3 / 15 },
      majority: { win: 2, lose: 1, tie: 1, divided: 1 },
      signTest: { wins: 2, trials: 3, p: 1 },
    });
  });

  it('intervals draw whole items, so they are wider than for single judgements', () => {
    const unanimous = judgements(Array.from({ length: 30 }, (_, item) => Array.from({ length: 5 }, (): Outcome => (item % 2 === 0 ? 'win' : 'lose'))));
    const single = unanimous.map((one, index) => ({ ...one, item: `single ${index}` }));
    const options = { bootstrap: { resamples: 400, seed: 2 } };
    const width = (given: Judgement[]): number => {
      const { ci } = measurePreferences(given, options);
      return (ci?.win?.high ?? NaN) - (ci?.win?.low ?? NaN);
    };
    expect(width(unanimous) / width(single)).toBeGreaterThan(1.8);
  });

  it('turning sides round exchanges wins and losses', () => {
    const turn: Record<Outcome, Outcome> = { win: 'lose', lose: 'win', tie: 'tie' };
    const turned = measurePreferences(judgements(rows.map((row) => row.map((outcome) => turn[outcome]))));
    expect(turned).toMatchObject({ counts: { win: 5, lose: 7, tie: 3 }, signTest: { p: 1 } });
    expect(() => measurePreferences([])).toThrow(/no judgements/);
  });
});

const compare = (a: string, b: string, outcome: Outcome, count: number): Comparison[] => Array.from({ length: count }, (_, index) => ({ item: `${a}${b}${index}`, rater: `r${index % 3}`, a, b, outcome }));

describe('Bradley-Terry', () => {
  it('of two systems is the log odds of their wins, ties half or dropped', () => {
    const given = [...compare('x', 'y', 'win', 30), ...compare('x', 'y', 'lose', 10), ...compare('x', 'y', 'tie', 20)];
    const difference = (ties: 'half' | 'drop'): number => {
      const report = fitBradleyTerry(given, { ties });
      if (!report.defined) throw new Error(report.reason);
      const [first, second] = report.systems;
      expect(first?.system).toBe('x');
      return (first?.logStrength ?? NaN) - (second?.logStrength ?? NaN);
    };
    expect(difference('half')).toBeCloseTo(Math.log(40 / 20), 8);
    expect(difference('drop')).toBeCloseTo(Math.log(30 / 10), 8);
  });

  it('fits the expected wins of every system to the observed ones (its maximum-likelihood condition)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 12, maxLength: 12 }), (counts) => {
        const names = ['a', 'b', 'c', 'd'];
        const wins = (i: number, j: number): number => (i === j ? 0 : (counts[(i * 3 + (j > i ? j - 1 : j)) % 12] ?? 1));
        const given = names.flatMap((a, i) => names.flatMap((b, j) => (i === j ? [] : compare(a, b, 'win', wins(i, j)))));
        const report = fitBradleyTerry(given);
        if (!report.defined) throw new Error(report.reason);
        const strength = new Map(report.systems.map(({ system, logStrength }) => [system, Math.exp(logStrength)]));
        for (const [i, a] of names.entries()) {
          const expected = names.reduce((sum, b, j) => (i === j ? sum : sum + ((wins(i, j) + wins(j, i)) * (strength.get(a) ?? 0)) / ((strength.get(a) ?? 0) + (strength.get(b) ?? 0))), 0);
          expect(expected).toBeCloseTo(names.reduce((sum, _, j) => sum + wins(i, j), 0), 6);
        }
        expect(report.systems.reduce((sum, { logStrength }) => sum + logStrength, 0)).toBeCloseTo(0, 9);
      }),
      { numRuns: 40 },
    );
  });

  it('has no solution where a system never loses, where none meet, or with none', () => {
    expect(fitBradleyTerry(compare('x', 'y', 'win', 5))).toMatchObject({ defined: false });
    expect(fitBradleyTerry([...compare('x', 'y', 'tie', 2), ...compare('u', 'v', 'tie', 2)])).toMatchObject({ defined: false });
    expect(fitBradleyTerry([])).toMatchObject({ defined: false });
    expect(() => fitBradleyTerry(compare('x', 'x', 'win', 1))).toThrow(/against itself/);
  });

  it('intervals hold the true strengths of simulated systems, and repeat', () => {
    const random = createRandom(6);
    const truth: Record<string, number> = { good: 0.6, middle: 0, poor: -0.6 };
    const names = Object.keys(truth);
    const given = Array.from({ length: 120 }, (_, item) => item).flatMap((item) =>
      [0, 1, 2].map((rater): Comparison => {
        const [a, b] = [names[item % 3] ?? '', names[(item + 1) % 3] ?? ''];
        const chance = 1 / (1 + Math.exp((truth[b] ?? 0) - (truth[a] ?? 0)));
        return { item: String(item), rater: String(rater), a, b, outcome: random.next() < chance ? 'win' : 'lose' };
      }),
    );
    const options = { bootstrap: { resamples: 100, seed: 8 } };
    const report = fitBradleyTerry(given, options);
    if (!report.defined) throw new Error(report.reason);
    expect(report.systems.map(({ system }) => system)).toEqual(names);
    for (const { system, ci } of report.systems) {
      expect(ci?.low).toBeLessThan(truth[system] ?? NaN);
      expect(ci?.high).toBeGreaterThan(truth[system] ?? NaN);
    }
    expect(fitBradleyTerry(given, options)).toEqual(report);
  });
});

describe('effects', () => {
  const shown = (outcome: Outcome, rest: Partial<ShownJudgement> = {}): ShownJudgement => ({ item: 'i', rater: 'r', outcome, first: 'a', lengthA: 10, lengthB: 5, ...rest });

  it('length: equal texts and ties do not count', () => {
    const given = [shown('win'), shown('win'), shown('lose'), shown('tie'), shown('lose', { lengthA: 3 }), shown('win', { lengthB: 10 })];
    expect(lengthEffect(given)).toMatchObject({ trials: 4, preferred: 3, share: 0.75, p: 0.625 });
  });

  it('position', () => {
    const given = [shown('win'), shown('lose', { first: 'b' }), shown('win', { first: 'b' }), shown('tie')];
    expect(positionEffect(given)).toMatchObject({ trials: 3, preferred: 2, share: 2 / 3 });
    expect(positionEffect([])).toEqual({ trials: 0, preferred: 0, share: null, ci: null, p: 1 });
  });

  it('self-consistency compares each repeat with all earlier ones of that rater', () => {
    const given = [shown('win'), shown('win'), shown('lose'), shown('win', { rater: 'other' }), shown('win', { item: 'other' })];
    expect(selfConsistency(given)).toMatchObject({ repeats: 3, equal: 1, share: 1 / 3 });
    expect(selfConsistency([])).toEqual({ repeats: 0, equal: 0, share: null, ci: null });
  });
});
