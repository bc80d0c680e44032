/** @file Published windows and trust degrees (anchors G4 and G10). */
import { expect, it } from 'vitest';
import { mapMeanLevel } from '#main/research/annotation/trust-mapping';
import { planWindows, shrinkWindow, stitch } from '#main/research/annotation/windows';

const ranges = (turns: number, shape = { window: 4, step: 2 }): string => planWindows(turns, shape).map(({ first, last }) => `${first}-${last}`).join(' ');

it('G4: three dimensions become one degree of trust', () => {
  const sums = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
  const degrees = {
    round: [1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5],
    floor: [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5],
    equalWidthBins: [1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5],
  } as const;
  for (const mapping of ['round', 'floor', 'equalWidthBins'] as const) {
    for (const [index, sum] of sums.entries()) {
      const first = Math.min(5, sum - 2);
      const second = Math.min(5, sum - first - 1);
      expect(mapMeanLevel([first, second, sum - first - second], 5, mapping), `${mapping} of ${sum}`).toBe(degrees[mapping][index]);
    }
  }
});

it('G10: windows of 4 that move by 2', () => {
  expect(Object.fromEntries([3, 4, 5, 6, 9].map((turns) => [turns, ranges(turns)]))).toEqual({ 3: '0-2', 4: '0-3', 5: '0-3 2-4', 6: '0-3 2-5', 9: '0-3 2-5 4-7 6-8' });
});

it('G10: without what the window before has labelled, every turn has one label', () => {
  for (let turns = 0; turns <= 60; turns++) {
    const windows = planWindows(turns, { window: 4, step: 2 });
    const labels = windows.map(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
    expect(stitch(windows, labels)).toEqual(Array.from({ length: turns }, (_, index) => index));
  }
});

it('G10: after one retry the windows are 2 by 1', () => {
  expect(shrinkWindow({ window: 4, step: 2 })).toEqual({ window: 2, step: 1 });
  expect(ranges(4, shrinkWindow({ window: 4, step: 2 }))).toBe('0-1 1-2 2-3');
});
