/**
 * @file What besides quality may sway pairwise judgements: the longer text, the side it stood on; and how often raters repeat themselves when
 * they meet a pair again.
 */
import { fairCoinTwoSided } from './binomial';
import { wilsonInterval, type Interval } from './interval';
import type { Outcome } from './preferences';

export interface ShownJudgement {
  readonly item: string;
  readonly rater: string;
  /** Seen from system A. */
  readonly outcome: Outcome;
  /** Which system stood first (left or above). */
  readonly first: 'a' | 'b';
  /** Length of each text, in any one unit. */
  readonly lengthA: number;
  readonly lengthB: number;
}

/** How often the side with some property was preferred, ties and pairs without the property left out; 0.5 is no effect. */
export interface SideEffect {
  readonly trials: number;
  readonly preferred: number;
  readonly share: number | null;
  readonly ci: Interval | null;
  /** Exact sign test against one half, each judgement a trial. */
  readonly p: number;
}

export interface SelfConsistency {
  /** Pairs of judgements of one item by one rater. */
  readonly repeats: number;
  readonly equal: number;
  readonly share: number | null;
  readonly ci: Interval | null;
}

const level = 0.95;

/** Is the longer text preferred? */
export function lengthEffect(judgements: readonly ShownJudgement[]): SideEffect {
  return sideEffect(judgements.filter(({ lengthA, lengthB }) => lengthA !== lengthB), ({ lengthA, lengthB }) => (lengthA > lengthB ? 'a' : 'b'));
}

/** Is the text that stands first preferred? */
export function positionEffect(judgements: readonly ShownJudgement[]): SideEffect {
  return sideEffect(judgements, ({ first }) => first);
}

/** Every judgement of an item by a rater is compared with that rater's earlier ones of the same item. */
export function selfConsistency(judgements: readonly Pick<ShownJudgement, 'item' | 'rater' | 'outcome'>[]): SelfConsistency {
  const earlier = new Map<string, Map<Outcome, number>>();
  let repeats = 0;
  let equal = 0;
  for (const { item, rater, outcome } of judgements) {
    const key = JSON.stringify([item, rater]);
    const given = earlier.get(key) ?? new Map<Outcome, number>();
    earlier.set(key, given);
    for (const count of given.values()) repeats += count;
    equal += given.get(outcome) ?? 0;
    given.set(outcome, (given.get(outcome) ?? 0) + 1);
  }
  return { repeats, equal, share: repeats === 0 ? null : equal / repeats, ci: wilsonInterval(equal, repeats, level) };
}

function sideEffect(judgements: readonly ShownJudgement[], side: (judgement: ShownJudgement) => 'a' | 'b'): SideEffect {
  const decided = judgements.filter(({ outcome }) => outcome !== 'tie');
  const preferred = decided.filter((judgement) => (judgement.outcome === 'win' ? 'a' : 'b') === side(judgement)).length;
  const trials = decided.length;
  return {
    trials,
    preferred,
    share: trials === 0 ? null : preferred / trials,
    ci: wilsonInterval(preferred, trials, level),
    p: fairCoinTwoSided(preferred, trials),
  };
}
