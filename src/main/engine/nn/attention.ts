/** @file Scaled dot-product attention with grouped queries, an additive mask and Gemma's soft cap, and the masks. */
import type { Graph, Value } from '../graph/graph';
import { add, floats, matmul, reshape, scale, shift, softmax, transpose } from '../ops/build';
import { softCap } from './activations';

export interface AttentionSettings {
  readonly scale: number;
  /** Gemma 2's, on the scores. */
  readonly softCap: number | undefined;
  /** Dropout of the softmax's result. */
  readonly dropWeights?: ((weights: Value) => Value) | undefined;
}

/**
 * query [batch, positions, heads, size], key and value [batch, positions, groups, size], mask broadcastable to [batch, heads, positions,
 * positions]; result [batch * positions, heads * size]. Keys are not repeated: the queries of a group are more rows of its one product.
 */
export function attention({ query, key, value, mask }: { query: Value; key: Value; value: Value; mask: Value }, settings: AttentionSettings): Value {
  const [batch = 0, positions = 0, heads = 0, size = 0] = query.shape;
  const [, keyPositions = 0, groups = 0] = key.shape;
  const grouped = [batch, groups, (heads / groups) * positions];
  const headsFirst = (x: Value): Value => transpose(x, [0, 2, 1, 3]);

  const products = matmul(reshape(headsFirst(query), [...grouped, size]), headsFirst(key), { transposesB: true });
  const scores = softCap(scale(products, settings.scale), settings.softCap);
  const weights = softmax(add(reshape(scores, [batch, heads, positions, keyPositions]), mask));
  const kept = settings.dropWeights?.(weights) ?? weights;
  const mixed = matmul(reshape(kept, [...grouped, keyPositions]), headsFirst(value));
  return reshape(headsFirst(reshape(mixed, [batch, heads, positions, size])), [batch * positions, heads * size]);
}

/** Added to the score of a position that must not be seen. Finite, so that a row that sees nothing (padding) stays free of NaN. */
export const unseen = -1e9;

/** From the attention mask [batch, positions] (1 real, 0 padding) to [batch, 1, 1, positions]. */
export function paddingMask(attentionMask: Value): Value {
  const [batch = 0, positions = 0] = attentionMask.shape;
  return reshape(scale(shift(attentionMask, -1), -unseen), [batch, 1, 1, positions]);
}

/** Each position sees itself and those before it, of which `window` at most; [1, 1, positions, positions]. */
export function causalMask(graph: Graph, positions: number, window?: number): Value {
  const mask = Float32Array.from({ length: positions * positions }, (_, index) => {
    const distance = Math.floor(index / positions) - (index % positions);
    return distance < 0 || (window !== undefined && distance >= window) ? unseen : 0;
  });
  return floats(graph, [1, 1, positions, positions], mask);
}
