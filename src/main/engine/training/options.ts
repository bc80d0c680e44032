/** @file The options of a training: checked, compared with a checkpoint's, and turned into numbers of steps and learning rates. */
import { AppError } from '#shared/contracts/errors';
import { rateFactor } from '../optim/schedules';
import type { TrainingOptions } from './types';

export interface Course {
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
}

export function courseOf({ epochs, maxSteps, accumulationSteps }: TrainingOptions, batchesPerEpoch: number): Course {
  const stepsPerEpoch = Math.ceil(batchesPerEpoch / accumulationSteps);
  return { stepsPerEpoch, totalSteps: Math.min(epochs * stepsPerEpoch, maxSteps ?? Infinity) };
}

/** `step` counts from 1. */
export function learningRateAt({ learningRate, schedule, warmup }: TrainingOptions, totalSteps: number, step: number): number {
  // As transformers rounds it.
  const warmupSteps = 'steps' in warmup ? warmup.steps : Math.ceil(warmup.ratio * totalSteps);
  return learningRate * rateFactor({ kind: schedule, warmupSteps, totalSteps }, step);
}

/** Options that decide the result; those of time and memory may change when a training is resumed. */
export function decisiveOptions(options: TrainingOptions): Record<string, string | number | null> {
  const { warmup, best, bucketLengths, adamw } = options;
  const { seed, epochs, maxSteps = null, batchSize, accumulationSteps, learningRate, schedule, clipNorm = null, evaluateEverySteps = null } = options;
  return {
    ...adamw,
    seed,
    epochs,
    maxSteps,
    batchSize,
    accumulationSteps,
    learningRate,
    schedule,
    clipNorm,
    evaluateEverySteps,
    warmup: 'steps' in warmup ? `${warmup.steps} steps` : `${warmup.ratio} of all steps`,
    best: `${best.direction} ${best.metric}`,
    bucketLengths: bucketLengths.toSorted((a, b) => a - b).join(', '),
  };
}

export function checkOptions(options: TrainingOptions): void {
  const { warmup, adamw, clipNorm } = options;
  for (const name of ['epochs', 'batchSize', 'accumulationSteps', 'maxSteps', 'evaluateEverySteps', 'checkpointEverySteps'] as const) {
    check(options[name] === undefined || isWhole(options[name], 1), name, options[name], 'a whole number from 1');
  }
  check(Number.isSafeInteger(options.seed), 'seed', options.seed, 'a whole number');
  check(options.bucketLengths.length > 0 && options.bucketLengths.every((length) => isWhole(length, 1)), 'bucketLengths', options.bucketLengths.join(', ') || 'none', 'at least one whole number from 1');
  check(isAbove(options.learningRate, 0), 'learningRate', options.learningRate, 'a number above 0');
  if ('steps' in warmup) check(isWhole(warmup.steps, 0), 'warmup.steps', warmup.steps, 'a whole number from 0');
  else check(warmup.ratio >= 0 && warmup.ratio < 1, 'warmup.ratio', warmup.ratio, 'a number from 0 to below 1');
  for (const name of ['beta1', 'beta2'] as const) check(adamw[name] >= 0 && adamw[name] < 1, `adamw.${name}`, adamw[name], 'a number from 0 to below 1');
  check(isAbove(adamw.epsilon, 0), 'adamw.epsilon', adamw.epsilon, 'a number above 0');
  check(adamw.weightDecay >= 0 && Number.isFinite(adamw.weightDecay), 'adamw.weightDecay', adamw.weightDecay, 'a number from 0');
  check(clipNorm === undefined || isAbove(clipNorm, 0), 'clipNorm', clipNorm, 'a number above 0');
}

function check(holds: boolean, name: string, ...[value, needed]: readonly [unknown, string]): void {
  if (!holds) throw new AppError('INVALID_INPUT', `The training option ${name} is ${String(value)}; ${needed} is needed.`);
}

function isWhole(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}

function isAbove(value: number, bound: number): boolean {
  return Number.isFinite(value) && value > bound;
}
