/** @file Accuracy, precision, recall and F1 from confusion counts, with scikit-learn's semantics (spec M-6): 0 where a quotient has no denominator. */

export interface LabelScores {
  /** Items whose gold label this is. */
  readonly support: number;
  /** Items for which it was predicted. */
  readonly predicted: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface ClassificationScores {
  readonly accuracy: number;
  /** Mean F1 over the labels. */
  readonly macroF1: number;
  /** Mean F1 weighted by support. */
  readonly weightedF1: number;
  readonly perLabel: readonly LabelScores[];
}

/** Macro-F1 over `all` labels of the vocabulary, or only those `present` in gold or predictions (scikit-learn's default). */
export type AveragedLabels = 'all' | 'present';

/** `counts` as in confusion.ts: per gold label one count a label, then one of unparsed predictions, which are wrong and no label. */
export function classificationScores(counts: Float64Array, labels: number, averaged: AveragedLabels): ClassificationScores {
  const width = labels + 1;
  const support = new Float64Array(labels);
  const predicted = new Float64Array(labels);
  for (let gold = 0; gold < labels; gold++) {
    for (let column = 0; column < width; column++) {
      const count = counts[gold * width + column] ?? 0;
      support[gold] = (support[gold] ?? 0) + count;
      if (column < labels) predicted[column] = (predicted[column] ?? 0) + count;
    }
  }
  const right = Array.from(support, (_, label) => counts[label * width + label] ?? 0);
  const perLabel = right.map((count, label) => labelScores(support[label] ?? 0, predicted[label] ?? 0, count));
  const items = sumOf(perLabel, (one) => one.support);
  const counted = averaged === 'all' ? perLabel : perLabel.filter((one) => one.support + one.predicted > 0);
  return {
    accuracy: quotient(right.reduce((sum, count) => sum + count, 0), items),
    macroF1: quotient(sumOf(counted, (one) => one.f1), counted.length),
    weightedF1: quotient(sumOf(perLabel, (one) => one.f1 * one.support), items),
    perLabel,
  };
}

function labelScores(support: number, predicted: number, right: number): LabelScores {
  return {
    support,
    predicted,
    precision: quotient(right, predicted),
    recall: quotient(right, support),
    f1: quotient(2 * right, support + predicted),
  };
}

function sumOf(scores: readonly LabelScores[], read: (one: LabelScores) => number): number {
  return scores.reduce((sum, one) => sum + read(one), 0);
}

function quotient(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}
