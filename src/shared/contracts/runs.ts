/**
 * @file Runs: everything long. Kinds and their forms, the queue, what runs report, and what is read off them. Owner: services/runs.
 * Records stand in run-records.ts, what is read off runs in run-results.ts.
 */
import { z } from 'zod';
import { ArtifactId, FileId, RunId } from '../domain/ids';
import { Json } from '../domain/json';
import { ProfileName, RunSlot, RunState } from '../domain/runs/run';
import { Seed, SweepPlan } from '../domain/runs/sweep-plan';
import { mutation, query, subscription } from './define';
import { FileHandle } from './files';
import { RunDetail, RunForecast, RunKindInfo, RunName, RunNotes, RunPriority, RunRow, RunTag, RunTags } from './run-records';
import { Curve, CurveAxis, Lineage, LogLevel, LogLine, MetricDirection, MetricPoint, MetricRow, MetricSummary, ProfileDifference, RunComparison, RunFacets, SweepSummary } from './run-results';

const config = z.record(z.string(), Json);
const kind = z.string().min(1).max(60);
const metricName = z.string().min(1).max(120);
/** A dotted path of the configuration. */
const path = z.string().min(1).max(200).regex(/^[^"\\]+$/, 'a path has no quotes and no backslashes');

export const maxCurveBuckets = 2_000;
export const maxRunsAtOnce = 50;

const runIds = z.array(RunId).min(1).max(maxRunsAtOnce, `at most ${maxRunsAtOnce} runs at once`);
const about = { name: RunName.optional(), priority: RunPriority.default(0), tags: RunTags.default([]), notes: RunNotes.default('') };

export const RunColumn = z.enum(['id', 'name', 'kind', 'state', 'priority', 'seed', 'createdAt', 'startedAt', 'finishedAt', 'durationMs', 'progress']);
export type RunColumn = z.output<typeof RunColumn>;

export const RunFilter = z.object({
  /** In names, notes and tags. */
  text: z.string().max(200).optional(),
  kinds: z.array(kind).max(50).optional(),
  states: z.array(RunState).optional(),
  /** All of them. */
  tags: z.array(RunTag).max(20).optional(),
  /** Runs of one sweep; null: those that are part of none. */
  parentId: RunId.nullable().optional(),
  /** All of them: the option at the path has one of these values. */
  config: z.array(z.object({ path, values: z.array(Json).min(1).max(50) })).max(20).optional(),
});
export type RunFilter = z.output<typeof RunFilter>;

export const RunSort = z.discriminatedUnion('by', [
  z.object({ by: z.literal('column'), key: RunColumn }),
  /** Runs without the metric, or the option, come last in both directions. */
  z.object({ by: z.literal('last'), key: metricName }),
  z.object({ by: z.literal('best'), key: metricName }),
  z.object({ by: z.literal('config'), key: path }),
]);
export type RunSort = z.output<typeof RunSort>;

/** Settings of a new run; `config` may leave out what has a default or stands in the profile. */
const newRun = { kind, config: config.default({}), profile: ProfileName.optional(), needs: z.array(RunId).max(20).default([]), ...about };

export const runsContract = {
  'runs.kinds': query({ input: z.object({}), output: z.array(RunKindInfo) }),
  /** Checks the configuration as a start would, and tells what it will take. */
  'runs.forecast': query({ input: z.object({ kind, config, profile: ProfileName.optional() }), output: RunForecast }),
  /** Options of which a profile has another value, and why (the decision register). */
  'runs.profileDifferences': query({ input: z.object({ kind, config }), output: z.array(ProfileDifference) }),

  /** Queues a run. It begins when its slot is free and the runs it needs are done. */
  'runs.start': mutation({ input: z.object({ ...newRun, seed: Seed.default(13) }), output: RunRow }),
  /** One run for every combination and seed, under a parent run of kind `sweep`, which is what is returned. */
  'runs.sweep': mutation({ input: z.object({ ...newRun, plan: SweepPlan }), output: RunRow }),
  /** A new run with the settings of another, changed at some paths. */
  'runs.clone': mutation({ input: z.object({ id: RunId, changes: z.record(path, Json).default({}), name: RunName.optional(), seed: Seed.optional() }), output: RunRow }),
  /** Starts the same run again; when it is done, its page tells whether the numbers agree. Default tolerance: 0 except on a GPU (0.001). */
  'runs.reproduce': mutation({ input: z.object({ id: RunId, tolerance: z.number().min(0).max(1).optional() }), output: RunRow }),

  /** Newest first unless sorted otherwise. */
  'runs.list': query({
    input: z.object({
      filter: RunFilter.default({}),
      sort: RunSort.default({ by: 'column', key: 'id' }),
      order: z.enum(['ascending', 'descending']).default('descending'),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(1_000).default(100),
    }),
    output: z.object({ total: z.int(), rows: z.array(RunRow) }),
  }),
  'runs.facets': query({ input: z.object({ filter: RunFilter.default({}) }), output: RunFacets }),
  'runs.get': query({ input: z.object({ id: RunId }), output: RunDetail }),
  /** The run now and on every change (at most ten a second), ending after its final state. */
  'runs.watch': subscription({ input: z.object({ id: RunId }), output: RunRow }),

  'runs.metricNames': query({ input: z.object({ ids: runIds }), output: z.array(MetricSummary) }),
  /** Curves thinned to buckets where they have more points; `from` and `to` are values of the axis, both included. */
  'runs.curves': query({
    input: z.object({
      ids: runIds,
      names: z.array(metricName).min(1).max(20),
      axis: CurveAxis.default('step'),
      from: z.number().optional(),
      to: z.number().optional(),
      buckets: z.int().min(1).max(maxCurveBuckets).default(500),
    }),
    output: z.array(Curve),
  }),
  /** Of every run and metric the point that is nearest to a place of the axis. */
  'runs.metricsAt': query({ input: z.object({ ids: runIds, names: z.array(metricName).min(1).max(20), axis: CurveAxis.default('step'), at: z.number() }), output: z.array(MetricPoint) }),
  /** All values step by step, for CSV. An empty page is the end. */
  'runs.metricsPage': query({
    input: z.object({ id: RunId, names: z.array(metricName).max(200).optional(), afterStep: z.number().optional(), limit: z.int().min(1).max(10_000).default(1_000) }),
    output: z.array(MetricRow),
  }),
  /** Oldest first. With `after`: what came since; otherwise the end of the log, or what stands before `before`. */
  'runs.log': query({
    input: z.object({ id: RunId, after: z.int().nonnegative().optional(), before: z.int().positive().optional(), level: LogLevel.optional(), limit: z.int().min(1).max(5_000).default(200) }),
    output: z.object({ lines: z.array(LogLine), hasMore: z.boolean() }),
  }),
  /** A file for download. Of a folder, `file` is one of its files. */
  'runs.saveArtifact': mutation({ input: z.object({ artifactId: ArtifactId, file: z.string().max(1_000).optional() }), output: FileHandle }),

  /** A sweep's runs follow it. A running run finishes its step first; one that does not within ten seconds is ended. */
  'runs.pause': mutation({ input: z.object({ id: RunId }), output: RunRow }),
  'runs.resume': mutation({ input: z.object({ id: RunId }), output: RunRow }),
  'runs.cancel': mutation({ input: z.object({ id: RunId }), output: RunRow }),
  /** Queues a failed or cancelled run again; it goes on from its checkpoint where it has one. */
  'runs.retry': mutation({ input: z.object({ id: RunId }), output: RunRow }),
  /** Hides a run that is not at work, a sweep with its runs; it can be restored for 30 days. */
  'runs.remove': mutation({ input: z.object({ id: RunId }), output: z.object({ id: RunId }) }),
  'runs.restore': mutation({ input: z.object({ id: RunId }), output: RunRow }),
  'runs.edit': mutation({ input: z.object({ id: RunId, name: RunName.optional(), notes: RunNotes.optional(), tags: RunTags.optional(), priority: RunPriority.optional() }), output: RunRow }),

  /** The state of the queue, slot by slot. */
  'runs.slots': query({ input: z.object({}), output: z.array(z.object({ slot: RunSlot, places: z.int(), running: z.array(RunId), queued: z.array(RunId) })) }),
  'runs.setSlot': mutation({ input: z.object({ slot: RunSlot, places: z.int().min(0, 'at least 0 places').max(64, 'at most 64 places') }), output: z.object({}) }),
  /** Lets the queue work in this process: only these runs with what they need, or everything. A window's queue always works. */
  'runs.work': mutation({ input: z.object({ ids: z.array(RunId).optional() }), output: z.object({}), localOnly: true }),

  /** Default direction: by the metric's name. `last`: the value at the last step. */
  'runs.sweepSummary': query({ input: z.object({ id: RunId, metric: metricName, direction: MetricDirection.optional(), value: z.enum(['last', 'best']).default('last') }), output: SweepSummary }),
  'runs.compare': query({ input: z.object({ ids: z.array(RunId).min(2).max(maxRunsAtOnce) }), output: RunComparison }),
  /** Everything this run was made from and everything that was made from it. */
  'runs.lineage': query({ input: z.object({ id: RunId }), output: Lineage }),

  /** One JSON file: configuration, seed, environment, hashes of inputs, artefacts and prompts, all metrics, the result. */
  'runs.exportBundle': mutation({ input: z.object({ id: RunId }), output: FileHandle }),
  /** Makes a done run, marked as imported, which can be compared, cloned and reproduced like any other. Says which of its inputs are not here. */
  'runs.importBundle': mutation({ input: z.object({ fileId: FileId }), output: z.object({ run: RunRow, notes: z.array(z.string()) }) }),
} as const;
