/** @file What must hold of the text metrics for any texts: bounds, identical texts, order, duplicates, degenerate input. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureNlg, type NlgReport } from '#main/research/metrics/nlg';
import { nlgProfileIds } from '#main/research/metrics/nlg-profile';
import type { NlgItem } from '#main/research/metrics/nlg-text';

const word = fc.constantFrom('I', 'you', 'feel', 'sad', "can't", 'help', 'really', 'Yes', '"so"', 'ok', 'talk', '3,000', '—', 'été');
const text = fc.array(word, { maxLength: 14 }).map((words) => words.join(' '));
const item: fc.Arbitrary<NlgItem> = fc.record({ hypothesis: text, references: fc.array(text, { minLength: 1, maxLength: 3 }) });
const items = fc.array(item, { minLength: 1, maxLength: 12 });
const profile = fc.constantFrom(...nlgProfileIds);
const runs = { numRuns: 60 };

function figuresOf({ bleu, rougeL, rougeLF1, cider, unigramF1, distinct }: Pick<NlgReport, 'bleu' | 'rougeL' | 'rougeLF1' | 'cider' | 'unigramF1' | 'distinct'>): number[] {
  return [...Object.values(bleu), rougeL, rougeLF1, unigramF1, ...Object.values(distinct), cider / 10];
}

/** nlg-eval adds 1e-9 to every count, so equal texts score 1 less a few times that. */
function expectClose(actual: readonly number[], expected: readonly number[]): void {
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, 7);
}

describe('text metrics', () => {
  it('stay within their ranges and finite, intervals included', () => {
    fc.assert(
      fc.property(items, profile, (given, id) => {
        const { report, items: scores } = measureNlg(given, { profile: id, bootstrap: { resamples: 20, seed: 1 } });
        for (const value of figuresOf(report)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-9);
        }
        expect(scores).toHaveLength(given.length);
        expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity/);
        for (const interval of [...Object.values(report.ci?.bleu ?? {}), report.ci?.rougeL, report.ci?.cider]) {
          expect(Number.isFinite(interval?.low)).toBe(true);
          expect(interval?.high).toBeGreaterThanOrEqual(interval?.low ?? NaN);
        }
      }),
      runs,
    );
  });

  it('do not depend on the order of the items', () => {
    fc.assert(
      fc.property(items, profile, (given, id) => {
        expectClose(figuresOf(measureNlg(given.toReversed(), { profile: id }).report), figuresOf(measureNlg(given, { profile: id }).report));
      }),
      runs,
    );
  });

  it('do not depend on the order of the references', () => {
    fc.assert(
      fc.property(items, profile, (given, id) => {
        const turned = given.map((one) => ({ ...one, references: one.references.toReversed() }));
        expectClose(figuresOf(measureNlg(turned, { profile: id }).report), figuresOf(measureNlg(given, { profile: id }).report));
      }),
      runs,
    );
  });

  it('are 1 for identical texts of four tokens and more', () => {
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 4, maxLength: 10 }).map((words) => words.join(' ')), { minLength: 1, maxLength: 5 }), profile, (texts, id) => {
        const { report } = measureNlg(texts.map((one) => ({ hypothesis: one, references: [one] })), { profile: id });
        expectClose([...Object.values(report.bleu), report.rougeL, report.rougeLF1, report.unigramF1], [1, 1, 1, 1, 1, 1, 1]);
      }),
      runs,
    );
  });

  it('keep means and corpus BLEU, and lower Distinct to a half, when every item is there twice', () => {
    fc.assert(
      fc.property(items, (given) => {
        const once = measureNlg(given).report;
        const twice = measureNlg([...given, ...given]).report;
        expectClose([twice.bleu[1], twice.rougeL, twice.unigramF1, 2 * twice.distinct[1]], [once.bleu[1], once.rougeL, once.unigramF1, once.distinct[1]]);
      }),
      runs,
    );
  });

  it('never fall when a reference is added: ROUGE-L and unigram F1', () => {
    fc.assert(
      fc.property(items, text, (given, extra) => {
        const more = given.map((one) => ({ ...one, references: [...one.references, extra] }));
        const [before, after] = [measureNlg(given).report, measureNlg(more).report];
        expect(after.rougeL).toBeGreaterThanOrEqual(before.rougeL - 1e-12);
        expect(after.unigramF1).toBeGreaterThanOrEqual(before.unigramF1 - 1e-12);
      }),
      runs,
    );
  });
});

describe('degenerate input', () => {
  it.each(nlgProfileIds)('one empty pair under %s gives finite figures', (id) => {
    const { report } = measureNlg([{ hypothesis: '', references: [''] }], { profile: id, bootstrap: { resamples: 10, seed: 1 } });
    for (const value of figuresOf(report)) expect(value).toBe(0);
    expect(report.ci?.distinct[1]).toBeNull();
  });

  it('no items, and an item without reference, are refused with the item named', () => {
    expect(() => measureNlg([])).toThrow(/nothing to measure/);
    expect(() => measureNlg([{ hypothesis: 'a', references: ['a'] }, { hypothesis: 'a', references: [] }])).toThrow(/Item 2 has no reference/);
  });

  it('long runs of spaces and full stops take linear time', () => {
    const long = `a. ${' '.repeat(200_000)}b${'.)'.repeat(50_000)}${'.'.repeat(200_000)}${'"'.repeat(50_000)}c`;
    expect(measureNlg([{ hypothesis: long, references: ['a b'] }]).report.n).toBe(1);
  });
});
