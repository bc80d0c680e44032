/** @file Gold against predicted labels as counts, and what becomes of predictions that name no label (spec M-6). Knows labels by index only. */
import { AppError } from '#shared/contracts/errors';
import { findStrategy, vocabularies, type VocabularyId } from '#shared/domain/strategies';

export const unparsedPolicies = ['wrong', 'others', 'drop', 'error'] as const;
/**
 * A prediction that names no strategy counts as `wrong` (a ninth class that is never right), as `others`, is left out (`drop`), or is an
 * `error`. The published inner code maps to Others, its script refuses the file.
 */
export type UnparsedPolicy = (typeof unparsedPolicies)[number];

export interface StrategyPair {
  readonly gold: string;
  /** As the system wrote it; null where it wrote nothing. */
  readonly predicted: string | null;
}

/** Label indices of every item; `unparsed` stands for a prediction that names no label. */
export interface LabelPairs {
  readonly gold: Int32Array;
  readonly predicted: Int32Array;
  /** Predictions that named no label, before the policy was applied. */
  readonly unparsed: number;
}

export const unparsedIndex = -1;

/** @throws AppError INVALID_INPUT for a gold label outside the vocabulary, and for an unparsable prediction under `error`. */
export function readStrategyPairs(pairs: readonly StrategyPair[], vocabulary: VocabularyId, policy: UnparsedPolicy): LabelPairs {
  const gold: number[] = [];
  const predicted: number[] = [];
  let unparsed = 0;
  for (const [row, pair] of pairs.entries()) {
    const goldIndex = labelIndex(vocabulary, pair.gold);
    if (goldIndex === unparsedIndex) throw unknownLabel(pair.gold, { field: 'gold', row, vocabulary });
    let index = pair.predicted === null ? unparsedIndex : labelIndex(vocabulary, pair.predicted);
    if (index === unparsedIndex) {
      unparsed += 1;
      if (policy === 'error') throw unknownLabel(pair.predicted ?? '', { field: 'predicted', row, vocabulary });
      if (policy === 'drop') continue;
      if (policy === 'others') index = othersIndex(vocabulary);
    }
    gold.push(goldIndex);
    predicted.push(index);
  }
  return { gold: Int32Array.from(gold), predicted: Int32Array.from(predicted), unparsed };
}

/**
 * Counts [gold][predicted] over the labels, row after row, then one column of unparsed predictions a gold label:
 * `counts[gold * (labels + 1) + predicted]`.
 */
export function confusionCounts({ gold, predicted }: LabelPairs, labels: number): Float64Array {
  const counts = new Float64Array(labels * (labels + 1));
  for (const [item, row] of gold.entries()) {
    const cell = confusionCell(row, predicted[item] ?? unparsedIndex, labels);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return counts;
}

export function confusionCell(gold: number, predicted: number, labels: number): number {
  return gold * (labels + 1) + (predicted === unparsedIndex ? labels : predicted);
}

/** From a square table of counts, as published papers print it. */
export function countsOfTable(table: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(table.flatMap((row) => [...row, 0]));
}

function labelIndex(vocabulary: VocabularyId, label: string): number {
  const found = findStrategy(vocabulary, label);
  return found === undefined ? unparsedIndex : vocabularies[vocabulary].indexOf(found);
}

function othersIndex(vocabulary: VocabularyId): number {
  const index = labelIndex(vocabulary, 'Others');
  if (index !== unparsedIndex) return index;
  throw new AppError('INVALID_INPUT', `The labels ${vocabulary} have no Others to count unreadable predictions under: choose wrong, drop or error.`);
}

function unknownLabel(label: string, where: { field: 'gold' | 'predicted'; row: number; vocabulary: VocabularyId }): AppError {
  const known = vocabularies[where.vocabulary].map((one) => one.label);
  return new AppError('INVALID_INPUT', `Row ${where.row + 1}, field ${where.field}: "${label}" is not one of ${known.join(', ')}.`, {
    details: { row: where.row + 1, field: where.field, label },
  });
}
