/** @file Every kind of run. A kind is a file here that exports a factory; its work in the worker is a task of jobs/runs/tasks. */
import type { RunKindFactory } from '../kind-dependencies';
import { annotateKind } from './annotate';
import { plannerKind } from './planner';

export type { RunKindDependencies, RunKindFactory } from '../kind-dependencies';

export const runKinds: readonly RunKindFactory[] = [annotateKind, plannerKind];
