/** @file What stands on an encoder: the masked-token head, the classification head, and the pooling that makes sentence embeddings. */
import type { Value } from '../graph/graph';
import { linear } from '../nn/weights';
import { add, divide, gatherRows, gelu, gemm, integers, maximum, multiply, reshape, scalar, sqrt, square, sum, sumKeeping, tanh } from '../ops/build';
import { encoderNorm, encoderWordTable, type Encoder } from './encoder';

export type EncoderFamily = 'bert' | 'roberta';

const maskedTokenHead = {
  bert: { dense: 'cls.predictions.transform.dense', norm: 'cls.predictions.transform.LayerNorm', bias: 'cls.predictions.bias' },
  roberta: { dense: 'lm_head.dense', norm: 'lm_head.layer_norm', bias: 'lm_head.bias' },
} as const;

/** Scores over the vocabulary for these rows of hidden states, [rows, vocabulary]. The output layer is the embedding table. */
export function maskedTokenLogits(encoder: Encoder, family: EncoderFamily, hidden: Value): Value {
  const { config, weights } = encoder;
  const names = maskedTokenHead[family];
  const transformed = gelu(linear(weights, names.dense, { x: hidden, outputs: config.hiddenSize, hasBias: true }));
  const logits = gemm(encoderNorm(encoder, names.norm, transformed), encoderWordTable(encoder), { transposesB: true });
  return add(logits, weights.tensor(names.bias, [config.vocabularySize]));
}

const classificationHead = {
  bert: { dense: 'bert.pooler.dense', out: 'classifier' },
  roberta: { dense: 'classifier.dense', out: 'classifier.out_proj' },
} as const;

/** Scores of the classes from the first token of each sequence, [batch, classes]. */
export function classificationLogits(encoder: Encoder, family: EncoderFamily, { hidden, batch, classes }: { hidden: Value; batch: number; classes: number }): Value {
  const { config, weights } = encoder;
  const names = classificationHead[family];
  const [rows = 0] = hidden.shape;
  const firstRows = Array.from({ length: batch }, (_, sequence) => (sequence * rows) / batch);
  const first = gatherRows(hidden, integers(hidden.graph, [batch], firstRows));
  const pooled = tanh(linear(weights, names.dense, { x: first, outputs: config.hiddenSize, hasBias: true }));
  return linear(weights, names.out, { x: pooled, outputs: classes, hasBias: true });
}

/** The mean of the hidden states of each sequence's tokens, [batch, hidden]. attentionMask is [batch, positions]. */
export function meanPooled(hidden: Value, attentionMask: Value): Value {
  const [batch = 0, positions = 0] = attentionMask.shape;
  const [, size = 0] = hidden.shape;
  const real = reshape(attentionMask, [batch, positions, 1]);
  const summed = sum(multiply(reshape(hidden, [batch, positions, size]), real), [1]);
  return divide(summed, maximum(sum(real, [1]), scalar(hidden.graph, 1e-9)));
}

/** Each row divided by its length. */
export function unitRows(x: Value): Value {
  return divide(x, maximum(sqrt(sumKeeping(square(x), [-1])), scalar(x.graph, 1e-12)));
}
