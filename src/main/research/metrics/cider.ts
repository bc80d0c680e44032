/**
 * @file CIDEr (Vedantam et al. 2015) with clipping and length penalty, as in pycocoevalcap's "cider" (spec M-5), scale 0..10.
 * An item's score depends on the whole corpus through idf = log(items) - log(max(1, document frequency)): on one item it is always 0.
 */
import type { NgramIds } from './ngram-index';

const orders = [0, 1, 2, 3] as const;
/** Standard deviation of the Gaussian length penalty; the difference is counted in bigrams. */
const sigma = 6;

export interface CiderItem {
  readonly hypothesis: NgramIds;
  readonly references: readonly NgramIds[];
}

/** One score an item; the corpus's CIDEr is their mean. */
export function ciderScores(items: readonly CiderItem[], sizeOf: (order: number) => number): Float64Array {
  const inverseFrequencies = orders.map((order) => inverseDocumentFrequencies(items, order, sizeOf(order + 1)));
  return Float64Array.from(items, ({ hypothesis, references }) => {
    let sum = 0;
    for (const order of orders) {
      const idf = inverseFrequencies[order] ?? new Float64Array();
      const ours = weigh(hypothesis[order], idf);
      for (const reference of references) {
        sum += similarity(ours, weigh(reference[order], idf)) * lengthPenalty(hypothesis, reference);
      }
    }
    return references.length === 0 ? 0 : (10 * sum) / (orders.length * references.length);
  });
}

/** In how many items some reference has the n-gram, as log(items / max(1, that)). */
function inverseDocumentFrequencies(items: readonly CiderItem[], order: number, size: number): Float64Array {
  const frequency = new Int32Array(size);
  const lastItem = new Int32Array(size).fill(-1);
  for (const [index, { references }] of items.entries()) {
    for (const reference of references) {
      for (const id of reference[order] ?? []) {
        if (lastItem[id] === index) continue;
        lastItem[id] = index;
        frequency[id] = (frequency[id] ?? 0) + 1;
      }
    }
  }
  return Float64Array.from(frequency, (count) => Math.log(items.length) - Math.log(Math.max(1, count)));
}

interface WeightedNgrams {
  readonly weights: ReadonlyMap<number, number>;
  readonly norm: number;
}

/** Term frequency x idf of every n-gram of one text. */
function weigh(ids: Int32Array | undefined, idf: Float64Array): WeightedNgrams {
  const weights = new Map<number, number>();
  for (const id of ids ?? []) weights.set(id, (weights.get(id) ?? 0) + (idf[id] ?? 0));
  let squares = 0;
  for (const weight of weights.values()) squares += weight ** 2;
  return { weights, norm: Math.sqrt(squares) };
}

/** Cosine in which the hypothesis's weight never counts for more than the reference's. */
function similarity(hypothesis: WeightedNgrams, reference: WeightedNgrams): number {
  if (hypothesis.norm === 0 || reference.norm === 0) return 0;
  let product = 0;
  for (const [id, weight] of hypothesis.weights) {
    const theirs = reference.weights.get(id);
    if (theirs !== undefined) product += Math.min(weight, theirs) * theirs;
  }
  return product / (hypothesis.norm * reference.norm);
}

function lengthPenalty(hypothesis: NgramIds, reference: NgramIds): number {
  const difference = (hypothesis[1]?.length ?? 0) - (reference[1]?.length ?? 0);
  return Math.exp(-(difference ** 2) / (2 * sigma ** 2));
}
