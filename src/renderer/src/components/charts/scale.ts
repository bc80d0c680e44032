/** @file A straight axis between any two numbers, with round steps. Pure. */

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  /** Digits that tell the ticks apart. */
  readonly digits: number;
}

/** Covers the values and ends on round steps of 1, 2 or 5 times a power of ten. */
export function axisOver(values: readonly number[], wantedSteps = 5): Axis {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (values.length === 0 || !Number.isFinite(low) || !Number.isFinite(high)) return { from: 0, to: 1, ticks: [0, 1], digits: 0 };
  const span = spanOf(low, high);
  const power = 10 ** Math.floor(Math.log10(span / wantedSteps));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one * wantedSteps >= span) ?? 10 * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(digits)));
  return { from: ticks[0] ?? 0, to: ticks.at(-1) ?? 1, ticks, digits };
}

/** Values that hardly differ get an axis as long as they are large. */
function spanOf(low: number, high: number): number {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < 1e-9) return 1;
  return high - low > size * 1e-6 ? high - low : size;
}
