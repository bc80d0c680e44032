/** @file What a run's work sees of the run: how it reports, what it may ask, when it must stop. Knows neither the store nor the parent's side. */
import type { Json } from '#shared/domain/json';
import type { RoleRequest } from '#shared/domain/role-requests';

export interface RunProgress {
  readonly done: number;
  /** Absent while unknown. */
  readonly total?: number;
  /** What is counted, in the plural: `steps`, `calls`, `dialogues`. */
  readonly unit: string;
  /** What is being done now, in a few words. */
  readonly note: string;
}

/** Where a question goes is told by `kind`: the parent's side of this kind of run, or what every run may ask (language models). */
export interface RunQuestion {
  readonly kind: string;
  /** What the kind's parent side must know; it checks what it reads. */
  readonly [field: string]: unknown;
}

/** What every run may ask: answered by the gateway to language models with a RoleReply. */
export interface LanguageModelQuestion extends RunQuestion {
  readonly kind: 'language-model';
  readonly request: RoleRequest;
}

export interface RunLink {
  readonly runId: number;
  /** Absolute path of the run's own folder; it exists. Checkpoints and artefacts lie in it. */
  readonly folder: string;
  /** Whether the run has worked before, so that a checkpoint may be there. */
  readonly isResumed: boolean;
  readonly seed: number;
  /** Aborted when the run is to pause or to be cancelled: finish the step, save a checkpoint where there is one, and throw `signal.reason`. */
  readonly signal: AbortSignal;
  progress(progress: RunProgress): void;
  /**
   * One row of the run's curves. The same step again replaces what was there, so a resumed run leaves neither hole nor double point.
   * Names that begin with `speed/` tell of the machine: they are not compared when the run is reproduced.
   */
  metrics(step: number, values: Readonly<Record<string, number>>, at?: { readonly epoch?: number }): void;
  log(level: 'info' | 'warn' | 'error', text: string): void;
  /** Says what the numbers are computed on, in a few words: `CPU`, `WebGPU (name of the card)`. */
  device(name: string): void;
  /** Declares a file or folder under `folder` to be a result; it is hashed and kept with the run. The same name again replaces it. */
  artifact(artifact: { readonly name: string; readonly kind: string; readonly path: string }): void;
  /** Rejects with the parent's AppError. */
  ask<Answer>(question: RunQuestion): Promise<Answer>;
  /** Resolves once everything reported so far is stored: call it before a checkpoint becomes the current one. */
  flush(): Promise<void>;
}

/** The work of one kind of run, in a worker process. What it returns is the run's result, shown on its page and handed to the parent's side. */
export type RunTask<Input = never> = (input: Input, run: RunLink) => Promise<Json>;
