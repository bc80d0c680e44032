/** @file A small encoder classifier and a task that it can learn, as a training plan. Imported by a forked process as well: no test framework here. */
import { createRandom } from '#shared/domain/random';
import { tensor, type Tensor } from '#main/engine/graph/data-type';
import { crossEntropy } from '#main/engine/losses/cross-entropy';
import { weightedSum } from '#main/engine/losses/reduction';
import { encoderHidden } from '#main/engine/models/encoder';
import type { EncoderConfig } from '#main/engine/models/encoder-config';
import { classificationLogits } from '#main/engine/models/encoder-heads';
import { exp, logProbability } from '#main/engine/ops/build';
import { adamwDefaults } from '#main/engine/optim/adamw';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import { seededParameters } from '#main/engine/training/initial-parameters';
import type { ExampleFormat, Model, TrainingOptions, TrainingPlan } from '#main/engine/training/types';

export interface LabelledTokens {
  readonly ids: readonly number[];
  readonly label: number;
}

/** A RoBERTa of this shape with a head of `classes`, its dropout included. */
export function classifier(config: EncoderConfig, { classes, dropout, seed }: { classes: number; dropout: number; seed: number }): Model {
  return {
    initialise: seededParameters(seed),
    build: ({ graph, bucket: { rows, length }, weights, dropout: createDropout, recomputesLayers }) => {
      const encoder = { config, weights, prefix: 'roberta.', recomputesLayers, dropHidden: createDropout('hidden', dropout), dropAttention: createDropout('attention', dropout) };
      const hidden = encoderHidden(encoder, {
        tokenIds: graph.input('token_ids', 'i64', [rows, length]),
        attentionMask: graph.input('attention_mask', 'f32', [rows, length]),
        positionIds: graph.input('position_ids', 'i64', [rows, length]),
      });
      const logits = classificationLogits(encoder, 'roberta', { hidden, batch: rows, classes });
      const [labels, rowWeights] = [graph.input('labels', 'i64', [rows]), graph.input('row_weights', 'f32', [rows])];
      const confidence = weightedSum(exp(logProbability(logits, labels)), rowWeights);
      return { loss: crossEntropy(logits, labels, rowWeights), metrics: { confidence }, predictions: { logits } };
    },
  };
}

/** Padding is token and position 0, as all positions begin at 1. */
export const labelledTokens: ExampleFormat<LabelledTokens> = {
  lengthOf: ({ ids }) => ids.length,
  collate: (examples, { rows, length, totalWeight }) => {
    const cells = <T>(cellOf: (example: LabelledTokens | undefined, position: number) => T): T[] =>
      Array.from({ length: rows * length }, (_, at) => cellOf(examples[Math.floor(at / length)], at % length));
    const isReal = (example: LabelledTokens | undefined, position: number): boolean => position < (example?.ids.length ?? 1);
    const perRow = (valueOf: (example: LabelledTokens | undefined) => number): number[] => Array.from({ length: rows }, (_, row) => valueOf(examples[row]));
    return new Map<string, Tensor>([
      ['token_ids', tensor('i64', [rows, length], cells((example, position) => example?.ids[position] ?? 0))],
      ['attention_mask', tensor('f32', [rows, length], cells((example, position) => Number(isReal(example, position))))],
      ['position_ids', tensor('i64', [rows, length], cells((example, position) => (isReal(example, position) ? position + 1 : 0)))],
      ['labels', tensor('i64', [rows], perRow((example) => example?.label ?? 0))],
      ['row_weights', tensor('f32', [rows], perRow((example) => (example === undefined ? 0 : 1 / totalWeight)))],
    ]);
  },
};

/** Sequences of 3 to 12 tokens; the label says which of the tokens 1 to 3 comes first. */
export function firstMarkerTask(count: number, seed: number): LabelledTokens[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const ids = Array.from({ length: 3 + random.integer(10) }, () => 1 + random.integer(15));
    const label = random.integer(3);
    return { ids: [0, 1 + label, ...ids.filter((id) => id > 3)].slice(0, 12), label };
  });
}

export const smallEncoder: EncoderConfig = { vocabularySize: 16, hiddenSize: 8, layers: 1, heads: 2, intermediateSize: 16, normEpsilon: 1e-5, positions: 16, tokenTypes: 1 };

export const smallOptions: TrainingOptions = {
  seed: 5,
  epochs: 2,
  batchSize: 4,
  accumulationSteps: 1,
  bucketLengths: [6, 12],
  learningRate: 0.01,
  schedule: 'linear',
  warmup: { steps: 2 },
  adamw: adamwDefaults,
  clipNorm: 1,
  recomputesLayers: false,
  best: { metric: 'loss', direction: 'lowest' },
};

export interface SmallPlan {
  readonly checkpointFolder: string;
  readonly options?: Partial<TrainingOptions>;
  readonly count?: number;
  readonly dropout?: number;
}

/** 22 examples in batches of 4. */
export function smallPlan({ checkpointFolder, options = {}, count = 22, dropout = 0.1 }: SmallPlan): TrainingPlan<LabelledTokens> {
  let timeMs = 0;
  return {
    model: classifier(smallEncoder, { classes: 3, dropout, seed: 1 }),
    format: labelledTokens,
    examples: firstMarkerTask(count, 1),
    heldOut: firstMarkerTask(9, 2),
    options: { ...smallOptions, ...options },
    configuration: { task: 'first marker' },
    checkpointFolder,
    device: { runtime: onnxRuntime, provider: 'cpu', threads: 1 },
    clock: () => (timeMs += 500),
  };
}
