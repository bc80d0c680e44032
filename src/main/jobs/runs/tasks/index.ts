/** @file The work of every kind of run, by the name its kind gives. Loaded when it is needed: a worker holds the code of one task only. */
import type { RunTask } from '../run-task';

export type RunTasks = Readonly<Record<string, () => Promise<RunTask>>>;

export const runTasks: RunTasks = {
  annotate: async () => (await import('./annotate/annotate')).annotate,
  planner: async () => (await import('./planner/planner')).plannerTask,
};
