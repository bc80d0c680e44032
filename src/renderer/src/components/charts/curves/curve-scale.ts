/** @file Straight and logarithmic axes of a curve chart: from values to shares of the axis and back, and where its marks stand. Pure. */

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface CurveScale extends Span {
  readonly isLog: boolean;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
  /** 0 at `from`, 1 at `to`; outside below and above. */
  readonly shareOf: (value: number) => number;
  readonly valueAt: (share: number) => number;
}

export interface ScaleOptions {
  readonly isLog: boolean;
  readonly wantedTicks: number;
  /** What one unit of the marks is in values: 60 prints seconds as minutes. */
  readonly unit?: number;
}

export function curveScale(span: Span, { isLog, wantedTicks, unit = 1 }: ScaleOptions): CurveScale {
  const { from, to } = widened(span, isLog);
  if (!isLog) return { from, to, isLog, ticks: straightTicks(from / unit, to / unit, wantedTicks).map(({ value, text }) => ({ value: value * unit, text })), shareOf: (value) => (value - from) / (to - from), valueAt: (share) => from + share * (to - from) };
  const low = Math.log(from);
  const length = Math.log(to) - low;
  return { from, to, isLog, ticks: logTicks(from, to, wantedTicks), shareOf: (value) => (Math.log(value) - low) / length, valueAt: (share) => Math.exp(low + share * length) };
}

/** The window made `factor` as long around a share of itself, kept within the whole. */
export function zoomed(scale: CurveScale, whole: Span, { factor, around }: { factor: number; around: number }): Span | null {
  return within(scale, whole, { low: around * (1 - factor), high: around + (1 - around) * factor });
}

/** The window moved by a share of its own length, kept within the whole. */
export function panned(scale: CurveScale, whole: Span, by: number): Span | null {
  const lowest = scale.shareOf(whole.from);
  const highest = scale.shareOf(whole.to);
  const step = Math.max(lowest, Math.min(highest - 1, by));
  return within(scale, whole, { low: step, high: 1 + step });
}

/** Null where it is the whole. */
function within(scale: CurveScale, whole: Span, { low, high }: { low: number; high: number }): Span | null {
  const from = Math.max(whole.from, scale.valueAt(low));
  const to = Math.min(whole.to, scale.valueAt(high));
  return from <= whole.from && to >= whole.to ? null : { from, to };
}

/** Numbers below lose their digits, and half of them is zero. */
const smallest = 1e-290;

/** A span without length, or below zero on a logarithmic axis, becomes one that can be drawn. */
function widened({ from, to }: Span, isLog: boolean): Span {
  if (isLog) {
    const high = to > smallest ? to : 1;
    const low = from > smallest && from <= high ? from : high / 1000;
    return low < high ? { from: low, to: high } : { from: low / 2, to: high * 2 };
  }
  if (to > from) return { from, to };
  const reach = Math.abs(from) > 0 ? Math.abs(from) * 0.1 : 1;
  return { from: from - reach, to: to + reach };
}

function straightTicks(from: number, to: number, wanted: number): { value: number; text: string }[] {
  const rough = (to - from) / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough * (1 - 1e-9)) ?? 10 * power;
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, Math.min(count, 50)) }, (_, index) => {
    const value = (first + index) * step;
    return { value, text: tickText(value, step) };
  });
}

/** Powers of ten, with 2 and 5 between them where there is room; within one decade as on a straight axis. */
function logTicks(from: number, to: number, wanted: number): { value: number; text: string }[] {
  const decades = Math.log10(to / from);
  if (decades < 1) return straightTicks(from, to, wanted).filter(({ value }) => value > 0);
  const factors = decades * 3 <= wanted * 1.5 ? [1, 2, 5] : [1];
  const skip = Math.max(1, Math.ceil(decades / Math.max(1, wanted)));
  const ticks: { value: number; text: string }[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++) {
    if (power % skip !== 0) continue;
    for (const factor of factors) {
      const value = factor * 10 ** power;
      if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9)) ticks.push({ value, text: tickText(value, value) });
    }
  }
  return ticks;
}

/** Digits that tell neighbours apart; thousands shortened, so that the axis stays narrow. */
function tickText(value: number, step: number): string {
  const size = Math.abs(value);
  if (size < step * 1e-6) return '0';
  const minus = value < 0 ? '−' : '';
  if (size >= 1e12 || step < 1e-5) return `${minus}${size.toExponential(1).replace('.0e', 'e').replace('e+', 'e').replace('e-', 'e−')}`;
  const [divisor, letter] = size >= 1e9 ? [1e9, 'G'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e4 ? [1e3, 'k'] : [1, ''];
  const digits = Math.max(0, -Math.floor(Math.log10(step / divisor) + 1e-9));
  return `${minus}${(size / divisor).toFixed(Math.min(8, digits))}${letter}`;
}
