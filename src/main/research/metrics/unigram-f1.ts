/** @file Unigram F1 of a reply and its best reference (myMetrics.py): 2PR / (P + R) over the multiset of common tokens. */
import { clippedMatches } from './bleu';

export function unigramF1(hypothesis: Int32Array, references: readonly Int32Array[]): number {
  let best = 0;
  for (const reference of references) {
    const common = clippedMatches(hypothesis, [reference]);
    if (common > 0) best = Math.max(best, (2 * common) / (hypothesis.length + reference.length));
  }
  return best;
}
