/** @file A test's result as one sentence for a reader. Knows no metric: names come from the caller. */

export interface Difference {
  readonly metric: string;
  readonly a: { readonly name: string; readonly value: number };
  readonly b: { readonly name: string; readonly value: number };
  readonly p: number;
  /** Default 0.05. */
  readonly threshold?: number;
}

/** Says which is higher and whether chance explains it; never that two systems are equal. */
export function describeDifference({ metric, a, b, p, threshold = 0.05 }: Difference): string {
  const digits = (value: number): string => value.toFixed(4);
  if (a.value === b.value) return `${metric} is ${digits(a.value)} for both ${a.name} and ${b.name}.`;
  const [higher, lower] = a.value > b.value ? [a, b] : [b, a];
  const fact = `${metric} is higher for ${higher.name} (${digits(higher.value)}) than for ${lower.name} (${digits(lower.value)})`;
  const chance = p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
  return p < threshold ? `${fact}, more than chance explains (${chance}).` : `${fact}, but a difference of this size can be chance (${chance}).`;
}
