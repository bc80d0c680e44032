/**
 * @file What a planner must beat: predictions that need no network. Majority and label frequency know only how often each strategy occurs in
 * training; previous-strategy repeats the supporter's last one; the regression reads the same texts as the network.
 */
import { createRandom, type Random } from '#shared/domain/random';
import { classWeights, labelCounts } from './class-weights';
import type { LbfgsProgress } from './lbfgs';
import { fitLogisticRegression } from './logistic-regression';
import type { PlannerSample } from './samples';
import { fitTfidf } from './tfidf';

/** The most frequent training label; of equals the first. */
export function majorityLabel(trainingLabels: Iterable<number>, classes: number): number {
  const counts = labelCounts(trainingLabels, classes);
  return counts.indexOf(Math.max(...counts));
}

/** The strategy of the supporter's nearest turn before that has one; `otherwise` where there is none. */
export function previousStrategy({ history }: Pick<PlannerSample, 'history'>, otherwise: string): string {
  return history.findLast(({ strategy }) => strategy !== undefined)?.strategy ?? otherwise;
}

/** Labels drawn as often as they occur in training. Each draw is one prediction for every item; their mean figures are the baseline's. */
export function drawByFrequency(trainingLabels: Iterable<number>, { classes, items, draws, seed }: { classes: number; items: number; draws: number; seed: number }): readonly Int32Array[] {
  const cumulative = cumulativeShares(labelCounts(trainingLabels, classes));
  const random = createRandom(seed);
  return Array.from({ length: draws }, () => Int32Array.from({ length: items }, () => drawLabel(cumulative, random)));
}

export interface TextRegressionInput {
  readonly trainingTexts: readonly string[];
  readonly trainingLabels: Int32Array;
  readonly texts: readonly string[];
  readonly classes: number;
  readonly isBalanced: boolean;
}

export interface TextRegression {
  readonly predictions: Int32Array;
  readonly words: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
}

/** Logistic regression over TF-IDF of words that two training texts or more have, C = 1. Yields after every iteration. */
export function* regressOnTexts({ trainingTexts, trainingLabels, texts, classes, isBalanced }: TextRegressionInput): Generator<LbfgsProgress, TextRegression> {
  const tfidf = fitTfidf(trainingTexts, { leastTexts: 2 });
  const options = { classes, inversePenalty: 1, classWeights: classWeights(trainingLabels, classes, isBalanced ? 'balanced' : 'none') };
  const regression = yield* fitLogisticRegression(tfidf.transform(trainingTexts), trainingLabels, options);
  const { iterations, hasConverged } = regression;
  return { predictions: regression.predict(tfidf.transform(texts)), words: tfidf.vocabulary.size, iterations, hasConverged };
}

function cumulativeShares(counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let running = 0;
  return counts.map((count) => (running += count) / total);
}

function drawLabel(cumulative: readonly number[], random: Random): number {
  const at = random.next();
  const label = cumulative.findIndex((share) => at < share);
  return label < 0 ? cumulative.length - 1 : label;
}
