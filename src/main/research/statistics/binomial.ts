/** @file Exact binomial probabilities at one half: the distribution behind the sign test and McNemar's exact test. */

/** Two-sided p of `successes` in `trials` fair coin tosses; 1 for no trials. Symmetric, so twice the smaller tail. */
export function fairCoinTwoSided(successes: number, trials: number): number {
  const extreme = Math.min(successes, trials - successes);
  let logProbability = -trials * Math.LN2;
  let tail = 0;
  for (let k = 0; k <= extreme; k++) {
    tail += Math.exp(logProbability);
    logProbability += Math.log(trials - k) - Math.log(k + 1);
  }
  return Math.min(1, 2 * tail);
}
