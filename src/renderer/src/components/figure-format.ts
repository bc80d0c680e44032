/** @file Figures of measurements as a person reads them: fixed digits, a real minus sign, intervals in brackets. Pure. */

export interface FigureFormat {
  /** 100 prints shares as papers do. */
  readonly scale: 1 | 100;
}

export const asMeasured: FigureFormat = { scale: 1 };

export function formatFigure(value: number, { scale }: FigureFormat = asMeasured): string {
  return withMinus((value * scale).toFixed(scale === 100 ? 2 : 4));
}

/** With its sign, for differences. */
export function formatDifference(value: number, format: FigureFormat = asMeasured): string {
  return value > 0 ? `+${formatFigure(value, format)}` : formatFigure(value, format);
}

export function formatInterval(interval: { low: number; high: number }, format: FigureFormat = asMeasured): string {
  return `[${formatFigure(interval.low, format)}, ${formatFigure(interval.high, format)}]`;
}

/** "0.012", "< 0.001". */
export function formatP(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** What a range of the catalogue reads as: "0 to 1", "at most 1", "any number". */
export function formatRange([low, high]: readonly [number | null, number | null]): string {
  if (low === null) return high === null ? 'any number' : `at most ${short(high)}`;
  return high === null ? `${short(low)} or more` : `${short(low)} to ${short(high)}`;
}

function short(bound: number): string {
  return withMinus(String(Math.round(bound * 100) / 100));
}

/** A figure that rounds to zero has no sign. */
function withMinus(text: string): string {
  return /^-[0.]+$/.test(text) ? text.slice(1) : text.replace('-', '−');
}
