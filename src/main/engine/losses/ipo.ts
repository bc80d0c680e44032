/**
 * @file Identity preference optimisation (Azar et al. 2023, eq. 17): (h - 1 / (2 beta))^2, h the difference of the two log-ratios.
 * The paper's h is of whole completions (SUMMED); TRL and LLaMA-Factory use log-probabilities AVERAGED over tokens. The caller chooses by
 * what it passes.
 */
import { scale, shift, square, subtract } from '../ops/build';
import { logRatios, pairMetrics, type ReferencedPairs } from './preference';
import { weightedSum, type LossResult } from './reduction';

export function ipo(pairs: ReferencedPairs, { beta }: { readonly beta: number }): LossResult {
  const { chosen, rejected } = logRatios(pairs);
  const perPair = square(shift(subtract(chosen, rejected), -1 / (2 * beta)));
  const rewards = { chosen: scale(chosen, beta), rejected: scale(rejected, beta) };
  return { loss: weightedSum(perPair, pairs.weights), metrics: pairMetrics(pairs, rewards) };
}
