/** @file Regression losses: of value heads, and of straQ*'s temporal differences (spec S-4), whose targets are constants. */
import type { Value } from '../graph/graph';
import { abs, add, minimum, scalar, scale, square, subtract } from '../ops/build';
import { weightedSum } from './reduction';

/** sum_i w_i (x_i - y_i)^2 */
export function squaredError(predictions: Value, targets: Value, weights: Value): Value {
  return weightedSum(square(subtract(predictions, targets)), weights);
}

/** Huber (1964): d^2 / 2 up to |d| = 1, then |d| - 1 / 2. */
export function huberError(predictions: Value, targets: Value, weights: Value): Value {
  const distance = abs(subtract(predictions, targets));
  const inner = minimum(distance, scalar(distance.graph, 1));
  return weightedSum(add(scale(square(inner), 0.5), subtract(distance, inner)), weights);
}
