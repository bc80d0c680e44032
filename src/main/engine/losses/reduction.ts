/**
 * @file How losses reduce: every row has a weight, so that a batch of fixed size may hold rows that do not count (weight 0), and a mean over
 * what does count is weights of 1 / count.
 */
import type { Value } from '../graph/graph';
import { divide, multiply, scatterAddRows, shift, sum } from '../ops/build';

/** A loss and what a reader wants to see beside it, all scalars; the metrics carry the names that trainers use. */
export interface LossResult {
  readonly loss: Value;
  readonly metrics: Readonly<Record<string, Value>>;
}

/** sum_i w_i x_i */
export function weightedSum(x: Value, weights: Value): Value {
  return sum(multiply(x, weights));
}

/** sum_i w_i x_i / sum_i w_i; 0 where all weights are 0. */
export function weightedMean(x: Value, weights: Value): Value {
  return divide(weightedSum(x, weights), shift(sum(weights), 1e-12));
}

export interface TokensOfSequences {
  /** [tokens] of i64: the sequence that each token belongs to. */
  readonly sequenceIds: Value;
  /** [tokens]: 1 for a token that counts, 0 for padding. */
  readonly weights: Value;
  readonly sequences: number;
}

/** Log-probability of each sequence, [sequences]: the sum over its tokens, or their average. */
export function sequenceLogProbabilities(tokenLogProbabilities: Value, tokens: TokensOfSequences): { readonly summed: Value; readonly averaged: Value } {
  const { sequenceIds, weights, sequences } = tokens;
  const summed = scatterAddRows(sequenceIds, multiply(tokenLogProbabilities, weights), sequences);
  const counts = scatterAddRows(sequenceIds, weights, sequences);
  return { summed, averaged: divide(summed, shift(counts, 1e-12)) };
}

