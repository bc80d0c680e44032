/** @file What the workbench must know of a kind of run: its configuration, what it needs, what its worker may ask, what becomes of its result. */
import type { z } from 'zod';
import type { Json } from '#shared/domain/json';
import type { RunId } from '#shared/domain/ids';
import type { Forecast, ProfileName, RunSlot, RunThing } from '#shared/domain/runs/run';
import type { RunQuestion } from '../../jobs/runs/run-task';

export type { Forecast, ProfileName, RunSlot } from '#shared/domain/runs/run';

/** What goes into a run, for its lineage. */
export type RunInput = RunThing;

export interface RunPlan {
  readonly slot: RunSlot;
  readonly inputs: readonly RunInput[];
  /** Whether scripted stand-ins for language models take part; shown wherever the run's results are. */
  readonly isScripted: boolean;
}

export interface RunContext {
  readonly runId: RunId;
  /** Aborted when the run stops for any reason. */
  readonly signal: AbortSignal;
}

export interface RunKind<Config = unknown> {
  readonly name: string;
  readonly title: string;
  /** What it does and what comes out, one sentence. */
  readonly description: string;
  /**
   * Every field has a default where one is sensible, and a `meta` with title and description: the form is made from it. `picks` of a meta makes the
   * field a choice among things of the workspace: corpus, split, part, endpoint, endpoints, label-set, label-schema, model, run.
   */
  readonly config: z.ZodType<Config>;
  /** By dotted path. */
  readonly profiles: Readonly<Partial<Record<ProfileName, Readonly<Record<string, Json>>>>>;
  /** Why an option is as it is, by the option's path: an entry of the decision register. */
  readonly decisions: Readonly<Record<string, { readonly decision: string; readonly why: string }>>;
  /**
   * Throws AppError where the configuration names what is not there. Asked when the run is made and again when its work first begins; what
   * a run still to be done will leave may be missing the first time.
   */
  plan(config: Config): RunPlan;
  forecast?(config: Config): Forecast;
  /** The task in the worker (jobs/runs/tasks), and what it starts with: made anew each time a worker begins. */
  readonly task: string;
  input(config: Config, context: { readonly runId: RunId }): Json;
  /** Whether language models are shown text that is local only. Looked up at every question: that can be declared while the run works. */
  isConfidential?(config: Config): boolean;
  /** Answers what the worker asks beside language models. */
  answer?(question: RunQuestion, context: RunContext & { readonly config: Config }): Promise<unknown>;
  /** Keeps the result where it belongs, inside the transaction that marks the run done; returns what the run's page shows. */
  finish?(result: Json, context: { readonly runId: RunId; readonly config: Config }): Json;
  /** What a done run left outside its folder (a label set, a model), for its lineage. Takes what `finish` returned. */
  outputs?(shown: Json): readonly RunThing[];
}
