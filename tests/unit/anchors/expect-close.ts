/** @file The tolerance of the anchors: 1e-6 for every float. */
import { expect } from 'vitest';

export function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(Math.abs((actual[index] ?? NaN) - value), `value ${index}`).toBeLessThanOrEqual(1e-6);
}
