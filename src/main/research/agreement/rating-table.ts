/**
 * @file Ratings arranged for counting. Items that were rated alike by the same raters share one pattern, so every coefficient works on
 * patterns and how many items have each; a resample of items is a resample of these weights.
 */
import { AppError } from '#shared/contracts/errors';

export interface Rating {
  readonly item: string;
  readonly rater: string;
  /** Empty: the rater gave none. */
  readonly label: string;
}

/** Ratings that one or more items have in common. */
export interface RatingPattern {
  /** Ascending. */
  readonly raters: Int32Array;
  /** Label index of each of them. */
  readonly labels: Int32Array;
}

export interface RatingTable {
  readonly items: readonly string[];
  /** In order of first appearance. */
  readonly raters: readonly string[];
  /** In the given order, else ascending where all are numbers, else by first appearance. */
  readonly labels: readonly string[];
  /** Whether the order of `labels` means anything. */
  readonly isOrdered: boolean;
  /** The labels as numbers; null where one is none. */
  readonly values: Float64Array | null;
  readonly patterns: readonly RatingPattern[];
  readonly patternOfItem: Int32Array;
  /** Items a pattern. */
  readonly weights: Float64Array;
}

/**
 * @param order all labels, lowest first, where they are an ordinal scale of words
 * @throws AppError INVALID_INPUT for no rating, a rater twice on one item, or a label missing in `order`
 */
export function arrangeRatings(ratings: readonly Rating[], order?: readonly string[]): RatingTable {
  const raters = uniqueOf(ratings.map(({ rater }) => rater));
  const { labels, isOrdered, values } = arrangeLabels(uniqueOf(ratings.map(({ label }) => label).filter((label) => label !== '')), order);
  if (labels.length === 0) throw new AppError('INVALID_INPUT', 'There are no ratings to compare: give rows of item, rater and label.');
  const items = readItems(ratings, indexMap(raters), indexMap(labels));
  return { items: [...items.keys()], raters, labels, isOrdered, values, ...groupAlike([...items.values()]) };
}

type ItemRatings = Map<number, number>;

function readItems(ratings: readonly Rating[], raterIndex: ReadonlyMap<string, number>, labelIndex: ReadonlyMap<string, number>): Map<string, ItemRatings> {
  const items = new Map<string, ItemRatings>();
  for (const [row, { item, rater, label }] of ratings.entries()) {
    const given = items.get(item) ?? new Map<number, number>();
    items.set(item, given);
    if (label === '') continue;
    const index = labelIndex.get(label);
    if (index === undefined) throw new AppError('INVALID_INPUT', `Row ${row + 1}: the label "${label}" is not in the given order of labels.`, { details: { row: row + 1, field: 'label' } });
    const who = raterIndex.get(rater) ?? 0;
    if (given.has(who)) {
      throw new AppError('INVALID_INPUT', `Row ${row + 1}: rater "${rater}" has rated item "${item}" before. Keep one rating.`, { details: { row: row + 1, field: 'rater', item, rater } });
    }
    given.set(who, index);
  }
  return items;
}

function groupAlike(items: readonly ItemRatings[]): Pick<RatingTable, 'patterns' | 'patternOfItem' | 'weights'> {
  const known = new Map<string, number>();
  const patterns: RatingPattern[] = [];
  const weights: number[] = [];
  const patternOfItem = Int32Array.from(items, (given) => {
    const sorted = [...given].toSorted(([first], [second]) => first - second);
    const key = sorted.join(' ');
    let pattern = known.get(key);
    if (pattern === undefined) {
      pattern = patterns.length;
      known.set(key, pattern);
      patterns.push({ raters: Int32Array.from(sorted, ([rater]) => rater), labels: Int32Array.from(sorted, ([, label]) => label) });
    }
    weights[pattern] = (weights[pattern] ?? 0) + 1;
    return pattern;
  });
  return { patterns, patternOfItem, weights: Float64Array.from(weights) };
}

function arrangeLabels(found: readonly string[], order: readonly string[] | undefined): Pick<RatingTable, 'labels' | 'isOrdered' | 'values'> {
  const areNumbers = found.every((label) => label.trim() !== '' && Number.isFinite(Number(label)));
  const labels = order ?? (areNumbers ? found.toSorted((first, second) => Number(first) - Number(second)) : found);
  const values = labels.every((label) => Number.isFinite(Number(label))) ? Float64Array.from(labels, Number) : null;
  return { labels, isOrdered: order !== undefined || areNumbers, values };
}

function uniqueOf(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function indexMap(values: readonly string[]): Map<string, number> {
  return new Map(values.map((value, index) => [value, index]));
}
