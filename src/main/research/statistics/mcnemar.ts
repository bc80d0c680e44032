/** @file McNemar's test (1947): do two systems differ in how many of the same items they get right? */
import { AppError } from '#shared/contracts/errors';
import { fairCoinTwoSided } from './binomial';

export interface McNemarResult {
  readonly items: number;
  /** Right by the first system only, by the second only. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Exact, two-sided. */
  readonly p: number;
  /** onlyFirst / onlySecond; null where the second is 0. */
  readonly oddsRatio: number | null;
}

/** Item by item, whether each system was right. */
export function mcNemar(first: readonly boolean[], second: readonly boolean[]): McNemarResult {
  if (first.length !== second.length) throw new AppError('INVALID_INPUT', `McNemar's test needs the same items of both systems; there are ${first.length} and ${second.length}.`);
  const onlyFirst = first.filter((isRight, item) => isRight && second[item] !== true).length;
  const onlySecond = second.filter((isRight, item) => isRight && first[item] !== true).length;
  return {
    items: first.length,
    onlyFirst,
    onlySecond,
    p: fairCoinTwoSided(onlyFirst, onlyFirst + onlySecond),
    oddsRatio: onlySecond === 0 ? null : onlyFirst / onlySecond,
  };
}
