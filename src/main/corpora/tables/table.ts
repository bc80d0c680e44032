/**
 * @file A table as importers see it: named columns and rows in order, whether the file is CSV or JSON Lines.
 * Knows nothing of dialogues; values are looked up by name in a map, so a column may have any name at all.
 */
import { remaining, textOf } from '../records/fields';

export interface Table {
  readonly columns: readonly string[];
  /** Reads the file anew; ending the iteration early closes it. */
  rows(): AsyncGenerator<TableRow>;
}

export interface TableRow {
  /** Zero-based position among the rows, the header not counted. */
  readonly index: number;
  /** Where a person finds it: "row 14 (line 17)". */
  readonly place: string;
  /** Text for CSV, any JSON value for JSON Lines. */
  readonly values: ReadonlyMap<string, unknown>;
  /** The row as it stood in the file. */
  readonly raw: string;
  /** What is odd about the row although it can be read. */
  readonly oddities: readonly TableOddity[];
  /** Why the row cannot be read at all; then `values` is empty. */
  readonly fault?: string;
}

export interface TableOddity {
  readonly code: string;
  readonly example: string;
}

/** The value of a column as text: empty where it is absent or null, JSON where it is an object or a list. */
export function cellText(row: TableRow, column: string | undefined): string {
  return column === undefined ? '' : valueText(row.values.get(column));
}

function valueText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return textOf(value) ?? JSON.stringify(value);
}

/** The first filled cell of each descriptive column over the rows of a dialogue. */
export function descriptions(rows: readonly TableRow[], columns: DescriptiveColumns): DescriptiveColumns {
  const found: DescriptiveColumns = {};
  for (const key of ['emotionType', 'problemType', 'situation'] as const) {
    const text = rows.map((row) => cellText(row, columns[key])).find((cell) => cell !== '');
    if (text !== undefined) found[key] = text;
  }
  return found;
}

interface DescriptiveColumns {
  emotionType?: string | undefined;
  problemType?: string | undefined;
  situation?: string | undefined;
}

/** Every filled value that no column of `used` took, for the record's `meta`; undefined when there is none. */
export function otherValues(row: TableRow, used: ReadonlySet<string>): Record<string, unknown> | undefined {
  return remaining(new Map([...row.values].filter(([column, value]) => !used.has(column) && value !== '' && value !== null)));
}
