/** @file Cross-entropy of chosen tokens: the loss of language modelling, classification and supervised fine-tuning. */
import type { Value } from '../graph/graph';
import { logProbability, negate } from '../ops/build';
import { weightedSum } from './reduction';

/** -sum_i w_i log softmax(logits_i)[label_i]. logits [rows, classes]; labels [rows] of i64, a class even where the weight is 0. */
export function crossEntropy(logits: Value, labels: Value, weights: Value): Value {
  return negate(weightedSum(logProbability(logits, labels), weights));
}
