/**
 * @file Simple preference optimisation (Meng et al. 2024, eq. 6), without a reference, on log-probabilities AVERAGED over tokens:
 *   -log sigmoid(beta (avg_w - avg_l) - gamma)
 */
import { negate, scale, shift, softplus, subtract } from '../ops/build';
import { pairMetrics, type PolicyPairs } from './preference';
import { weightedSum, type LossResult } from './reduction';

export function simpo(pairs: PolicyPairs, { beta, gamma }: { readonly beta: number; readonly gamma: number }): LossResult {
  const rewards = { chosen: scale(pairs.chosen, beta), rejected: scale(pairs.rejected, beta) };
  const perPair = softplus(negate(shift(subtract(rewards.chosen, rewards.rejected), -gamma)));
  return { loss: weightedSum(perPair, pairs.weights), metrics: pairMetrics(pairs, rewards) };
}
