/** @file Confidence intervals: percentiles of resampled values, normal, and Wilson's for shares. */
import { normalQuantile } from './normal';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Percentile interval of resampled values (Efron 1979), quantiles interpolated linearly; null without values. */
export function percentileInterval(samples: Float64Array, level: number): Interval | null {
  if (samples.length === 0) return null;
  const sorted = samples.toSorted();
  return { low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) };
}

export function normalInterval(value: number, standardError: number, level: number): Interval {
  const reach = normalQuantile((1 + level) / 2) * standardError;
  return { low: value - reach, high: value + reach };
}

/** Wilson's score interval for a share (1927); stays inside 0..1 and is usable at 0 and n. Null for no trials. */
export function wilsonInterval(successes: number, trials: number, level: number): Interval | null {
  if (trials === 0) return null;
  const z = normalQuantile((1 + level) / 2);
  const share = successes / trials;
  const shrink = 1 + z ** 2 / trials;
  const centre = (share + z ** 2 / (2 * trials)) / shrink;
  const reach = (z / shrink) * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  return { low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}

/** Quantile of ascending values, interpolated between neighbours (type 7 of Hyndman and Fan 1996). */
export function quantile(sorted: Float64Array, probability: number): number {
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (high - low) * (position - below);
}
