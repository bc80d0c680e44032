/**
 * @file Multinomial logistic regression with an L2 penalty, over sparse rows: min  C sum_i w_i (-log p_i[y_i]) + ||W||^2 / 2, the intercepts
 * free, as scikit-learn's LogisticRegression states it. Deterministic; knows no text.
 */
import { minimise, type LbfgsProgress } from './lbfgs';
import type { SparseRows } from './tfidf';

export interface LogisticOptions {
  readonly classes: number;
  /** C: the larger, the less is penalised. */
  readonly inversePenalty: number;
  /** Of each class. */
  readonly classWeights: readonly number[];
  readonly tolerance?: number;
  readonly mostIterations?: number;
}

export interface LogisticRegression {
  readonly iterations: number;
  readonly hasConverged: boolean;
  /** Of the objective above, divided by C times the rows. */
  readonly value: number;
  /** The most probable class of each row; of equals the first. */
  predict(rows: SparseRows): Int32Array;
}

/** Yields after every iteration. */
export function* fitLogisticRegression(rows: SparseRows, labels: Int32Array, options: LogisticOptions): Generator<LbfgsProgress, LogisticRegression> {
  const { classes, inversePenalty, classWeights, tolerance = 1e-5, mostIterations = 300 } = options;
  const { columns } = rows;
  // Divided by C times the rows, so that the tolerance means the same for every size of data.
  const penalty = 1 / (inversePenalty * rows.rows);
  const scores = new Float64Array(classes);
  const evaluate = (point: Float64Array, gradient: Float64Array): number => {
    let value = 0;
    gradient.fill(0);
    for (let row = 0; row < rows.rows; row++) {
      const label = labels[row] ?? 0;
      const weight = (classWeights[label] ?? 1) / rows.rows;
      scoresOf(rows, { row, point, scores });
      value -= weight * toLogProbabilities(scores, label);
      for (let one = 0; one < classes; one++) scores[one] = weight * (Math.exp(scores[one] ?? 0) - (one === label ? 1 : 0));
      addRow(rows, { row, gradient, slopes: scores });
    }
    for (let index = 0; index < columns * classes; index++) {
      const coefficient = point[index] ?? 0;
      value += (penalty * coefficient * coefficient) / 2;
      gradient[index] = (gradient[index] ?? 0) + penalty * coefficient;
    }
    return value;
  };
  const { point, iteration, value, hasConverged } = yield* minimise(evaluate, new Float64Array((columns + 1) * classes), { tolerance, mostIterations });
  return { iterations: iteration, hasConverged, value, predict: (others) => predict(others, point, classes) };
}

/** The point holds [column][class], then the intercepts. */
function scoresOf({ starts, indices, values, columns }: SparseRows, { row, point, scores }: { row: number; point: Float64Array; scores: Float64Array }): void {
  const classes = scores.length;
  for (let one = 0; one < classes; one++) scores[one] = point[columns * classes + one] ?? 0;
  for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
    const start = (indices[at] ?? 0) * classes;
    const value = values[at] ?? 0;
    for (let one = 0; one < classes; one++) scores[one] = (scores[one] ?? 0) + value * (point[start + one] ?? 0);
  }
}

function addRow({ starts, indices, values, columns }: SparseRows, { row, gradient, slopes }: { row: number; gradient: Float64Array; slopes: Float64Array }): void {
  const classes = slopes.length;
  for (let one = 0; one < classes; one++) gradient[columns * classes + one] = (gradient[columns * classes + one] ?? 0) + (slopes[one] ?? 0);
  for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
    const start = (indices[at] ?? 0) * classes;
    const value = values[at] ?? 0;
    for (let one = 0; one < classes; one++) gradient[start + one] = (gradient[start + one] ?? 0) + value * (slopes[one] ?? 0);
  }
}

/** In place; returns that of the label. */
function toLogProbabilities(scores: Float64Array, label: number): number {
  const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const logSum = highest + Math.log(scores.reduce((total, score) => total + Math.exp(score - highest), 0));
  for (let one = 0; one < scores.length; one++) scores[one] = (scores[one] ?? 0) - logSum;
  return scores[label] ?? 0;
}

function predict(rows: SparseRows, point: Float64Array, classes: number): Int32Array {
  const scores = new Float64Array(classes);
  return Int32Array.from({ length: rows.rows }, (_, row) => {
    scoresOf(rows, { row, point, scores });
    return scores.reduce((best, score, one) => (score > (scores[best] ?? 0) ? one : best), 0);
  });
}
