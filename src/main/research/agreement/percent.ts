/** @file Percent agreement: the mean over items of the share of rater pairs that agree. Ignores chance; items with one rating do not count. */
import { definedAs, undefinedBecause, type Coefficient } from './coefficient';
import type { RatingPattern } from './rating-table';

/** Share of agreeing ordered pairs among the item's ratings; null below two ratings. */
export function pairAgreement({ labels }: RatingPattern): number | null {
  if (labels.length < 2) return null;
  let agreeing = 0;
  for (const first of labels) for (const second of labels) if (first === second) agreeing += 1;
  return (agreeing - labels.length) / (labels.length * (labels.length - 1));
}

/** `agreements` of every pattern, see {@link pairAgreement}. */
export function percentAgreement(agreements: readonly (number | null)[], weights: Float64Array): Coefficient {
  let sum = 0;
  let items = 0;
  for (const [pattern, agreement] of agreements.entries()) {
    if (agreement === null) continue;
    const weight = weights[pattern] ?? 0;
    sum += weight * agreement;
    items += weight;
  }
  return items === 0 ? undefinedBecause('No item has two ratings.') : definedAs(sum / items);
}
