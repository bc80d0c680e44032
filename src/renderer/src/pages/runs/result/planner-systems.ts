/** @file The planner and its baselines as rows of one table, with the words for their figures. Pure. */
import type { PlannerBaseline, PlannerResult } from '#shared/contracts/planner';
import type { Aspect } from '#shared/domain/planner';

export const plannerFigures = ['accuracy', 'macroF1', 'weightedF1', 'bias'] as const;
export type FigureKey = (typeof plannerFigures)[number];

export const figureWords: { readonly [K in FigureKey]: string } = { accuracy: 'Accuracy', macroF1: 'Macro-F1 (Q)', weightedF1: 'Weighted F1 (Q_w)', bias: 'Bias (B)' };

export const aspectWords: { readonly [A in Aspect]: string } = { emotion: 'Emotion intensity', trust: 'Trust', stage: 'Stage of change', behaviour: 'Behaviour' };

const baselineWords: { readonly [N in PlannerBaseline['name']]: string } = {
  majority: 'Majority',
  previousStrategy: 'Previous strategy',
  labelFrequency: 'Label frequency',
  regression: 'Logistic regression',
  balancedRegression: 'Logistic regression, balanced',
};

export interface PlannerSystem {
  readonly name: string;
  /** Empty for the planner itself. */
  readonly note: string;
  readonly figures: { readonly [K in FigureKey]: number };
  readonly ci?: { readonly [K in FigureKey]: { readonly low: number; readonly high: number } | null } | undefined;
}

export function plannerSystems({ test, baselines }: PlannerResult, name: string): PlannerSystem[] {
  const { accuracy, macroF1, weightedF1, bias } = test;
  return [
    { name, note: '', figures: { accuracy, macroF1, weightedF1, bias }, ci: test.ci },
    ...baselines.map((baseline) => ({ name: baselineWords[baseline.name], note: baseline.note, figures: { accuracy: baseline.accuracy, macroF1: baseline.macroF1, weightedF1: baseline.weightedF1, bias: baseline.bias }, ci: baseline.ci })),
  ];
}
