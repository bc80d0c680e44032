/** @file What stops a training that cannot come to anything, in words that say what to change. */
import { AppError } from '#shared/contracts/errors';
import type { Tensor } from '../graph/data-type';
import type { Bucket } from './types';

export interface StepOutcome {
  readonly step: number;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
}

/** Throws where the loss or the gradient is of no use. */
export function checkOutcome({ step, loss, gradientNorm, learningRate }: StepOutcome): void {
  const remedy = `The learning rate was ${learningRate}; lower it, add warm-up steps or clip the gradient. The last checkpoint is as it was.`;
  if (!Number.isFinite(loss)) throw diverged(`The loss of step ${step} is ${loss}. ${remedy}`);
  if (!Number.isFinite(gradientNorm)) throw diverged(`The gradient of step ${step} has the norm ${gradientNorm} (loss ${loss}). ${remedy}`);
  if (gradientNorm === 0) {
    throw diverged(`The gradient of step ${step} is 0 (loss ${loss}), so nothing is learnt. Look whether the examples have labels that count; if steps before were well, lower the learning rate (${learningRate}).`);
  }
}

/** Below this a value counts as 0: what begins as 0 is moved by any step, however small. */
const smallest = 1e-8;

/** A number that changes with any bit of the tensors. */
export function fingerprint(tensors: Iterable<Tensor<'f32'>>): number {
  let hash = 0x811c9dc5;
  for (const { data } of tensors) {
    const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
    for (let at = 0; at < bits.length; at++) hash = Math.imul(hash ^ (Math.abs(data[at] ?? 0) < smallest ? 0 : (bits[at] ?? 0)), 0x01000193);
  }
  return hash >>> 0;
}

/** After the first step; both are fingerprints of the trained parameters. */
export function checkMoved(before: number, after: number, learningRate: number): void {
  if (before !== after) return;
  throw diverged(`The first step moved no parameter: its learning rate of ${learningRate} is too small to change 32-bit numbers. Raise the learning rate or shorten the warm-up; a training of one step needs the constant schedule.`);
}

/** Runs `work` for a batch of this shape; memory that gives out becomes an error that names what to make smaller. */
export async function guardMemory<T>(bucket: Bucket, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    throw new AppError(
      'LIMIT',
      `Memory ran out at a batch of ${bucket.rows} examples with ${bucket.length} positions. Take a smaller batch with more accumulation steps (the result is the same), shorter buckets, activation checkpointing (recomputesLayers), or adapters instead of full training.`,
      { cause: error },
    );
  }
}

/** Of JavaScript's allocations, ONNX Runtime's arenas, C++ and GPU drivers. */
const outOfMemory = /allocation failed|invalid (typed )?array (buffer )?length|failed to allocate|bad[_ ]alloc|out of (device )?memory|not enough memory|cannot allocate|\bOOM\b/i;

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && !(error instanceof AppError) && outOfMemory.test(error.message);
}

function diverged(message: string): AppError {
  return new AppError('INVALID_INPUT', message);
}
