/** @file Success rate and average turns of interactive evaluation (spec M-9), from the turn at which each episode succeeded. */
import { AppError } from '#shared/contracts/errors';
import { bootstrapIntervals, settingsOf, type BootstrapOptions, type BootstrapSettings } from '../statistics/bootstrap';
import { meanStatistic } from '../statistics/corpus-statistic';
import type { Interval } from '../statistics/interval';

export interface InteractionReport {
  readonly episodes: number;
  /** Turns an episode may take; a failed one counts as so many. */
  readonly cap: number;
  readonly successes: number;
  readonly successRate: number;
  readonly averageTurns: number;
  /** [t - 1]: share of episodes that succeeded at turn t or before. The published array is shifted by one turn; this one is not. */
  readonly successRateAt: readonly number[];
  readonly ci?: { readonly successRate: Interval | null; readonly averageTurns: Interval | null };
  readonly bootstrap?: BootstrapSettings;
}

/** `turnsToSuccess`: 1-based turn of the first success, null where the episode never succeeded. */
export function measureInteraction(turnsToSuccess: readonly (number | null)[], options: { cap?: number; bootstrap?: BootstrapOptions } = {}): InteractionReport {
  const { cap = 10, bootstrap } = options;
  assertTurns(turnsToSuccess, cap);
  const successes = turnsToSuccess.filter((turn) => turn !== null).length;
  const turns = turnsToSuccess.map((turn) => turn ?? cap);
  const episodes = turns.length;
  return {
    episodes,
    cap,
    successes,
    successRate: successes / episodes,
    averageTurns: turns.reduce((sum, turn) => sum + turn, 0) / episodes,
    successRateAt: Array.from({ length: cap }, (_, index) => turnsToSuccess.filter((turn) => turn !== null && turn <= index + 1).length / episodes),
    ...(bootstrap === undefined ? {} : intervals(turnsToSuccess.map((turn) => (turn === null ? 0 : 1)), turns, bootstrap)),
  };
}

function assertTurns(turnsToSuccess: readonly (number | null)[], cap: number): void {
  if (turnsToSuccess.length === 0) throw new AppError('INVALID_INPUT', 'There is no episode to measure.');
  const wrong = turnsToSuccess.findIndex((turn) => turn !== null && !(Number.isInteger(turn) && turn >= 1 && turn <= cap));
  if (wrong >= 0) throw new AppError('INVALID_INPUT', `Episode ${wrong + 1} succeeds at turn ${turnsToSuccess[wrong]}: give a whole number from 1 to ${cap}, or nothing for a failure.`);
}

function intervals(successes: readonly number[], turns: readonly number[], options: BootstrapOptions): Pick<InteractionReport, 'ci' | 'bootstrap'> {
  const [successRate, averageTurns] = bootstrapIntervals(meanStatistic(['successRate', 'averageTurns'], [successes, turns]), options);
  return { ci: { successRate: successRate ?? null, averageTurns: averageTurns ?? null }, bootstrap: settingsOf(options) };
}
