/** @file How fast a person works, and how that changes: medians over blocks of items in the order of their work. */
import { quantile } from '../statistics/interval';

export interface PaceBlock {
  /** Zero-based place of its first item among the person's items. */
  readonly from: number;
  readonly items: number;
  readonly medianSeconds: number;
}

export interface Pace {
  readonly medianSeconds: number | null;
  readonly totalSeconds: number;
  readonly blocks: readonly PaceBlock[];
  /** Median of the last whole block over that of the first; null below two whole blocks, or where the first is 0. */
  readonly drift: number | null;
}

const blockItems = 10;

/** @param activeMs spent on each item, in the order they were finished */
export function measurePace(activeMs: readonly number[]): Pace {
  const seconds = activeMs.map((one) => one / 1000);
  const blocks = Array.from({ length: Math.ceil(seconds.length / blockItems) }, (_, block): PaceBlock => {
    const own = seconds.slice(block * blockItems, (block + 1) * blockItems);
    return { from: block * blockItems, items: own.length, medianSeconds: medianOf(own) ?? 0 };
  });
  const whole = blocks.filter(({ items }) => items === blockItems);
  const first = whole[0]?.medianSeconds ?? 0;
  const last = whole.at(-1)?.medianSeconds ?? 0;
  return { medianSeconds: medianOf(seconds), totalSeconds: seconds.reduce((sum, one) => sum + one, 0), blocks, drift: whole.length < 2 || first === 0 ? null : last / first };
}

export function medianOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : quantile(Float64Array.from(values).toSorted(), 0.5);
}
