/** @file What a chart is drawn on: a canvas on the page, or an SVG for a file. Both know lines, bands, marks and text, and nothing of curves. */

export interface LineStyle {
  readonly color: string;
  readonly widthPx: number;
  readonly dash?: readonly number[];
  /** 0..1. */
  readonly opacity?: number;
}

export interface TextStyle {
  readonly color: string;
  readonly sizePx: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** Pixels; the first `count` of each list are meant. */
export interface PixelPoints {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly count: number;
}

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface Surface {
  line: (points: PixelPoints, style: LineStyle) => void;
  /** Between two lines over the same places. */
  band: (upper: PixelPoints, lower: PixelPoints, style: { color: string; opacity: number }) => void;
  dot: (x: number, y: number, style: { color: string; radiusPx: number }) => void;
  text: (text: string, at: { x: number; y: number }, style: TextStyle) => void;
  /** What is drawn inside stays within the rectangle. */
  clipped: (to: Rectangle, draw: () => void) => void;
}

export function canvasSurface(context: CanvasRenderingContext2D, fontFamily: string): Surface {
  const trace = ({ xs, ys, count }: PixelPoints, isBackwards: boolean): void => {
    for (let step = 0; step < count; step++) {
      const index = isBackwards ? count - 1 - step : step;
      context.lineTo(xs[index] ?? 0, ys[index] ?? 0);
    }
  };
  return {
    line(points, { color, widthPx, dash = [], opacity = 1 }) {
      context.beginPath();
      trace(points, false);
      context.globalAlpha = opacity;
      context.strokeStyle = color;
      context.lineWidth = widthPx;
      context.lineJoin = 'bevel';
      context.setLineDash([...dash]);
      context.stroke();
      context.globalAlpha = 1;
    },
    band(upper, lower, { color, opacity }) {
      context.beginPath();
      trace(upper, false);
      trace(lower, true);
      context.closePath();
      context.globalAlpha = opacity;
      context.fillStyle = color;
      context.fill();
      context.globalAlpha = 1;
    },
    dot(x, y, { color, radiusPx }) {
      context.beginPath();
      context.arc(x, y, radiusPx, 0, 2 * Math.PI);
      context.fillStyle = color;
      context.fill();
    },
    text(text, { x, y }, { color, sizePx, anchor }) {
      context.font = `${sizePx}px ${fontFamily}`;
      context.textAlign = anchor === 'middle' ? 'center' : anchor;
      context.fillStyle = color;
      context.fillText(text, x, y);
    },
    clipped({ left, top, widthPx, heightPx }, draw) {
      context.save();
      context.beginPath();
      context.rect(left, top, widthPx, heightPx);
      context.clip();
      draw();
      context.restore();
    },
  };
}

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Detached; what is drawn is appended to it. */
export function svgSurface(size: { widthPx: number; heightPx: number }): { surface: Surface; element: SVGSVGElement } {
  const element = document.createElementNS(svgNamespace, 'svg');
  element.setAttribute('width', String(size.widthPx));
  element.setAttribute('height', String(size.heightPx));
  let parent: SVGElement = element;
  let clips = 0;
  const add = (name: string, attributes: Readonly<Record<string, string | number>>): SVGElement => {
    const child = document.createElementNS(svgNamespace, name);
    for (const [key, value] of Object.entries(attributes)) child.setAttribute(key, String(value));
    parent.append(child);
    return child;
  };
  const surface: Surface = {
    line: (points, { color, widthPx, dash = [], opacity = 1 }) => void add('path', { d: pathOf(points), fill: 'none', stroke: color, 'stroke-width': widthPx, 'stroke-opacity': opacity, ...(dash.length > 0 && { 'stroke-dasharray': dash.join(' ') }) }),
    band: (upper, lower, { color, opacity }) => void add('path', { d: `${pathOf(upper)}${pathOf(reversed(lower)).replace('M', 'L')}Z`, fill: color, 'fill-opacity': opacity }),
    dot: (x, y, { color, radiusPx }) => void add('circle', { cx: rounded(x), cy: rounded(y), r: radiusPx, fill: color }),
    text(text, { x, y }, { color, sizePx, anchor }) {
      add('text', { x: rounded(x), y: rounded(y), fill: color, 'font-size': sizePx, 'text-anchor': anchor }).textContent = text;
    },
    clipped({ left, top, widthPx, heightPx }, draw) {
      const outer = parent;
      const id = `clip-${clips++}`;
      parent = add('clipPath', { id });
      add('rect', { x: left, y: top, width: widthPx, height: heightPx });
      parent = outer;
      parent = add('g', { 'clip-path': `url(#${id})` });
      draw();
      parent = outer;
    },
  };
  return { surface, element };
}

function pathOf({ xs, ys, count }: PixelPoints): string {
  let path = '';
  for (let index = 0; index < count; index++) path += `${index === 0 ? 'M' : 'L'}${rounded(xs[index] ?? 0)} ${rounded(ys[index] ?? 0)}`;
  return path;
}

function reversed({ xs, ys, count }: PixelPoints): PixelPoints {
  return { xs: xs.slice(0, count).reverse(), ys: ys.slice(0, count).reverse(), count };
}

function rounded(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
