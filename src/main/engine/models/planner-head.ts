/**
 * @file The strategy planner of ESCA on top of an encoder (spec E-3): embeddings of the four aspects of the seeker's state, an MLP, attention of
 * the dialogue's context over the aspects, and the classes. Knows neither text nor what the aspects and classes mean.
 */
import type { Value } from '../graph/graph';
import { linear, type Weights } from '../nn/weights';
import { concat, gatherRows, integers, matmul, maximum, reshape, scalar, scale, softmax, tanh } from '../ops/build';
import { meanPooled } from './encoder-heads';

export interface PlannerHead {
  readonly hiddenSize: number;
  readonly classes: number;
  /** Rows of the embedding table of each aspect, by name, in the order of the attention. Empty for the ablation without state. */
  readonly aspects: readonly { readonly name: string; readonly levels: number }[];
  /**
   * H^D: the pooler's output over the first token (ESCA's code) or that token's hidden state (its paper); `mean` of all tokens is neither's,
   * but what small encoders learn most from.
   */
  readonly context: 'pooler' | 'cls' | 'mean';
  /** One MLP for all aspects (code), or one each. */
  readonly mlp: 'shared' | 'perAspect';
  /** Scores divided by the root of the size (code), or as they are (paper). */
  readonly isScaled: boolean;
  /** Between the two layers of the classifier; published code has none. */
  readonly activation: 'none' | 'relu' | 'tanh';
}

export interface PlannerHeadInputs {
  /** Of the encoder, [batch * positions, hidden]. */
  readonly hidden: Value;
  /** [batch, positions]: 1 where a token stands. */
  readonly attentionMask: Value;
  /** The level of each aspect, [batch] of i64 each. */
  readonly levels: readonly Value[];
  /** Of the MLP's result, in training. */
  readonly drop?: (x: Value) => Value;
}

export interface PlannerDecision {
  /** [batch, classes] */
  readonly logits: Value;
  /** H^D, [batch, hidden]: what examples are compared by. */
  readonly context: Value;
  /** How much of each aspect went into the decision, [batch, aspects]; absent in the ablation. */
  readonly attention?: Value;
}

/** What the names of the planner's own tensors begin with. */
export const plannerPrefix = 'planner.';

/** `prefix` is the encoder's, whose pooler belongs to the checkpoint. */
export function plannerDecision(head: PlannerHead, { weights, prefix }: { weights: Weights; prefix: string }, inputs: PlannerHeadInputs): PlannerDecision {
  const context = dialogueContext(head, { weights, prefix }, inputs);
  if (head.aspects.length === 0) return { logits: dense(weights, 'classifier', { x: context, outputs: head.classes }), context };
  const aspects = aspectVectors(head, weights, inputs);
  const { mixed, attention } = contextAttention(head, weights, { context, aspects });
  const joined = dense(weights, 'head.dense', { x: concat([mixed, context], 1), outputs: head.hiddenSize });
  return { logits: dense(weights, 'head.out', { x: activated(head.activation, joined), outputs: head.classes }), context, attention };
}

/** H^asp, [batch * aspects, hidden], the aspects of an example after each other. */
function aspectVectors({ hiddenSize, aspects, mlp }: PlannerHead, weights: Weights, { levels, drop = unchanged }: PlannerHeadInputs): Value {
  const embedded = aspects.map(({ name, levels: rows }, index) => gatherRows(weights.tensor(`${plannerPrefix}aspects.${name}.weight`, [rows, hiddenSize]), levelsAt(levels, index)));
  const widen = (name: string, x: Value): Value => dense(weights, `${name}.1`, { x: relu(dense(weights, `${name}.0`, { x, outputs: hiddenSize })), outputs: hiddenSize });
  if (mlp === 'shared') return drop(widen('mlp', stacked(embedded)));
  return drop(stacked(embedded.map((x, index) => widen(`mlp.${aspects[index]?.name ?? ''}`, x))));
}

/** alpha = softmax(W_d H^D . W_s H^asp), H^s = alpha . W_v H^asp. context [batch, hidden], aspects [batch * aspects, hidden]. */
export function contextAttention({ hiddenSize, isScaled }: Pick<PlannerHead, 'hiddenSize' | 'isScaled'>, weights: Weights, { context, aspects }: { context: Value; aspects: Value }): { mixed: Value; attention: Value } {
  const [batch = 0] = context.shape;
  const [rows = 0] = aspects.shape;
  const project = (name: string, x: Value): Value => reshape(dense(weights, `attention.${name}`, { x, outputs: hiddenSize }), [batch, (x.shape[0] ?? 0) / batch, hiddenSize]);
  const products = matmul(project('query', context), project('key', aspects), { transposesB: true });
  const attention = softmax(isScaled ? scale(products, hiddenSize ** -0.5) : products);
  return { mixed: reshape(matmul(attention, project('value', aspects)), [batch, hiddenSize]), attention: reshape(attention, [batch, rows / batch]) };
}

function dialogueContext({ context, hiddenSize }: PlannerHead, { weights, prefix }: { weights: Weights; prefix: string }, { hidden, attentionMask }: PlannerHeadInputs): Value {
  const [batch = 0, positions = 0] = attentionMask.shape;
  if (context === 'mean') return meanPooled(hidden, attentionMask);
  const first = gatherRows(hidden, integers(hidden.graph, [batch], Array.from({ length: batch }, (_, row) => row * positions)));
  return context === 'cls' ? first : tanh(linear(weights, `${prefix}pooler.dense`, { x: first, outputs: hiddenSize, hasBias: true }));
}

/** [batch, hidden] of each aspect to [batch * aspects, hidden]. */
function stacked(vectors: readonly Value[]): Value {
  const [batch = 0, size = 0] = vectors[0]?.shape ?? [];
  return reshape(concat(vectors.map((x) => reshape(x, [batch, 1, size])), 1), [batch * vectors.length, size]);
}

function dense(weights: Weights, name: string, { x, outputs }: { x: Value; outputs: number }): Value {
  return linear(weights, `${plannerPrefix}${name}`, { x, outputs, hasBias: true });
}

function activated(activation: PlannerHead['activation'], x: Value): Value {
  if (activation === 'none') return x;
  return activation === 'relu' ? relu(x) : tanh(x);
}

function relu(x: Value): Value {
  return maximum(scalar(x.graph, 0), x);
}

function levelsAt(levels: readonly Value[], index: number): Value {
  const value = levels[index];
  if (value === undefined) throw new RangeError(`The planner was given the levels of ${levels.length} aspects; aspect ${index + 1} is missing.`);
  return value;
}

function unchanged(x: Value): Value {
  return x;
}
