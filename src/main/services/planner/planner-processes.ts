/** @file The processes that hold trained planners: one a run, started by the first question, ended when idle. ONNX Runtime is never in this process. */
import { AppError } from '#shared/contracts/errors';
import type { RunId } from '#shared/domain/ids';
import type { PlannerAnswers, PlannerProgramInput, PlannerQuestion } from '../../jobs/programs/planner/protocol';
import type { Ports } from '../../platform/ports';
import { createProcessPool } from '../process-pool';
import { runFolder } from '../runs/run-folder';

export interface PlannerProcesses {
  ask<Q extends PlannerQuestion>(runId: RunId, question: Q, signal?: AbortSignal): Promise<PlannerAnswers[Q['kind']]>;
  dispose(): void;
}

const usualIdleMs = 5 * 60_000;
const mostProcesses = 2;

export function createPlannerProcesses({ ports, idleAfterMs = usualIdleMs }: { ports: Pick<Ports, 'openProgram' | 'log' | 'workspacePath'>; idleAfterMs?: number }): PlannerProcesses {
  const pool = createProcessPool<RunId>({
    nameOf: (runId) => `process that held the planner of run ${runId}`,
    open(runId) {
      const input: PlannerProgramInput = { runFolder: runFolder(ports.workspacePath, runId) };
      return ports.openProgram('planner', input);
    },
    onDeath: () => new AppError('INTERNAL', 'The process that held the planner ended unexpectedly. Nothing was lost; ask again, and look at the log if it happens twice.'),
    idleAfterMs,
    mostProcesses,
    log: ports.log,
  });
  return {
    async ask<Q extends PlannerQuestion>(runId: RunId, question: Q, signal?: AbortSignal) {
      return (await pool.ask(runId, question, signal)) as PlannerAnswers[Q['kind']];
    },
    dispose: () => pool.dispose(),
  };
}
