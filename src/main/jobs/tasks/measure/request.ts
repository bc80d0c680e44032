/** @file What is asked of a measurement and what comes out of it: plain values that cross to a worker and back. Computes nothing. */
import type {
  AgreementOptions,
  ColumnSource,
  ComparisonOptions,
  ItemScores,
  MeasuredOutcome,
  MeasurementInput,
  NlgOptions,
  RatingSource,
  Reproduction,
  StrategyOptions,
  StrategySource,
  TableFormat,
} from '#shared/contracts/measure';
import type { FileOnDisk } from '../../../platform/file-source';

type FileColumn = Pick<Extract<ColumnSource, { kind: 'file' }>, 'format' | 'column'>;
type RowColumns = Pick<Extract<StrategySource, { kind: 'rows' }>, 'format' | 'columns'>;

/** One column to read: from a file, or taken from a corpus already. */
export type ColumnInput =
  | ({ readonly kind: 'file'; readonly file: FileOnDisk } & FileColumn)
  | {
      readonly kind: 'values';
      /** Null where the corpus has none (a turn without strategy). */
      readonly values: readonly (string | null)[];
      /** Which values belong to one dialogue: equal for neighbours. */
      readonly dialogues: readonly string[];
      readonly input: Omit<Extract<MeasurementInput, { kind: 'corpus' }>, 'role' | 'lines'>;
    };

export type MeasureRequest =
  | { readonly kind: 'nlg'; readonly hypotheses: ColumnInput; readonly references: readonly ColumnInput[]; readonly options: NlgOptions }
  | { readonly kind: 'strategy'; readonly source: StrategyInput; readonly options: StrategyOptions }
  | { readonly kind: 'agreement'; readonly file: FileOnDisk; readonly format: TableFormat; readonly columns: RatingSource['columns']; readonly options: AgreementOptions }
  | { readonly kind: 'comparison'; readonly a: ColumnInput; readonly b: ColumnInput; readonly references: readonly ColumnInput[]; readonly options: ComparisonOptions }
  /** An exported measurement, measured again. */
  | { readonly kind: 'reproduction'; readonly file: FileOnDisk };

export type StrategyInput =
  | ({ readonly kind: 'rows'; readonly file: FileOnDisk } & RowColumns)
  | { readonly kind: 'columns'; readonly gold: ColumnInput; readonly predicted: ColumnInput };

/** What was read, without its files: with the options, all that the figures depend on. */
export type MeasuredData =
  | { readonly kind: 'nlg'; readonly items: readonly TextItem[] }
  | { readonly kind: 'strategy'; readonly rows: readonly StrategyRow[] }
  | { readonly kind: 'agreement'; readonly rows: readonly RatingRow[] }
  | { readonly kind: 'comparison'; readonly items: readonly ComparedItem[] };

export interface TextItem {
  readonly hypothesis: string;
  readonly references: readonly string[];
}

export interface ComparedItem {
  readonly a: string;
  readonly b: string;
  readonly references: readonly string[];
}

export interface StrategyRow {
  readonly gold: string;
  readonly predicted: string | null;
  readonly dialogue?: string | undefined;
}

export interface RatingRow {
  readonly item: string;
  readonly rater: string;
  /** Empty: none given. */
  readonly label: string;
}

/** Data and options of one kind. */
export interface TaskOf<Kind extends MeasuredData['kind']> {
  readonly data: Extract<MeasuredData, { kind: Kind }>;
  readonly options: Extract<MeasuredOutcome, { kind: Kind }>['options'];
}

export type MeasureTask = { [Kind in MeasuredData['kind']]: TaskOf<Kind> }[MeasuredData['kind']];

/** One item as it is kept, so that pages show it and an export gives the data back. */
export type KeptItem =
  | ({ readonly kind: 'nlg'; readonly scores: ItemScores } & TextItem)
  | { readonly kind: 'comparison'; readonly references: readonly string[]; readonly a: KeptText; readonly b: KeptText }
  /** `gold` and `predicted` canonical; the written forms beside them. */
  | { readonly kind: 'strategy'; readonly gold: string; readonly predicted: string | null; readonly writtenGold: string; readonly written: string | null; readonly dialogue?: string | undefined }
  /** `row`: where the rating stood in the input, since the order of raters and labels is that of the rows. */
  | { readonly kind: 'agreement'; readonly item: string; readonly agreement: number | null; readonly ratings: readonly { readonly rater: string; readonly label: string; readonly row: number }[] };

export interface KeptText {
  readonly text: string;
  readonly scores: ItemScores;
}

export interface Computed {
  readonly outcome: MeasuredOutcome;
  readonly items: readonly KeptItem[];
}

export interface Measured extends Computed {
  readonly inputs: readonly MeasurementInput[];
  /** Made from the inputs. */
  readonly name: string;
  readonly reproduction?: Reproduction;
}

/** Hears of resamples done; throwing from it ends the work. */
export type OnProgress = (done: number, total: number) => void;
