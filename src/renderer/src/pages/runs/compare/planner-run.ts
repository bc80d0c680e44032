/** @file A run of a planner with what it found. */
import type { PlannerResult } from '#shared/contracts/planner';
import type { RunDetail } from '#shared/contracts/run-records';

export interface PlannerRun {
  readonly run: RunDetail;
  readonly result: PlannerResult;
}
