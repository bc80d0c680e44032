/**
 * @file Krippendorff's alpha (2011): 1 - D_o / D_e over all pairs of ratings of one item, with missing ratings and any number of raters.
 * With delta^2 the squared difference of values, both sums need only counts, sums and squares. The ordinal metric is the interval metric of
 * mid-ranks, because sum_{g=c..k} n_g - (n_c + n_k) / 2 is the difference of the two labels' mid-ranks. The nominal one counts unequal pairs.
 */
import { definedAs, undefinedBecause, type Coefficient } from './coefficient';
import type { RatingPattern, RatingTable } from './rating-table';

export const agreementLevels = ['nominal', 'ordinal', 'interval'] as const;
export type AgreementLevel = (typeof agreementLevels)[number];

/** A function of the patterns' weights, so that resamples cost no recount. */
export function krippendorffAlpha(table: RatingTable, level: AgreementLevel): (weights: Float64Array) => Coefficient {
  const pairable = table.patterns.flatMap((pattern, index) => (pattern.labels.length < 2 ? [] : [{ pattern, index }]));
  if (level === 'interval' && table.values === null) {
    const odd = table.labels.find((label) => !Number.isFinite(Number(label))) ?? '';
    return () => undefinedBecause(`The interval level needs numbers; the label "${odd}" is none.`);
  }
  if (level === 'ordinal' && !table.isOrdered) return () => undefinedBecause('The ordinal level needs an order; give one, or use numbers.');
  const fixedValues = table.values;
  return (weights) => {
    const counts = labelCounts(pairable, weights, table.labels.length);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) return undefinedBecause('No item has two ratings.');
    if (counts.filter((count) => count > 0).length < 2) return undefinedBecause('All ratings are equal, so there is no variation to agree on.');
    if (level === 'nominal') return alpha(observedUnequal(pairable, weights), expectedUnequal(counts, total), total);
    const values = centred(level === 'interval' && fixedValues !== null ? fixedValues : midRanks(counts), counts, total);
    return alpha(observedSquares(pairable, weights, values), expectedSquares(counts, total, values), total);
  };
}

interface WeightedPattern {
  readonly pattern: RatingPattern;
  /** Its place among the table's patterns, and so among the weights. */
  readonly index: number;
}

/** D_o = observed / n, D_e = expected / (n (n - 1)). */
function alpha(observed: number, expected: number, total: number): Coefficient {
  return definedAs(1 - (observed * (total - 1)) / expected);
}

function labelCounts(pairable: readonly WeightedPattern[], weights: Float64Array, labels: number): Float64Array {
  const counts = new Float64Array(labels);
  for (const { pattern, index } of pairable) {
    const weight = weights[index] ?? 0;
    for (const label of pattern.labels) counts[label] = (counts[label] ?? 0) + weight;
  }
  return counts;
}

/** Sum over items of the unequal ordered pairs, each divided by (ratings - 1). */
function observedUnequal(pairable: readonly WeightedPattern[], weights: Float64Array): number {
  let sum = 0;
  for (const { pattern: { labels }, index } of pairable) {
    const weight = weights[index] ?? 0;
    if (weight === 0) continue;
    let unequal = 0;
    for (const first of labels) for (const second of labels) if (first !== second) unequal += 1;
    sum += (weight * unequal) / (labels.length - 1);
  }
  return sum;
}

function expectedUnequal(counts: Float64Array, total: number): number {
  return counts.reduce((sum, count) => sum + count * (total - count), 0);
}

/** As {@link observedUnequal}, with squared differences: sum_{i != j} (x_i - x_j)^2 = 2 (m sum x^2 - (sum x)^2). */
function observedSquares(pairable: readonly WeightedPattern[], weights: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (const { pattern: { labels }, index } of pairable) {
    const weight = weights[index] ?? 0;
    if (weight === 0) continue;
    let first = 0;
    let second = 0;
    for (const label of labels) {
      const value = values[label] ?? 0;
      first += value;
      second += value * value;
    }
    sum += (weight * 2 * (labels.length * second - first * first)) / (labels.length - 1);
  }
  return sum;
}

/** Centred values make the second term vanish. */
function expectedSquares(counts: Float64Array, total: number, values: Float64Array): number {
  return 2 * total * counts.reduce((sum, count, label) => sum + count * (values[label] ?? 0) ** 2, 0);
}

function midRanks(counts: Float64Array): Float64Array {
  let below = 0;
  return counts.map((count) => {
    const middle = below + count / 2;
    below += count;
    return middle;
  });
}

/** Minus their mean, which changes no difference and keeps the sums of squares exact for large values. */
function centred(values: Float64Array, counts: Float64Array, total: number): Float64Array {
  const mean = counts.reduce((sum, count, label) => sum + count * (values[label] ?? 0), 0) / total;
  return values.map((value) => value - mean);
}
