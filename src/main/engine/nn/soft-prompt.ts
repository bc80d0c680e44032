/**
 * @file A trained soft prompt (Lester et al. 2021) as token ids below zero, counted from its end, so that whatever reads ids reads it too: its last
 * row is -1. The rows are put in as they are, not scaled like the embeddings of tokens.
 */
import { gatherRows, integers, less, reshape, select } from '../ops/build';
import type { Value } from '../graph/graph';
import type { Weights } from './weights';

/** The ids of a soft prompt's rows, in their order. */
export function virtualTokenIds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, row) => row - count);
}

/** `rows` [virtual tokens, hidden]. */
export function withSoftPrompt(base: Weights, rows: () => Value): Weights {
  return {
    ...base,
    embed(ids, embedTokens) {
      const last = integers(ids.graph, [], [-1]);
      const isToken = less(last, ids);
      const tokens = embedTokens(select(isToken, ids, integers(ids.graph, [], [0])));
      // An id below zero picks a row from the end.
      const virtual = gatherRows(rows(), select(isToken, last, ids));
      return select(reshape(isToken, [...ids.shape, 1]), tokens, virtual);
    },
  };
}
