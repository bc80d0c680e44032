/**
 * @file Measuring: text metrics, strategy prediction, agreement, comparison of two systems. Each result is kept as a measurement with its
 * options and the hashes of what it was made from. Owner: services/measure. What a figure means stands in domain/metric-catalogue.
 */
import { z } from 'zod';
import { mutation, query } from './define';
import { AgreementOptions, ComparisonOptions, Interval, MeasuredOutcome, MeasurementKind, NlgOptions, StrategyOptions } from './measure-results';
import { ActivityId, CorpusId, FileId, MeasurementId, SplitSetId } from '../domain/ids';

export * from './measure-results';

/* What is measured */

/**
 * Columns of a corpus, in the order of its dialogues. A `Reply` is a run of neighbouring turns of one speaker, joined by a space.
 * `supporterStrategies` are the labels of the single supporter turns; a turn without one counts as unparsed.
 */
export const CorpusColumn = z.enum(['supporterTurns', 'supporterReplies', 'seekerTurns', 'seekerReplies', 'supporterStrategies']);
export type CorpusColumn = z.output<typeof CorpusColumn>;

/** `lines`: one value a line. `jsonl`: one JSON value a line, or one JSON array. `auto` looks at the content. */
export const TableFormat = z.enum(['auto', 'lines', 'jsonl', 'csv']);
export type TableFormat = z.output<typeof TableFormat>;

const FileSource = z.object({
  kind: z.literal('file'),
  fileId: FileId,
  format: TableFormat.default('auto'),
  /** CSV column or JSON field to read; without it a usual name ("hypothesis", "reference", "text", ...) or the only column. */
  column: z.string().min(1).max(200).optional(),
});

const CorpusSource = z.object({
  kind: z.literal('corpus'),
  corpusId: CorpusId,
  /** One part of one split; without it the whole corpus. */
  split: z.object({ splitSetId: SplitSetId, part: z.string() }).optional(),
  column: CorpusColumn,
  /** Leaves out what stands before the other speaker's first turn: it answers nothing. */
  skipsOpening: z.boolean().default(false),
});

/** Where the values of one column come from. In a reference file of JSON Lines, a line that is a list holds several references. */
export const ColumnSource = z.discriminatedUnion('kind', [FileSource, CorpusSource]);
export type ColumnSource = z.output<typeof ColumnSource>;

const ColumnName = z.string().min(1).max(200).optional();
const RowsFormat = z.enum(['auto', 'jsonl', 'csv']).default('auto');

/**
 * Gold and predicted strategies: rows that hold both, or two columns of equal length. A field of the rows is found under its usual names
 * (`strg_gold` and `strg_pred`, `gold` and `predicted`, ...) unless named here.
 */
export const StrategySource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rows'),
    fileId: FileId,
    format: RowsFormat,
    columns: z.object({ gold: ColumnName, predicted: ColumnName, /** Rows with equal values follow each other in one dialogue; needed for transitions. */ dialogue: ColumnName }).prefault({}),
  }),
  z.object({ kind: z.literal('columns'), gold: ColumnSource, predicted: ColumnSource }),
]);
export type StrategySource = z.output<typeof StrategySource>;

/** Rows of item, rater and label; an empty label means that the rater gave none. */
export const RatingSource = z.object({ fileId: FileId, format: RowsFormat, columns: z.object({ item: ColumnName, rater: ColumnName, label: ColumnName }).prefault({}) });
export type RatingSource = z.output<typeof RatingSource>;

/* Measurements: results that are kept */

const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** What one column was read from. `role`: hypotheses, references, a, b, gold, predicted, rows, ratings. */
export const MeasurementInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), role: z.string(), name: z.string(), sha256: z.string(), sizeBytes: z.int(), lines: z.int(), column: z.string().optional() }),
  z.object({
    kind: z.literal('corpus'),
    role: z.string(),
    corpusId: CorpusId,
    name: z.string(),
    /** Of the corpus's content. */
    sha256: z.string(),
    split: z.object({ name: z.string(), part: z.string(), sha256: z.string() }).optional(),
    column: CorpusColumn,
    skipsOpening: z.boolean(),
    lines: z.int(),
  }),
]);
export type MeasurementInput = z.output<typeof MeasurementInput>;

/** Set on a measurement made from an exported one: whether every figure came out as it was. */
export const Reproduction = z.object({
  of: z.string(),
  /** Of the exported file. */
  sha256: z.string(),
  isIdentical: z.boolean(),
  /** Paths of the figures that differ, e.g. `bleu.4`; the first 20. */
  differing: list(z.string()),
});
export type Reproduction = z.output<typeof Reproduction>;

const measurementFields = {
  id: MeasurementId,
  name: z.string(),
  inputs: list(MeasurementInput),
  /** Rows that `measure.items` can list. */
  itemCount: z.int(),
  solaceVersion: z.string(),
  createdAt: z.iso.datetime(),
  reproduction: Reproduction.optional(),
};

export const Measurement = z.intersection(z.object(measurementFields), MeasuredOutcome);
export type Measurement = z.output<typeof Measurement>;

/** One line of a list. `headline`: the few figures one would print in a table, by name (`bleu4`, `macroF1`, `krippendorff`). */
export const MeasurementSummary = z.object({
  ...measurementFields,
  kind: MeasurementKind,
  /** What figures must share to be compared: the profile, the labels, or the level. */
  variant: z.string(),
  headline: list(z.object({ figure: z.string(), value: z.number().nullable(), ci: Interval.nullable().optional() })),
});
export type MeasurementSummary = z.output<typeof MeasurementSummary>;

/* Items */

/** Characters [start, end) of the hypothesis are also characters [referenceStart, referenceEnd) of that reference: an n-gram of `tokens`. */
export const TextMatch = z.object({ start: z.int(), end: z.int(), tokens: z.int(), reference: z.int(), referenceStart: z.int(), referenceEnd: z.int() });
export type TextMatch = z.output<typeof TextMatch>;

export const ItemScores = z.object({
  bleu: z.object({ 1: z.number(), 2: z.number(), 3: z.number(), 4: z.number() }),
  rougeL: z.number(),
  rougeLF1: z.number(),
  cider: z.number(),
  unigramF1: z.number(),
  /** Tokens of the hypothesis. */
  length: z.int(),
});
export type ItemScores = z.output<typeof ItemScores>;

const ScoredText = z.object({ text: z.string(), scores: ItemScores, matches: list(TextMatch) });

/** `position` is the zero-based place in the input: line `position + 1` of a plain file. */
export const MeasuredItem = z.discriminatedUnion('kind', [
  ScoredText.extend({ kind: z.literal('nlg'), position: z.int(), references: list(z.string()) }),
  z.object({ kind: z.literal('comparison'), position: z.int(), references: list(z.string()), a: ScoredText, b: ScoredText }),
  z.object({
    kind: z.literal('strategy'),
    position: z.int(),
    /** Canonical label. */
    gold: z.string(),
    /** Canonical label; null where the prediction names none. */
    predicted: z.string().nullable(),
    /** As the system wrote it. */
    written: z.string().nullable(),
    dialogue: z.string().optional(),
  }),
  z.object({
    kind: z.literal('agreement'),
    position: z.int(),
    item: z.string(),
    /** Share of its rater pairs that agree; null with fewer than two ratings. */
    agreement: z.number().nullable(),
    ratings: list(z.object({ rater: z.string(), label: z.string() })),
  }),
]);
export type MeasuredItem = z.output<typeof MeasuredItem>;

/** What items are sorted by. Of a comparison: the difference a - b. `agreement` only for agreement; strategies have `position` only. */
export const ItemSort = z.enum(['position', 'bleu1', 'bleu2', 'bleu3', 'bleu4', 'rougeL', 'rougeLF1', 'cider', 'unigramF1', 'length', 'agreement']);
export type ItemSort = z.output<typeof ItemSort>;

/* Commands */

export const MeasurementName = z.string().trim().min(1, 'a measurement needs a name').max(120, 'a name has at most 120 characters');
const started = z.object({ activityId: ActivityId });

export const measureContract = {
  /** What a column source holds, before it is measured. INVALID_INPUT says where it cannot be read. */
  'measure.inspect': query({
    input: z.object({ source: ColumnSource }),
    output: z.object({ /** Never `auto`; a corpus reads as lines. */ format: TableFormat, rows: z.int(), /** Columns or fields to choose from. */ columns: z.array(z.string()), column: z.string().nullable(), samples: z.array(z.string()) }),
  }),
  /* The four measurements: the activity ends with `{kind: 'measurement', measurementId}`. Without a name, one is made from the inputs. */
  'measure.nlg': mutation({
    input: z.object({ name: MeasurementName.optional(), hypotheses: ColumnSource, /** Several sources are several references an item. */ references: z.array(ColumnSource).min(1).max(20), options: NlgOptions.prefault({}) }),
    output: started,
  }),
  'measure.strategy': mutation({ input: z.object({ name: MeasurementName.optional(), source: StrategySource, options: StrategyOptions.prefault({}) }), output: started }),
  'measure.agreement': mutation({ input: z.object({ name: MeasurementName.optional(), source: RatingSource, options: AgreementOptions.prefault({}) }), output: started }),
  'measure.compare': mutation({
    input: z.object({ name: MeasurementName.optional(), a: ColumnSource, b: ColumnSource, references: z.array(ColumnSource).min(1).max(20), options: ComparisonOptions.prefault({}) }),
    output: started,
  }),
  /** Measures the contents of an exported JSON again, as a new measurement that says whether its figures are the same. */
  'measure.reproduce': mutation({ input: z.object({ fileId: FileId }), output: started }),

  /** Newest first. */
  'measure.list': query({ input: z.object({ kind: MeasurementKind.optional() }), output: z.array(MeasurementSummary) }),
  'measure.get': query({ input: z.object({ id: MeasurementId }), output: Measurement }),
  /** A page of items with their texts, scores and matches. */
  'measure.items': query({
    input: z.object({
      id: MeasurementId,
      sort: ItemSort.default('position'),
      order: z.enum(['ascending', 'descending']).default('ascending'),
      /** One cell (or row, or column) of the confusion table; `predicted: null` are the unparsed ones. Only for strategies. */
      cell: z.object({ gold: z.string().optional(), predicted: z.string().nullable().optional() }).optional(),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ total: z.int(), rows: z.array(MeasuredItem) }),
  }),
  'measure.rename': mutation({ input: z.object({ id: MeasurementId, name: MeasurementName }), output: MeasurementSummary }),
  /** Hides a measurement; it can be restored for 30 days. */
  'measure.remove': mutation({ input: z.object({ id: MeasurementId }), output: z.object({ id: MeasurementId }) }),
  'measure.restore': mutation({ input: z.object({ id: MeasurementId }), output: MeasurementSummary }),
  /**
   * A file for download; the activity ends as an export does. `csv` and `latex`: a table with one row a measurement, all of one kind.
   * `items`: CSV with one row an item. `json`: one measurement with all it was made from, for `measure.reproduce`.
   */
  'measure.export': mutation({
    input: z.object({
      ids: z.array(MeasurementId).min(1).max(100),
      format: z.enum(['csv', 'latex', 'json', 'items']),
      /** Digits after the point in LaTeX; CSV and JSON are exact. */
      digits: z.int().min(0).max(6).default(2),
      /** LaTeX only: 0..1 figures times 100, as papers print them. */
      isPercent: z.boolean().default(true),
    }),
    output: started,
  }),
} as const;
