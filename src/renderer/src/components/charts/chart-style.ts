/** @file What charts share: text sizes, colours as CSS, and how axes and tooltips of the chart library look. Pure. */

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

/** Numbers beside hairlines; no ticks. */
export const quietAxis = { tick: { style: chartText.muted }, tickLine: false, axisLine: false } as const;

export const quietGrid = { vertical: false, stroke: chartColor.grid, shapeRendering: 'crispEdges' } as const;

export const quietTooltip = {
  isAnimationActive: false,
  separator: ': ',
  cursor: { fill: 'var(--solace-palette-sunken)', stroke: 'none' },
  wrapperStyle: { zIndex: 1 },
  contentStyle: { padding: '8px 12px', backgroundColor: chartColor.paper, border: `1px solid ${chartColor.grid}`, borderRadius: 6, boxShadow: '0 6px 24px rgb(0 0 0 / 0.12)', fontSize: 12.5 },
  labelStyle: { fontWeight: 600, marginBottom: 2 },
  itemStyle: { paddingTop: 1, paddingBottom: 1, color: 'var(--solace-palette-text-primary)' },
} as const;

/** Shortens a label that would not fit; the whole of it is in the tooltip and the table. */
export function fitted(text: string, widthPx: number): string {
  const characters = Math.floor(widthPx / 6.3);
  return text.length <= characters ? text : `${text.slice(0, Math.max(1, characters - 1)).trimEnd()}…`;
}
