/** @file The closed set of operations: the inputs and attributes of each. Their meaning stands in ops/table.ts and the files it names. */
import type { DataType } from '../graph/data-type';
import type { Shape } from '../graph/shape';
import type { Operation, Value } from '../graph/graph';

type Plain = Readonly<Record<string, never>>;
interface Signature<Inputs extends readonly Value[], Attributes extends object = Plain, Outputs extends readonly Value[] = readonly [Value]> {
  readonly inputs: Inputs;
  readonly attributes: Attributes;
  readonly outputs: Outputs;
}
type One = readonly [Value];
type Two = readonly [Value, Value];
type Three = readonly [Value, Value, Value];
type Four = readonly [Value, Value, Value, Value];
type Seven = readonly [...Three, ...Four];
type Unary<Attributes extends object = Plain> = Signature<One, Attributes>;
type Binary<Attributes extends object = Plain> = Signature<Two, Attributes>;
type Ternary<Attributes extends object = Plain> = Signature<Three, Attributes>;

export interface TransposedFactors {
  readonly transposesA: boolean;
  readonly transposesB: boolean;
}

export interface CachedAttentionSettings {
  readonly heads: number;
  readonly groups: number;
  readonly scale: number;
  readonly softCap: number | undefined;
  /** How many positions back a token sees, itself included; undefined sees all. */
  readonly window: number | undefined;
}

export interface BlockSettings {
  readonly bits: 4 | 8;
  /** Values with a scale and a zero point in common. */
  readonly blockSize: number;
  /** The input is rounded to 8 bits too, block by block: the integer kernels of the CPU are several times faster. */
  readonly roundsInputs: boolean;
}

export interface Signatures {
  // Elementwise with broadcasting.
  readonly add: Binary;
  readonly subtract: Binary;
  readonly multiply: Binary;
  readonly divide: Binary;
  /** Where both are equal the gradient goes to the first. */
  readonly minimum: Binary;
  readonly maximum: Binary;

  // Elementwise.
  readonly negate: Unary;
  readonly scale: Unary<{ readonly factor: number }>;
  readonly shift: Unary<{ readonly offset: number }>;
  /** The gradient is 1 on the closed interval and 0 outside. */
  readonly clip: Unary<{ readonly low: number; readonly high: number }>;
  readonly exp: Unary;
  readonly log: Unary;
  readonly sqrt: Unary;
  readonly abs: Unary;
  readonly floor: Unary;
  readonly cast: Unary<{ readonly to: DataType }>;

  // Activations.
  readonly tanh: Unary;
  readonly sigmoid: Unary;
  /** log(1 + e^x); -log sigmoid(x) is softplus(-x). */
  readonly softplus: Unary;
  /** The error function. */
  readonly erf: Unary;
  /** x Phi(x), Phi the normal distribution function. */
  readonly gelu: Unary<{ readonly isAgain: boolean }>;
  /** x sigmoid(x). */
  readonly silu: Unary;

  // Choice.
  readonly equal: Binary;
  readonly less: Binary;
  /** (condition, where true, where false). */
  readonly select: Ternary;

  // Products.
  /** Of matrices: A B, plus a third input broadcast to the result. */
  readonly gemm: Signature<Two | Three, TransposedFactors>;
  /** Of stacks of matrices: the leading axes broadcast. */
  readonly matmul: Binary<TransposedFactors>;

  /**
   * x W' with W kept in blocks along its rows, for inference. Inputs: x [rows, inputs], codes [outputs, blocks, bytes] and zero points
   * [outputs, bytes] of u8, scales [outputs, blocks] (quantise/blocks.ts).
   */
  readonly blockGemm: Signature<Four, BlockSettings>;

  // Reduction.
  readonly sum: Unary<{ readonly axes: readonly number[]; readonly keepsAxes: boolean }>;
  /** Of all elements, to a scalar. */
  readonly sumOfSquares: Unary;

  // Shape.
  readonly reshape: Unary<{ readonly shape: Shape }>;
  readonly transpose: Unary<{ readonly permutation: readonly number[] }>;
  readonly expand: Unary<{ readonly shape: Shape }>;
  readonly concat: Signature<readonly Value[], { readonly axis: number }>;
  readonly slice: Unary<{ readonly axis: number; readonly start: number; readonly end: number }>;
  /** Zeros around one axis. */
  readonly pad: Unary<{ readonly axis: number; readonly before: number; readonly after: number }>;

  /** Over the last axis: (x, weight, bias) to (y, mean, inverse deviation). */
  readonly layerNorm: Signature<Three, { readonly epsilon: number }, Three>;
  /** Over the last axis: (x, weight) to (y, inverse root mean square). */
  readonly rmsNorm: Signature<Two, { readonly epsilon: number }, Two>;

  // Distributions over the last axis.
  readonly softmax: Unary;
  /** log softmax(logits)[row, ids[row]]: (logits [rows, classes], ids [rows]) to (result [rows], log normaliser [rows, 1]). */
  readonly logProbability: Signature<Two, Plain, Two>;
  /** Inputs: logits, ids, log normaliser [rows, 1], dy [rows]. */
  readonly logProbabilityGradient: Signature<Four>;

  // Rows of a table.
  /** table [rows, ...], ids [...]. */
  readonly gatherRows: Binary;
  /** ids [n], updates [n, ...]: a table of zeros to which each update is added at its id. */
  readonly scatterAddRows: Binary<{ readonly rows: number }>;
  /** table [rows, ...], ids [n], updates [n, ...]: the table with each update added at its id. */
  readonly addRows: Ternary;
  /** ids [n] to the index of the first that is equal to each, [n] of i64. */
  readonly firstOccurrences: Unary;

  /** Rotary position embedding: (x [..., size], cosines, sines [..., size / 2]); the inverse turns backwards. */
  readonly rotate: Ternary<{ readonly isInverse: boolean }>;

  /**
   * Causal attention over a cache that it extends, for inference. Inputs: query [batch, new, heads * size], key and value [batch, new,
   * groups * size], the caches of both [batch, groups, capacity, size], for each sequence the index of its last token [batch] and the
   * most tokens that any has [1] (both i32, both counting the new ones). Outputs: the mixture as the query, the two new caches.
   */
  readonly cachedAttention: Signature<Seven, CachedAttentionSettings, Three>;

  // Order and flow.
  /** The input, as a constant to the gradient. */
  readonly stopGradient: Unary;
  /** The first input, computed only once the second is there. */
  readonly after: Binary;
}

export type OperationKind = keyof Signatures;
export type InputsOf<K extends OperationKind> = Signatures[K]['inputs'];
export type OutputsOf<K extends OperationKind> = Signatures[K]['outputs'];
export type AttributesOf<K extends OperationKind> = Signatures[K]['attributes'];

export interface TypedOperation<K extends OperationKind> extends Operation {
  readonly kind: K;
  readonly inputs: InputsOf<K>;
  readonly outputs: OutputsOf<K>;
  readonly attributes: AttributesOf<K>;
}
