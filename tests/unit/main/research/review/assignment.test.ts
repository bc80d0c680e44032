/** @file Assignment: everybody has about as much to do, every item its people, repeats come late enough. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignItems, orderQueue } from '#main/research/review/assignment';

describe('items', () => {
  test('go to exactly k different people each, loads within one', () => {
    const shape = fc.record({ items: fc.nat(120), people: fc.integer({ min: 1, max: 9 }), share: fc.integer({ min: 1, max: 9 }), seed: fc.nat() });
    fc.assert(
      fc.property(shape, ({ items, people, share, seed }) => {
        const perItem = Math.min(share, people);
        const queues = assignItems(items, { people, perItem, seed });
        const loads = queues.map((queue) => queue.length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
        const holders = Array.from({ length: items }, () => 0);
        for (const queue of queues) {
          expect(new Set(queue).size).toBe(queue.length);
          for (const item of queue) holders[item] = (holders[item] ?? 0) + 1;
        }
        expect(holders.every((count) => count === perItem)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('are shared about equally by all pairs of people, so that every pair can be compared', () => {
    const queues = assignItems(120, { people: 4, perItem: 2, seed: 1 }).map((queue) => new Set(queue));
    const shared = queues.flatMap((own, a) => queues.slice(a + 1).map((other) => [...own].filter((item) => other.has(item)).length));
    expect(shared).toHaveLength(6);
    for (const count of shared) expect(Math.abs(count - 20)).toBeLessThanOrEqual(2);
  });

  test('depend on the seed alone', () => {
    expect(assignItems(30, { people: 5, perItem: 2, seed: 9 })).toEqual(assignItems(30, { people: 5, perItem: 2, seed: 9 }));
    expect(assignItems(30, { people: 5, perItem: 2, seed: 9 })).not.toEqual(assignItems(30, { people: 5, perItem: 2, seed: 10 }));
  });
});

describe('a queue', () => {
  test('has every item once, as many repeats as asked, and each far behind its first', () => {
    const shape = fc.record({ items: fc.integer({ min: 1, max: 80 }), share: fc.double({ min: 0, max: 0.5, noNaN: true }), distance: fc.integer({ min: 1, max: 30 }), goldChecks: fc.nat(10), seed: fc.nat() });
    fc.assert(
      fc.property(shape, ({ items, share, distance, goldChecks, seed }) => {
        const queue = orderQueue(Array.from({ length: items }, (_, index) => index), { order: 'shuffled', repeats: { share, distance }, goldChecks }, seed);
        const places = (kind: string) => queue.flatMap((place, position) => (place.kind === kind ? [{ ...place, position }] : []));
        expect(places('item').map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(Array.from({ length: items }, (_, index) => index));
        expect(places('goldCheck')).toHaveLength(goldChecks);
        const kept = Math.min(distance, Math.ceil(items / 2));
        expect(places('repeat')).toHaveLength(Math.min(Math.round(items * share), items - kept));
        for (const repeat of places('repeat')) {
          const first = places('item').find(({ index }) => index === repeat.index)?.position ?? Number.NaN;
          const between = queue.slice(first + 1, repeat.position).filter(({ kind }) => kind === 'item').length;
          expect(between).toBeGreaterThanOrEqual(kept);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('in the order of the dialogues keeps it', () => {
    expect(orderQueue([2, 5, 9], { order: 'dialogue', repeats: null, goldChecks: 0 }, 4).map(({ index }) => index)).toEqual([2, 5, 9]);
  });

  test('spreads gold checks over its length', () => {
    const queue = orderQueue(Array.from({ length: 100 }, (_, index) => index), { order: 'shuffled', repeats: null, goldChecks: 10 }, 3);
    const positions = queue.flatMap(({ kind }, position) => (kind === 'goldCheck' ? [position] : []));
    for (const [turn, position] of positions.entries()) expect(Math.abs(position - (turn * 11 + 5))).toBeLessThanOrEqual(11);
  });
});
