/** @file Buckets and batches: nothing lost, nothing twice, and an order that seed and epoch decide alone. */
import { expect, test } from 'vitest';
import { bucketsOf, epochBatches, inGroups, orderedBatches } from '#main/engine/training/batches';

const lengths = Array.from({ length: 53 }, (_, index) => 1 + ((index * 7) % 12));
const buckets = bucketsOf(lengths, (length) => length, [12, 3, 6]);

test('an example goes into the smallest bucket that holds it', () => {
  expect(bucketsOf([1, 3, 4, 6, 7, 12], (length) => length, [12, 3, 6])).toEqual([3, 3, 6, 6, 12, 12]);
});

test('one that no bucket holds is refused with what to do', () => {
  expect(() => bucketsOf([3, 13], (length) => length, [3, 12])).toThrow('Example 2 has 13 positions, the longest bucket 12. Cut examples to that length, or add a bucket of 13.');
});

test('an epoch has every example once, in batches of one bucket that are full but for its last', () => {
  const batches = epochBatches(buckets, 4, { seed: 1, epoch: 1 });
  expect(batches.flat().sort((a, b) => a - b)).toEqual([...lengths.keys()]);
  expect(batches.every((batch) => new Set(batch.map((index) => buckets[index])).size === 1)).toBe(true);
  expect(batches.filter((batch) => batch.length < 4).length).toBeLessThanOrEqual(3);
  expect(batches).toHaveLength(orderedBatches(buckets, 4).length);
});

test('equal seeds and epochs give equal orders; others differ', () => {
  const order = (seed: number, epoch: number): string => JSON.stringify(epochBatches(buckets, 4, { seed, epoch }));
  expect(order(1, 1)).toBe(order(1, 1));
  expect(new Set([order(1, 1), order(1, 2), order(2, 1), order(2, 2)]).size).toBe(4);
});

test('buckets are mixed over the epoch', () => {
  const first = epochBatches(buckets, 4, { seed: 1, epoch: 1 }).slice(0, 7);
  expect(new Set(first.map(([index = 0]) => buckets[index])).size).toBe(3);
});

test('ordered batches keep the order within a bucket', () => {
  expect(orderedBatches([6, 3, 6, 3, 6], 2)).toEqual([[1, 3], [0, 2], [4]]);
});

test('groups keep what is left over', () => {
  expect(inGroups([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
});
