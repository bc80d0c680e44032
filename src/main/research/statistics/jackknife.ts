/** @file The jackknife's standard error (Efron and Stein 1981): from the values that a statistic takes with each item left out in turn. */

/** sqrt((n - 1) / n x sum of squared deviations); null below two values. */
export function jackknifeError(valuesWithoutEach: Float64Array): number | null {
  const count = valuesWithoutEach.length;
  if (count < 2) return null;
  const mean = valuesWithoutEach.reduce((sum, value) => sum + value, 0) / count;
  const squares = valuesWithoutEach.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(((count - 1) / count) * squares);
}
