/**
 * @file Smoothing of curves: an exponential moving average without the pull to zero at its start. Weights follow the distance along the axis,
 * not the number of points, so that a curve looks the same however finely it is sampled. Pure.
 */

/** Distances are counted in thousandths of the axis. */
const stepsOfTheAxis = 1_000;

export interface SmoothOptions {
  /** 0 leaves the values as they are; just below 1 is nearly flat. */
  readonly weight: number;
  /** Length of the whole axis. */
  readonly span: number;
}

export function smoothed(x: readonly number[], y: readonly number[], { weight, span }: SmoothOptions): readonly number[] {
  if (weight <= 0 || span <= 0) return y;
  // As the slider reads well: its middle is a clear, not a faint, smoothing.
  const decay = Math.min(0.999, Math.sqrt(weight));
  let sum = 0;
  let mass = 0;
  return y.map((value, index) => {
    const distance = index === 0 ? 0 : (((x[index] ?? 0) - (x[index - 1] ?? 0)) / span) * stepsOfTheAxis;
    const kept = decay ** distance;
    sum = sum * kept + value;
    mass = mass * kept + 1;
    return sum / mass;
  });
}

/** Index of the value nearest to a place; -1 without values. `x` ascends. */
export function nearestIndex(x: readonly number[], at: number): number {
  const after = firstAtLeast(x, at);
  if (after === 0) return x.length === 0 ? -1 : 0;
  if (after === x.length) return x.length - 1;
  return at - (x[after - 1] ?? 0) <= (x[after] ?? 0) - at ? after - 1 : after;
}

/** Index of the first value that is not below `least`; the length where there is none. */
export function firstAtLeast(x: readonly number[], least: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
