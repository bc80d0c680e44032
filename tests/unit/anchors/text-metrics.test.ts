/** @file Anchor G2: text metrics of the three published profiles, computed by the authors' code. */
import { describe, expect, it } from 'vitest';
import { distinct } from '#main/research/metrics/distinct';
import { measureNlg } from '#main/research/metrics/nlg';
import { nlgProfiles } from '#main/research/metrics/nlg-profile';
import { rougeL } from '#main/research/metrics/rouge-l';
import { expectClose } from './expect-close';
import { givenSentences, plainPairs } from './nlg-pairs';

const within = 6;

describe.each([
  ['given sentences', givenSentences, 'given'],
  ['found sentences', plainPairs, 'treebank-lite'],
] as const)('G2 with %s', (_, items, splitter) => {
  const nlgeval = measureNlg(items);

  it('G2a: corpus scores of nlgeval', () => {
    const { bleu, rougeL: rouge, cider } = nlgeval.report;
    expect(nlgeval.report).toMatchObject({ n: 12, profile: 'nlgeval', sentenceSplitter: splitter });
    expectClose([bleu[1], bleu[2], bleu[3], bleu[4]], [0.595041, 0.455462, 0.355454, 0.27611]);
    expectClose([rouge, cider], [0.580694, 2.946389]);
  });

  it.each([
    [1, 0.583333, 0.460566, 0.348769, 0.000047, 0.64697, 2.927286],
    [2, 0.7, 0.557773, 0.42686, 0.324668, 0.743902, 3.668959],
    [3, 0.6, 0.447214, 0.368403, 0.290715, 0.680297, 3.392013],
    [4, 0.542902, 0.3304, 0.000002, 0, 0.566563, 1.441373],
    [5, 0.096972, 0.06857, 0.000001, 0, 0.42069, 1.041723],
    [6, 0.235294, 0.171499, 0.125163, 0.000019, 0.403306, 0.222261],
    [7, 1, 1, 1, 1, 1, 10],
    [8, 0.109762, 0, 0, 0, 0.1477, 0.011628],
    [9, 0.625, 0.517549, 0.354746, 0.000055, 0.625, 2.61542],
    [10, 0.736858, 0.634186, 0.548085, 0.490261, 0.804985, 5.366433],
    [11, 0.4, 0.169031, 0.000001, 0, 0.266667, 1.056731],
    [12, 0.712278, 0.524222, 0.410945, 0.28313, 0.662244, 3.612835],
  ])('G2b: item %i of nlgeval', (item, ...expected) => {
    const scores = nlgeval.items[item - 1];
    expectClose([...(scores?.bleu ?? []), scores?.rougeL ?? NaN, scores?.cider ?? NaN], expected);
  });

  it('G2c: Distinct of nlgeval keeps case', () => {
    expectClose(Object.values(nlgeval.report.distinct), [83 / 121, 108 / 109, 1]);
    expectClose(Object.values(nlgeval.report.distinct), [0.68595, 0.990826, 1]);
  });

  it('G2d: mymetrics, times its published 100', () => {
    const { bleu, rougeL: rouge, unigramF1, distinct: distincts, length, publishedScale } = measureNlg(items, { profile: 'mymetrics' }).report;
    const scaled = [distincts[1], distincts[2], distincts[3], bleu[1], bleu[2], bleu[3], bleu[4], unigramF1, rouge].map((value) => value * publishedScale);
    expect(length.hypothesis).toBeCloseTo(10.083333, within);
    expectClose(scaled, [70.642202, 97.938144, 100, 59.504132, 45.546196, 35.545443, 27.530336, 59.785371, 58.069366]);
  });

  it('G2e: utils', () => {
    const { bleu, distinct: distincts, sentenceSplitter } = measureNlg(items, { profile: 'utils' }).report;
    expectClose([bleu[4], distincts[2]], [0.202152, 0.98913]);
    expect(sentenceSplitter).toBe('none');
  });
});

it('G2c: the lower-cased variant of Distinct', () => {
  const texts = givenSentences.map(({ hypothesis }) => nlgProfiles.nlgeval.tokenize(hypothesis));
  expectClose([1, 2, 3].map((order) => distinctOf(texts, order)), [0.652893, 0.981651, 1]);
});

describe('G2f: several references and edge cases', () => {
  const two = measureNlg([
    { hypothesis: 'the cat is on the mat', references: ['the cat sat on the mat', 'a cat was on the mat'] },
    { hypothesis: 'he feels much better today', references: ['he feels better now', 'he is feeling better today'] },
  ]);

  it('scores the corpus', () => {
    expectClose(Object.values(two.report.bleu), [0.818182, 0.6742, 0.401939, 0.00006]);
    expectClose([two.report.rougeL, two.report.cider], [0.756815, 2.967882]);
  });

  it('scores the items', () => {
    expectClose(two.items.map((one) => one.rougeL), [0.833333, 0.680297]);
    expectClose(two.items.map((one) => one.cider), [3.690438, 2.245327]);
    expectClose(two.items.map((one) => one.bleu[0]), [0.833333, 0.8]);
    expectClose(two.items.map((one) => one.bleu[1]), [0.707107, 0.632456]);
  });

  it('gives a single pair a CIDEr of 0, and says so', () => {
    const { cider, warnings } = measureNlg([{ hypothesis: 'hello there friend', references: ['hello there friend'] }]).report;
    expect(cider).toBe(0);
    expect(warnings.map(({ code }) => code)).toContain('cider-one-item');
  });

  it('gives an empty hypothesis 0', () => {
    const { items, report } = measureNlg([{ hypothesis: '', references: ['hello there friend'] }]);
    expect(items[0]).toMatchObject({ bleu: [0, 0, 0, 0], rougeL: 0 });
    expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'empty-hypotheses', count: 1 }));
  });

  it('counts the empty token between two spaces in ROUGE-L', () => {
    expect(rougeL('hello  there friend'.split(' '), ['hello there friend'.split(' ')], 1.2)).toBeCloseTo(0.879808, within);
  });
});

function distinctOf(texts: readonly (readonly string[])[], order: number): number {
  const ids = new Map<string, number>();
  const encoded = texts.map((tokens) =>
    Int32Array.from(tokens.slice(0, Math.max(0, tokens.length - order + 1)), (_, start) => {
      const key = tokens.slice(start, start + order).join(' ');
      const id = ids.get(key) ?? ids.size;
      ids.set(key, id);
      return id;
    }),
  );
  return distinct({ texts: encoded, size: ids.size });
}
