/** @file Trains a planner in a run: the engine's training with its events as the run's curves, validation figures, and checkpoints in the run's folder. */
import { join } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import { plannerFormat, plannerModel, type PlannerExample } from '../../../../engine/models/planner-model';
import { adamwDefaults } from '../../../../engine/optim/adamw';
import { trainModel } from '../../../../engine/training/train-model';
import type { Evaluation, Metrics, TrainingEvent, TrainingOptions } from '../../../../engine/training/types';
import type { ChosenRuntime } from '../../../../engine/runtime/choose-runtime';
import { classificationScores } from '../../../../research/metrics/classification';
import { confusionCounts } from '../../../../research/metrics/confusion';
import type { RunLink } from '../../run-task';
import type { PlannerTaskInput } from './input';
import type { PreparedPlanner } from './prepare-encoder';

export interface TrainingData {
  readonly train: readonly PlannerExample[];
  readonly valid: readonly PlannerExample[];
}

export interface TrainingOutcome {
  readonly steps: number;
  readonly parameters: number;
  /** Of the checkpoint that is kept. */
  readonly bestStep: number;
  readonly bestValue: number;
}

export function checkpointFolder(run: Pick<RunLink, 'folder'>): string {
  return join(run.folder, 'checkpoints');
}

/** Goes on from the run's checkpoint where there is one. Throws `run.signal.reason` once a checkpoint is saved where the run is to stop. */
export async function trainPlanner(input: PlannerTaskInput, planner: PreparedPlanner, { run, data, chosen }: { run: RunLink; data: TrainingData; chosen: ChosenRuntime }): Promise<TrainingOutcome> {
  const { config } = input;
  const { threads } = config.training;
  const classes = planner.settings.labels.length;
  const dropout = { encoder: config.encoder.dropout, aspects: config.head.dropout, tokens: config.encoder.tokenDropout };
  const events = trainModel<PlannerExample>(
    {
      model: plannerModel(planner.network, dropout, planner.initialise),
      format: plannerFormat(planner.network),
      examples: data.train,
      heldOut: data.valid,
      options: optionsOf(input, planner, run.seed),
      configuration: {
        corpus: input.provenance.corpus.sha256,
        states: input.provenance.states?.sha256 ?? null,
        encoder: input.provenance.encoder?.sha256 ?? null,
        planner: JSON.stringify(planner.settings),
        dropout: JSON.stringify(dropout),
        classWeights: config.training.classWeights,
      },
      checkpointFolder: checkpointFolder(run),
      device: { runtime: chosen.runtime, provider: 'cpu', ...(threads === 0 ? {} : { threads }) },
      clock: () => performance.now(),
    },
    {
      evaluate: (evaluation) => validationScores(evaluation, classes),
      beforeCheckpointBecomesCurrent: () => run.flush(),
      isPauseAsked: () => run.signal.aborted,
    },
  );
  let [parameters, totalSteps] = [0, 0];
  for await (const event of events) {
    if (event.kind === 'started') [parameters, totalSteps] = [event.parameterCount, event.totalSteps];
    report(event, totalSteps, run);
    if (event.kind !== 'finished') continue;
    if (event.reason === 'paused') run.signal.throwIfAborted();
    if (event.best === undefined) throw new AppError('INTERNAL', 'The training ended without an evaluation.');
    return { steps: event.step, parameters, bestStep: event.best.step, bestValue: event.best.value };
  }
  throw new AppError('INTERNAL', 'The training ended before it was finished.');
}

function optionsOf({ config: { training } }: PlannerTaskInput, { settings }: PreparedPlanner, seed: number): TrainingOptions {
  const { epochs, batchSize, accumulationSteps, learningRate, schedule, warmupSteps, weightDecay, clipNorm, select, recomputesLayers } = training;
  return {
    seed,
    epochs,
    batchSize,
    accumulationSteps,
    bucketLengths: settings.bucketLengths,
    learningRate,
    schedule,
    warmup: { steps: warmupSteps },
    adamw: { ...adamwDefaults, weightDecay },
    clipNorm,
    recomputesLayers,
    best: { metric: select, direction: select === 'loss' ? 'lowest' : 'highest' },
  };
}

/** Macro averages are over all classes, as reported figures are. */
function validationScores({ predictions }: Evaluation<PlannerExample>, classes: number): Metrics {
  const gold = Int32Array.from(predictions, ({ example }) => example.label);
  const predicted = Int32Array.from(predictions, ({ outputs }) => indexOfLargest(outputs['logits'] ?? new Float32Array()));
  const { accuracy, macroF1, weightedF1, perLabel } = classificationScores(confusionCounts({ gold, predicted, unparsed: 0 }, classes), classes, 'all');
  return { accuracy, macroF1, weightedF1, macroPrecision: perLabel.reduce((sum, { precision }) => sum + precision, 0) / classes };
}

/** Of equals the first. */
export function indexOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) if ((values[index] ?? -Infinity) > (values[best] ?? -Infinity)) best = index;
  return best;
}

function report(event: TrainingEvent, totalSteps: number, run: RunLink): void {
  if (event.kind === 'stepped') {
    const { step, epoch, loss, gradientNorm, learningRate, examplesPerSecond, tokensPerSecond } = event;
    run.metrics(step, { 'train/loss': loss, 'train/gradient norm': gradientNorm, 'train/learning rate': learningRate, 'speed/examples per second': examplesPerSecond, 'speed/tokens per second': tokensPerSecond }, { epoch });
    run.progress({ done: step, total: totalSteps, unit: 'steps', note: `epoch ${epoch}` });
  }
  if (event.kind === 'evaluated') {
    const { step, epoch, metrics, isBest } = event;
    run.metrics(step, Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`valid/${name}`, value])), { epoch });
    run.log('info', `Epoch ${epoch}, step ${step}: ${Object.entries(metrics).map(([name, value]) => `${name} ${value.toFixed(4)}`).join(', ')}${isBest ? ' (best so far)' : ''}.`);
  }
}
