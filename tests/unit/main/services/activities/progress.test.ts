/** @file The rate is smoothed, the time left follows from it, and neither is invented. */
import { expect, test } from 'vitest';
import { createProgressMeter } from '#main/services/activities/progress';

const step = (done: number, total?: number) => ({ done, unit: 'bytes' as const, note: 'Reading', ...(total === undefined ? {} : { total }) });

test('a steady pace gives its rate and time left', () => {
  const measure = createProgressMeter(0);
  measure(step(100, 1000), 1000);
  expect(measure(step(200, 1000), 2000)).toMatchObject({ unitsPerSecond: 100, secondsLeft: 8 });
});

test('without a total there is no time left, without a step no rate', () => {
  const measure = createProgressMeter(0);
  expect(measure(step(0), 0)).not.toHaveProperty('unitsPerSecond');
  const later = measure(step(50), 1000);
  expect(later).toMatchObject({ unitsPerSecond: 50 });
  expect(later).not.toHaveProperty('secondsLeft');
});

test('a sudden change is followed over seconds, not at once', () => {
  const measure = createProgressMeter(0);
  measure(step(100), 1000);
  const slower = measure(step(110), 2000).unitsPerSecond ?? 0;
  expect(slower).toBeGreaterThan(60);
  expect(slower).toBeLessThan(100);
});

test('work that starts over is measured anew', () => {
  const measure = createProgressMeter(0);
  measure(step(500, 500), 1000);
  expect(measure(step(0, 100), 1001)).not.toHaveProperty('unitsPerSecond');
});
