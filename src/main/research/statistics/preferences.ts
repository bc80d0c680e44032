/**
 * @file Pairwise judgements of two systems (human evaluation, spec 6): shares of win, lose and tie with intervals clustered on items, majority
 * an item, and the sign test. Outcomes are seen from system A.
 */
import { AppError } from '#shared/contracts/errors';
import { fairCoinTwoSided } from './binomial';
import { bootstrapIntervals, settingsOf, type BootstrapOptions, type BootstrapSettings } from './bootstrap';
import { additiveStatistic } from './corpus-statistic';
import type { Interval } from './interval';

export const outcomes = ['win', 'lose', 'tie'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Judgement {
  readonly item: string;
  readonly rater: string;
  readonly outcome: Outcome;
}

export type Shares<Value> = Readonly<Record<Outcome, Value>>;

export interface PreferenceReport {
  readonly judgements: number;
  readonly items: number;
  readonly raters: number;
  readonly counts: Shares<number>;
  /** Of all judgements. */
  readonly shares: Shares<number>;
  /** Items by what most of their raters said; `divided` where no outcome has more votes than every other. */
  readonly majority: Shares<number> & { readonly divided: number };
  /** Over items with a majority for one side: raters of one item are no independent trials. */
  readonly signTest: { readonly wins: number; readonly trials: number; readonly p: number };
  /** Items drawn with all their judgements. */
  readonly ci?: Shares<Interval | null>;
  readonly bootstrap?: BootstrapSettings;
}

export function measurePreferences(judgements: readonly Judgement[], options: { bootstrap?: BootstrapOptions } = {}): PreferenceReport {
  if (judgements.length === 0) throw new AppError('INVALID_INPUT', 'There are no judgements to measure.');
  const votes = votesByItem(judgements);
  const majorities = votes.map(majorityOf);
  const countOf = (outcome: Outcome | null): number => majorities.filter((one) => one === outcome).length;
  const counts = byOutcome((_, place) => votes.reduce((sum, one) => sum + (one[place] ?? 0), 0));
  const wins = countOf('win');
  const trials = wins + countOf('lose');
  return {
    judgements: judgements.length,
    items: votes.length,
    raters: new Set(judgements.map(({ rater }) => rater)).size,
    counts,
    shares: byOutcome((outcome) => counts[outcome] / judgements.length),
    majority: { ...byOutcome(countOf), divided: countOf(null) },
    signTest: { wins, trials, p: fairCoinTwoSided(wins, trials) },
    ...(options.bootstrap === undefined ? {} : intervals(votes, options.bootstrap)),
  };
}

/** Counts of each item's outcomes, in the order of {@link outcomes}. */
function votesByItem(judgements: readonly Judgement[]): number[][] {
  const votes = new Map<string, number[]>();
  for (const { item, outcome } of judgements) {
    const counts = votes.get(item) ?? outcomes.map(() => 0);
    votes.set(item, counts);
    const place = outcomes.indexOf(outcome);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return [...votes.values()];
}

function majorityOf(votes: readonly number[]): Outcome | null {
  const most = Math.max(...votes);
  return votes.filter((count) => count === most).length === 1 ? (outcomes[votes.indexOf(most)] ?? null) : null;
}

function intervals(votes: readonly (readonly number[])[], options: BootstrapOptions): Pick<PreferenceReport, 'ci' | 'bootstrap'> {
  const statistic = additiveStatistic({
    names: outcomes,
    rows: votes,
    width: outcomes.length,
    finish: (sums) => {
      const total = sums.reduce((sum, count) => sum + count, 0);
      return sums.map((count) => count / total);
    },
  });
  const each = bootstrapIntervals(statistic, options);
  return { ci: byOutcome((_, place) => each[place] ?? null), bootstrap: settingsOf(options) };
}

function byOutcome<Value>(read: (outcome: Outcome, place: number) => Value): Shares<Value> {
  return { win: read('win', 0), lose: read('lose', 1), tie: read('tie', 2) };
}
