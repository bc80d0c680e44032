/** @file What a run's worker and the parent say to each other, inside the conversation of jobs/requests. */
import type { Json } from '#shared/domain/json';
import type { RunProgress, RunQuestion } from './run-task';

/** What the program `run` is opened with. */
export interface RunStart {
  readonly runId: number;
  readonly task: string;
  readonly input: Json;
  readonly folder: string;
  readonly isResumed: boolean;
  readonly seed: number;
  /** Work of earlier attempts. */
  readonly workedMs: number;
}

export interface ReportedStep {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
  readonly epoch?: number | undefined;
  readonly workedMs: number;
}

export interface ReportedArtifact {
  readonly name: string;
  readonly kind: string;
  /** Inside the run's folder, with `/`. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly files: readonly { readonly path: string; readonly sizeBytes: number; readonly sha256: string }[];
}

/** Everything since the report before, to be stored together. */
export interface RunReport {
  readonly workedMs: number;
  readonly steps: readonly ReportedStep[];
  readonly log: readonly { readonly at: string; readonly level: 'info' | 'warn' | 'error'; readonly text: string }[];
  readonly artifacts: readonly ReportedArtifact[];
  readonly progress?: RunProgress | undefined;
  readonly device?: string | undefined;
}

/** What the worker asks; the answer to a report means that it is stored. */
export type RunRequest =
  | { readonly type: 'report'; readonly report: RunReport }
  | { readonly type: 'question'; readonly question: RunQuestion }
  | { readonly type: 'result'; readonly result: Json; readonly workedMs: number };

/** What the parent tells without waiting for an answer. */
export interface StopNote {
  readonly type: 'stop';
}
