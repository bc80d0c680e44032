/** @file Agreement so far, while labels come in: Fleiss' kappa and percent agreement from sums that can be added, kept and sent. See agreement/ for the whole report. */
import { pairAgreementOf } from './vote';

/** Of one field. Sums over items; adding two of them is adding their members. */
export interface AgreementSums {
  readonly items: number;
  /** Of the share of agreeing pairs of votes. */
  readonly agreement: number;
  readonly counts: Readonly<Record<string, number>>;
}

export const noAgreement: AgreementSums = { items: 0, agreement: 0, counts: {} };

/** Items with equally many votes each. */
export function sumAgreement(items: readonly (readonly string[])[]): AgreementSums {
  const counts = new Map<string, number>();
  for (const vote of items.flat()) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  return { items: items.length, agreement: items.reduce((sum, votes) => sum + (pairAgreementOf(votes) ?? 0), 0), counts: Object.fromEntries(counts) };
}

export function addAgreement(a: AgreementSums, b: AgreementSums): AgreementSums {
  const counts = new Map(Object.entries(a.counts));
  for (const [value, count] of Object.entries(b.counts)) counts.set(value, (counts.get(value) ?? 0) + count);
  return { items: a.items + b.items, agreement: a.agreement + b.agreement, counts: Object.fromEntries(counts) };
}

/** Undefined where nothing was voted on, or all votes are one value. */
export function fleissOf({ items, agreement, counts }: AgreementSums): number | undefined {
  const votes = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const byChance = Object.values(counts).reduce((sum, count) => sum + (count / votes) ** 2, 0);
  return items === 0 || byChance === 1 ? undefined : (agreement / items - byChance) / (1 - byChance);
}
