/** @file Learning rates over the course of a training, as factors of the highest rate. Steps count from 1. */

export interface Schedule {
  readonly kind: 'constant' | 'linear' | 'cosine';
  /** Steps over which the rate rises in a line from 0. */
  readonly warmupSteps: number;
  readonly totalSteps: number;
}

/** 1 after the warm-up; then it stays, falls in a line to 0, or falls along half a cosine to 0 at the last step. */
export function rateFactor({ kind, warmupSteps, totalSteps }: Schedule, step: number): number {
  if (step <= warmupSteps) return step / warmupSteps;
  const progress = Math.min(1, (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps));
  if (kind === 'constant') return 1;
  return kind === 'linear' ? 1 - progress : (1 + Math.cos(Math.PI * progress)) / 2;
}
