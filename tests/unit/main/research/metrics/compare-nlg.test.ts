/** @file Comparison of two systems: no difference where there is none, a certain one where it is gross, and repeatable. */
import { describe, expect, it } from 'vitest';
import { compareNlg } from '#main/research/metrics/compare-nlg';
import { measureNlg } from '#main/research/metrics/nlg';
import type { NlgItem } from '#main/research/metrics/nlg-text';

const contexts = Array.from({ length: 40 }, (_, index) => `I can see that day ${index} was hard for you and your friends.`);
const good: NlgItem[] = contexts.map((text) => ({ hypothesis: text, references: [text] }));
const bad: NlgItem[] = contexts.map((text) => ({ hypothesis: 'Ok.', references: [text] }));
const options = { bootstrap: { resamples: 200, seed: 5 } };

describe('comparing two systems', () => {
  it('finds none between a system and itself', () => {
    for (const { difference, ci, randomisationP } of compareNlg(good, good, options).differences) {
      expect(difference).toBe(0);
      expect(ci).toEqual({ low: 0, high: 0 });
      expect(randomisationP).toBe(1);
    }
  });

  it('finds a gross one, agrees with each system measured alone, and turns its sign with the order', () => {
    const { differences } = compareNlg(good, bad, options);
    const rouge = differences.find(({ name }) => name === 'rougeL');
    expect(rouge).toMatchObject({ a: 1, b: measureNlg(bad).report.rougeL });
    expect(rouge?.randomisationP).toBeCloseTo(1 / 201, 12);
    expect(rouge?.bootstrapP).toBeCloseTo(2 / 201, 12);
    expect(rouge?.ci?.low).toBeGreaterThan(0.5);
    const turned = compareNlg(bad, good, options).differences;
    expect(turned.map(({ difference }) => -difference)).toEqual(differences.map(({ difference }) => difference));
  });

  it('reports the figures that measureNlg reports, for every profile', () => {
    for (const profile of ['nlgeval', 'mymetrics', 'utils', '13a'] as const) {
      const { bleu, cider, distinct } = measureNlg(bad, { profile }).report;
      const second = Object.fromEntries(compareNlg(good, bad, { ...options, profile }).differences.map(({ name, b }) => [name, b]));
      expect(second).toMatchObject({ bleu4: bleu[4], cider, distinct2: distinct[2] });
    }
  });

  it('repeats with the seed', () => {
    const mixed = good.map((item, index) => (index % 3 === 0 ? (bad[index] ?? item) : item));
    expect(compareNlg(mixed, good, options)).toEqual(compareNlg(mixed, good, options));
  });

  it('counts its progress up to the whole once', () => {
    const seen: number[] = [];
    compareNlg(good, bad, { bootstrap: { resamples: 100, seed: 1, onProgress: (done, total) => seen.push(done / total) } });
    expect(seen).toEqual(seen.toSorted((first, second) => first - second));
    expect(seen.at(-1)).toBe(1);
  });

  it('refuses systems of different size', () => {
    expect(() => compareNlg(good, bad.slice(1), options)).toThrow(/40 and 39/);
  });
});
