/**
 * @file The whole planner, encoder and head, as one graph: for training (engine/training), for prediction and for export. A sequence is a
 * dialogue's history in tokens; what stands in it and how it was cut is the caller's affair.
 */
import { tensor, toArray, type Tensor } from '../graph/data-type';
import type { Graph, Value } from '../graph/graph';
import { crossEntropy } from '../losses/cross-entropy';
import type { Weights } from '../nn/weights';
import { add, cast, clip, expand, floats, integers, maximum, minimum, reshape, scalar, shift, subtract, sum } from '../ops/build';
import type { ExampleFormat, Model, ModelContext } from '../training/types';
import { encoderHidden } from './encoder';
import type { EncoderConfig } from './encoder-config';
import { plannerDecision, type PlannerDecision, type PlannerHead } from './planner-head';

export interface PlannerNetwork {
  readonly encoder: EncoderConfig & {
    /** Row of the first token in the position table: RoBERTa's is not 0. */
    readonly firstPosition: number;
  };
  /** What the names of the encoder's tensors begin with. */
  readonly prefix: string;
  readonly head: PlannerHead;
  /** Positions are counted from the first token, or (not published) from the last, so that what was said last always stands in the same place. */
  readonly positions: 'fromStart' | 'fromEnd';
  /** Not published: the token types say who speaks. */
  readonly typesSpeakers: boolean;
  readonly padTokenId: number;
}

export interface PlannerDropout {
  /** Of what enters a residual sum in the encoder, and of its attention. */
  readonly encoder: number;
  /** Of the result of the aspects' MLP. */
  readonly aspects: number;
  /** Of whole tokens, which are then not looked at: not published, and what keeps a small encoder from learning its examples by heart. */
  readonly tokens: number;
}

export interface PlannerExample {
  readonly tokenIds: readonly number[];
  /** Of each token; looked at where the network types speakers. */
  readonly typeIds: readonly number[];
  /** The level of each aspect; empty in the ablation. */
  readonly levels: readonly number[];
  readonly label: number;
  /** Of its class. */
  readonly weight: number;
}

/** Outputs of evaluation: `logits`, `context` and, unless it is the ablation, `attention`. */
export function plannerModel(network: PlannerNetwork, dropout: PlannerDropout, initialise: Model['initialise']): Model {
  return {
    initialise,
    build(model) {
      const { graph, bucket } = model;
      const { logits, context, attention } = decide(network, { ...model, rates: dropout });
      const labels = graph.input('labels', 'i64', [bucket.rows]);
      const weights = graph.input('weights', graph.floatType, [bucket.rows]);
      return { loss: crossEntropy(logits, labels, weights), predictions: { logits, context, ...(attention === undefined ? {} : { attention }) } };
    },
  };
}

/** Adds the forward pass to a graph with outputs named as those of {@link plannerModel}. */
export function addPlannerForward(graph: Graph, network: PlannerNetwork, { weights, rows, length }: { weights: Weights; rows: number; length: number }): PlannerDecision {
  const none = { encoder: 0, aspects: 0, tokens: 0 };
  const decision = decide(network, { graph, bucket: { rows, length }, weights, dropout: () => (x) => x, recomputesLayers: false, rates: none });
  for (const [name, value] of Object.entries(decision)) graph.output(name, value as Value);
  return decision;
}

/** Weights that become part of the model itself. */
export function constantWeights(graph: Graph, values: ReadonlyMap<string, Float32Array>): Weights {
  const known = new Map<string, Value>();
  return {
    tensor(name, shape) {
      const data = values.get(name);
      if (data === undefined) throw new RangeError(`The planner has no tensor "${name}".`);
      const value = known.get(name) ?? graph.constant(toArray('f32', data), 'f32', shape);
      known.set(name, value);
      return value;
    },
  };
}

export function plannerFormat(network: PlannerNetwork): ExampleFormat<PlannerExample> {
  return {
    lengthOf: ({ tokenIds }) => tokenIds.length,
    weightOf: ({ weight }) => weight,
    collate(examples, { length, rows, totalWeight }) {
      const pad = Array.from({ length: rows - examples.length }, () => 0);
      return new Map<string, Tensor>([
        ...plannerInputs(network, examples, { length, rows }),
        ['labels', tensor('i64', [rows], [...examples.map(({ label }) => label), ...pad])],
        ['weights', tensor('f32', [rows], [...examples.map(({ weight }) => weight / totalWeight), ...pad])],
      ]);
    },
  };
}

/** The inputs of the forward pass. Rows beyond the examples hold one padding token that is seen, so that no row is empty. */
export function plannerInputs(network: PlannerNetwork, examples: readonly Pick<PlannerExample, 'tokenIds' | 'typeIds' | 'levels'>[], { length, rows }: { length: number; rows: number }): Map<string, Tensor> {
  const tokenIds = new Int32Array(rows * length).fill(network.padTokenId);
  const typeIds = new Int32Array(rows * length);
  const mask = new Float32Array(rows * length);
  for (let row = 0; row < rows; row++) {
    const ids = examples[row]?.tokenIds ?? [network.padTokenId];
    for (const [at, id] of ids.entries()) {
      tokenIds[row * length + at] = id;
      typeIds[row * length + at] = examples[row]?.typeIds[at] ?? 0;
    }
    mask.fill(1, row * length, row * length + ids.length);
  }
  const levels = network.head.aspects.map(({ name }, index) => [name, tensor('i64', [rows], Array.from({ length: rows }, (_, row) => examples[row]?.levels[index] ?? 0))] as const);
  const types = network.typesSpeakers ? [['token_type_ids', tensor('i64', [rows, length], typeIds)] as const] : [];
  return new Map<string, Tensor>([['input_ids', tensor('i64', [rows, length], tokenIds)], ['attention_mask', tensor('f32', [rows, length], mask)], ...types, ...levels]);
}

function decide(network: PlannerNetwork, { graph, bucket: { rows, length }, weights, dropout, recomputesLayers, rates }: ModelContext & { readonly rates: PlannerDropout }): PlannerDecision {
  const { encoder: config, prefix, head } = network;
  const tokenIds = graph.input('input_ids', 'i64', [rows, length]);
  const wholeMask = graph.input('attention_mask', graph.floatType, [rows, length]);
  const attentionMask = rates.tokens === 0 ? wholeMask : withoutSome(wholeMask, dropout('tokens', rates.tokens));
  const levels = head.aspects.map(({ name }) => graph.input(name, 'i64', [rows]));
  const drop = dropout('encoder', rates.encoder);
  const encoder = { config, weights, prefix, recomputesLayers, dropHidden: drop, dropAttention: drop };
  const types = network.typesSpeakers ? { tokenTypeIds: graph.input('token_type_ids', 'i64', [rows, length]) } : {};
  const hidden = encoderHidden(encoder, { tokenIds, attentionMask, positionIds: positionsOf(network, wholeMask), ...types });
  return graph.within('planner', () => plannerDecision(head, { weights, prefix }, { hidden, attentionMask, levels, drop: dropout('aspects', rates.aspects) }));
}

/** The first token is always seen. */
function withoutSome(attentionMask: Value, drop: (x: Value) => Value): Value {
  const { graph, shape: [rows = 0, length = 0] } = attentionMask;
  const first = floats(graph, [1, length], Array.from({ length }, (_, at) => Number(at === 0)));
  const scaled = drop(attentionMask);
  return minimum(maximum(scaled, expand(first, [rows, length])), scalar(graph, 1));
}

/** [batch, positions] of i64. Padding gets positions too, which nothing looks at. */
function positionsOf({ positions, encoder: { firstPosition } }: PlannerNetwork, attentionMask: Value): Value {
  const { graph } = attentionMask;
  const [rows = 0, length = 0] = attentionMask.shape;
  const places = Array.from({ length }, (_, at) => at);
  if (positions === 'fromStart') return integers(graph, [rows, length], Array.from({ length: rows }, () => places.map((at) => at + firstPosition)).flat());
  const last = shift(reshape(sum(attentionMask, [1]), [rows, 1]), -1);
  return cast(add(clip(subtract(last, floats(graph, [1, length], places)), 0, length), scalar(graph, firstPosition)), 'i64');
}
