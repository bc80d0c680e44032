/**
 * @file Odds ratio preference optimisation (Hong et al. 2024, eq. 6 and 7), without a reference, on log-probabilities AVERAGED over tokens:
 *   nll_w + beta (-log sigmoid(log odds_w - log odds_l)),  odds = p / (1 - p), p = e^avg
 * nll_w is given, because codes differ in it: LLaMA-Factory takes the response's tokens (then it is -avg_w), TRL the prompt's as well.
 */
import type { Value } from '../graph/graph';
import { add, exp, log, negate, scale, shift, softplus, subtract } from '../ops/build';
import { pairMetrics, type PolicyPairs } from './preference';
import { weightedSum, type LossResult } from './reduction';

/** `negativeLogLikelihood` is a scalar. */
export function orpo(pairs: PolicyPairs, negativeLogLikelihood: Value, { beta }: { readonly beta: number }): LossResult {
  const logOdds = subtract(subtract(pairs.chosen, pairs.rejected), subtract(logOfComplement(pairs.chosen), logOfComplement(pairs.rejected)));
  const ratioTerm = weightedSum(softplus(negate(logOdds)), pairs.weights);
  const rewards = { chosen: scale(pairs.chosen, beta), rejected: scale(pairs.rejected, beta) };
  return {
    loss: add(negativeLogLikelihood, scale(ratioTerm, beta)),
    metrics: {
      ...pairMetrics(pairs, rewards),
      nll_loss: negativeLogLikelihood,
      log_odds_chosen: weightedSum(logOdds, pairs.weights),
      log_odds_ratio: negate(ratioTerm),
    },
  };
}

/** log(1 - e^x), x < 0 */
function logOfComplement(x: Value): Value {
  return log(shift(negate(exp(x)), 1));
}
