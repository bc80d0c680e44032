/**
 * @file Wilcoxon's signed-rank test (1945) of paired scores, zeros left out: exact up to 50 untied differences, else the normal approximation
 * with tie correction (as SciPy's `wilcoxon` decides). Also its effect size.
 */
import { normalTwoSided } from './normal';

export interface WilcoxonResult {
  /** Pairs that differ. */
  readonly pairs: number;
  readonly positiveRanks: number;
  readonly negativeRanks: number;
  /** The smaller of the two rank sums. */
  readonly statistic: number;
  /** Two-sided; 1 where no pair differs. */
  readonly p: number;
  readonly method: 'exact' | 'normal';
  /** Matched-pairs rank-biserial correlation (Kerby 2014): -1..1, positive where the first scores are higher. */
  readonly rankBiserial: number;
}

const mostForExact = 50;

/** `differences`: first score minus second, one a pair. */
export function wilcoxonSignedRank(differences: readonly number[]): WilcoxonResult {
  const ordered = differences.filter((difference) => difference !== 0).toSorted((first, second) => Math.abs(first) - Math.abs(second));
  const { ranks, tieSizes } = averageRanks(ordered.map(Math.abs));
  const pairs = ordered.length;
  const total = (pairs * (pairs + 1)) / 2;
  const positiveRanks = ranks.reduce((sum, rank, index) => sum + ((ordered[index] ?? 0) > 0 ? rank : 0), 0);
  const statistic = Math.min(positiveRanks, total - positiveRanks);
  const isExact = pairs <= mostForExact && tieSizes.length === 0 && pairs === differences.length;
  return {
    pairs,
    positiveRanks,
    negativeRanks: total - positiveRanks,
    statistic,
    p: isExact ? exactP(statistic, pairs) : approximateP(statistic, pairs, tieSizes),
    method: isExact ? 'exact' : 'normal',
    rankBiserial: total === 0 ? 0 : (2 * positiveRanks - total) / total,
  };
}

/** Ranks from 1 of ascending values, ties sharing their mean rank, and the sizes of the ties. */
function averageRanks(ascending: readonly number[]): { ranks: number[]; tieSizes: number[] } {
  const ranks: number[] = [];
  const tieSizes: number[] = [];
  for (let start = 0; start < ascending.length; ) {
    let end = start + 1;
    while (ascending[end] === ascending[start]) end += 1;
    for (let i = start; i < end; i++) ranks.push((start + 1 + end) / 2);
    if (end - start > 1) tieSizes.push(end - start);
    start = end;
  }
  return { ranks, tieSizes };
}

/** Twice P(rank sum <= statistic), counting the subsets of 1..pairs by their sum. */
function exactP(statistic: number, pairs: number): number {
  const ways = new Float64Array((pairs * (pairs + 1)) / 2 + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= pairs; rank++) {
    for (let sum = ways.length - 1; sum >= rank; sum--) ways[sum] = (ways[sum] ?? 0) + (ways[sum - rank] ?? 0);
  }
  const atMost = ways.subarray(0, statistic + 1).reduce((sum, count) => sum + count, 0);
  return Math.min(1, (2 * atMost) / 2 ** pairs);
}

function approximateP(statistic: number, pairs: number, tieSizes: readonly number[]): number {
  if (pairs === 0) return 1;
  const mean = (pairs * (pairs + 1)) / 4;
  const ties = tieSizes.reduce((sum, size) => sum + size ** 3 - size, 0);
  const variance = (pairs * (pairs + 1) * (2 * pairs + 1)) / 24 - ties / 48;
  return normalTwoSided((statistic - mean) / Math.sqrt(variance));
}
