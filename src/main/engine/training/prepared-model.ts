/**
 * @file A model for one bucket as ONNX: its whole training step, its gradient alone (where several batches make a step), or its
 * evaluation. Says under which names parameters, masks and results enter and leave.
 */
import { AppError } from '#shared/contracts/errors';
import type { Graph, Value } from '../graph/graph';
import { elementCount, type Shape } from '../graph/shape';
import { createDropout, type Dropout, type DropoutSite } from '../nn/dropout';
import { trainableWeights } from '../nn/weights';
import { createGraph } from '../ops/table';
import { addAccumulation, buildUpdate, type Accumulator } from '../optim/accumulation';
import { addTrainingStep, type StepOptions, type TrainedParameter } from '../optim/training-step';
import type { Bucket, Model, TrainingOptions } from './types';

export interface NamedOutput {
  /** As the model called it. */
  readonly name: string;
  /** Of the graph. */
  readonly output: string;
}

export interface PreparedGraph {
  readonly graph: Graph;
  /** Outputs that overwrite state. */
  readonly stateOutputs: readonly string[];
  /** What the forward pass keeps: about the memory that running it takes beside parameters and gradients. */
  readonly activationBytes: number;
}

export interface PreparedModel extends PreparedGraph {
  /** All that the model asked for, those that the loss does not depend on among them. */
  readonly parameters: ReadonlyMap<string, Shape>;
  readonly masks: readonly DropoutSite[];
  /** `loss` and the metrics. */
  readonly scalars: readonly NamedOutput[];
  /** None in training. */
  readonly predictions: readonly NamedOutput[];
}

/** Changes the state of what is trained. */
export interface PreparedStep extends PreparedGraph {
  readonly trained: readonly TrainedParameter[];
}

export type StepModel = PreparedModel & PreparedStep;

export interface GradientModel extends PreparedModel {
  readonly accumulators: readonly Accumulator[];
}

export type ModelOptions = Pick<TrainingOptions, 'recomputesLayers' | 'adamw' | 'clipNorm'>;

/** The model itself, and its loss, metrics and predictions as outputs. */
export function evaluationModel(model: Model, bucket: Bucket): PreparedModel {
  const { prepared, loss, predictions } = buildModel(model, bucket, { isTraining: false, recomputesLayers: false });
  const { graph } = prepared;
  graph.output('loss', loss);
  return { ...prepared, predictions: outputs(graph, 'prediction', predictions) };
}

export function stepModel(model: Model, bucket: Bucket, options: ModelOptions): StepModel {
  const { prepared, loss, values } = buildModel(model, bucket, { isTraining: true, recomputesLayers: options.recomputesLayers });
  const trained = addTrainingStep(loss, values, stepOptions(options, prepared.parameters));
  assertTrains(trained);
  return { ...prepared, trained, stateOutputs: outputsOf(trained) };
}

export function gradientModel(model: Model, bucket: Bucket, options: ModelOptions): GradientModel {
  const { prepared, loss, values } = buildModel(model, bucket, { isTraining: true, recomputesLayers: options.recomputesLayers });
  const accumulators = addAccumulation(loss, values);
  assertTrains(accumulators);
  return { ...prepared, accumulators, stateOutputs: accumulators.map(({ output }) => output) };
}

/** The other half of gradientModel: the step from its accumulators. */
export function updateModel({ accumulators, parameters }: GradientModel, options: ModelOptions): PreparedStep {
  const { graph, trained } = buildUpdate(accumulators, stepOptions(options, parameters));
  return { graph, trained, stateOutputs: outputsOf(trained), activationBytes: 0 };
}

function outputsOf(trained: readonly TrainedParameter[]): string[] {
  return trained.flatMap(({ slots }) => slots.map(({ output }) => output));
}

interface BuiltModel {
  readonly prepared: PreparedModel;
  readonly loss: Value;
  readonly values: ReadonlyMap<string, Value>;
  readonly predictions: Readonly<Record<string, Value>>;
}

function buildModel(model: Model, bucket: Bucket, { isTraining, recomputesLayers }: { isTraining: boolean; recomputesLayers: boolean }): BuiltModel {
  const graph = createGraph();
  const weights = trainableWeights(graph);
  const drops: Dropout[] = [];
  const dropout = (name: string, rate: number): Dropout['drop'] => {
    const made = createDropout(graph, name, isTraining ? rate : 0);
    drops.push(made);
    return made.drop;
  };
  const { loss, metrics = {}, predictions = {} } = model.build({ graph, bucket, weights, dropout, recomputesLayers });
  const activationBytes = countActivations(graph);
  return {
    prepared: {
      graph,
      parameters: new Map([...weights.parameters].map(([name, { shape }]) => [name, shape])),
      masks: drops.flatMap(({ sites }) => sites),
      scalars: [{ name: 'loss', output: 'loss' }, ...outputs(graph, 'metric', metrics)],
      predictions: [],
      stateOutputs: [],
      activationBytes,
    },
    loss,
    values: weights.parameters,
    predictions,
  };
}

function outputs(graph: Graph, prefix: string, values: Readonly<Record<string, Value>>): NamedOutput[] {
  return Object.entries(values).map(([name, value]) => {
    const output = `${prefix}/${name}`;
    graph.output(output, value);
    return { name, output };
  });
}

/** Matrices decay, biases and the weights of norms do not: what transformers' Trainer excludes by name. */
function stepOptions({ adamw, clipNorm }: ModelOptions, parameters: ReadonlyMap<string, Shape>): StepOptions {
  return { settings: adamw, clipNorm, decays: (name) => (parameters.get(name)?.length ?? 0) > 1 };
}

/** Of a recomputed segment nothing is kept, but one at a time is there again. */
function countActivations(graph: Graph): number {
  const bytesBySegment = new Map<object | undefined, number>();
  for (const { outputs, segment } of graph.operations) {
    const bytes = outputs.reduce((total, { shape }) => total + 4 * elementCount(shape), 0);
    bytesBySegment.set(segment, (bytesBySegment.get(segment) ?? 0) + bytes);
  }
  const kept = bytesBySegment.get(undefined) ?? 0;
  bytesBySegment.delete(undefined);
  return kept + Math.max(0, ...bytesBySegment.values());
}

function assertTrains(trained: readonly unknown[]): void {
  if (trained.length === 0) throw new AppError('INVALID_INPUT', 'The loss of the model depends on none of its trained parameters, so there is nothing to learn. Train at least one, or give it an adapter.');
}
