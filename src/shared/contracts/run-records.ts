/** @file A run as it is shown: its kind, its row in the table of runs, and everything that is known of it. Commands stand in runs.ts. */
import { z } from 'zod';
import { ArtifactId, RunId } from '../domain/ids';
import { Json } from '../domain/json';
import { Forecast, ProfileName, RunProgress, RunSlot, RunState, RunThing } from '../domain/runs/run';
import { Seed, SweepPlan } from '../domain/runs/sweep-plan';
import { errorCodes } from './errors';

const configuration = z.record(z.string(), Json);
/** Values by dotted path; a list is one value. */
const flatConfiguration = z.record(z.string(), Json);
const figures = z.record(z.string(), z.number());

export const RunName = z.string().trim().min(1, 'a name is needed').max(120, 'a name has at most 120 characters');
export const RunTag = z.string().trim().min(1).max(40, 'a tag has at most 40 characters');
export const RunTags = z.array(RunTag).max(20, 'a run has at most 20 tags');
export const RunNotes = z.string().max(20_000, 'notes have at most 20,000 characters');
/** Higher goes first. */
export const RunPriority = z.int().min(-100).max(100);

export const RunKindInfo = z.object({
  kind: z.string(),
  title: z.string(),
  description: z.string(),
  /** JSON Schema of the configuration, with titles, descriptions and defaults: the form is made from it. */
  schema: z.record(z.string(), Json),
  /** Every default filled in; absent where a field has none. */
  defaults: configuration,
  profiles: z.array(z.object({ name: ProfileName, options: flatConfiguration })),
  /** By dotted path: the entry of the decision register that an option is subject to. */
  decisions: z.record(z.string(), z.object({ decision: z.string(), why: z.string() })),
});
export type RunKindInfo = z.output<typeof RunKindInfo>;

export const RunForecast = Forecast.extend({ slot: RunSlot, isScripted: z.boolean(), inputs: z.array(RunThing) });
export type RunForecast = z.output<typeof RunForecast>;

export const RunRow = z.object({
  id: RunId,
  kind: z.string(),
  name: z.string(),
  state: RunState,
  /** Asked to stop and not stopped yet. */
  stopping: z.enum(['pause', 'cancel']).optional(),
  slot: RunSlot,
  priority: RunPriority,
  tags: z.array(z.string()),
  profile: ProfileName.optional(),
  config: flatConfiguration,
  seed: Seed,
  progress: RunProgress.optional(),
  /** The value at the last step, by metric; those of the machine (`system/`) are left out. */
  lastMetrics: figures,
  /** The highest, or the lowest where less is better (domain/runs/metric-direction). */
  bestMetrics: figures,
  /** Language models were stand-ins: not a result of the systems studied. */
  isScripted: z.boolean(),
  /** Came in by `runs.importBundle`; it did not run here. */
  isImported: z.boolean(),
  /** The sweep it is part of. */
  parentId: RunId.optional(),
  /** The run it repeats. */
  reproducesId: RunId.optional(),
  /** What computes, as the run says it. */
  device: z.string().optional(),
  errorMessage: z.string().optional(),
  createdAt: z.iso.datetime(),
  /** First time; a resumed run keeps it. */
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  /** Of work: pauses do not count. */
  durationMs: z.number().nonnegative(),
});
export type RunRow = z.output<typeof RunRow>;

export const RunReference = RunRow.pick({ id: true, kind: true, name: true, state: true });
export type RunReference = z.output<typeof RunReference>;

export const RunArtifact = z.object({
  id: ArtifactId,
  name: z.string(),
  kind: z.string(),
  /** Inside the run's folder, with `/`. */
  path: z.string(),
  isFolder: z.boolean(),
  sizeBytes: z.int().nonnegative(),
  /** Of the file; of a folder: over its files' paths and hashes, sorted by path. */
  sha256: z.string(),
  /** A folder's files, paths inside it; empty for a file. */
  files: z.array(z.object({ path: z.string(), sizeBytes: z.int().nonnegative(), sha256: z.string() })),
  createdAt: z.iso.datetime(),
});
export type RunArtifact = z.output<typeof RunArtifact>;

/** Where and with what a run was made. */
export const RunProvenance = z.object({
  solaceVersion: z.string(),
  node: z.string(),
  platform: z.string(),
  processor: z.string(),
  cores: z.int(),
  memoryBytes: z.number(),
  /** What computed, as the run said it. */
  device: z.string().optional(),
});
export type RunProvenance = z.output<typeof RunProvenance>;

/** What language models cost a run, answers from the store not counted. */
export const RunCost = z.object({ calls: z.int().nonnegative(), cachedCalls: z.int().nonnegative(), promptTokens: z.number(), replyTokens: z.number(), cost: z.number().nonnegative() });
export type RunCost = z.output<typeof RunCost>;

export const RunFailure = z.object({ code: z.enum(errorCodes), message: z.string(), details: z.record(z.string(), z.unknown()) });
export type RunFailure = z.output<typeof RunFailure>;

/** Whether a repeated run's numbers agree with those of the first. */
export const RunReproduction = z.object({
  of: RunId,
  /** Greatest relative difference that counts as equal. */
  tolerance: z.number().nonnegative(),
  isIdentical: z.boolean(),
  /** Metric values that were compared. */
  compared: z.int().nonnegative(),
  /** One line a metric that differs: at the first step where it does. A value is null where that run has none. */
  differing: z.array(z.object({ name: z.string(), values: z.int(), step: z.number(), expected: z.number().nullable(), found: z.number().nullable() })),
  /** Artefacts by name, whether their content is the same; what only one of both has is not. */
  artifacts: z.array(z.object({ name: z.string(), isIdentical: z.boolean() })),
});
export type RunReproduction = z.output<typeof RunReproduction>;

export const RunDetail = RunRow.extend({
  notes: z.string(),
  configuration,
  inputs: z.array(RunThing),
  /** What it left outside its folder. */
  outputs: z.array(RunThing),
  needs: z.array(RunReference),
  neededBy: z.array(RunReference),
  /** Runs of a sweep. */
  children: z.array(RunReference),
  sweep: SweepPlan.optional(),
  /** Only of a run of a sweep: what it has for itself. */
  parameters: flatConfiguration,
  result: Json.optional(),
  error: RunFailure.optional(),
  artifacts: z.array(RunArtifact),
  provenance: RunProvenance.optional(),
  /** How often a worker began on it, and how many of them died without getting further. */
  attempts: z.int().nonnegative(),
  deaths: z.int().nonnegative(),
  /** When the worker was last heard of. */
  heartbeatAt: z.iso.datetime().optional(),
  cost: RunCost.optional(),
  reproduction: RunReproduction.optional(),
});
export type RunDetail = z.output<typeof RunDetail>;
