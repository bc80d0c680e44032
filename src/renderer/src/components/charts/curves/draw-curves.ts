/**
 * @file Draws curves with their axes: the raw line faint below, or where a bucket stands for many points the band from their lowest to their highest,
 * and the line above. Pure but for its surface.
 */
import { type CurveScale, curveScale, type Span } from './curve-scale';
import { firstAtLeast, nearestIndex } from './smooth';
import type { PixelPoints, Surface } from './surface';

/** One line as it is drawn; every list has one entry a bucket, `x` ascending. */
export interface DrawnCurve {
  readonly key: string;
  readonly x: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Equal to `mean` where nothing is smoothed. */
  readonly smooth: readonly number[];
  readonly color: string;
  readonly dash: readonly number[];
  /** Recedes behind one that is pointed at. */
  readonly isFaint: boolean;
}

export interface ChartColors {
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  readonly axis: string;
}

export interface CurveScene {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly curves: readonly DrawnCurve[];
  readonly x: CurveScale;
  readonly y: CurveScale;
  readonly xLabel: string;
  /** Where the person looks; null for nowhere. */
  readonly inspectX: number | null;
  readonly colors: ChartColors;
}

export const plotMargin = { left: 52, right: 20, top: 10, bottom: 38 } as const;
const textSizePx = 12;

export function drawScene(surface: Surface, scene: CurveScene): void {
  drawAxes(surface, scene);
  surface.clipped(plotArea(scene), () => {
    for (const curve of scene.curves) drawCurve(surface, scene, curve);
    if (scene.inspectX !== null) drawInspection(surface, scene, scene.inspectX);
  });
}

export function plotArea({ widthPx, heightPx }: Pick<CurveScene, 'widthPx' | 'heightPx'>) {
  return { left: plotMargin.left, top: plotMargin.top, widthPx: Math.max(1, widthPx - plotMargin.left - plotMargin.right), heightPx: Math.max(1, heightPx - plotMargin.top - plotMargin.bottom) };
}

/** Covers what is in sight, with a little air; on a logarithmic axis only what is above zero counts. */
export function verticalScale(curves: readonly DrawnCurve[], window: Span, isLog: boolean): CurveScale {
  let from = Infinity;
  let to = -Infinity;
  for (const { x, low, high } of curves) {
    const last = Math.min(x.length, firstAtLeast(x, window.to) + 1);
    for (let index = Math.max(0, firstAtLeast(x, window.from) - 1); index < last; index++) {
      const lowest = low[index] ?? Infinity;
      const highest = high[index] ?? -Infinity;
      if (!isLog || lowest > 0) from = Math.min(from, lowest);
      else if (highest > 0) from = Math.min(from, highest);
      to = Math.max(to, highest);
    }
  }
  const options = { isLog, wantedTicks: 5 };
  if (!Number.isFinite(from) || !Number.isFinite(to)) return curveScale({ from: isLog ? 0.1 : 0, to: 1 }, options);
  if (isLog) return curveScale({ from: from / 1.1, to: to * 1.1 }, options);
  const air = (to - from) * 0.05;
  return curveScale({ from: from - air, to: to + air }, options);
}

function drawAxes(surface: Surface, scene: CurveScene): void {
  const { left, top, widthPx, heightPx } = plotArea(scene);
  const { grid, axis, muted } = scene.colors;
  const bottom = top + heightPx;
  for (const { value, text } of scene.y.ticks) {
    const y = crisp(bottom - scene.y.shareOf(value) * heightPx);
    surface.line(segment([left, y], [left + widthPx, y]), { color: grid, widthPx: 1 });
    surface.text(text, { x: left - 8, y: y + 4 }, { color: muted, sizePx: textSizePx, anchor: 'end' });
  }
  surface.line(segment([left, crisp(bottom)], [left + widthPx, crisp(bottom)]), { color: axis, widthPx: 1 });
  for (const { value, text } of scene.x.ticks) {
    const x = crisp(left + scene.x.shareOf(value) * widthPx);
    surface.line(segment([x, bottom], [x, bottom + 4]), { color: axis, widthPx: 1 });
    surface.text(text, { x, y: bottom + 17 }, { color: muted, sizePx: textSizePx, anchor: 'middle' });
  }
  surface.text(scene.xLabel, { x: left + widthPx / 2, y: bottom + 33 }, { color: muted, sizePx: textSizePx, anchor: 'middle' });
}

function drawCurve(surface: Surface, scene: CurveScene, curve: DrawnCurve): void {
  const { x, mean, low, high, smooth, color, dash, isFaint } = curve;
  // A bucket beyond either end, so that lines run on to the edge.
  const first = Math.max(0, firstAtLeast(x, scene.x.from) - 1);
  const last = Math.min(x.length, firstAtLeast(x, scene.x.to) + 1);
  if (last <= first) return;
  const place = (values: readonly number[]): PixelPoints => toPixels(scene, { x, values, first, last });
  const isSmoothed = smooth !== mean;
  const share = isFaint ? 0.3 : 1;
  const isBanded = low !== high;
  if (isBanded) surface.band(extremes(place(high), Math.min), extremes(place(low), Math.max), { color, opacity: (isSmoothed ? 0.22 : 0.14) * share });
  else if (isSmoothed) surface.line(place(mean), { color, widthPx: 1, opacity: 0.3 * share });
  const shown = isSmoothed || isBanded ? thinned(place(smooth)) : place(smooth);
  if (shown.count === 1) surface.dot(shown.xs[0] ?? 0, shown.ys[0] ?? 0, { color, radiusPx: 3.5 });
  else surface.line(shown, { color, widthPx: isFaint ? 1 : 1.75, dash, opacity: share });
}

/** A line where the person looks, and every curve's nearest point. */
function drawInspection(surface: Surface, scene: CurveScene, at: number): void {
  const { left, top, widthPx, heightPx } = plotArea(scene);
  const x = crisp(left + scene.x.shareOf(at) * widthPx);
  surface.line(segment([x, top], [x, top + heightPx]), { color: scene.colors.axis, widthPx: 1, dash: [3, 3] });
  for (const curve of scene.curves) {
    const index = nearestIndex(curve.x, at);
    if (index < 0) continue;
    const point = toPixels(scene, { x: curve.x, values: curve.smooth, first: index, last: index + 1 });
    if (point.count === 1) surface.dot(point.xs[0] ?? 0, point.ys[0] ?? 0, { color: curve.color, radiusPx: 4 });
  }
}

/** What cannot be placed (zero on a logarithmic axis) is left out. */
function toPixels(scene: CurveScene, { x, values, first, last }: { x: readonly number[]; values: readonly number[]; first: number; last: number }): PixelPoints {
  const { left, top, widthPx, heightPx } = plotArea(scene);
  const xs = new Float64Array(last - first);
  const ys = new Float64Array(last - first);
  let count = 0;
  for (let index = first; index < last; index++) {
    const across = scene.x.shareOf(x[index] ?? 0);
    const up = scene.y.shareOf(values[index] ?? 0);
    if (!Number.isFinite(across) || !Number.isFinite(up)) continue;
    xs[count] = left + across * widthPx;
    ys[count] = top + (1 - up) * heightPx;
    count++;
  }
  return { xs, ys, count };
}

/** Strokes and fills are what drawing takes longest for; nobody sees two points within two pixels. */
const columnPx = 2;

/** One point a column of pixels; the last stays. */
function thinned({ xs, ys, count }: PixelPoints): PixelPoints {
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const x = xs[index] ?? 0;
    if (kept > 0 && index < count - 1 && x - (xs[kept - 1] ?? 0) < columnPx) continue;
    xs[kept] = x;
    ys[kept] = ys[index] ?? 0;
    kept++;
  }
  return { xs, ys, count: kept };
}

/** One point a column of pixels, as far out as any of them. */
function extremes({ xs, ys, count }: PixelPoints, farther: (a: number, b: number) => number): PixelPoints {
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const x = xs[index] ?? 0;
    const y = ys[index] ?? 0;
    if (kept > 0 && x - (xs[kept - 1] ?? 0) < columnPx) {
      ys[kept - 1] = farther(ys[kept - 1] ?? y, y);
      continue;
    }
    xs[kept] = x;
    ys[kept] = y;
    kept++;
  }
  return { xs, ys, count: kept };
}

function segment([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): PixelPoints {
  return { xs: Float64Array.of(x1, x2), ys: Float64Array.of(y1, y2), count: 2 };
}

/** Lines of one pixel fall on pixels. */
function crisp(pixels: number): number {
  return Math.round(pixels) + 0.5;
}
