/** @file The processes that hold trained planners: one a run, started by the first question, ended when idle. ONNX Runtime is never in this process. */
import { AppError } from '#shared/contracts/errors';
import type { RunId } from '#shared/domain/ids';
import type { PlannerAnswers, PlannerProgramInput, PlannerQuestion } from '../../jobs/programs/planner/protocol';
import { converse, type Conversation } from '../../jobs/requests';
import type { Ports, ProgramLink } from '../../platform/ports';
import { runFolder } from '../runs/run-folder';

export interface PlannerProcesses {
  ask<Q extends PlannerQuestion>(runId: RunId, question: Q, signal?: AbortSignal): Promise<PlannerAnswers[Q['kind']]>;
  dispose(): void;
}

interface PlannerProcess {
  readonly link: ProgramLink;
  readonly conversation: Conversation;
  open: number;
  idle: NodeJS.Timeout | undefined;
}

const usualIdleMs = 5 * 60_000;
/** The one that was idle longest makes room for another. */
const mostProcesses = 2;

export function createPlannerProcesses({ ports, idleAfterMs = usualIdleMs }: { ports: Pick<Ports, 'openProgram' | 'log' | 'workspacePath'>; idleAfterMs?: number }): PlannerProcesses {
  /** The least recently asked first. */
  const processes = new Map<RunId, PlannerProcess>();

  const end = (runId: RunId, reason: AppError): void => {
    const process = processes.get(runId);
    if (process === undefined) return;
    processes.delete(runId);
    clearTimeout(process.idle);
    process.conversation.close(reason);
    process.link.kill();
  };
  const start = (runId: RunId): PlannerProcess => {
    const input: PlannerProgramInput = { runFolder: runFolder(ports.workspacePath, runId) };
    const link = ports.openProgram('planner', input);
    const conversation = converse(link, { answer: refuseQuestions });
    const process: PlannerProcess = { link, conversation, open: 0, idle: undefined };
    link.onEnd(({ exit, error }) => {
      if (processes.get(runId) !== process) return;
      processes.delete(runId);
      clearTimeout(process.idle);
      ports.log.write('warn', 'a planner process ended', { runId, code: exit?.code ?? null, signal: exit?.signal ?? null, output: exit?.output ?? error?.message ?? '' });
      conversation.close(new AppError('INTERNAL', 'The process that held the planner ended unexpectedly. Nothing was lost; ask again, and look at the log if it happens twice.'));
    });
    return process;
  };
  const makeRoom = (): void => {
    const idle = [...processes].filter(([, { open }]) => open === 0).map(([runId]) => runId);
    for (const runId of idle.slice(0, Math.max(0, processes.size - mostProcesses + 1))) end(runId, endedError());
  };

  return {
    async ask<Q extends PlannerQuestion>(runId: RunId, question: Q, signal?: AbortSignal) {
      const known = processes.get(runId);
      if (known === undefined) makeRoom();
      const process = known ?? start(runId);
      processes.delete(runId);
      processes.set(runId, process);
      clearTimeout(process.idle);
      process.open += 1;
      try {
        return (await process.conversation.ask(question, signal)) as PlannerAnswers[Q['kind']];
      } finally {
        process.open -= 1;
        if (process.open === 0 && processes.get(runId) === process) process.idle = setTimeout(() => end(runId, endedError()), idleAfterMs).unref();
      }
    },
    dispose() {
      for (const runId of processes.keys()) end(runId, endedError());
    },
  };
}

function endedError(): AppError {
  return new AppError('CANCELLED', 'The process that held the planner was ended.');
}

/** A planner process asks nothing. */
function refuseQuestions(): Promise<never> {
  return Promise.reject(new AppError('INTERNAL', 'A planner process asked a question; it has none to ask.'));
}
