/** @file Training steps as a run of the workbench takes them (engine/training/trainer.ts): all weights of an encoder, or adapters of a decoder. */
import { join } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import { openModelFolder } from '../../../../engine/checkpoint/model-folder';
import type { EncoderModelConfig, DecoderModelConfig, ModelConfig } from '../../../../engine/checkpoint/model-config';
import { readSafetensorsHeader, readTensor } from '../../../../engine/checkpoint/safetensors-read';
import { tensor, type Tensor } from '../../../../engine/graph/data-type';
import type { Value } from '../../../../engine/graph/graph';
import { storedWeights } from '../../../../engine/inference/weight-source';
import { crossEntropy } from '../../../../engine/losses/cross-entropy';
import { weightedSum } from '../../../../engine/losses/reduction';
import { encoderHidden } from '../../../../engine/models/encoder';
import { classificationLogits } from '../../../../engine/models/encoder-heads';
import { tokenLogProbabilities } from '../../../../engine/models/token-scores';
import { withLora } from '../../../../engine/nn/lora';
import { negate } from '../../../../engine/ops/build';
import { adamwDefaults } from '../../../../engine/optim/adamw';
import { chooseRuntime } from '../../../../engine/runtime/choose-runtime';
import { storedParameters } from '../../../../engine/training/initial-parameters';
import { Trainer } from '../../../../engine/training/trainer';
import type { ExampleFormat, Model, ModelContext } from '../../../../engine/training/types';
import { adapterFile, type AdapterInputs, type Job, type Measured, type TrainingInputs } from './job';
import { timeRepeatedly } from './stopwatch';

/** A sequence by its place among the inputs. */
type Example = number;

interface Task {
  readonly model: Model;
  readonly format: ExampleFormat<Example>;
  readonly examples: readonly Example[];
  readonly length: number;
  readonly learningRate: number;
}

/** Shares of a step's duration at which it is cancelled. */
const cancelShares = [0.15, 0.5, 0.85];

export async function measureTraining(job: Job, inputs: TrainingInputs, signal: AbortSignal): Promise<Measured> {
  const { config, weights } = await openModelFolder(job.folder);
  if (config.kind !== 'encoder') throw wrongModel(config);
  const model: Model = { build: (context) => ({ loss: classificationLoss(config, context) }), initialise: storedParameters(weights) };
  const format: ExampleFormat<Example> = {
    lengthOf: (example) => inputs.sequences[example]?.length ?? 0,
    collate: (examples, { length, totalWeight }) =>
      new Map([
        ...sequenceTensors(inputs.sequences, { examples, length, firstPosition: config.shape.firstPosition }),
        ['labels', tensor('i64', [examples.length], examples.map((example) => inputs.labels[example] ?? 0))],
        ['weights', tensor('f32', [examples.length], examples.map(() => 1 / totalWeight))],
      ]),
  };
  return await takeSteps(job, taskOf(inputs, model, format), signal);
}

export async function measureAdapters(job: Job, inputs: AdapterInputs, signal: AbortSignal): Promise<Measured> {
  const folder = await openModelFolder(job.folder);
  const { config } = folder;
  if (config.kind !== 'decoder') throw wrongModel(config);
  const base = await storedWeights(folder);
  const adapterPath = join(job.folder, adapterFile);
  const { tensors: adapters } = await readSafetensorsHeader(adapterPath, adapterPath);
  const model: Model = {
    build: (context) => {
      const shape = { rank: inputs.rank, scaling: inputs.alpha / inputs.rank };
      const weights = withLora(base.weightsOf(context.graph), context.weights, (layer) => (layer.endsWith('_proj') ? shape : undefined));
      return { loss: responseLoss(config, { ...context, weights }, inputs) };
    },
    initialise: async (name) => {
      const location = adapters.get(name);
      if (location === undefined) throw new AppError('INTERNAL', `${adapterPath} has no tensor "${name}".`);
      return await readTensor(location);
    },
    ...(base.folder !== undefined && { weightsFolder: base.folder }),
  };
  const format: ExampleFormat<Example> = {
    lengthOf: (example) => inputs.sequences[example]?.length ?? 0,
    weightOf: () => inputs.responseTokens,
    collate: (examples, { length, totalWeight }) => {
      const responses = examples.flatMap((example, row) =>
        Array.from({ length: inputs.responseTokens }, (_, index) => ({ row, position: length - inputs.responseTokens + index, sequence: inputs.sequences[example] ?? [] })),
      );
      return new Map([
        ...sequenceTensors(inputs.sequences, { examples, length, firstPosition: 0 }),
        ['rows', tensor('i64', [responses.length], responses.map(({ row, position }) => row * length + position - 1))],
        ['labels', tensor('i64', [responses.length], responses.map(({ sequence, position }) => sequence[position] ?? 0))],
        ['weights', tensor('f32', [responses.length], responses.map(() => 1 / totalWeight))],
      ]);
    },
  };
  return await takeSteps(job, taskOf(inputs, model, format), signal);
}

function taskOf({ sequences, learningRate }: TrainingInputs | AdapterInputs, model: Model, format: ExampleFormat<Example>): Task {
  return { model, format, learningRate, examples: [...sequences.keys()], length: sequences[0]?.length ?? 0 };
}

async function takeSteps(job: Job, { model, format, examples, length, learningRate }: Task, signal: AbortSignal): Promise<Measured> {
  const { runtime } = await chooseRuntime();
  const trainer = await Trainer.create({
    model,
    format,
    device: { runtime, provider: 'cpu', threads: job.threads },
    options: { seed: 0, batchSize: examples.length, accumulationSteps: 1, bucketLengths: [length], recomputesLayers: job.variant === 'recomputed', adamw: adamwDefaults, clipNorm: 1 },
  });
  try {
    const values: number[] = [];
    const timed = await timeRepeatedly(job, async () => {
      const { metrics } = await trainer.step([examples], learningRate, signal);
      values.push(metrics['loss'] ?? NaN);
      return undefined;
    });
    const peakResidentBytes = process.resourceUsage().maxRSS * 1024;
    const stepMs = Math.min(...timed.durationsMs);
    const cancelMs: number[] = [];
    for (const share of cancelShares) cancelMs.push(...(await timeCancellation((stop) => trainer.step([examples], learningRate, stop), share * stepMs)));
    return { ...timed, values, peakResidentBytes, cancelMs };
  } finally {
    await trainer.dispose();
  }
}

/** None where the step had ended before. */
async function timeCancellation(step: (signal: AbortSignal) => Promise<unknown>, afterMs: number): Promise<number[]> {
  const controller = new AbortController();
  let askedMs = NaN;
  const timer = setTimeout(() => {
    askedMs = performance.now();
    controller.abort();
  }, afterMs);
  try {
    await step(controller.signal);
    return [];
  } catch (error) {
    if (controller.signal.aborted) return [performance.now() - askedMs];
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function classificationLoss({ family, shape, labelCount }: EncoderModelConfig, { graph, bucket, weights, recomputesLayers }: ModelContext): Value {
  const { rows: batch } = bucket;
  const encoder = { config: shape, weights, prefix: `${family}.`, recomputesLayers };
  const logits = classificationLogits(encoder, family, { hidden: encoderHidden(encoder, sequenceInputs({ graph, bucket })), batch, classes: labelCount });
  return crossEntropy(logits, graph.input('labels', 'i64', [batch]), graph.input('weights', 'f32', [batch]));
}

function responseLoss({ shape }: DecoderModelConfig, { graph, bucket, weights, recomputesLayers }: ModelContext, { responseTokens }: AdapterInputs): Value {
  const count = bucket.rows * responseTokens;
  const scored = { rows: graph.input('rows', 'i64', [count]), ids: graph.input('labels', 'i64', [count]) };
  const logProbs = tokenLogProbabilities({ config: shape, weights, recomputesLayers }, sequenceInputs({ graph, bucket }), scored);
  return negate(weightedSum(logProbs, graph.input('weights', 'f32', [count])));
}

function sequenceInputs({ graph, bucket: { rows, length } }: Pick<ModelContext, 'graph' | 'bucket'>): { tokenIds: Value; attentionMask: Value; positionIds: Value } {
  const shape = [rows, length];
  return { tokenIds: graph.input('token_ids', 'i64', shape), attentionMask: graph.input('attention_mask', 'f32', shape), positionIds: graph.input('position_ids', 'i64', shape) };
}

function sequenceTensors(
  sequences: readonly (readonly number[])[],
  { examples, length, firstPosition }: { examples: readonly Example[]; length: number; firstPosition: number },
): readonly (readonly [string, Tensor])[] {
  const shape = [examples.length, length];
  const positions = examples.flatMap(() => Array.from({ length }, (_, position) => firstPosition + position));
  return [
    ['token_ids', tensor('i64', shape, examples.flatMap((example) => sequences[example] ?? []))],
    ['attention_mask', tensor('f32', shape, positions.map(() => 1))],
    ['position_ids', tensor('i64', shape, positions)],
  ];
}

function wrongModel({ architecture }: ModelConfig): AppError {
  return new AppError('INTERNAL', `The workload was written with a model of another kind: ${architecture}.`);
}
