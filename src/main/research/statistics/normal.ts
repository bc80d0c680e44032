/** @file The standard normal distribution: upper tail and quantile, to about double precision. */

/** P(Z > z). Series of Marsaglia (2004) near 0, Laplace's continued fraction in the tail. */
export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z);
  if (z > 38) return 0;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let odd = 3; Math.abs(term) > 1e-18; odd += 2) {
      term *= (z * z) / odd;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let k = 160; k >= 1; k--) fraction = z + k / fraction;
  return density / fraction;
}

/** Two-sided p-value of a standard normal statistic. */
export function normalTwoSided(z: number): number {
  return Math.min(1, 2 * normalUpperTail(Math.abs(z)));
}

/** The z with P(Z <= z) = probability, by bisection: called a few times a report, so brevity wins over speed. */
export function normalQuantile(probability: number): number {
  let low = -40;
  let high = 40;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (1 - normalUpperTail(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
