/** @file Options: what is refused, how many steps they make, and the learning rate of each. */
import { describe, expect, test } from 'vitest';
import { checkOptions, courseOf, decisiveOptions, learningRateAt } from '#main/engine/training/options';
import type { TrainingOptions } from '#main/engine/training/types';
import { smallOptions } from '../../../../support/engine/training';

describe('the course', () => {
  test.each([
    [{ epochs: 3 }, { stepsPerEpoch: 7, totalSteps: 21 }],
    [{ epochs: 3, accumulationSteps: 2 }, { stepsPerEpoch: 4, totalSteps: 12 }],
    [{ epochs: 3, maxSteps: 5 }, { stepsPerEpoch: 7, totalSteps: 5 }],
    [{ epochs: 1, maxSteps: 50 }, { stepsPerEpoch: 7, totalSteps: 7 }],
  ])('of %j', (options, course) => {
    expect(courseOf({ ...smallOptions, ...options }, 7)).toEqual(course);
  });
});

test.each([
  ['steps', { steps: 4 }],
  ['a ratio, rounded up', { ratio: 0.35 }],
])('warm-up in %s', (_, warmup) => {
  const options: TrainingOptions = { ...smallOptions, learningRate: 2, schedule: 'linear', warmup };
  expect([1, 2, 4, 7, 10].map((step) => learningRateAt(options, 10, step))).toEqual([0.5, 1, 2, 1, 0]);
});

test.each<[Partial<TrainingOptions>, string]>([
  [{ epochs: 0 }, 'The training option epochs is 0; a whole number from 1 is needed.'],
  [{ batchSize: 1.5 }, 'The training option batchSize is 1.5; a whole number from 1 is needed.'],
  [{ accumulationSteps: NaN }, 'accumulationSteps is NaN'],
  [{ checkpointEverySteps: 0 }, 'checkpointEverySteps is 0'],
  [{ bucketLengths: [] }, 'bucketLengths is none; at least one whole number from 1 is needed.'],
  [{ bucketLengths: [8, -1] }, 'bucketLengths is 8, -1'],
  [{ learningRate: 0 }, 'learningRate is 0; a number above 0 is needed.'],
  [{ warmup: { ratio: 1 } }, 'warmup.ratio is 1; a number from 0 to below 1 is needed.'],
  [{ warmup: { steps: -1 } }, 'warmup.steps is -1'],
  [{ adamw: { ...smallOptions.adamw, beta2: 1 } }, 'adamw.beta2 is 1'],
  [{ adamw: { ...smallOptions.adamw, weightDecay: -0.1 } }, 'adamw.weightDecay is -0.1'],
  [{ clipNorm: 0 }, 'clipNorm is 0'],
])('%j is refused', (wrong, message) => {
  expect(() => checkOptions(smallOptions)).not.toThrow();
  expect(() => checkOptions({ ...smallOptions, ...wrong })).toThrow(message);
});

test('what may change between a checkpoint and its resumption: time and memory', () => {
  const changed = { ...smallOptions, recomputesLayers: true, checkpointEverySteps: 3, largestPreparedBytes: 1e9, bucketLengths: smallOptions.bucketLengths.toReversed() };
  expect(decisiveOptions(changed)).toEqual(decisiveOptions(smallOptions));
  expect(decisiveOptions({ ...smallOptions, warmup: { ratio: 0.1 } })).not.toEqual(decisiveOptions(smallOptions));
});
