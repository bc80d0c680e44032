/** @file Holm's step-down correction (1979): p-values of many tests such that the chance of any false alarm stays at the level. */

/** Adjusted p-values in the given order; each is at least its own p and at most 1. */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const adjusted = pValues.map(() => 1);
  const ascending = pValues.map((p, index) => ({ p, index })).toSorted((first, second) => first.p - second.p);
  let largest = 0;
  for (const [rank, { p, index }] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}
