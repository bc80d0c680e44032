/** @file What annotators agree on (spec E-2): the majority's value of one field of one turn, and what stands where nobody decides. */
import type { AdjudicationFallback, Majority } from '#shared/domain/label-options';
import { levelOf, type LabelField } from '#shared/domain/label-schema';

export type VoteOutcome =
  | { readonly decided: true; readonly value: string; readonly isUnanimous: boolean }
  /** For an adjudicator. */
  | { readonly decided: false };

/** A value needs two votes at least; of two values with equally many, none wins. */
export function countVotes(votes: readonly string[], majority: Majority): VoteOutcome {
  const counts = Map.groupBy(votes, (vote) => vote);
  const [best, second] = [...counts].map(([value, same]) => ({ value, count: same.length })).toSorted((a, b) => b.count - a.count);
  if (best === undefined || best.count < 2 || best.count === second?.count) return { decided: false };
  if (majority === 'absolute' && best.count * 2 <= votes.length) return { decided: false };
  return { decided: true, value: best.value, isUnanimous: best.count === votes.length };
}

/** The median's lower level where an even number of votes leaves two in the middle. Null: no label stands. */
export function fallbackValue(field: LabelField, votes: readonly string[], rule: AdjudicationFallback): string | null {
  const first = votes[0];
  if (rule === 'none' || first === undefined) return null;
  if (rule === 'first' || field.scale === 'nominal') return first;
  const sorted = votes.toSorted((a, b) => (levelOf(field, a) ?? 0) - (levelOf(field, b) ?? 0));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** Share of the pairs of votes that agree; null below two votes. */
export function pairAgreementOf(votes: readonly string[]): number | null {
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  if (votes.length < 2) return null;
  const agreeing = [...Map.groupBy(votes, (vote) => vote).values()].reduce((sum, same) => sum + pairs(same.length), 0);
  return agreeing / pairs(votes.length);
}
