/**
 * @file What a training is told and what it tells. A customer brings a model as a graph builder, examples, and a `collate` that makes tensors
 * of them; the rest (batches, optimiser, checkpoints, guards) is the same for all. Knows no task, no corpus and no metric but the loss.
 */
import type { Tensor } from '../graph/data-type';
import type { Graph, Value } from '../graph/graph';
import type { Shape } from '../graph/shape';
import type { Weights } from '../nn/weights';
import type { ExecutionProvider } from '../onnx/capabilities';
import type { AdamwSettings } from '../optim/adamw';
import type { Schedule } from '../optim/schedules';
import type { Runtime } from '../runtime/runtime';

/** The static shape of a batch: every graph is built for one. */
export interface Bucket {
  /** Positions of each sequence. */
  readonly length: number;
  /** Examples; the last batches of an epoch have fewer, and rows of weight 0. */
  readonly rows: number;
}

/** What a model is built with. */
export interface ModelContext {
  readonly graph: Graph;
  readonly bucket: Bucket;
  /** The trained parameters, by name. Frozen ones are the model's own affair (nn/weights.ts). */
  readonly weights: Weights;
  /** Dropout with this rate, in training; nothing in evaluation. `name` is unique in the model. */
  readonly dropout: (name: string, rate: number) => (x: Value) => Value;
  /** The option of that name, for models/encoder.ts and models/decoder.ts; false in evaluation. */
  readonly recomputesLayers: boolean;
}

export interface ModelGraph {
  /** Scalar: a sum over rows with weights that sum to 1 (losses/reduction.ts). */
  readonly loss: Value;
  /** Scalars to report beside the loss. As the loss, each is a sum over weighted rows: the parts of a batch are added up. */
  readonly metrics?: Readonly<Record<string, Value>>;
  /** What evaluation returns for each example, e.g. logits: the first size is the bucket's rows, or a multiple of it. */
  readonly predictions?: Readonly<Record<string, Value>>;
}

export interface Model {
  /** Declares its inputs in the graph. Built once for a bucket's training and once for its evaluation, with equal parameters each time. */
  readonly build: (context: ModelContext) => ModelGraph;
  /** The first values of a parameter (initial-parameters.ts), in an array of their own: the training overwrites it. */
  readonly initialise: (name: string, shape: Shape) => Float32Array | Promise<Float32Array>;
  /** The folder in which the files of frozen weights lie. */
  readonly weightsFolder?: string;
}

/** How examples become a model's inputs. */
export interface ExampleFormat<Example> {
  /** Positions it needs; it goes into the smallest bucket that has as many. */
  readonly lengthOf: (example: Example) => number;
  /** What it counts in the mean that the loss is: 1 where absent. A language model's is the number of labelled tokens. */
  readonly weightOf?: (example: Example) => number;
  /**
   * Every input that the model declared. Rows beyond the examples get weight 0, the others their share of `totalWeight`: that of the whole
   * step, of which a batch may be one part.
   */
  readonly collate: (examples: readonly Example[], batch: Bucket & { readonly totalWeight: number }) => ReadonlyMap<string, Tensor> | Promise<ReadonlyMap<string, Tensor>>;
}

export interface TrainingOptions {
  readonly seed: number;
  readonly epochs: number;
  /** Ends the training, and the schedule, before the epochs do. */
  readonly maxSteps?: number;
  /** Examples in one run of the model. */
  readonly batchSize: number;
  /** Batches whose gradients make one step. */
  readonly accumulationSteps: number;
  readonly bucketLengths: readonly number[];
  /** The highest. */
  readonly learningRate: number;
  readonly schedule: Schedule['kind'];
  readonly warmup: { readonly steps: number } | { readonly ratio: number };
  /** Decay falls on matrices, not on biases and norms. */
  readonly adamw: AdamwSettings;
  readonly clipNorm?: number;
  /** Activation checkpointing: about a third more time, far less memory. */
  readonly recomputesLayers: boolean;
  /** At the end of each epoch where absent; always at the end. */
  readonly evaluateEverySteps?: number;
  readonly checkpointEverySteps?: number;
  /** Which evaluation is the best: `loss` or what TrainingHooks.evaluate returned. */
  readonly best: { readonly metric: string; readonly direction: 'lowest' | 'highest' };
  /** Prepared models above this are given up, the least recently used first; an estimate from their activations. */
  readonly largestPreparedBytes?: number;
}

/** Where models run. */
export interface Device {
  readonly runtime: Runtime;
  readonly provider: ExecutionProvider;
  /** All cores where absent. A training resumes bit for bit only with as many. */
  readonly threads?: number;
}

export interface TrainingPlan<Example> {
  readonly model: Model;
  readonly format: ExampleFormat<Example>;
  readonly examples: readonly Example[];
  /** Evaluated in between; nothing is learnt from them. */
  readonly heldOut?: readonly Example[];
  readonly options: TrainingOptions;
  /** What else decides the result (model, data, prompt), by name. A checkpoint of another is refused. */
  readonly configuration: Readonly<Record<string, string | number | boolean | null>>;
  /** Holds the last and the best checkpoint; a training that finds its own there goes on from it. */
  readonly checkpointFolder: string;
  readonly device: Device;
  /** Milliseconds, for the speed only. */
  readonly clock: () => number;
}

/** Finite numbers by name. */
export type Metrics = Readonly<Record<string, number>>;

export interface TrainingHooks<Example> {
  /** Further metrics of an evaluation, such as accuracy. */
  readonly evaluate?: (evaluation: Evaluation<Example>) => Metrics | Promise<Metrics>;
  /**
   * Awaited when a checkpoint is on disk but not yet the one to resume from: the caller keeps its own rows of the steps so far. Rows after the
   * step of `started` belong to steps that will be taken again.
   */
  readonly beforeCheckpointBecomesCurrent?: (checkpoint: { readonly step: number }) => void | Promise<void>;
  /** Asked between steps: saves a checkpoint and finishes as `paused`. */
  readonly isPauseAsked?: () => boolean;
  /** Stops at once, within a step where the runtime can, with AppError CANCELLED; nothing is saved. */
  readonly signal?: AbortSignal;
}

export interface Evaluation<Example> {
  readonly step: number;
  /** Those of the model, and `loss`. */
  readonly metrics: Metrics;
  /** In the order of the examples. */
  readonly predictions: readonly Prediction<Example>[];
}

export interface Prediction<Example> {
  readonly example: Example;
  /** The example's share of each of ModelGraph.predictions, row-major. */
  readonly outputs: Readonly<Record<string, Float32Array>>;
}

export interface BestEvaluation {
  readonly step: number;
  readonly value: number;
}

export type TrainingEvent =
  | {
      readonly kind: 'started';
      /** Steps taken before: 0, or the checkpoint's. */
      readonly step: number;
      readonly totalSteps: number;
      readonly stepsPerEpoch: number;
      readonly parameterCount: number;
    }
  | StepEvent
  | { readonly kind: 'evaluated'; readonly step: number; readonly epoch: number; readonly metrics: Metrics; readonly isBest: boolean }
  | { readonly kind: 'checkpointSaved'; readonly step: number; readonly isBest: boolean }
  | { readonly kind: 'finished'; readonly step: number; readonly reason: 'complete' | 'paused'; readonly best: BestEvaluation | undefined };

export interface StepEvent {
  readonly kind: 'stepped';
  /** From 1. */
  readonly step: number;
  /** From 1. */
  readonly epoch: number;
  readonly loss: number;
  /** Before clipping. */
  readonly gradientNorm: number;
  readonly learningRate: number;
  readonly metrics: Metrics;
  readonly examplesPerSecond: number;
  /** Without padding, by ExampleFormat.lengthOf. */
  readonly tokensPerSecond: number;
}
