/** @file Strategy metrics beside anchor G3: unreadable predictions, intervals, and what must hold for any predictions. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareStrategies } from '#main/research/metrics/compare-strategy';
import { classificationScores } from '#main/research/metrics/classification';
import { countsOfTable } from '#main/research/metrics/confusion';
import { biasGuards, preferenceBias } from '#main/research/metrics/preference-bias';
import { measureStrategies } from '#main/research/metrics/strategy';
import { transitionMatrix } from '#main/research/metrics/strategy-transitions';
import { esconv8, extes8 } from '#shared/domain/strategies';

const rows = [
  { gold: 'Question', predicted: 'question' },
  { gold: 'Questions', predicted: '[Question]' },
  { gold: 'Others', predicted: 'Information' },
  { gold: 'Information', predicted: 'I would ask something' },
  { gold: 'Other', predicted: null },
];

describe('unreadable predictions', () => {
  it('are wrong by default, and counted', () => {
    const report = measureStrategies(rows);
    expect(report).toMatchObject({ n: 5, accuracy: 0.4, unparsed: 2, unparsedPolicy: 'wrong' });
    expect(report.unparsedByGold).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
    expect(report.perStrategy.find(({ label }) => label === 'Others')).toMatchObject({ support: 2, predicted: 0, recall: 0 });
  });

  it('count as Others, or not at all', () => {
    expect(measureStrategies(rows, { unparsedPolicy: 'others' })).toMatchObject({ n: 5, accuracy: 0.6, unparsed: 2 });
    expect(measureStrategies(rows, { unparsedPolicy: 'drop' })).toMatchObject({ n: 3, accuracy: 2 / 3, unparsed: 2 });
  });

  it('are refused with row and field', () => {
    expect(() => measureStrategies(rows, { unparsedPolicy: 'error' })).toThrow(/Row 4, field predicted: "I would ask something"/);
    expect(() => measureStrategies([{ gold: 'Reframe', predicted: 'Question' }])).toThrow(/Row 1, field gold: "Reframe"/);
    expect(() => measureStrategies([])).toThrow(/nothing to measure/);
    expect(() => measureStrategies(rows.slice(3), { unparsedPolicy: 'drop' })).toThrow(/nothing is left/);
  });

  it('have no Others to go to in ExTES', () => {
    const extes = [{ gold: 'Share Information (SI)', predicted: 'nothing' }];
    expect(() => measureStrategies(extes, { labels: 'extes8', unparsedPolicy: 'others' })).toThrow(/no Others/);
    expect(measureStrategies(extes, { labels: 'extes8' })).toMatchObject({ n: 1, accuracy: 0, labels: extes8.map(({ label }) => label) });
  });
});

it('intervals hold the value and repeat with the seed', () => {
  const many = Array.from({ length: 120 }, (_, index) => ({ gold: esconv8[index % 8]?.label ?? '', predicted: esconv8[(index * 7 + (index % 5)) % 8]?.label ?? '' }));
  const options = { bootstrap: { resamples: 200, seed: 3 } };
  const { ci, accuracy, macroF1, weightedF1 } = measureStrategies(many, options);
  for (const [interval, value] of [[ci?.accuracy, accuracy], [ci?.macroF1, macroF1], [ci?.weightedF1, weightedF1]] as const) {
    expect(interval?.low).toBeLessThan(value);
    expect(interval?.high).toBeGreaterThan(value);
  }
  expect(ci?.bias?.low).toBeGreaterThanOrEqual(0);
  expect(measureStrategies(many, options)).toEqual(measureStrategies(many, options));
});

describe('comparing two systems', () => {
  const predictions = Array.from({ length: 80 }, (_, index) => {
    const gold = esconv8[index % 8]?.label ?? '';
    const other = esconv8[(index + 1 + (index % 5)) % 8]?.label ?? '';
    return { gold, a: index % 4 === 0 ? other : gold, b: index % 4 === 3 ? gold : index % 9 === 0 ? null : other };
  });
  const options = { bootstrap: { resamples: 200, seed: 2 } };

  it('gives the figures of each alone, and finds the better one', () => {
    const { differences, mcNemar, n } = compareStrategies(predictions, options);
    const [first, second] = (['a', 'b'] as const).map((name) => measureStrategies(predictions.map((one) => ({ gold: one.gold, predicted: one[name] }))));
    expect(n).toBe(80);
    for (const name of ['accuracy', 'macroF1', 'weightedF1', 'bias'] as const) {
      const found = differences.find((one) => one.name === name);
      expect(found?.a).toBeCloseTo(first?.[name] ?? NaN, 12);
      expect(found?.b).toBeCloseTo(second?.[name] ?? NaN, 12);
    }
    expect(differences[0]).toMatchObject({ name: 'accuracy', difference: 0.5 });
    expect(differences[0]?.ci?.low).toBeGreaterThan(0.3);
    expect(differences[0]?.holmP).toBeLessThan(0.05);
    expect(mcNemar).toMatchObject({ onlyFirst: 40, onlySecond: 0 });
  });

  it('finds nothing between a system and itself', () => {
    const { differences, accuracyEffect } = compareStrategies(predictions.map(({ gold, a }) => ({ gold, a, b: a })), options);
    expect(differences.map(({ difference, randomisationP }) => [difference, randomisationP])).toEqual([[0, 1], [0, 1], [0, 1], [0, 1]]);
    expect(accuracyEffect).toBe(0);
  });
});

const labels = 5;
const table = fc.array(fc.array(fc.nat(9), { minLength: labels, maxLength: labels }), { minLength: labels, maxLength: labels });

function reordered<Value>(values: readonly Value[], order: readonly number[]): Value[] {
  return order.map((index) => values[index] as Value);
}

describe('for any confusion table', () => {
  it('B is finite, within 0 and sqrt(labels - 1), and the strengths sum to the number of labels', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(...biasGuards), (counts, guard) => {
        if (guard === 'crash') return;
        const { bias, preference } = preferenceBias(countsOfTable(counts), labels, { guard });
        expect(bias).toBeGreaterThanOrEqual(0);
        expect(bias).toBeLessThanOrEqual(Math.sqrt(labels - 1) + 1e-9);
        expect(preference.reduce((sum, value) => sum + value, 0)).toBeCloseTo(labels, 9);
      }),
    );
  });

  it('renaming labels moves their scores and changes no mean; B too, once the sweeps have converged', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: labels, maxLength: labels }), { minLength: labels, maxLength: labels }),
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: labels }),
        (counts, order) => {
          const renamed = reordered(counts, order).map((row) => reordered(row, order));
          const [before, after] = [counts, renamed].map((one) => classificationScores(countsOfTable(one), labels, 'all'));
          expect(after?.accuracy).toBeCloseTo(before?.accuracy ?? NaN, 12);
          expect(after?.macroF1).toBeCloseTo(before?.macroF1 ?? NaN, 12);
          expect(after?.perLabel.map(({ f1 }) => f1)).toEqual(reordered(before?.perLabel.map(({ f1 }) => f1) ?? [], order));
          const [bias, biasAfter] = [counts, renamed].map((one) => preferenceBias(countsOfTable(one), labels, { sweeps: 500 }).bias);
          expect(biasAfter).toBeCloseTo(bias ?? NaN, 8);
        },
      ),
    );
  });

  it('every item twice changes nothing', () => {
    fc.assert(
      fc.property(table, (counts) => {
        const twice = counts.map((row) => row.map((count) => 2 * count));
        expect(classificationScores(countsOfTable(twice), labels, 'all').macroF1).toBeCloseTo(classificationScores(countsOfTable(counts), labels, 'all').macroF1, 12);
        expect(preferenceBias(countsOfTable(twice), labels).bias).toBeCloseTo(preferenceBias(countsOfTable(counts), labels).bias, 9);
      }),
    );
  });
});

it('a strategy in no confusion keeps strength 1 and is marked', () => {
  const counts = [
    [5, 0, 0],
    [0, 5, 2],
    [0, 1, 5],
  ];
  const { preference, degenerate } = preferenceBias(countsOfTable(counts), 3);
  expect(degenerate).toBe('isolated');
  expect(preference[0]).toBe(1);
  expect((preference[1] ?? 0) + (preference[2] ?? 0)).toBeCloseTo(2, 12);
  /** Of two, label 2 was predicted for label 1 twice and the other way once: odds 2 to 1. */
  expect((preference[2] ?? 0) / (preference[1] ?? 1)).toBeCloseTo(2, 6);
});

it('transitions stay within a dialogue and stop at unlabelled turns', () => {
  const matrix = transitionMatrix([['A', 'B', 'A', 'B'], ['B', null, 'A'], ['A', 'C', 'B']], ['A', 'B']);
  expect(matrix).toMatchObject({ counts: [[0, 2], [1, 0]], shares: [[0, 1], [1, 0]], transitions: 3 });
  expect(transitionMatrix([['A']], ['A', 'B']).shares).toEqual([[0, 0], [0, 0]]);
});
