/**
 * @file Fleiss' kappa (1971; spec M-8): (P - P_e) / (1 - P_e), P the mean pair agreement of the items, P_e the sum of squared shares of the
 * labels. Asks for the same number of ratings on every item; which raters gave them does not matter.
 */
import { definedAs, undefinedBecause, type Coefficient } from './coefficient';
import { pairAgreement } from './percent';
import type { RatingTable } from './rating-table';

/** A function of the patterns' weights, so that resamples cost no recount. */
export function fleissKappa(table: RatingTable): (weights: Float64Array) => Coefficient {
  const sizes = new Set(table.patterns.map(({ labels }) => labels.length));
  const [ratingsPerItem = 0] = sizes;
  if (sizes.size > 1) return () => undefinedBecause("Items have different numbers of ratings; Fleiss' kappa needs the same number on each. Use Krippendorff's alpha.");
  if (ratingsPerItem < 2) return () => undefinedBecause('Items have fewer than two ratings.');
  const agreements = table.patterns.map((pattern) => pairAgreement(pattern) ?? 0);
  return (weights) => {
    const counts = new Float64Array(table.labels.length);
    let agreementSum = 0;
    let items = 0;
    for (const [index, { labels }] of table.patterns.entries()) {
      const weight = weights[index] ?? 0;
      if (weight === 0) continue;
      items += weight;
      agreementSum += weight * (agreements[index] ?? 0);
      for (const label of labels) counts[label] = (counts[label] ?? 0) + weight;
    }
    if (counts.filter((count) => count > 0).length < 2) return undefinedBecause('All ratings are in one category, so agreement by chance is certain.');
    const byChance = counts.reduce((sum, count) => sum + (count / (items * ratingsPerItem)) ** 2, 0);
    return definedAs((agreementSum / items - byChance) / (1 - byChance));
  };
}
