/** @file How large a difference is, whatever its p-value: standardised mean difference of pairs, and difference of shares. */

/** Cohen's d_z: mean of the paired differences / their sample standard deviation; null where they do not vary. */
export function cohensDz(differences: readonly number[]): number | null {
  const count = differences.length;
  if (count < 2) return null;
  const mean = differences.reduce((sum, value) => sum + value, 0) / count;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return variance === 0 ? null : mean / Math.sqrt(variance);
}

/** Cohen's h of two shares: 2 asin sqrt(a) - 2 asin sqrt(b); about 0.2 is small, 0.5 medium, 0.8 large (Cohen 1988). */
export function cohensH(a: number, b: number): number {
  return 2 * Math.asin(Math.sqrt(a)) - 2 * Math.asin(Math.sqrt(b));
}
