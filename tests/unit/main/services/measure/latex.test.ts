/** @file A LaTeX table compiles whatever a measurement is called, and prints figures as papers do. */
import { expect, test } from 'vitest';
import { tableAsLatex } from '#main/services/measure/latex';
import type { Measurement } from '#shared/contracts/measure';

const measurement = { name: 'A & B_1\n50 %', kind: 'strategy', options: { bootstrap: { resamples: 10, seed: 3, level: 0.95 } }, inputs: [], solaceVersion: '1.0.0' } as unknown as Measurement;

test('names are escaped, shares times 100, marks and intervals beside the value', () => {
  const figures = [
    { figure: 'macroF1', value: 0.12345, ci: { low: 0.1, high: 0.2 }, isShare: true },
    { figure: 'bias', value: 2.645, isShare: false, mark: 'degenerate' as const },
    { figure: 'fleiss', value: -0.1, isShare: false },
    { figure: 'krippendorff', value: null, isShare: false },
  ];
  const table = { labels: ['name', 'n'], rows: [{ labels: [measurement.name, 4], figures }] };
  expect(tableAsLatex(table, { measurements: [measurement], digits: 1, isPercent: true }).split('\n')).toEqual([
    '% A & B_1 50 % (strategy): ; 10 resamples, seed 3, level 0.95; Solace 1.0.0',
    '\\begin{tabular}{llrrrr}',
    '\\toprule',
    "name & n & Macro-F1 (Q) & Preference bias (B) & Fleiss' kappa & Krippendorff's alpha \\\\",
    '\\midrule',
    'A \\& B\\_1 50 \\% & 4 & 12.3 {\\scriptsize [10.0, 20.0]} & 2.6$^\\dagger$ & $-$0.1 & -- \\\\',
    '\\bottomrule',
    '\\end{tabular}',
    '% dagger: degenerate, the value comes from a guard rule',
    '',
  ]);
});
