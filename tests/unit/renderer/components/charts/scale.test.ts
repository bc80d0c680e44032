/** @file Axes over any values: they cover them, end on round steps, and survive a single value. */
import { array, assert, double, property } from 'fast-check';
import { expect, test } from 'vitest';
import { axisOver } from '../../../../../src/renderer/src/components/charts/scale';

test('steps are round and told apart by their digits', () => {
  expect(axisOver([0, 0.68])).toEqual({ from: 0, to: 0.8, ticks: [0, 0.2, 0.4, 0.6, 0.8], digits: 1 });
  expect(axisOver([-0.05, 0.01])).toMatchObject({ from: -0.06, to: 0.02, digits: 2 });
  expect(axisOver([0, 2300])).toMatchObject({ from: 0, to: 2500, digits: 0 });
});

test('one value, or none, still makes an axis', () => {
  expect(axisOver([0]).to).toBeGreaterThan(axisOver([0]).from);
  expect(axisOver([])).toEqual({ from: 0, to: 1, ticks: [0, 1], digits: 0 });
});

test('every value lies on the axis', () => {
  assert(
    property(array(double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
      const { from, to, ticks } = axisOver(values);
      const slack = Math.max(Math.abs(from), Math.abs(to)) * 1e-6 + 1e-12;
      expect(from).toBeLessThan(to);
      expect(from).toBeLessThanOrEqual(Math.min(...values) + slack);
      expect(to).toBeGreaterThanOrEqual(Math.max(...values) - slack);
      expect(ticks.length).toBeLessThanOrEqual(13);
    }),
  );
});
