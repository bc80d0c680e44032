/** @file Curves without a canvas: scales and their marks, zoom and pan, smoothing, the nearest point, what is drawn onto an SVG-like surface. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { curveScale, panned, zoomed } from '../../../../src/renderer/src/components/charts/curves/curve-scale';
import { drawScene, verticalScale } from '../../../../src/renderer/src/components/charts/curves/draw-curves';
import { nearestIndex, smoothed } from '../../../../src/renderer/src/components/charts/curves/smooth';
import type { Surface } from '../../../../src/renderer/src/components/charts/curves/surface';

describe('scales', () => {
  test('marks are round, within the axis and told apart', () => {
    expect(curveScale({ from: 0, to: 100_000 }, { isLog: false, wantedTicks: 5 }).ticks.map(({ text }) => text)).toEqual(['0', '20k', '40k', '60k', '80k', '100k']);
    expect(curveScale({ from: 0.91, to: 0.96 }, { isLog: false, wantedTicks: 5 }).ticks.map(({ text }) => text)).toEqual(['0.91', '0.92', '0.93', '0.94', '0.95', '0.96']);
    expect(curveScale({ from: -2, to: 2 }, { isLog: false, wantedTicks: 4 }).ticks.map(({ text }) => text)).toEqual(['−2', '−1', '0', '1', '2']);
    expect(curveScale({ from: 1e-4, to: 10 }, { isLog: true, wantedTicks: 6 }).ticks.map(({ value }) => value)).toContain(0.01);
  });

  test('any span can be drawn, and a share leads back to its value', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 0, max: 1e9, noNaN: true }), fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }), (from, length, isLog, share) => {
        const scale = curveScale({ from, to: from + length }, { isLog, wantedTicks: 5 });
        expect(scale.to).toBeGreaterThan(scale.from);
        expect(scale.ticks.length).toBeLessThanOrEqual(50);
        expect(scale.shareOf(scale.valueAt(share))).toBeCloseTo(share, 5);
      }),
    );
  });

  test('a window never leaves the whole, and zooming out far enough shows it', () => {
    const whole = { from: 0, to: 1_000 };
    const window = zoomed(curveScale(whole, { isLog: false, wantedTicks: 2 }), whole, { factor: 0.1, around: 0.25 });
    expect(window).toEqual({ from: 225, to: 325 });
    const scale = curveScale(window ?? whole, { isLog: false, wantedTicks: 2 });
    expect(panned(scale, whole, 50)).toEqual({ from: 900, to: 1_000 });
    expect(panned(scale, whole, -50)).toEqual({ from: 0, to: 100 });
    expect(zoomed(scale, whole, { factor: 20, around: 0.5 })).toBeNull();
  });
});

describe('smoothing', () => {
  test('no weight leaves values as they are; a constant stays one', () => {
    const values = [1, 5, 2];
    expect(smoothed([0, 1, 2], values, { weight: 0, span: 2 })).toBe(values);
    for (const value of smoothed([0, 1, 2], [4, 4, 4], { weight: 0.9, span: 2 })) expect(value).toBeCloseTo(4, 12);
  });

  test('it depends on the distance, not on how finely the curve is sampled', () => {
    const at = (count: number) => {
      const x = Array.from({ length: count }, (_, index) => (index / (count - 1)) * 1_000);
      return smoothed(x, x.map((place) => (place < 500 ? 0 : 1)), { weight: 0.95, span: 1_000 }).at(-1) ?? 0;
    };
    expect(at(2_001)).toBeCloseTo(at(1_001), 2);
  });

  test('the nearest point is found as by looking at all', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1 }), fc.integer({ min: -60, max: 60 }), (unsorted, at) => {
        const x = unsorted.toSorted((a, b) => a - b);
        const least = Math.min(...x.map((place) => Math.abs(place - at)));
        expect(Math.abs((x[nearestIndex(x, at)] ?? Infinity) - at)).toBe(least);
      }),
    );
    expect(nearestIndex([], 3)).toBe(-1);
  });
});

test('only what is in the window is drawn, with one point beyond either end; zero is left out of a logarithmic chart', () => {
  const lines: number[] = [];
  const surface: Surface = { line: ({ count }) => void lines.push(count), band: () => undefined, dot: () => undefined, text: () => undefined, clipped: (_, draw) => draw() };
  const x = Array.from({ length: 1_001 }, (_, index) => index);
  const y = x.map((place) => place % 2);
  const curve = { key: 'a', x, mean: y, low: y, high: y, smooth: y, color: '#000', dash: [], isFaint: false };
  const window = { from: 99.5, to: 200.5 };
  const colors = { ink: '#000', muted: '#000', grid: '#000', axis: '#000' };
  const scene = { widthPx: 400, heightPx: 200, curves: [curve], x: curveScale(window, { isLog: false, wantedTicks: 4 }), xLabel: 'Step', inspectX: null, colors };
  drawScene(surface, { ...scene, y: verticalScale([curve], window, false) });
  expect(Math.max(...lines)).toBe(103);
  lines.length = 0;
  drawScene(surface, { ...scene, y: verticalScale([curve], window, true) });
  expect(Math.max(...lines)).toBe(52);
});
