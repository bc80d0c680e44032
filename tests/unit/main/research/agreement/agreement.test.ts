/** @file Agreement beside anchor G4: what must hold for any ratings, undefined cases, intervals, and plain definitions against the fast ones. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureAgreement, type AgreementReport } from '#main/research/agreement/agreement';
import type { Coefficient } from '#main/research/agreement/coefficient';
import { plainAgreement } from '#main/research/agreement/plain-agreement';
import type { Rating } from '#main/research/agreement/rating-table';
import { createRandom } from '#shared/domain/random';

/** One row an item, one label a rater; empty for none. */
function ratingsOf(rows: readonly (readonly string[])[]): Rating[] {
  return rows.flatMap((row, item) => row.map((label, rater) => ({ item: `i${item}`, rater: `r${rater}`, label })));
}

function value(coefficient: Coefficient): number | null {
  return coefficient.defined ? coefficient.value : null;
}

function valuesOf(report: AgreementReport): (number | null)[] {
  const { percent, fleiss, cohen, weightedCohen, krippendorff } = report;
  return [percent, fleiss, cohen.mean, weightedCohen.linear, weightedCohen.quadratic, krippendorff].map(value);
}

function expectSame(actual: readonly (number | null)[], expected: readonly (number | null)[]): void {
  for (const [index, one] of expected.entries()) {
    if (one === null) expect(actual[index]).toBeNull();
    else expect(actual[index]).toBeCloseTo(one, 9);
  }
}

const complete = fc.array(fc.array(fc.constantFrom('1', '2', '3', '4'), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 15 });
const incomplete = fc.array(fc.array(fc.constantFrom('1', '2', '5', ''), { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 12 }).filter((rows) => rows.flat().some((label) => label !== ''));

describe('for any ratings', () => {
  it('coefficients are at most 1, percent at least 0, and nothing is NaN', () => {
    fc.assert(
      fc.property(fc.oneof(complete, incomplete), fc.constantFrom('nominal', 'ordinal', 'interval'), (rows, level) => {
        const report = measureAgreement(ratingsOf(rows), { level, bootstrap: { resamples: 5, seed: 1 } });
        for (const one of valuesOf(report)) if (one !== null) expect(one).toBeLessThanOrEqual(1 + 1e-12);
        expect(value(report.percent) ?? 0).toBeGreaterThanOrEqual(0);
        expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity/);
        expect(JSON.stringify(valuesOf(report))).toBe(JSON.stringify(valuesOf(measureAgreement(ratingsOf(rows), { level }))));
      }),
      { numRuns: 100 },
    );
  });

  it('the order of items and of raters changes nothing', () => {
    fc.assert(
      fc.property(complete, (rows) => {
        const turned = rows.toReversed().map((row) => row.toReversed());
        expectSame(valuesOf(measureAgreement(ratingsOf(turned), { level: 'ordinal' })), valuesOf(measureAgreement(ratingsOf(rows), { level: 'ordinal' })));
      }),
    );
  });

  it('renaming labels changes no nominal coefficient, and turning a scale round none at all', () => {
    fc.assert(
      fc.property(complete, (rows) => {
        const names: Record<string, string> = { 1: 'sad', 2: 'angry', 3: 'calm', 4: 'glad' };
        const [before, named] = [rows, rows.map((row) => row.map((label) => names[label] ?? ''))].map((one) => measureAgreement(ratingsOf(one)));
        expectSame([named?.fleiss, named?.cohen.mean, named?.krippendorff].map((one) => (one === undefined ? NaN : value(one))), [before?.fleiss, before?.cohen.mean, before?.krippendorff].map((one) => (one === undefined ? NaN : value(one))));
        const turned = rows.map((row) => row.map((label) => String(5 - Number(label))));
        expectSame(valuesOf(measureAgreement(ratingsOf(turned), { level: 'interval' })), valuesOf(measureAgreement(ratingsOf(rows), { level: 'interval' })));
      }),
    );
  });

  it('raters who agree on varied items have 1 everywhere', () => {
    const report = measureAgreement(ratingsOf(['1', '3', '2', '3'].map((label) => [label, label, label])), { level: 'ordinal' });
    expect(valuesOf(report)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(report.dividedItems).toEqual([]);
  });

  it('every item twice changes all but the small-sample correction of alpha', () => {
    fc.assert(
      fc.property(complete, (rows) => {
        const [once, twice] = [rows, [...rows, ...rows]].map((one) => valuesOf(measureAgreement(ratingsOf(one))).slice(0, 5));
        expectSame(twice ?? [], once ?? []);
      }),
    );
  });

  it("alpha equals its definition by the coincidence matrix, with Krippendorff's ordinal metric", () => {
    fc.assert(
      fc.property(incomplete, fc.constantFrom('nominal', 'ordinal', 'interval'), (rows, level) => {
        expectSame([value(measureAgreement(ratingsOf(rows), { level }).krippendorff)], [plainAlpha(rows, level)]);
      }),
      { numRuns: 200 },
    );
  });
});

/** 1 - (n - 1) sum o_ck d_ck / sum n_c n_k d_ck over the coincidences of the values. */
function plainAlpha(rows: readonly (readonly string[])[], level: string): number | null {
  const values = ['1', '2', '5'];
  const coincidences = values.map(() => values.map(() => 0));
  for (const row of rows) {
    const given = row.filter((label) => label !== '').map((label) => values.indexOf(label));
    for (const [i, c] of given.entries()) {
      for (const [j, k] of given.entries()) {
        const cells = coincidences[c];
        if (i !== j && cells !== undefined) cells[k] = (cells[k] ?? 0) + 1 / (given.length - 1);
      }
    }
  }
  const margins = coincidences.map((row) => row.reduce((sum, count) => sum + count, 0));
  const total = margins.reduce((sum, count) => sum + count, 0);
  const squaredDistance = (c: number, k: number): number => {
    if (level === 'nominal') return c === k ? 0 : 1;
    if (level === 'interval') return (Number(values[c]) - Number(values[k])) ** 2;
    const [low, high] = [Math.min(c, k), Math.max(c, k)];
    return (margins.slice(low, high + 1).reduce((sum, count) => sum + count, 0) - ((margins[low] ?? 0) + (margins[high] ?? 0)) / 2) ** 2;
  };
  let observed = 0;
  let expected = 0;
  for (const c of values.keys()) {
    for (const k of values.keys()) {
      observed += (coincidences[c]?.[k] ?? 0) * (c === k ? 0 : squaredDistance(c, k));
      expected += (margins[c] ?? 0) * (margins[k] ?? 0) * (c === k ? 0 : squaredDistance(c, k));
    }
  }
  return expected === 0 ? null : 1 - ((total - 1) * observed) / expected;
}

describe('undefined cases say why', () => {
  it('one label throughout', () => {
    const report = measureAgreement(ratingsOf([['a', 'a'], ['a', 'a']]));
    expect(value(report.percent)).toBe(1);
    expect(report.fleiss).toEqual({ defined: false, reason: expect.stringContaining('one category') as string });
    expect(report.cohen.mean).toMatchObject({ defined: false });
    expect(report.krippendorff).toEqual({ defined: false, reason: expect.stringContaining('no variation') as string });
  });

  it('different numbers of ratings leave Fleiss undefined and the others not', () => {
    const report = measureAgreement(ratingsOf([['1', '1', '2'], ['2', '2', ''], ['1', '2', '1']]));
    expect(report.fleiss).toEqual({ defined: false, reason: expect.stringContaining('different numbers of ratings') as string });
    expect(report.krippendorff.defined).toBe(true);
    expect(report.cohen.mean.defined).toBe(true);
  });

  it('one rater, and raters who never meet', () => {
    expect(valuesOf(measureAgreement(ratingsOf([['1'], ['2']])))).toEqual([null, null, null, null, null, null]);
    expect(measureAgreement(ratingsOf([['1', ''], ['', '2']])).cohen).toMatchObject({ mean: { defined: false }, pairs: [] });
  });

  it('words have no weights until an order is given', () => {
    const rows = [['low', 'mid'], ['mid', 'mid'], ['high', 'mid'], ['high', 'high']];
    expect(measureAgreement(ratingsOf(rows), { level: 'ordinal' })).toMatchObject({ weightedCohen: { linear: { defined: false } }, krippendorff: { defined: false } });
    const ordered = measureAgreement(ratingsOf(rows), { level: 'ordinal', order: ['low', 'mid', 'high'] });
    expect(ordered).toMatchObject({ labels: ['low', 'mid', 'high'], weightedCohen: { linear: { defined: true } }, krippendorff: { defined: true } });
    expect(measureAgreement(ratingsOf(rows), { level: 'interval' }).krippendorff).toEqual({ defined: false, reason: expect.stringContaining('"low"') as string });
  });
});

describe('bad input', () => {
  it('names the row of a rater who rates an item twice', () => {
    const rows = [...ratingsOf([['1', '2']]), { item: 'i0', rater: 'r1', label: '3' }];
    expect(() => measureAgreement(rows)).toThrow(/Row 3: rater "r1" has rated item "i0" before/);
  });

  it('refuses nothing, and a label outside the order', () => {
    expect(() => measureAgreement([])).toThrow(/no ratings/);
    expect(() => measureAgreement(ratingsOf([['1', '2']]), { order: ['1'] })).toThrow(/Row 2: the label "2"/);
  });
});

describe('what divides raters', () => {
  const report = measureAgreement(ratingsOf([['a', 'a', 'a'], ['a', 'b', 'c'], ['a', 'a', 'b']]), { dividedItems: 5 });

  it('lists the least agreed items first', () => {
    expect(report.dividedItems.map(({ item, agreement }) => [item, agreement])).toEqual([['i1', 0], ['i2', 1 / 3]]);
    expect(report.dividedItems[0]?.ratings).toEqual([{ rater: 'r0', label: 'a' }, { rater: 'r1', label: 'b' }, { rater: 'r2', label: 'c' }]);
  });

  it('gives specific agreement a label', () => {
    expect(report.perLabel).toEqual([
      { label: 'a', count: 6, share: 6 / 9, agreement: 8 / 12 },
      { label: 'b', count: 2, share: 2 / 9, agreement: 0 },
      { label: 'c', count: 1, share: 1 / 9, agreement: 0 },
    ]);
  });
});

describe('intervals', () => {
  const random = createRandom(9);
  const rows = Array.from({ length: 60 }, () => {
    const truth = random.integer(3);
    return [0, 1, 2].map(() => String(random.next() < 0.7 ? truth : random.integer(3)));
  });
  const options = { level: 'nominal' as const, bootstrap: { resamples: 300, seed: 4 } };

  it('hold their value, repeat with the seed, and appear at every coefficient', () => {
    const report = measureAgreement(ratingsOf(rows), options);
    for (const coefficient of [report.percent, report.fleiss, report.cohen.mean, report.krippendorff, ...report.cohen.pairs.map(({ kappa }) => kappa)]) {
      if (!coefficient.defined) throw new Error('undefined');
      expect(coefficient.ci?.low).toBeLessThan(coefficient.value);
      expect(coefficient.ci?.high).toBeGreaterThan(coefficient.value);
    }
    expect(measureAgreement(ratingsOf(rows), options)).toEqual(report);
  });

  it('are as wide as those of a plain bootstrap that draws whole items', () => {
    const draw = createRandom(4);
    const plain = Array.from({ length: 300 }, () => value(measureAgreement(ratingsOf(Array.from(rows, () => rows[draw.integer(rows.length)] ?? []))).fleiss) ?? NaN);
    const sorted = plain.toSorted((first, second) => first - second);
    const { fleiss } = measureAgreement(ratingsOf(rows), options);
    if (!fleiss.defined) throw new Error('undefined');
    expect(fleiss.ci?.low).toBeGreaterThanOrEqual(sorted[6] ?? NaN);
    expect(fleiss.ci?.low).toBeLessThanOrEqual(sorted[8] ?? NaN);
  });

  it('stand beside plain numbers for scripts', () => {
    const plain = plainAgreement(measureAgreement(ratingsOf(rows), options));
    expect(plain).toMatchObject({ items: 60, raters: 3, ratings: 180, percent: expect.any(Number), undefinedBecause: {}, ci: { cohen: { mean: { low: expect.any(Number) as number } } } });
    expect(plainAgreement(measureAgreement(ratingsOf([['a', 'a'], ['a', 'a']])))).toMatchObject({ fleiss: null, undefinedBecause: { fleiss: expect.any(String) as string } });
  });
});
