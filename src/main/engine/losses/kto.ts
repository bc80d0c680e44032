/**
 * @file Kahneman-Tversky optimisation (Ethayarajh et al. 2024, eq. 7 and 8), on SUMMED log-probabilities of single completions:
 *   KL = max(0, mean(log p - log ref over mismatched pairs)), a constant to the gradient
 *   desirable: w_d (1 - sigmoid(beta (ratio - KL))), undesirable: w_u (1 - sigmoid(beta (KL - ratio)))
 * Mismatched pairs join each prompt with the completion of its neighbour in the batch.
 */
import type { Value } from '../graph/graph';
import { add, maximum, multiply, negate, scalar, scale, shift, sigmoid, stopGradient, subtract } from '../ops/build';
import { weightedMean, weightedSum, type LossResult } from './reduction';

export interface KtoBatch {
  /** [rows] */
  readonly policy: Value;
  readonly reference: Value;
  /** [rows]: 1 for a desirable completion, 0 for an undesirable one. */
  readonly isDesirable: Value;
  /** [rows], summing to 1. */
  readonly weights: Value;
  /** [pairs]: of the mismatched pairs, with weights that sum to 1. */
  readonly mismatchedPolicy: Value;
  readonly mismatchedReference: Value;
  readonly mismatchedWeights: Value;
}

export interface KtoSettings {
  readonly beta: number;
  readonly desirableWeight: number;
  readonly undesirableWeight: number;
}

export function kto(batch: KtoBatch, { beta, desirableWeight, undesirableWeight }: KtoSettings): LossResult {
  const { isDesirable, weights } = batch;
  const ratio = subtract(batch.policy, batch.reference);
  const meanMismatch = weightedSum(subtract(batch.mismatchedPolicy, batch.mismatchedReference), batch.mismatchedWeights);
  const divergence = stopGradient(maximum(meanMismatch, scalar(ratio.graph, 0)));

  // +1 for desirable rows and -1 for the others turns both cases into one.
  const direction = shift(scale(isDesirable, 2), -1);
  const kept = sigmoid(scale(multiply(direction, subtract(ratio, divergence)), beta));
  const importance = add(scale(isDesirable, desirableWeight), scale(complement(isDesirable), undesirableWeight));
  const perRow = multiply(importance, complement(kept));

  const rewards = scale(ratio, beta);
  const desirable = multiply(weights, isDesirable);
  const undesirable = multiply(weights, complement(isDesirable));
  const chosenReward = weightedMean(rewards, desirable);
  const rejectedReward = weightedMean(rewards, undesirable);
  return {
    loss: weightedSum(perRow, weights),
    metrics: {
      kl: divergence,
      'rewards/chosen': chosenReward,
      'rewards/rejected': rejectedReward,
      'rewards/margins': subtract(chosenReward, rejectedReward),
      'logps/chosen': weightedMean(batch.policy, desirable),
      'logps/rejected': weightedMean(batch.policy, undesirable),
    },
  };
}

function complement(x: Value): Value {
  return shift(negate(x), 1);
}
