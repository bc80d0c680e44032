/** @file Which outcomes and errors stop a training, and that others pass. */
import { expect, test } from 'vitest';
import { AppError } from '#shared/contracts/errors';
import { tensor } from '#main/engine/graph/data-type';
import { checkMoved, checkOutcome, fingerprint, guardMemory } from '#main/engine/training/guards';

const outcome = { step: 7, loss: 1.5, gradientNorm: 0.3, learningRate: 0.01 };

test.each([
  [{ loss: NaN }, 'The loss of step 7 is NaN. The learning rate was 0.01; lower it'],
  [{ loss: -Infinity }, 'The loss of step 7 is -Infinity.'],
  [{ gradientNorm: Infinity }, 'The gradient of step 7 has the norm Infinity (loss 1.5). The learning rate was 0.01; lower it'],
  [{ gradientNorm: NaN }, 'The gradient of step 7 has the norm NaN'],
  [{ gradientNorm: 0 }, 'The gradient of step 7 is 0 (loss 1.5), so nothing is learnt.'],
])('%j', (wrong, message) => {
  expect(() => checkOutcome(outcome)).not.toThrow();
  expect(() => checkOutcome({ ...outcome, ...wrong })).toThrow(message);
});

test('a fingerprint changes with any value that counts, and with its place', () => {
  const of = (...values: number[]): number => fingerprint([tensor('f32', [values.length], values)]);
  expect(new Set([of(1, 2, 0), of(2, 1, 0), of(1, 2, 1e-7), of(1 + 2 ** -23, 2, 0), of(1, 2)]).size).toBe(5);
  expect(of(1, 2, 1e-9)).toBe(of(1, 2, 0));
  expect(() => checkMoved(of(1), of(2), 1)).not.toThrow();
  expect(() => checkMoved(of(1), of(1), 1e-20)).toThrow('its learning rate of 1e-20 is too small');
});

test.each([
  'Array buffer allocation failed',
  'Invalid array length',
  'Invalid typed array length: 99999999999999',
  'std::bad_alloc',
  'Failed to allocate memory for requested buffer of size 70368744177664',
  'CUDA failure 2: out of memory',
  'Device lost: Out of device memory',
  'Not enough memory resources are available to complete this operation.',
])('memory: %s', async (message) => {
  await expect(guardMemory({ rows: 8, length: 512 }, () => { throw new Error(message); })).rejects.toMatchObject({ code: 'LIMIT', message: expect.stringContaining('8 examples with 512 positions') as string });
});

test.each([new Error('Invalid rank for input'), new Error('the room was booked'), new AppError('CANCELLED', 'out of memory, said a person')])('not memory: %s', async (error: Error) => {
  await expect(guardMemory({ rows: 8, length: 512 }, () => { throw error; })).rejects.toBe(error);
});
