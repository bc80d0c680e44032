/** @file What the workbench must know of a kind of run: its configuration, what it needs, what its worker may ask, what becomes of its result. */
import type { z } from 'zod';
import type { Json } from '#shared/domain/json';
import type { RunId } from '#shared/domain/ids';
import type { RunQuestion } from '../../jobs/runs/run-task';

/** What the run takes up while it works. At most as many runs of one slot work at a time as the person allows. */
export type RunSlot = 'cpu' | 'gpu' | 'language-models';

/** What goes into a run, for its lineage. */
export interface RunInput {
  readonly kind: 'corpus' | 'label-set' | 'gold' | 'model' | 'endpoint' | 'run' | 'prompt';
  readonly id: number | string;
  readonly name: string;
  /** Of the content where it has one. */
  readonly sha256?: string;
}

export interface RunPlan {
  readonly slot: RunSlot;
  readonly inputs: readonly RunInput[];
  /** Whether scripted stand-ins for language models take part; shown wherever the run's results are. */
  readonly isScripted: boolean;
}

export interface Forecast {
  readonly calls?: number;
  readonly promptTokens?: number;
  readonly replyTokens?: number;
  /** In the endpoint's currency, US dollars by custom. */
  readonly cost?: number;
  readonly seconds?: number;
  /** What a person should know before starting, a sentence each. */
  readonly notes: readonly string[];
}

export interface RunContext {
  readonly runId: RunId;
  /** Aborted when the run stops for any reason. */
  readonly signal: AbortSignal;
}

/** Options of a published system: what the paper says, what its authors' code does, what we advise (spec part 9). */
export type ProfileName = 'paper' | 'authors-code' | 'recommended';

export interface RunKind<Config = unknown> {
  readonly name: string;
  readonly title: string;
  /** What it does and what comes out, one sentence. */
  readonly description: string;
  /** Every field has a default where one is sensible, and a `meta` with title and description: the form is made from it. */
  readonly config: z.ZodType<Config>;
  readonly profiles: Readonly<Partial<Record<ProfileName, Readonly<Record<string, Json>>>>>;
  /** Why an option is as it is, by the option's path: an entry of the decision register. */
  readonly decisions: Readonly<Record<string, { readonly decision: string; readonly why: string }>>;
  /** Throws AppError where the configuration names what is not there. */
  plan(config: Config): RunPlan;
  forecast?(config: Config): Forecast;
  /** The task in the worker (jobs/runs/tasks), and what it starts with. */
  readonly task: string;
  input(config: Config, context: { readonly runId: RunId }): Json;
  /** Answers what the worker asks beside language models. */
  answer?(question: RunQuestion, context: RunContext & { readonly config: Config }): Promise<unknown>;
  /** Keeps the result where it belongs, inside the transaction that marks the run done; returns what the run's page shows. */
  finish?(result: Json, context: { readonly runId: RunId; readonly config: Config }): Json;
}
