/** @file What a planner process is asked and what it answers. */
import type { PlannerSample } from '../../../research/planner/samples';
import type { StrategyPrediction } from '../../runs/tasks/planner/open-planner';

export interface PlannerProgramInput {
  /** Of the run whose planner is opened. */
  readonly runFolder: string;
}

export type PlannerQuestion =
  | ({ readonly kind: 'predict'; readonly neighbours: number } & Pick<PlannerSample, 'history' | 'state'>)
  | { readonly kind: 'export-onnx'; readonly path: string };

export interface PlannerAnswers {
  readonly predict: StrategyPrediction;
  readonly 'export-onnx': null;
}
