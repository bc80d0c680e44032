/**
 * @file Contrastive loss with the other rows of the batch as negatives (Henderson et al. 2017; MultipleNegativesRankingLoss of
 * sentence-transformers): cross-entropy of scale * cosine(anchor_i, candidate_j) with the own candidate as the right class.
 */
import type { Value } from '../graph/graph';
import { gemm, integers, scale } from '../ops/build';
import { crossEntropy } from './cross-entropy';

/** Anchors and candidates [pairs, size], rows of length 1; weights [pairs], summing to 1. */
export function contrastive({ anchors, candidates, weights }: { anchors: Value; candidates: Value; weights: Value }, { scale: sharpness }: { readonly scale: number }): Value {
  const [pairs = 0] = anchors.shape;
  const cosines = gemm(anchors, candidates, { transposesB: true });
  const own = integers(anchors.graph, [pairs], Array.from({ length: pairs }, (_, index) => index));
  return crossEntropy(scale(cosines, sharpness), own, weights);
}
