/** @file What most votes say: the commonest value and its share, and what a rule of acceptance makes of it. */

export interface Majority {
  readonly value: string;
  /** Of all votes. */
  readonly share: number;
}

export interface AcceptanceRule {
  /** Share of the votes that the commonest value needs, above one half. */
  readonly threshold: number;
  readonly minimumVotes: number;
}

export type Acceptance = { readonly outcome: 'unanimous' | 'majority'; readonly value: string } | { readonly outcome: 'belowThreshold' | 'tooFewVotes' };

/** Null without votes, and where two values are equally common. */
export function majorityOf(votes: readonly string[]): Majority | null {
  const counts = [...Map.groupBy(votes, (vote) => vote)].map(([value, equal]) => ({ value, count: equal.length })).toSorted((a, b) => b.count - a.count);
  const [first, second] = counts;
  if (first === undefined || first.count === second?.count) return null;
  return { value: first.value, share: first.count / votes.length };
}

export function accept(votes: readonly string[], rule: AcceptanceRule): Acceptance {
  if (votes.length < rule.minimumVotes) return { outcome: 'tooFewVotes' };
  const majority = majorityOf(votes);
  if (majority === null || majority.share < rule.threshold) return { outcome: 'belowThreshold' };
  return { outcome: majority.share === 1 ? 'unanimous' : 'majority', value: majority.value };
}
