/**
 * @file How things are measured and what comes out: options and results of the four kinds. The fields of results are those of the command
 * line and are fixed. Knows neither files nor how results are kept (measure.ts).
 */
import { z } from 'zod';

export const MeasurementKind = z.enum(['nlg', 'strategy', 'agreement', 'comparison']);
export type MeasurementKind = z.output<typeof MeasurementKind>;

export const NlgProfile = z.enum(['nlgeval', 'mymetrics', 'utils', '13a']);
export const VocabularyChoice = z.enum(['esconv8', 'extes8']);
export const UnparsedPolicy = z.enum(['wrong', 'others', 'drop', 'error']);
export const BiasGuard = z.enum(['limit', 'pseudoCount', 'crash']);
export const AveragedLabels = z.enum(['all', 'present']);
export const AgreementLevel = z.enum(['nominal', 'ordinal', 'interval']);

export const BootstrapChoice = z.object({
  resamples: z.int().min(1).max(100_000).default(1_000),
  seed: z.int().min(0).max(0xffff_ffff).default(13),
  /** Confidence level of the intervals. */
  level: z.number().min(0.5).max(0.999).default(0.95),
});
export type BootstrapChoice = z.output<typeof BootstrapChoice>;

export const NlgOptions = z.object({ profile: NlgProfile.default('nlgeval'), bootstrap: BootstrapChoice.optional() });
export type NlgOptions = z.output<typeof NlgOptions>;

export const StrategyOptions = z.object({
  labels: VocabularyChoice.default('esconv8'),
  unparsedPolicy: UnparsedPolicy.default('wrong'),
  averagedLabels: AveragedLabels.default('all'),
  biasGuard: BiasGuard.default('limit'),
  bootstrap: BootstrapChoice.optional(),
});
export type StrategyOptions = z.output<typeof StrategyOptions>;

export const AgreementOptions = z.object({
  /** Of Krippendorff's alpha. */
  level: AgreementLevel.default('nominal'),
  /** All labels, lowest first, where they are words with an order; numbers have theirs. */
  order: z.array(z.string().min(1)).min(2).max(1_000).optional(),
  bootstrap: BootstrapChoice.optional(),
});
export type AgreementOptions = z.output<typeof AgreementOptions>;

export const ComparisonOptions = z.object({
  profile: NlgProfile.default('nlgeval'),
  bootstrap: BootstrapChoice.prefault({}),
  /** What the systems are called in the sentences; without them the names of their files (then filled in). */
  names: z.object({ a: z.string().min(1).max(80), b: z.string().min(1).max(80) }).optional(),
});
export type ComparisonOptions = z.output<typeof ComparisonOptions>;

/* Results. Their fields are those of the command line and are fixed; 0..1 unless said otherwise. */

export const Interval = z.object({ low: z.number(), high: z.number() });
export type Interval = z.output<typeof Interval>;

/** Something to know before a figure is believed; `code` is stable, `message` says it in a sentence. */
export const MeasureWarning = z.object({ code: z.string(), message: z.string(), count: z.int() });
export type MeasureWarning = z.output<typeof MeasureWarning>;

const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
const figuresOf = <Value extends z.ZodType>(value: Value) =>
  z.object({
    bleu: z.object({ 1: value, 2: value, 3: value, 4: value }),
    rougeL: value,
    rougeLF1: value,
    /** 0..10. */
    cider: value,
    unigramF1: value,
    distinct: z.object({ 1: value, 2: value, 3: value }),
  });

export const NlgResult = figuresOf(z.number()).extend({
  n: z.int(),
  profile: NlgProfile,
  /** How sentences were found: `treebank-lite`, `given`, `treebank-lite and given`, `none`. */
  sentenceSplitter: z.string(),
  /** Figures that the profile's published code prints; the others follow the definitions on the same tokens. */
  published: list(z.string()),
  /** The published code prints its figures times this. */
  publishedScale: z.union([z.literal(1), z.literal(100)]),
  /** Mean number of tokens. */
  length: z.object({ hypothesis: z.number(), reference: z.number() }),
  warnings: list(MeasureWarning),
  /** Only when bootstrapped; Distinct's is a jackknife. Null: no interval can be had. */
  ci: figuresOf(Interval.nullable()).optional(),
  bootstrap: BootstrapChoice.optional(),
});
export type NlgResult = z.output<typeof NlgResult>;

/** Rows: the earlier strategy; columns: the next one of the same dialogue. `shares` is each row divided by its sum. */
export const Transitions = z.object({ labels: list(z.string()), counts: list(list(z.int())), shares: list(list(z.number())), transitions: z.int() });
export type Transitions = z.output<typeof Transitions>;

const strategyFiguresOf = <Value extends z.ZodType>(value: Value) => z.object({ accuracy: value, macroF1: value, weightedF1: value, bias: value });

export const StrategyResult = strategyFiguresOf(z.number()).extend({
  /** Items scored; fewer than given where unparsed ones are dropped. */
  n: z.int(),
  /** The order of every table below. */
  labels: list(z.string()),
  /** Whether `bias` comes from a guard rule; then `degenerateReason` says which, and it tells little about preference. */
  degenerate: z.boolean(),
  degenerateReason: z.string().nullable(),
  /** Predictions that named no strategy, and the first few of them as written. */
  unparsed: z.int(),
  unparsedExamples: list(z.object({ text: z.string(), where: z.string(), count: z.int() })),
  unparsedPolicy: UnparsedPolicy,
  averagedLabels: AveragedLabels,
  biasGuard: BiasGuard,
  /** Bradley-Terry strength of each label; their mean is 1. */
  preference: z.record(z.string(), z.number()),
  perStrategy: list(z.object({ label: z.string(), support: z.int(), predicted: z.int(), precision: z.number(), recall: z.number(), f1: z.number() })),
  /** Rows gold, columns predicted. */
  confusion: list(list(z.int())),
  /** Unparsed predictions a gold label, where they count as wrong. */
  unparsedByGold: list(z.int()),
  /** Where the input says which rows belong to one dialogue. */
  transitions: z.object({ gold: Transitions, predicted: Transitions }).optional(),
  warnings: list(MeasureWarning),
  ci: strategyFiguresOf(Interval.nullable()).optional(),
  bootstrap: BootstrapChoice.optional(),
});
export type StrategyResult = z.output<typeof StrategyResult>;

/** Null: undefined on these ratings; `undefinedBecause` says why. */
const Coefficient = z.number().nullable();

export const AgreementResult = z.object({
  items: z.int(),
  /** How many there are; their names are `raterNames`. */
  raters: z.int(),
  raterNames: list(z.string()),
  ratings: z.int(),
  /** Lowest first where they have an order, else as met. */
  labels: list(z.string()),
  level: AgreementLevel,
  percent: Coefficient,
  fleiss: Coefficient,
  cohen: z.object({
    /** Over the pairs that have a value. */
    mean: Coefficient,
    /** The pairs of raters with an item in common; the first 1,000. */
    pairs: list(
      z.object({
        a: z.string(),
        b: z.string(),
        /** Rated by both. */
        items: z.int(),
        kappa: Coefficient,
        linear: Coefficient,
        quadratic: Coefficient,
        /** For the first 100 pairs. */
        ci: z.object({ kappa: Interval.nullable(), linear: Interval.nullable(), quadratic: Interval.nullable() }).optional(),
      }),
    ),
  }),
  /** Means over the pairs. */
  weightedCohen: z.object({ linear: Coefficient, quadratic: Coefficient }),
  krippendorff: Coefficient,
  /** By `percent`, `fleiss`, `cohen`, `weightedCohen.linear`, `weightedCohen.quadratic`, `krippendorff`; only those without a value. */
  undefinedBecause: z.record(z.string(), z.string()),
  /** `agreement`: chance that another rater of the item gave the label too; null where nobody could. */
  perLabel: list(z.object({ label: z.string(), count: z.int(), share: z.number(), agreement: z.number().nullable() })),
  /** Items whose raters do not all agree; `measure.items` lists them. */
  divided: z.int(),
  warnings: list(MeasureWarning),
  ci: z
    .object({
      percent: Interval.nullable(),
      fleiss: Interval.nullable(),
      cohen: z.object({ mean: Interval.nullable() }),
      weightedCohen: z.object({ linear: Interval.nullable(), quadratic: Interval.nullable() }),
      krippendorff: Interval.nullable(),
    })
    .optional(),
  bootstrap: BootstrapChoice.optional(),
});
export type AgreementResult = z.output<typeof AgreementResult>;

/** Text figures by name; `bleu1..4` are helped by `bleu` of the catalogue, `distinct1..3` by `distinct`, the others by their own. */
export const TextFigure = z.enum(['bleu1', 'bleu2', 'bleu3', 'bleu4', 'rougeL', 'rougeLF1', 'cider', 'unigramF1', 'distinct1', 'distinct2', 'distinct3']);
export type TextFigure = z.output<typeof TextFigure>;

export const ComparisonResult = z.object({
  n: z.int(),
  profile: NlgProfile,
  sentenceSplitter: z.string(),
  names: z.object({ a: z.string(), b: z.string() }),
  differences: list(
    z.object({
      metric: TextFigure,
      a: z.number(),
      b: z.number(),
      /** a - b. */
      difference: z.number(),
      ci: Interval.nullable(),
      /** Null for Distinct, which cannot be bootstrapped. */
      bootstrapP: z.number().nullable(),
      randomisationP: z.number(),
      /** `randomisationP` corrected for the number of figures (Holm); what `words` judges by. */
      holmP: z.number(),
      /** The result as one sentence. */
      words: z.string(),
    }),
  ),
  warnings: list(MeasureWarning),
  bootstrap: BootstrapChoice,
});
export type ComparisonResult = z.output<typeof ComparisonResult>;

/** A kind with its options and its result: narrow by `kind`. */
export const MeasuredOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nlg'), options: NlgOptions, result: NlgResult }),
  z.object({ kind: z.literal('strategy'), options: StrategyOptions, result: StrategyResult }),
  z.object({ kind: z.literal('agreement'), options: AgreementOptions, result: AgreementResult }),
  z.object({ kind: z.literal('comparison'), options: ComparisonOptions, result: ComparisonResult }),
]);
export type MeasuredOutcome = z.output<typeof MeasuredOutcome>;
