/** @file Which end of a metric is the good one, told by its name, where nobody says. */

export type Direction = 'higher' | 'lower';

/** Whole words of a name that mean "the less the better". */
const lowerIsBetter = new Set(['loss', 'losses', 'error', 'errors', 'perplexity', 'ppl', 'nll', 'mse', 'mae', 'rmse', 'divergence', 'kl', 'bias', 'unparsed', 'repetition', 'toxicity', 'cost', 'seconds']);

/** `train/loss`, `validLoss` and `grad_error` are better low, everything else high. */
export function betterDirection(metricName: string): Direction {
  const words = metricName.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/);
  return words.some((word) => lowerIsBetter.has(word)) ? 'lower' : 'higher';
}

/** Learning rates and gradient norms are told for watching, not for winning. */
export function hasGoodEnd(metricName: string): boolean {
  return !/(learning[ _]?rate|lr|grad(ient)?[ _]?norm|calls|tokens|epoch)$/i.test(metricName);
}
