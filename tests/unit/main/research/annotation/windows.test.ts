/** @file Windows of any shape: every turn exactly once, and how they shrink. */
import { expect, it } from 'vitest';
import { planWindows, shrinkWindow, stitch } from '#main/research/annotation/windows';

it('labels every turn exactly once, whatever the shape', () => {
  for (let window = 1; window <= 9; window++) {
    for (let step = 1; step <= window; step++) {
      for (let turns = 0; turns <= 25; turns++) {
        const windows = planWindows(turns, { window, step });
        const labels = windows.map(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
        expect(stitch(windows, labels), `${turns} turns, ${window} by ${step}`).toEqual(Array.from({ length: turns }, (_, index) => index));
      }
    }
  }
});

it('asks once where all turns fit into one window', () => {
  expect(planWindows(3, { window: 8, step: 1 })).toEqual([{ first: 0, last: 2, dropped: 0 }]);
  expect(planWindows(0, { window: 4, step: 2 })).toEqual([]);
});

it('shrinks to two by one, and never grows', () => {
  expect(shrinkWindow({ window: 8, step: 4 })).toEqual({ window: 6, step: 3 });
  expect(shrinkWindow({ window: 3, step: 3 })).toEqual({ window: 2, step: 2 });
  expect(shrinkWindow({ window: 2, step: 1 })).toEqual({ window: 2, step: 1 });
  expect(shrinkWindow({ window: 1, step: 1 })).toEqual({ window: 1, step: 1 });
});
