/**
 * @file How much the votes of one item disagree beyond chance, so that items of different fields can stand in one queue. An item's observed
 * disagreement D_o = mean of delta^2 over its ordered pairs of votes; D_e is the same over all pairs of votes of the field (Krippendorff 2011);
 * the item's figure is D_o / D_e. Weighted by votes, its mean is 1 - alpha. Nominal: delta^2 = 1 for unequal values; ordinal: the squared
 * difference of mid-ranks.
 */

export interface FieldDisagreement {
  /** Of each item; null below two votes. 0 throughout where all votes of the field are equal. */
  readonly items: readonly (number | null)[];
  /** D_e; 0 where the field has no variation. */
  readonly expected: number;
  /** Null where it is undefined. */
  readonly alpha: number | null;
}

/** @param votes values given to each item; `order` lists all values, lowest first. */
export function measureDisagreement(votes: readonly (readonly string[])[], { scale, order }: { scale: 'nominal' | 'ordinal'; order: readonly string[] }): FieldDisagreement {
  const pairable = votes.filter((one) => one.length >= 2);
  const counts = order.map((value) => pairable.reduce((sum, one) => sum + one.filter((vote) => vote === value).length, 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const delta = scale === 'nominal' ? unequal : squaredRankDifference(order, counts);
  const expected = total < 2 ? 0 : expectedDisagreement(order, counts, delta) / (total * (total - 1));
  const observed = votes.map((one) => (one.length < 2 ? null : observedDisagreement(one, delta)));
  if (expected === 0) return { items: observed.map((one) => (one === null ? null : 0)), expected, alpha: null };
  const weighted = votes.reduce((sum, one, index) => sum + one.length * (observed[index] ?? 0), 0);
  return { items: observed.map((one) => (one === null ? null : one / expected)), expected, alpha: 1 - weighted / total / expected };
}

type Delta = (a: string, b: string) => number;

function unequal(a: string, b: string): number {
  return a === b ? 0 : 1;
}

function squaredRankDifference(order: readonly string[], counts: readonly number[]): Delta {
  const ranks = new Map<string, number>();
  let below = 0;
  for (const [index, value] of order.entries()) {
    const count = counts[index] ?? 0;
    ranks.set(value, below + count / 2);
    below += count;
  }
  return (a, b) => ((ranks.get(a) ?? 0) - (ranks.get(b) ?? 0)) ** 2;
}

function observedDisagreement(votes: readonly string[], delta: Delta): number {
  let sum = 0;
  for (const a of votes) for (const b of votes) sum += delta(a, b);
  return sum / (votes.length * (votes.length - 1));
}

function expectedDisagreement(order: readonly string[], counts: readonly number[], delta: Delta): number {
  let sum = 0;
  for (const [i, a] of order.entries()) for (const [j, b] of order.entries()) sum += (counts[i] ?? 0) * (counts[j] ?? 0) * delta(a, b);
  return sum;
}
