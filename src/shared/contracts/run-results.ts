/** @file What is read off runs: curves, points, log lines, sweeps, comparisons, lineage. Commands stand in runs.ts. */
import { z } from 'zod';
import { RunId } from '../domain/ids';
import { Json } from '../domain/json';
import { ProfileName, RunState, RunThing } from '../domain/runs/run';
import { RunRow } from './run-records';

export const CurveAxis = z.enum(['step', 'epoch', 'time']);
export type CurveAxis = z.output<typeof CurveAxis>;

export const MetricDirection = z.enum(['higher', 'lower']);

export const MetricSummary = z.object({
  runId: RunId,
  name: z.string(),
  direction: MetricDirection,
  points: z.int(),
  firstStep: z.number(),
  lastStep: z.number(),
  hasEpochs: z.boolean(),
  /** Absent where no value is a number. */
  last: z.number().optional(),
  min: z.number().optional(),
  minStep: z.number().optional(),
  max: z.number().optional(),
  maxStep: z.number().optional(),
});
export type MetricSummary = z.output<typeof MetricSummary>;

/** One run's metric, column by column: element i of every list belongs to bucket i, ascending along the axis; empty buckets are left out. */
export const Curve = z.object({
  runId: RunId,
  name: z.string(),
  /** Points in the range; each is a bucket of its own where there are no more of them than buckets were asked for. */
  points: z.int(),
  isExact: z.boolean(),
  /** Values that are not numbers (a diverged loss); they are in no bucket. */
  brokenPoints: z.int(),
  /** Axis values of the first and the last point of the bucket. The axis `time` is in seconds of work. */
  from: z.array(z.number()),
  to: z.array(z.number()),
  first: z.array(z.number()),
  min: z.array(z.number()),
  max: z.array(z.number()),
  last: z.array(z.number()),
  mean: z.array(z.number()),
  count: z.array(z.int()),
});
export type Curve = z.output<typeof Curve>;

export const MetricPoint = z.object({
  runId: RunId,
  name: z.string(),
  step: z.number(),
  epoch: z.number().optional(),
  seconds: z.number(),
  /** Null where it is not a number. */
  value: z.number().nullable(),
});
export type MetricPoint = z.output<typeof MetricPoint>;

/** One step with everything reported at it. */
export const MetricRow = z.object({ step: z.number(), epoch: z.number().optional(), seconds: z.number(), values: z.record(z.string(), z.number().nullable()) });
export type MetricRow = z.output<typeof MetricRow>;

export const LogLevel = z.enum(['info', 'warn', 'error']);

export const LogLine = z.object({
  /** Ascending with time; what `after` and `before` mean. */
  id: z.int(),
  at: z.iso.datetime(),
  level: LogLevel,
  /** The run's own words, or what the workbench did with it. */
  source: z.enum(['run', 'workbench']),
  text: z.string(),
});
export type LogLine = z.output<typeof LogLine>;

export const MeanInterval = z.object({ n: z.int(), mean: z.number(), deviation: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() });

export const SweepSummary = z.object({
  metric: z.string(),
  direction: MetricDirection,
  /** Parameters that vary, in the order they were named; the axes of a plot of parallel coordinates. */
  parameters: z.array(z.object({ path: z.string(), values: z.array(Json) })),
  runs: z.array(z.object({ runId: RunId, name: z.string(), state: RunState, seed: z.int(), parameters: z.record(z.string(), Json), value: z.number().nullable() })),
  /** Every combination over its seeds: mean and 95 % t interval; best first, those without a value last. */
  groups: z.array(z.object({ parameters: z.record(z.string(), Json), runIds: z.array(RunId), statistics: MeanInterval.nullable() })),
  best: z.object({ runId: RunId, value: z.number() }).optional(),
  /** A parameter's values with the mean over everything else that varies. */
  sensitivity: z.array(z.object({ path: z.string(), points: z.array(z.object({ value: Json, statistics: MeanInterval.nullable() })) })),
});
export type SweepSummary = z.output<typeof SweepSummary>;

export const RunComparison = z.object({
  runs: z.array(RunRow),
  /** Values in the order of the runs; null where a run has no such option. */
  config: z.array(z.object({ path: z.string(), values: z.array(Json), isDifferent: z.boolean() })),
  metrics: z.array(z.object({ name: z.string(), direction: MetricDirection, last: z.array(z.number().nullable()), best: z.array(z.number().nullable()) })),
});
export type RunComparison = z.output<typeof RunComparison>;

export const LineageNode = z.object({
  /** Unique: kind and id. */
  key: z.string(),
  kind: z.union([RunThing.shape.kind, z.literal('artifact')]),
  id: z.union([z.number(), z.string()]),
  name: z.string(),
  sha256: z.string().optional(),
  /** Of a run. */
  state: RunState.optional(),
  runKind: z.string().optional(),
});
export type LineageNode = z.output<typeof LineageNode>;

export const Lineage = z.object({
  nodes: z.array(LineageNode),
  /** From what was there first to what came of it. */
  edges: z.array(z.object({ from: z.string(), to: z.string(), relation: z.enum(['input', 'output', 'need', 'part', 'artifact', 'reproduction']) })),
  /** The graph was too large and ends early. */
  isCut: z.boolean(),
});
export type Lineage = z.output<typeof Lineage>;

/** One option beside what the profiles have there. */
export const ProfileDifference = z.object({
  path: z.string(),
  /** Null where the option is not set. */
  value: Json,
  /** Profiles whose value is another one. */
  profiles: z.array(z.object({ name: ProfileName, value: Json })),
  decision: z.string().optional(),
  why: z.string().optional(),
});
export type ProfileDifference = z.output<typeof ProfileDifference>;

const counted = z.array(z.object({ value: z.string(), count: z.int() }));

/** What there is to filter, sort and group by. */
export const RunFacets = z.object({
  kinds: counted,
  states: counted,
  tags: counted,
  /** Options whose value differs between runs come first; at most 20 values each, commonest first. */
  config: z.array(z.object({ path: z.string(), distinct: z.int(), values: z.array(z.object({ value: Json, count: z.int() })) })),
  metrics: counted,
});
export type RunFacets = z.output<typeof RunFacets>;
