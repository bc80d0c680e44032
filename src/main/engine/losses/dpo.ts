/**
 * @file Direct preference optimisation (Rafailov et al. 2023, eq. 7), on SUMMED log-probabilities:
 *   -log sigmoid(beta ((log p_w - log ref_w) - (log p_l - log ref_l)))
 * CSO's eq. 9 prints another minus sign before it; that is a misprint.
 */
import { negate, scale, softplus, subtract } from '../ops/build';
import { logRatios, pairMetrics, type ReferencedPairs } from './preference';
import { weightedSum, type LossResult } from './reduction';

export function dpo(pairs: ReferencedPairs, { beta }: { readonly beta: number }): LossResult {
  const { chosen, rejected } = logRatios(pairs);
  const rewards = { chosen: scale(chosen, beta), rejected: scale(rejected, beta) };
  const perPair = softplus(negate(subtract(rewards.chosen, rewards.rejected)));
  return { loss: weightedSum(perPair, pairs.weights), metrics: pairMetrics(pairs, rewards) };
}
