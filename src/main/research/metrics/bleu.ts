/**
 * @file BLEU-1..4 (Papineni et al. 2002) from counts per item, in the four variants that published code of the field uses (spec M-2).
 * BLEU-n = brevity penalty x geometric mean of the clipped n-gram precisions of orders 1..n. Does not tokenise.
 */
import type { NgramIds } from './ngram-index';

/**
 * - `nlgeval`: (matches + 1e-15) / (total + 1e-9), no other smoothing (pycocoevalcap).
 * - `method1`, `method3`: Chen and Cherry (2014), as NLTK has them; every item counts at least one n-gram of each order.
 * - `exponential`: sacreBLEU's default, halving for each order without a match.
 */
export type BleuRule = 'nlgeval' | 'method1' | 'method3' | 'exponential';

export type BleuScores = readonly [number, number, number, number];

/** Matches of orders 1..4, totals of orders 1..4, length of the hypothesis, length of the closest reference. */
export const bleuRowWidth = 10;
const hypothesisLengthAt = 8;
const referenceLengthAt = 9;

/** The counts of one item; a corpus's counts are the sum of its items'. */
export function bleuCounts(hypothesis: NgramIds, references: readonly NgramIds[], rule: BleuRule): Float64Array {
  const row = new Float64Array(bleuRowWidth);
  const leastTotal = rule === 'method1' || rule === 'method3' ? 1 : 0;
  for (let order = 0; order < 4; order++) {
    const ngrams = hypothesis[order] ?? new Int32Array();
    row[order] = clippedMatches(ngrams, references.map((reference) => reference[order] ?? new Int32Array()));
    row[order + 4] = Math.max(leastTotal, ngrams.length);
  }
  const length = hypothesis[0]?.length ?? 0;
  row[hypothesisLengthAt] = length;
  row[referenceLengthAt] = closestLength(length, references.map((reference) => reference[0]?.length ?? 0));
  return row;
}

/** BLEU-1..4 of summed (or one item's) counts. */
export function bleuOf(counts: ArrayLike<number>, rule: BleuRule): BleuScores {
  return rule === 'nlgeval' ? nlgevalBleu(counts) : smoothedBleu(counts, rule);
}

/** An n-gram of the hypothesis matches at most as often as it occurs in the one reference that has it most often. */
export function clippedMatches(hypothesis: Int32Array, references: readonly Int32Array[]): number {
  const available = mostOccurrences(references);
  let matches = 0;
  for (const id of hypothesis) {
    const left = available.get(id) ?? 0;
    if (left === 0) continue;
    available.set(id, left - 1);
    matches += 1;
  }
  return matches;
}

function mostOccurrences(references: readonly Int32Array[]): Map<number, number> {
  const most = new Map<number, number>();
  for (const reference of references) {
    const counts = new Map<number, number>();
    for (const id of reference) {
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      if (count > (most.get(id) ?? 0)) most.set(id, count);
    }
  }
  return most;
}

/** The reference length nearest to the hypothesis's; the shorter one of two equally near. */
function closestLength(length: number, referenceLengths: readonly number[]): number {
  let closest = referenceLengths[0] ?? 0;
  for (const candidate of referenceLengths) {
    const difference = Math.abs(candidate - length) - Math.abs(closest - length);
    if (difference < 0 || (difference === 0 && candidate < closest)) closest = candidate;
  }
  return closest;
}

function nlgevalBleu(counts: ArrayLike<number>): BleuScores {
  const tiny = 1e-15;
  const small = 1e-9;
  const ratio = (at(counts, hypothesisLengthAt) + tiny) / (at(counts, referenceLengthAt) + small);
  const penalty = ratio < 1 ? Math.exp(1 - 1 / ratio) : 1;
  let product = 1;
  return fourScores((order) => {
    product *= (at(counts, order - 1) + tiny) / (at(counts, order + 3) + small);
    return product ** (1 / order) * penalty;
  });
}

function smoothedBleu(counts: ArrayLike<number>, rule: Exclude<BleuRule, 'nlgeval'>): BleuScores {
  const penalty = brevityPenalty(at(counts, hypothesisLengthAt), at(counts, referenceLengthAt));
  if (at(counts, 0) === 0 || penalty === 0) return [0, 0, 0, 0];
  let ordersWithoutMatch = 0;
  let logSum = 0;
  return fourScores((order) => {
    const matches = at(counts, order - 1);
    const total = at(counts, order + 3);
    if (matches === 0) ordersWithoutMatch += 1;
    logSum += Math.log(matches > 0 ? matches / total : smoothedPrecision(rule, total, ordersWithoutMatch));
    return penalty * Math.exp(logSum / order);
  });
}

function smoothedPrecision(rule: Exclude<BleuRule, 'nlgeval'>, total: number, ordersWithoutMatch: number): number {
  if (total === 0) return 0;
  return rule === 'method1' ? 0.1 / total : 1 / (2 ** ordersWithoutMatch * total);
}

function brevityPenalty(hypothesisLength: number, referenceLength: number): number {
  if (hypothesisLength === 0) return 0;
  return hypothesisLength > referenceLength ? 1 : Math.exp(1 - referenceLength / hypothesisLength);
}

function fourScores(score: (order: number) => number): BleuScores {
  return [score(1), score(2), score(3), score(4)];
}

function at(counts: ArrayLike<number>, index: number): number {
  return counts[index] ?? 0;
}
