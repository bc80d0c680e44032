/** @file What the losses on preference pairs share: their inputs, and the metrics under the names that TRL and LLaMA-Factory report. */
import type { Value } from '../graph/graph';
import { cast, less, scalar, subtract } from '../ops/build';
import { weightedSum } from './reduction';

/** Log-probabilities [pairs] of the completions under the trained policy; summed or averaged over tokens as the loss says. */
export interface PolicyPairs {
  readonly chosen: Value;
  readonly rejected: Value;
  /** [pairs], summing to 1: 1 / pairs, and 0 for a pair that only fills the batch. */
  readonly weights: Value;
}

/** With those under the frozen reference, as constants. */
export interface ReferencedPairs extends PolicyPairs {
  readonly referenceChosen: Value;
  readonly referenceRejected: Value;
}

/** log (policy / reference) of each completion. */
export function logRatios({ chosen, rejected, referenceChosen, referenceRejected }: ReferencedPairs): { readonly chosen: Value; readonly rejected: Value } {
  return { chosen: subtract(chosen, referenceChosen), rejected: subtract(rejected, referenceRejected) };
}

/** Means over the pairs. `rewards` are implicit rewards [pairs]. */
export function pairMetrics({ chosen, rejected, weights }: PolicyPairs, rewards: { readonly chosen: Value; readonly rejected: Value }): Readonly<Record<string, Value>> {
  const margins = subtract(rewards.chosen, rewards.rejected);
  const isWon = less(scalar(margins.graph, 0), margins);
  return {
    'rewards/chosen': weightedSum(rewards.chosen, weights),
    'rewards/rejected': weightedSum(rewards.rejected, weights),
    'rewards/margins': weightedSum(margins, weights),
    'rewards/accuracies': weightedSum(cast(isWon, margins.dataType), weights),
    'logps/chosen': weightedSum(chosen, weights),
    'logps/rejected': weightedSum(rejected, weights),
  };
}
