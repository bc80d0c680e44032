/** @file Configurations by dotted path: flat and back, changed, laid over each other, compared. */
import { array, assert, dictionary, integer, letrec, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '#shared/domain/json';
import { compareConfigs, type Configuration, flattenConfig, isSameJson, overlaid, withChanges } from '#shared/domain/runs/config-paths';

test('a flat table puts together again what it was made of', () => {
  const key = string({ minLength: 1, maxLength: 3 }).filter((text) => !text.includes('.'));
  const { config } = letrec<{ value: Json; config: Configuration }>((tie) => ({ value: oneof({ maxDepth: 3 }, string(), array(integer()), tie('config')), config: dictionary(key, tie('value'), { maxKeys: 3 }) }));
  assert(
    property(config, (configuration) => {
      expect(withChanges({}, flattenConfig(configuration))).toEqual(configuration);
    }),
  );
});

test('changes make the way to where they belong and leave the rest alone', () => {
  const config = { training: { epochs: 3, rates: [1, 2] }, name: 'x' };
  expect(withChanges(config, { 'training.epochs': 5, 'model.layers': 2, 'name.first': 'y' })).toEqual({ training: { epochs: 5, rates: [1, 2] }, model: { layers: 2 }, name: { first: 'y' } });
  expect(config.training.epochs).toBe(3);
  expect(Object.getPrototypeOf(withChanges({}, { '__proto__.polluted': true }))).toBe(Object.prototype);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('what a person sets lies over a profile, option by option', () => {
  expect(overlaid({ a: { x: 1, y: 2 }, list: [1, 2] }, { a: { y: 3 }, list: [9] })).toEqual({ a: { x: 1, y: 3 }, list: [9] });
});

test('a comparison names every path and what differs', () => {
  expect(compareConfigs([{ a: 1, b: [1, { c: 2, d: 3 }] }, { a: 1, b: [1, { d: 3, c: 2 }], e: null }])).toEqual([
    { path: 'a', values: [1, 1], isDifferent: false },
    { path: 'b', values: [[1, { c: 2, d: 3 }], [1, { d: 3, c: 2 }]], isDifferent: false },
    { path: 'e', values: [undefined, null], isDifferent: true },
  ]);
  expect([isSameJson([], {}), isSameJson(null, {}), isSameJson({ a: 1 }, { a: 1, b: 1 }), isSameJson([1], [1, 2])]).toEqual([false, false, false, false]);
});
