/** @file Where raters disagree: agreement on each label, and the items that divide them most. */
import type { RatingTable } from './rating-table';
import { pairAgreement } from './percent';

export interface LabelAgreement {
  readonly label: string;
  /** Times it was given. */
  readonly count: number;
  /** Of all ratings. */
  readonly share: number;
  /** Specific agreement (Cicchetti and Feinstein 1990): chance that another rater of the item gave it too; null where nobody could. */
  readonly agreement: number | null;
}

export interface DividedItem {
  readonly item: string;
  /** Share of rater pairs that agree. */
  readonly agreement: number;
  readonly ratings: readonly { readonly rater: string; readonly label: string }[];
}

export function agreementByLabel({ patterns, weights, labels }: RatingTable): LabelAgreement[] {
  const given = new Float64Array(labels.length);
  const agreeing = new Float64Array(labels.length);
  const possible = new Float64Array(labels.length);
  for (const [index, pattern] of patterns.entries()) {
    const weight = weights[index] ?? 0;
    for (const label of pattern.labels) {
      const others = pattern.labels.filter((other) => other === label).length - 1;
      given[label] = (given[label] ?? 0) + weight;
      agreeing[label] = (agreeing[label] ?? 0) + weight * others;
      possible[label] = (possible[label] ?? 0) + weight * (pattern.labels.length - 1);
    }
  }
  const all = given.reduce((sum, count) => sum + count, 0);
  return labels.map((label, index) => {
    const pairs = possible[index] ?? 0;
    const count = given[index] ?? 0;
    return { label, count, share: all === 0 ? 0 : count / all, agreement: pairs === 0 ? null : (agreeing[index] ?? 0) / pairs };
  });
}

/** Items with two or more ratings that are not unanimous, least agreed first; of equal ones in their own order. */
export function mostDividedItems(table: RatingTable, most: number): DividedItem[] {
  const agreements = table.patterns.map(pairAgreement);
  return table.items
    .map((item, index) => ({ item, pattern: table.patternOfItem[index] ?? 0 }))
    .map(({ item, pattern }) => ({ item, pattern, agreement: agreements[pattern] ?? 1 }))
    .filter(({ agreement }) => agreement < 1)
    .toSorted((first, second) => first.agreement - second.agreement)
    .slice(0, most)
    .map(({ item, pattern, agreement }) => ({ item, agreement, ratings: ratingsOf(table, pattern) }));
}

function ratingsOf({ patterns, raters, labels }: RatingTable, index: number): { rater: string; label: string }[] {
  const pattern = patterns[index];
  if (pattern === undefined) return [];
  return Array.from(pattern.raters, (rater, at) => ({ rater: raters[rater] ?? '', label: labels[pattern.labels[at] ?? 0] ?? '' }));
}
