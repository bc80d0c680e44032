/** @file Whole sequences as the inputs of a graph: declared and fed in one place. Shorter ones are filled on the right. */
import { tensor, type Tensor } from '../graph/data-type';
import type { Graph, Value } from '../graph/graph';
import { filled } from './buckets';

export interface SequenceShape {
  readonly batch: number;
  readonly positions: number;
}

/** All [batch, positions]. */
export interface SequenceInputs {
  readonly tokenIds: Value;
  readonly attentionMask: Value;
  readonly positionIds: Value;
}

export function sequenceInputs(graph: Graph, { batch, positions }: SequenceShape): SequenceInputs {
  const shape = [batch, positions];
  return {
    tokenIds: graph.input('token_ids', 'i64', shape),
    attentionMask: graph.input('attention_mask', 'f32', shape),
    positionIds: graph.input('position_ids', 'i64', shape),
  };
}

/** Positions are counted from `firstPosition`; filler stands at the first, where every model has a row. */
export function sequenceTensors(sequences: readonly (readonly number[])[], { batch, positions }: SequenceShape, firstPosition = 0): Map<string, Tensor> {
  const shape = [batch, positions];
  const rows = [...sequences, ...Array.from({ length: batch - sequences.length }, () => [])];
  const each = (numberAt: (tokenId: number, index: number) => number, filler: number): number[] => rows.flatMap((row) => filled(row.map(numberAt), positions, filler));
  return new Map<string, Tensor>([
    ['token_ids', tensor('i64', shape, each((tokenId) => tokenId, 0))],
    ['attention_mask', tensor('f32', shape, each(() => 1, 0))],
    ['position_ids', tensor('i64', shape, each((_, index) => firstPosition + index, firstPosition))],
  ]);
}
