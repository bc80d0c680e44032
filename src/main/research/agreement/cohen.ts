/**
 * @file Cohen's kappa (1960) of every pair of raters, unweighted and with linear and quadratic weights (Cohen 1968):
 * 1 - sum(v_ij O_ij) / sum(v_ij E_ij), v the disagreement of labels i and j. Weights count the levels that the pair uses, as scikit-learn and
 * R's irr do: a level that neither rater gave is no step between its neighbours.
 */
import { definedAs, undefinedBecause, type Coefficient } from './coefficient';
import type { RatingTable } from './rating-table';

export interface RaterPair {
  /** Rater indices, a below b. */
  readonly a: number;
  readonly b: number;
  /** Items rated by both, in the whole table. */
  readonly items: number;
}

export interface PairCoefficients {
  readonly kappa: Coefficient;
  readonly linear: Coefficient;
  readonly quadratic: Coefficient;
}

export interface CohenCounter {
  readonly pairs: readonly RaterPair[];
  /** Coefficients of each pair under these weights of the patterns. */
  evaluate(weights: Float64Array): readonly PairCoefficients[];
}

export function cohenKappas(table: RatingTable): CohenCounter {
  const labels = table.labels.length;
  const pairs = pairsInCommon(table);
  const pairAt = new Map(pairs.map(({ a, b }, index) => [a * table.raters.length + b, index]));
  const cellsOfPattern = table.patterns.map(({ raters, labels: given }) => {
    const cells: number[] = [];
    for (let i = 0; i < raters.length; i++) {
      for (let j = i + 1; j < raters.length; j++) {
        const pair = pairAt.get((raters[i] ?? 0) * table.raters.length + (raters[j] ?? 0)) ?? 0;
        cells.push((pair * labels + (given[i] ?? 0)) * labels + (given[j] ?? 0));
      }
    }
    return Int32Array.from(cells);
  });
  const countPairs = (weights: Float64Array): Float64Array => {
    const cells = new Float64Array(pairs.length * labels * labels);
    for (const [pattern, offsets] of cellsOfPattern.entries()) {
      const weight = weights[pattern] ?? 0;
      if (weight !== 0) for (const offset of offsets) cells[offset] = (cells[offset] ?? 0) + weight;
    }
    return cells;
  };
  const ofPair = (cells: Float64Array, pair: number): Float64Array => cells.subarray(pair * labels * labels, (pair + 1) * labels * labels);
  const observed = countPairs(table.weights);
  const ranks = pairs.map((_, pair) => ranksOfUsedLevels(ofPair(observed, pair), labels));
  return {
    pairs: pairs.map((pair, index) => ({ ...pair, items: ofPair(observed, index).reduce((sum, count) => sum + count, 0) })),
    evaluate: (weights) => {
      const cells = countPairs(weights);
      return pairs.map((_, pair) => pairCoefficients(ofPair(cells, pair), ranks[pair] ?? new Int32Array(), table.isOrdered));
    },
  };
}

/** Pairs with an item in common, in the order of their raters. */
function pairsInCommon({ patterns, raters: { length: count } }: RatingTable): { a: number; b: number }[] {
  const keys = new Set<number>();
  for (const { raters } of patterns) {
    for (let i = 0; i < raters.length; i++) for (let j = i + 1; j < raters.length; j++) keys.add((raters[i] ?? 0) * count + (raters[j] ?? 0));
  }
  return [...keys].toSorted((first, second) => first - second).map((key) => ({ a: Math.floor(key / count), b: key % count }));
}

function ranksOfUsedLevels(cells: Float64Array, labels: number): Int32Array {
  const ranks = new Int32Array(labels);
  let rank = 0;
  for (let level = 0; level < labels; level++) {
    ranks[level] = rank;
    for (let other = 0; other < labels; other++) {
      if ((cells[level * labels + other] ?? 0) + (cells[other * labels + level] ?? 0) === 0) continue;
      rank += 1;
      break;
    }
  }
  return ranks;
}

function pairCoefficients(cells: Float64Array, ranks: Int32Array, isOrdered: boolean): PairCoefficients {
  const labels = ranks.length;
  const rows = new Float64Array(labels);
  const columns = new Float64Array(labels);
  let items = 0;
  for (let i = 0; i < labels; i++) {
    for (let j = 0; j < labels; j++) {
      const count = cells[i * labels + j] ?? 0;
      rows[i] = (rows[i] ?? 0) + count;
      columns[j] = (columns[j] ?? 0) + count;
      items += count;
    }
  }
  if (items === 0) return same(undefinedBecause('No item was rated by both.'));

  const kappaWith = (disagreement: (i: number, j: number) => number): Coefficient => {
    let observed = 0;
    let byChance = 0;
    for (let i = 0; i < labels; i++) {
      for (let j = 0; j < labels; j++) {
        const weight = i === j ? 0 : disagreement(i, j);
        observed += weight * (cells[i * labels + j] ?? 0);
        byChance += (weight * (rows[i] ?? 0) * (columns[j] ?? 0)) / items;
      }
    }
    return byChance === 0 ? undefinedBecause('Both raters gave one and the same label throughout.') : definedAs(1 - observed / byChance);
  };
  const kappa = kappaWith(() => 1);
  if (!isOrdered) {
    const noOrder = undefinedBecause('The labels have no order; give one, or use numbers.');
    return { kappa, linear: noOrder, quadratic: noOrder };
  }
  const steps = (i: number, j: number): number => Math.abs((ranks[i] ?? 0) - (ranks[j] ?? 0));
  return { kappa, linear: kappaWith(steps), quadratic: kappaWith((i, j) => steps(i, j) ** 2) };
}

function same(coefficient: Coefficient): PairCoefficients {
  return { kappa: coefficient, linear: coefficient, quadratic: coefficient };
}
