/** @file Anchor G3: strategy metrics, computed by the code of Kang et al. and scikit-learn; degenerate tables by the guard rule of spec M-7. */
import { describe, expect, it } from 'vitest';
import { classificationScores } from '#main/research/metrics/classification';
import { countsOfTable } from '#main/research/metrics/confusion';
import { biasOf, preferenceBias } from '#main/research/metrics/preference-bias';
import { measureStrategies } from '#main/research/metrics/strategy';
import { esconv8 } from '#shared/domain/strategies';
import { expectClose } from './expect-close';

const labels = 8;
const tableA = [
  [30, 4, 3, 2, 5, 4, 1, 1],
  [5, 12, 4, 1, 6, 2, 1, 1],
  [3, 4, 15, 2, 7, 2, 0, 1],
  [2, 1, 3, 14, 4, 3, 2, 1],
  [4, 3, 6, 2, 28, 5, 1, 2],
  [3, 1, 2, 2, 6, 27, 5, 1],
  [1, 1, 1, 2, 3, 8, 12, 2],
  [6, 1, 1, 1, 5, 2, 1, 13],
];
/** Information is never predicted: its column goes to Providing Suggestions. */
const tableB = tableA.map((row) => row.map((count, column) => (column === 6 ? 0 : column === 5 ? count + (row[6] ?? 0) : count)));

function rowsOf(table: readonly (readonly number[])[]): { gold: string; predicted: string }[] {
  return table.flatMap((row, gold) =>
    row.flatMap((count, predicted) => Array.from({ length: count }, () => ({ gold: esconv8[gold]?.label ?? '', predicted: esconv8[predicted]?.label ?? '' }))),
  );
}

describe('G3a: table A', () => {
  const report = measureStrategies(rowsOf(tableA));

  it('scores', () => {
    expect(report).toMatchObject({ n: 304, degenerate: false, unparsed: 0, confusion: tableA });
    expectClose([report.accuracy, report.macroF1, report.weightedF1, report.bias], [0.496711, 0.487284, 0.494886, 0.303283]);
  });

  it('strengths and F1 of each strategy', () => {
    expectClose(Object.values(report.preference), [1.187051, 0.855882, 1.153026, 0.799355, 1.517169, 1.244913, 0.65402, 0.588585]);
    expectClose(report.perStrategy.map((one) => one.f1), [0.576923, 0.40678, 0.434783, 0.5, 0.486957, 0.54, 0.45283, 0.5]);
  });

  it('has converged after 20 sweeps', () => {
    expect(preferenceBias(countsOfTable(tableA), labels, { sweeps: 2000 }).bias).toBeCloseTo(0.303283, 6);
  });
});

it('G3b: a strategy that is never predicted has strength 0', () => {
  const report = measureStrategies(rowsOf(tableB));
  expectClose([report.accuracy, report.macroF1, report.weightedF1, report.bias], [0.473684, 0.428221, 0.447157, 0.533787]);
  expectClose(Object.values(report.preference), [1.251487, 0.882187, 1.17888, 0.809113, 1.569136, 1.771912, 0, 0.537284]);
  expect(preferenceBias(countsOfTable(tableB), labels, { guard: 'crash' }).bias).toBeCloseTo(0.533787, 6);
});

describe('G3d: degenerate tables', () => {
  const square = (count: (gold: number, predicted: number) => number): number[][] =>
    Array.from({ length: labels }, (_, gold) => Array.from({ length: labels }, (_, predicted) => count(gold, predicted)));
  const cases = [
    ['C: everything predicted Providing Suggestions', square((_, predicted) => (predicted === 5 ? 10 : 0)), 2.645751, 'undefeated'],
    ['D: no confusions', square((gold, predicted) => (gold === predicted ? 10 : 0)), 0, 'no-confusions'],
    ['G: Question never missed', tableA.map((row, gold) => (gold === 0 ? [51, 0, 0, 0, 0, 0, 0, 0] : row)), 2.645751, 'undefeated'],
  ] as const;

  it.each(cases)('%s', (_, table, bias, degenerate) => {
    const result = preferenceBias(countsOfTable(table), labels);
    expect(result.bias).toBeCloseTo(bias, 6);
    expect(result.degenerate).toBe(degenerate);
  });

  it.each(cases)('%s: the published code divides by zero', (_, table) => {
    expect(() => preferenceBias(countsOfTable(table), labels, { guard: 'crash' })).toThrow(/divides by zero/);
  });

  it('E: all confusions equal is no preference, and not degenerate', () => {
    const table = countsOfTable(square((gold, predicted) => (gold === predicted ? 5 : 1)));
    expect(preferenceBias(table, labels)).toMatchObject({ bias: 0, degenerate: null });
    expect(preferenceBias(table, labels, { guard: 'crash' }).bias).toBe(0);
  });

  it.each([2, 3, 5])('%i undefeated strategies share all strength: B = sqrt(8/m - 1)', (undefeated) => {
    const table = square((gold, predicted) => (gold < undefeated ? Number(gold === predicted) * 9 : predicted < undefeated ? 2 : 1));
    expect(preferenceBias(countsOfTable(table), labels).bias).toBeCloseTo(Math.sqrt(8 / undefeated - 1), 6);
  });
});

describe('G3e: published columns', () => {
  it('straQ* table 9, SFT', () => {
    const strengths = [1.6, 0.84, 0.08, 0.06, 0.83, 4.12, 0, 0.46];
    expect(biasOf(strengths)).toBeCloseTo(1.283086, 6);
    expect(strengths.reduce((sum, value) => sum + value, 0)).toBeCloseTo(7.99, 6);
  });

  it('straQ* table 9, distill', () => {
    expect(biasOf([2.43, 0.16, 0.43, 0.46, 0.47, 0.6, 0.47, 0.53])).toBeCloseTo(0.667026, 6);
  });
});

describe('G3f: small F1', () => {
  const digits = (text: string): number[] => text.split(' ').map(Number);
  const counts = (gold: readonly number[], predicted: readonly number[]): Float64Array => {
    const table = Array.from({ length: labels }, () => Array.from({ length: labels }, () => 0));
    for (const [item, row] of gold.entries()) {
      const column = predicted[item] ?? 0;
      const cells = table[row];
      if (cells !== undefined) cells[column] = (cells[column] ?? 0) + 1;
    }
    return countsOfTable(table);
  };

  it('twenty items', () => {
    const table = counts(digits('0 0 0 1 1 2 2 3 4 4 5 5 5 6 7 7 0 4 5 1'), digits('0 4 0 1 5 2 4 3 4 4 5 5 4 5 7 0 0 5 5 1'));
    const scores = classificationScores(table, labels, 'all');
    expectClose([scores.accuracy, scores.macroF1, scores.weightedF1], [0.65, 0.622917, 0.648333]);
    expectClose(scores.perLabel.map((one) => one.f1), [0.75, 0.8, 0.666667, 1, 0.5, 0.6, 0, 0.666667]);
  });

  it('three of eight labels present', () => {
    const table = counts(digits('0 0 1 1 2 2'), digits('0 1 1 1 2 0'));
    expectClose([classificationScores(table, labels, 'present').macroF1, classificationScores(table, labels, 'all').macroF1], [0.655556, 0.245833]);
  });
});
