/** @file From the levels of several ordinal fields to one derived level (spec E-1, decision D-1): their mean, mapped. Whole numbers throughout, so that no bin edge is a matter of rounding error. */
import type { TrustMapping } from '#shared/domain/label-options';

/** @param levels one-based levels of equally long scales @param most the highest level */
export function mapMeanLevel(levels: readonly number[], most: number, mapping: TrustMapping): number {
  const count = levels.length;
  const sum = levels.reduce((total, level) => total + level, 0);
  if (mapping === 'round') return Math.floor((2 * sum + count) / (2 * count));
  if (mapping === 'floor') return Math.floor(sum / count);
  // Bins of width (most - 1) / most from 1 on; the last one holds its upper edge.
  return Math.min(most, 1 + Math.floor((most * (sum - count)) / ((most - 1) * count)));
}
