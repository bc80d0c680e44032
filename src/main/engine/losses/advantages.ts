/** @file Returns and advantages of one episode, as plain numbers: what PPO is given as constants. */

/** R_t = r_t + discount R_(t+1). */
export function discountedReturns(rewards: readonly number[], discount: number): number[] {
  const returns: number[] = [];
  let following = 0;
  for (const reward of rewards.toReversed()) {
    following = reward + discount * following;
    returns.unshift(following);
  }
  return returns;
}

/** (x - mean) / (s + 1e-8), s the sample deviation; values as they are where there is only one. */
export function standardise(values: readonly number[]): number[] {
  if (values.length < 2) return [...values];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return values.map((value) => (value - mean) / (Math.sqrt(variance) + 1e-8));
}

/** Generalised advantage estimation (Schulman et al. 2016): A_t = d_t + discount lambda A_(t+1), d_t = r_t + discount V_(t+1) - V_t, V = 0 after the end. */
export function generalisedAdvantages(rewards: readonly number[], values: readonly number[], { discount, lambda }: { readonly discount: number; readonly lambda: number }): number[] {
  const advantages: number[] = [];
  let following = 0;
  for (let t = rewards.length - 1; t >= 0; t--) {
    const surprise = (rewards[t] ?? 0) + discount * (values[t + 1] ?? 0) - (values[t] ?? 0);
    following = surprise + discount * lambda * following;
    advantages.unshift(following);
  }
  return advantages;
}
