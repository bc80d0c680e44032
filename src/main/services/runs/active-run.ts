/**
 * @file A run at work: its worker, what the worker reports and asks, and how it ends. Stores batches as they come; what the end means for the
 * queue is the scheduler's business.
 */
import { AppError, toWireError, type WireError } from '#shared/contracts/errors';
import type { RunId } from '#shared/domain/ids';
import { converse } from '../../jobs/requests';
import type { RunReport, RunRequest, RunStart } from '../../jobs/runs/run-messages';
import type { LanguageModelQuestion, RunQuestion } from '../../jobs/runs/run-task';
import type { WorkerExit } from '../../platform/ports';
import { appendLog, storeArtifact } from '../../store/run-log-repository';
import { storeMetrics } from '../../store/run-metric-repository';
import { updateRun } from '../../store/run-repository';
import { createProgressMeter } from '../activities/progress';
import type { RunsDependencies } from './dependencies';
import { finishRun } from './finish-run';
import type { RunKind } from './run-kind';

/** `stopped`: it was asked to and did, or was ended because it did not. */
export type RunEnd = { readonly how: 'done' } | { readonly how: 'stopped' } | { readonly how: 'failed'; readonly error: WireError } | { readonly how: 'died'; readonly exit: WorkerExit };

export interface ActiveRun {
  /** Never rejects. */
  readonly ended: Promise<RunEnd>;
  /** Asks it to stop, and ends its worker where it has not within the time. */
  stop(graceMs: number): void;
}

export interface RunWork {
  readonly id: RunId;
  readonly kind: RunKind;
  readonly config: unknown;
  readonly start: RunStart;
}

export function beginRun(dependencies: RunsDependencies, work: RunWork): ActiveRun {
  const { ports } = dependencies;
  const { id } = work;
  const { promise: ended, resolve } = Promise.withResolvers<RunEnd>();
  const over = new AbortController();
  const worker = ports.openProgram('run', work.start);
  const storeReport = createReportStore(dependencies, id);
  let isDone = false;
  let isStopping = false;
  let killTimer: NodeJS.Timeout | undefined;

  const answer = (request: RunRequest): unknown => {
    if (request.type === 'question') return answerQuestion(dependencies, work, { question: request.question, signal: over.signal });
    if (request.type === 'report') return storeReport(request.report);
    finishRun(dependencies, work, { result: request.result, workedMs: request.workedMs });
    isDone = true;
    return null;
  };
  const conversation = converse(worker, { answer: async (request) => await answer(request as RunRequest) });
  worker.onEnd(({ error, exit }) => {
    clearTimeout(killTimer);
    over.abort(new AppError('CANCELLED', 'The run has ended.'));
    conversation.close(new AppError('CANCELLED', 'The run has ended.'));
    if (isDone) resolve({ how: 'done' });
    else if (isStopping && (exit !== undefined || isCancellation(error))) resolve({ how: 'stopped' });
    else if (exit !== undefined) resolve({ how: 'died', exit });
    else resolve({ how: 'failed', error: toWireError(error ?? new Error('the run ended without a result')) });
  });
  return {
    ended,
    stop(graceMs) {
      if (!isStopping) conversation.tell({ type: 'stop' });
      isStopping = true;
      clearTimeout(killTimer);
      killTimer = setTimeout(() => worker.kill(), graceMs);
    },
  };
}

/** One transaction a report: nothing of it is there, or all. */
function createReportStore({ ports, store, changes }: RunsDependencies, id: RunId): (report: RunReport) => null {
  const measure = createProgressMeter(ports.clock.now().getTime());
  return ({ workedMs, steps, log, artifacts, progress, device }) => {
    const now = ports.clock.now();
    const at = now.toISOString();
    store.db.transaction(() => {
      storeMetrics(store.db, id, steps);
      appendLog(store.db, id, log.map((line) => ({ ...line, source: 'run' as const })));
      for (const artifact of artifacts) storeArtifact(store.db, id, { ...artifact, files: [...artifact.files], createdAt: at });
      updateRun(store.db, id, { heartbeatAt: at, workedMs, ...(progress === undefined ? {} : { progress: measure(progress, now.getTime()) }), ...(device === undefined ? {} : { device }) });
    });
    changes.progressed(id);
    return null;
  };
}

function answerQuestion({ gateway }: RunsDependencies, { id, kind, config }: RunWork, { question, signal }: { question: RunQuestion; signal: AbortSignal }): Promise<unknown> {
  if (question.kind === 'language-model') {
    if (gateway === undefined) throw new AppError('UNSUPPORTED', 'This workbench has no language models to ask.');
    const isConfidential = kind.isConfidential?.(config) === true;
    return gateway.ask({ ...(question as LanguageModelQuestion).request, ...(isConfidential && { isConfidential }), runId: id }, signal);
  }
  if (kind.answer === undefined) throw new AppError('UNSUPPORTED', `Runs of the kind ${kind.name} have nobody to ask "${question.kind}".`);
  return kind.answer(question, { runId: id, config, signal });
}

function isCancellation(error: Error | undefined): boolean {
  return error !== undefined && toWireError(error).code === 'CANCELLED';
}
