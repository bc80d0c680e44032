/** @file What is computed over a label set: agreement, distributions, annotators, analysis views. Knows neither files nor how sets are kept (labels.ts). */
import { z } from 'zod';
import { BootstrapChoice, Interval } from './measure-results';
import { DialogueId } from '../domain/ids';
import { TrustAgreement } from '../domain/label-options';

/** Null: undefined on these votes; `undefinedBecause` says why. */
const Coefficient = z.number().nullable();

const coefficientsOf = <Value extends z.ZodType>(value: Value) =>
  z.object({
    percent: value,
    fleiss: value,
    /** Mean over the pairs of annotators. */
    cohen: value,
    /** Ordinal for an ordinal field, else nominal. */
    krippendorff: value,
  });

export const FieldAgreement = coefficientsOf(Coefficient).extend({
  field: z.string(),
  title: z.string(),
  abbreviation: z.string(),
  isDerived: z.boolean(),
  level: z.enum(['nominal', 'ordinal']),
  /** Turns with a vote of every annotator; with pooled dimensions, one for each dimension. */
  items: z.int(),
  /** By the names of the coefficients. */
  undefinedBecause: z.record(z.string(), z.string()),
  pairs: z.array(z.object({ a: z.string(), b: z.string(), kappa: Coefficient })),
  published: z.object({ fleiss: z.number(), source: z.string() }).nullable(),
  /** Absent where no interval was asked for. */
  ci: coefficientsOf(Interval.nullable()).optional(),
});
export type FieldAgreement = z.output<typeof FieldAgreement>;

export const LabelAgreement = z.object({
  annotators: z.array(z.string()),
  fields: z.array(FieldAgreement),
  trust: TrustAgreement,
  /** Turns whose label was known beforehand; left out, since annotators were told it. */
  knownLeftOut: z.int(),
  bootstrap: BootstrapChoice.nullable(),
});
export type LabelAgreement = z.output<typeof LabelAgreement>;

export const FieldDistribution = z.object({
  field: z.string(),
  title: z.string(),
  values: z.array(z.object({ value: z.string(), title: z.string(), count: z.int(), share: z.number(), /** Votes for it, one count an annotator. */ votes: z.array(z.int()) })),
  /** Turns without a value. */
  missing: z.int(),
});
export type FieldDistribution = z.output<typeof FieldDistribution>;

export const AnnotatorReport = z.object({
  name: z.string(),
  isScripted: z.boolean(),
  /** Most disagreeing annotator first where these are listed. */
  fields: z.array(z.object({ field: z.string(), votes: z.int(), /** Votes unlike the value that stands. */ differing: z.int(), share: z.number() })),
  votes: z.int(),
  differing: z.int(),
  /** Of all votes. */
  share: z.number(),
  /** Replies that could not be read. */
  unparsedReplies: z.int(),
  /** Passes over a dialogue that were tried again with smaller windows. */
  retriedPasses: z.int(),
  /** Passes over a dialogue that failed for good. */
  failedPasses: z.int(),
});
export type AnnotatorReport = z.output<typeof AnnotatorReport>;

/** Where the values of a field come from. */
export const ValueSources = z.object({ field: z.string(), sources: z.record(z.string(), z.int()) });

/** The labels of one dialogue over its seeker's turns; `values` are levels, null where there is none. */
export const StateLine = z.object({
  dialogueId: DialogueId,
  position: z.int(),
  turns: z.array(z.int()),
  series: z.array(z.object({ field: z.string(), title: z.string(), levels: z.int(), values: z.array(z.int().nullable()) })),
});
export type StateLine = z.output<typeof StateLine>;

/** Rows: values of a field; columns: strategies of the replies that follow. */
export const StrategyHeatMap = z.object({
  field: z.string(),
  title: z.string(),
  values: z.array(z.string()),
  strategies: z.array(z.string()),
  counts: z.array(z.array(z.int())),
});
export type StrategyHeatMap = z.output<typeof StrategyHeatMap>;

export const LabelAnalysis = z.object({
  lines: z.array(StateLine),
  heatMaps: z.array(StrategyHeatMap),
  /** Dialogues that the heat maps count. */
  dialogues: z.int(),
  /** Replies with a strategy after a labelled turn. */
  replies: z.int(),
});
export type LabelAnalysis = z.output<typeof LabelAnalysis>;
