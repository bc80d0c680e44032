/** @file The table of runs in its address: what is written is read again, what is wrong is passed over. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { newestFirst, readRunsView, type RunsView, sortedBy, toggleOption, withFilter, withGroup, writeRunsView } from '../../../../../src/renderer/src/pages/runs/runs-address';

const empty: RunsView = { filter: {}, sort: newestFirst, order: 'descending', group: null };

test('the natural view has an empty address', () => {
  expect(writeRunsView(empty).toString()).toBe('');
  expect(readRunsView(new URLSearchParams(''))).toEqual(empty);
});

test('every view that can be written is read again', () => {
  const word = fc.stringMatching(/^[a-z][a-z.:= ]{0,8}[a-z]$/);
  const json = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0), fc.boolean(), fc.constant(null), fc.array(fc.integer(), { maxLength: 3 }));
  const filter = fc.record(
    { text: word, kinds: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }), tags: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }), parentId: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 99 })) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(filter, fc.stringMatching(/^[a-z]+(\.[a-z]+)?$/), json, ({ ...fields }, path, value) => {
      const view = withFilter(empty, { ...(fields as RunsView['filter']), config: [{ path, values: [value] }] });
      expect(readRunsView(new URLSearchParams(writeRunsView(view).toString()))).toEqual(view);
    }),
  );
});

test('an address with nonsense in it still shows the rest', () => {
  expect(readRunsView(new URLSearchParams('q=hope&state=asleep&parent=x&where=a=%7B&sort=none:x&order=up'))).toEqual({ ...empty, filter: { text: 'hope' } });
});

test('a column is sorted one way, then the other, then as it was', () => {
  const byMetric = { by: 'best', key: 'valid/f1' } as const;
  const once = sortedBy(empty, byMetric);
  const twice = sortedBy(once, byMetric);
  expect([once.order, twice.order, sortedBy(twice, byMetric)]).toEqual(['descending', 'ascending', empty]);
});

test('grouping sorts by the option, and ends with its order', () => {
  const grouped = withGroup(empty, 'training.learningRate');
  expect(grouped).toMatchObject({ sort: { by: 'config', key: 'training.learningRate' }, order: 'ascending' });
  expect(writeRunsView(grouped).toString()).toBe('group=training.learningRate');
  expect(withGroup(grouped, null)).toEqual(empty);
});

test('values of an option are added and taken away one by one', () => {
  const one = toggleOption([], 'a', 1);
  const two = toggleOption(one, 'a', 2);
  expect(two).toEqual([{ path: 'a', values: [1, 2] }]);
  expect(toggleOption(toggleOption(two, 'a', 1), 'a', 2)).toEqual([]);
});
