/**
 * @file The worker's end of a run: gathers what the task reports into batches, one on its way at a time, and knows when they are stored.
 * Knows the conversation, not the process it runs in.
 */
import { AppError } from '#shared/contracts/errors';
import type { Conversation } from '../requests';
import { hashArtifact } from './hash-artifact';
import type { ReportedStep, RunReport, RunStart } from './run-messages';
import type { RunLink, RunProgress, RunQuestion } from './run-task';

/** What is reported waits at most so long, */
const longestWaitMs = 50;
/** or until there are so many rows. */
const fullBatchRows = 500;
/** However much waits, so many rows at most are stored at once: the parent has others to serve. */
const largestBatchRows = 2_000;

export interface RunClock {
  now(): Date;
  /** Of this worker's life, in milliseconds. */
  elapsedMs(): number;
}

export interface OpenRunLink {
  readonly link: RunLink;
  readonly workedMs: () => number;
  /** Adds a row that the task did not ask for, of the machine. */
  observe(values: Readonly<Record<string, number>>): void;
}

/** `stopping` is the task's signal: aborted from outside when the run is to stop, and here when nothing can be stored any more. */
export function openRunLink(start: RunStart, conversation: Conversation, { clock, stopping }: { clock: RunClock; stopping: AbortController }): OpenRunLink {
  const workedMs = (): number => start.workedMs + clock.elapsedMs();
  const reporter = new Reporter({ folder: start.folder, workedMs, ask: (request) => conversation.ask(request), onBroken: (error) => stopping.abort(error) });
  const link: RunLink = {
    runId: start.runId,
    folder: start.folder,
    isResumed: start.isResumed,
    seed: start.seed,
    signal: stopping.signal,
    progress: (progress) => reporter.add((pending) => (pending.progress = progress)),
    metrics(step, values, at) {
      if (!Number.isSafeInteger(step) || step < 0) throw new AppError('INTERNAL', `A metric was reported at step ${step}; a step is a whole number of 0 or more.`);
      reporter.add(({ steps }) => steps.push({ step, values, epoch: at?.epoch, workedMs: workedMs() }));
    },
    log: (level, text) => reporter.add(({ log }) => log.push({ at: clock.now().toISOString(), level, text })),
    device: (name) => reporter.add((pending) => (pending.device = name)),
    artifact: ({ name, kind, path }) => reporter.add(({ artifacts }) => artifacts.push({ name, kind, path })),
    ask: async <Answer>(question: RunQuestion): Promise<Answer> => (await conversation.ask({ type: 'question', question })) as Answer,
    flush: () => reporter.flush(),
  };
  return { link, workedMs, observe: (values) => reporter.add(({ steps }) => steps.push({ step: Math.floor(workedMs() / 1000), values, workedMs: workedMs() })) };
}

interface Pending {
  readonly steps: ReportedStep[];
  readonly log: RunReport['log'][number][];
  readonly artifacts: { name: string; kind: string; path: string }[];
  progress?: RunProgress | undefined;
  device?: string | undefined;
}

interface ReporterOptions {
  readonly folder: string;
  readonly workedMs: () => number;
  readonly ask: (request: { readonly type: 'report'; readonly report: RunReport }) => Promise<unknown>;
  readonly onBroken: (error: Error) => void;
}

/** Holds what is not stored yet, and the timer that sends it. */
class Reporter {
  readonly #options: ReporterOptions;
  readonly #pending: Pending = { steps: [], log: [], artifacts: [] };
  #sending: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Once something could not be stored, nothing more is. */
  #failure: Error | undefined;

  constructor(options: ReporterOptions) {
    this.#options = options;
  }

  add(put: (pending: Pending) => void): void {
    if (this.#failure !== undefined) return;
    put(this.#pending);
    this.#sendSoon();
  }

  async flush(): Promise<void> {
    do await this.#send();
    while (this.#hasPending() && this.#failure === undefined);
    if (this.#failure !== undefined) throw this.#failure;
  }

  #sendSoon(): void {
    const { steps, log } = this.#pending;
    if (steps.length + log.length >= fullBatchRows) void this.#send();
    else this.#timer ??= setTimeout(() => void this.#send(), longestWaitMs);
  }

  #send(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending ??= this.#sendAll()
      .catch((error: unknown) => this.#break(error instanceof Error ? error : new Error(String(error))))
      .finally(() => {
        this.#sending = undefined;
        if (this.#hasPending() && this.#failure === undefined) this.#sendSoon();
      });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    while (this.#hasPending() && this.#failure === undefined) {
      const { artifacts, ...rest } = this.#takeBatch();
      const hashed = [];
      for (const artifact of artifacts) hashed.push(await hashArtifact(this.#options.folder, artifact));
      await this.#options.ask({ type: 'report', report: { workedMs: this.#options.workedMs(), ...rest, artifacts: hashed } });
    }
  }

  /** The task finds out at its next step, and its flush rejects. */
  #break(error: Error): void {
    this.#failure ??= error;
    this.#options.onBroken(this.#failure);
  }

  #hasPending(): boolean {
    const { steps, log, artifacts, progress, device } = this.#pending;
    return steps.length + log.length + artifacts.length > 0 || progress !== undefined || device !== undefined;
  }

  /** What goes in the next batch, oldest first. */
  #takeBatch(): Pending {
    const { steps, log, artifacts, progress, device } = this.#pending;
    this.#pending.progress = undefined;
    this.#pending.device = undefined;
    return { steps: steps.splice(0, largestBatchRows), log: log.splice(0, largestBatchRows), artifacts: artifacts.splice(0), progress, device };
  }
}
