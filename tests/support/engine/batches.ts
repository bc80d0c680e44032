/** @file Batches of fixtures as inputs of a graph: declared and fed in one place. */
import { tensor, type DataType, type Tensor } from '#main/engine/graph/data-type';
import type { Graph, Value } from '#main/engine/graph/graph';
import type { FixtureBatch } from './fixtures';

/** A graph's inputs with what to feed them. */
export class Feeds {
  readonly tensors = new Map<string, Tensor>();
  readonly #graph: Graph;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  input(name: string, dataType: DataType, rows: readonly number[] | readonly (readonly number[])[]): Value {
    const [first] = rows;
    const shape = typeof first === 'object' ? [rows.length, first.length] : [rows.length];
    this.tensors.set(name, tensor(dataType, shape, rows.flat()));
    return this.#graph.input(name, dataType, shape);
  }
}

export interface SequenceInputs {
  readonly tokenIds: Value;
  readonly attentionMask: Value;
  readonly positionIds: Value;
}

/** Positions are counted without padding from `firstPosition`; `virtualTokens` stand before every sequence. */
export function sequenceInputs(feeds: Feeds, batch: Pick<FixtureBatch, 'input_ids' | 'attention_mask'>, { firstPosition = 0, virtualTokens = 0 } = {}): SequenceInputs {
  const mask = batch.attention_mask.map((row) => [...Array.from({ length: virtualTokens }, () => 1), ...row]);
  const positions = mask.map((row) => {
    let seen = 0;
    return row.map((real) => firstPosition + Math.max(0, (seen += real) - 1));
  });
  return {
    tokenIds: feeds.input('token_ids', 'i64', batch.input_ids),
    attentionMask: feeds.input('attention_mask', 'f32', mask),
    positionIds: feeds.input('position_ids', 'i64', positions),
  };
}

export interface LabelInputs {
  readonly rows: Value;
  readonly labels: Value;
  readonly weights: Value;
}

/** The labelled positions of a batch; with `shift` 1 each label is predicted one position before it. Weights make the mean. */
export function labelInputs(feeds: Feeds, { labels }: Pick<FixtureBatch, 'labels'>, { shift, virtualTokens = 0 }: { shift: 0 | 1; virtualTokens?: number }): LabelInputs {
  const labelled = labels.flatMap((row, sequence) =>
    row.flatMap((label, position) => {
      const at = virtualTokens + position - shift;
      return label >= 0 && at >= 0 ? [{ row: sequence * (virtualTokens + row.length) + at, label }] : [];
    }),
  );
  return {
    rows: feeds.input('rows', 'i64', labelled.map(({ row }) => row)),
    labels: feeds.input('labels', 'i64', labelled.map(({ label }) => label)),
    weights: feeds.input('weights', 'f32', labelled.map(() => 1 / labelled.length)),
  };
}
