/** @file What charts share: text sizes, colours as CSS, and round axis steps. Pure. */

export const chartText = {
  label: { fontSize: 12.5, fill: 'var(--solace-palette-text-primary)' },
  figure: { fontSize: 12.5, fill: 'var(--solace-palette-text-primary)', fontVariantNumeric: 'tabular-nums' },
  muted: { fontSize: 12, fill: 'var(--solace-palette-text-secondary)', fontVariantNumeric: 'tabular-nums' },
} as const;

export const chartColor = {
  accent: 'var(--solace-palette-primary-main)',
  grid: 'var(--solace-palette-hairline)',
  axis: 'var(--solace-palette-hairlineStrong)',
  paper: 'var(--solace-palette-background-paper)',
} as const;

/** Round whole steps from 0 to at least `max`: about `wanted` of them above zero. */
export function axisTicks(max: number, wanted = 4): number[] {
  if (max <= 0) return [0, 1];
  const rough = max / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [1, 2, 2.5, 5, 10].map((factor) => factor * power).filter((step) => Number.isInteger(step));
  const step = steps.find((one) => one >= rough) ?? 1;
  return Array.from({ length: Math.ceil(max / step) + 1 }, (_, index) => index * step);
}

/** Shortens a label that would not fit; the whole of it is in the tooltip and the table. */
export function fitted(text: string, widthPx: number): string {
  const characters = Math.floor(widthPx / 6.3);
  return text.length <= characters ? text : `${text.slice(0, Math.max(1, characters - 1)).trimEnd()}…`;
}
