/** @file Anchor G4 and the published rating tables: kappas and alpha against statsmodels, scikit-learn, R's irr and SAS. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measureAgreement } from '#main/research/agreement/agreement';
import type { Coefficient } from '#main/research/agreement/coefficient';
import type { Rating } from '#main/research/agreement/rating-table';
import { expectClose } from './expect-close';

describe('G4', () => {
  it("Fleiss' textbook table of 14 raters", () => {
    const table = '0 0 0 0 14 | 0 2 6 4 2 | 0 0 3 5 6 | 0 3 9 2 0 | 2 2 8 1 1 | 7 7 0 0 0 | 3 2 6 3 0 | 2 5 3 2 2 | 6 5 2 1 0 | 0 2 2 3 7';
    const counts = table.split(' | ').map((row) => row.split(' ').map(Number));
    expect(value(measureAgreement(ratingsOfCounts(counts)).fleiss)).toBeCloseTo(0.209931, 6);
  });

  describe('twelve items, three raters', () => {
    const report = measureAgreement(ratingsOfRows('554 444 342 222 121 555 333 433 213 445 332 111'.split(' ').map((row) => Array.from(row))));

    it('Fleiss', () => {
      expect(value(report.fleiss)).toBeCloseTo(0.440777, 6);
    });

    it('Cohen, every pair and the mean', () => {
      expect(report.cohen.pairs.map(({ a, b }) => `${a}${b}`)).toEqual(['12', '13', '23']);
      expectClose(report.cohen.pairs.map(({ kappa }) => value(kappa)), [0.578947, 0.373913, 0.373913]);
      expect(value(report.cohen.mean)).toBeCloseTo(0.442258, 6);
    });

    it('Cohen with quadratic weights', () => {
      expectClose(report.cohen.pairs.map(({ quadratic }) => value(quadratic)), [0.904382, 0.857708, 0.715415]);
      expect(value(report.weightedCohen.quadratic)).toBeCloseTo(0.825835, 6);
    });
  });
});

const publishedFile = new URL('../../../../shared/data/agreement/published-kappas.json', import.meta.url);
const isPublishedPresent = existsSync(publishedFile);
if (!isPublishedPresent) console.warn('SKIPPED: published kappas; ../shared/data/agreement/published-kappas.json is not there.');

describe.skipIf(!isPublishedPresent)('published rating tables', () => {
  it('Fleiss 1971, psychiatric diagnoses', () => {
    const { ratings, kappa, recomputed } = readPublished().fleiss_1971_diagnoses;
    const report = measureAgreement(ratingsOfRows(ratings));
    expect(value(report.fleiss)).toBeCloseTo(kappa, 7);
    expect(value(report.fleiss)).toBeCloseTo(recomputed, 12);
  });

  it('Wikipedia table', () => {
    const { counts, kappa, recomputed } = readPublished().fleiss_wikipedia;
    const { fleiss } = measureAgreement(ratingsOfCounts(counts));
    expect(value(fleiss).toFixed(2)).toBe(kappa.toFixed(2));
    expect(value(fleiss)).toBeCloseTo(recomputed, 12);
  });

  it('SAS example, unweighted and linear', () => {
    const { table, kappa, weighted_linear: linear, recomputed } = readPublished().cohen_sas;
    const report = measureAgreement(ratingsOfRows(table.flatMap((row, a) => row.flatMap((count, b) => Array.from({ length: count }, () => [a, b])))));
    expect(value(report.cohen.mean).toFixed(4)).toBe(String(kappa));
    expect(value(report.weightedCohen.linear).toFixed(4)).toBe(String(linear.kappa));
    expectClose([value(report.cohen.mean), value(report.weightedCohen.linear)], recomputed);
  });

  it("R's anxiety ratings, raters 2 and 3", () => {
    const { ratings, unweighted, linear, quadratic } = readPublished().cohen_anxiety_raters_2_3;
    const pair = measureAgreement(ratingsOfRows(ratings)).cohen.pairs.find(({ a, b }) => a === '2' && b === '3');
    expectClose([pair?.kappa, pair?.linear, pair?.quadratic].map(value), [unweighted.kappa, linear.kappa, quadratic.kappa]);
  });

  it('names the tables whose ratings are not supplied', () => {
    for (const key of ['krippendorff_esconv_sra', 'fleiss_annomi_10_raters'] as const) {
      const { file } = readPublished()[key];
      if (!existsSync(new URL(file, publishedFile))) console.warn(`SKIPPED: ${key}; its ratings ../shared/data/agreement/${file} are not there.`);
    }
  });
});

/** Krippendorff (2011), "Computing Krippendorff's alpha-reliability", the example with four observers and missing ratings. */
it("Krippendorff's own example, nominal, ordinal and interval", () => {
  const observers = ['1 2 3 3 2 1 4 1 2 . . .', '1 2 3 3 2 2 4 1 2 5 . 3', '. 3 3 3 2 3 4 2 2 5 1 .', '1 2 3 3 2 4 4 1 2 5 1 .'];
  const ratings = observers.flatMap((row, rater) => row.split(' ').map((label, item) => ({ item: `unit ${item}`, rater: `observer ${rater}`, label: label === '.' ? '' : label })));
  const alphaAt = (level: 'nominal' | 'ordinal' | 'interval'): string => value(measureAgreement(ratings, { level }).krippendorff).toFixed(3);
  expect([alphaAt('nominal'), alphaAt('ordinal'), alphaAt('interval')]).toEqual(['0.743', '0.815', '0.849']);
});

function readPublished(): PublishedKappas {
  return JSON.parse(readFileSync(publishedFile, 'utf8')) as PublishedKappas;
}

interface PublishedKappas {
  readonly krippendorff_esconv_sra: { readonly file: string };
  readonly fleiss_annomi_10_raters: { readonly file: string };
  readonly fleiss_1971_diagnoses: { readonly ratings: number[][]; readonly kappa: number; readonly recomputed: number };
  readonly fleiss_wikipedia: { readonly counts: number[][]; readonly kappa: number; readonly recomputed: number };
  readonly cohen_sas: { readonly table: number[][]; readonly kappa: number; readonly weighted_linear: { readonly kappa: number }; readonly recomputed: number[] };
  readonly cohen_anxiety_raters_2_3: {
    readonly ratings: number[][];
    readonly unweighted: { readonly kappa: number };
    readonly linear: { readonly kappa: number };
    readonly quadratic: { readonly kappa: number };
  };
}

/** Raters are called 1, 2, ... by column. */
function ratingsOfRows(rows: readonly (readonly (string | number)[])[]): Rating[] {
  return rows.flatMap((row, item) => row.map((label, rater) => ({ item: String(item), rater: String(rater + 1), label: String(label) })));
}

/** Which rater gave which label is not known, and does not matter to Fleiss' kappa. */
function ratingsOfCounts(counts: readonly (readonly number[])[]): Rating[] {
  return ratingsOfRows(counts.map((row) => row.flatMap((count, category) => Array.from({ length: count }, () => category))));
}

function value(coefficient: Coefficient | undefined): number {
  return coefficient?.defined === true ? coefficient.value : NaN;
}
