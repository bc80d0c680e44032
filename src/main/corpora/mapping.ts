/** @file What the layouts of a column mapping share: checks against the table, in words that help, and reading cells as speaker, strategy, feedback. */
import type { ColumnMapping, ImportOptions } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import type { Speaker, Turn } from '#shared/domain/dialogue';
import { findStrategy, vocabularies, type VocabularyId } from '#shared/domain/strategies';
import { labelFinder, labelTurn, parseSpeaker, rejection, type Conversion, type FindLabel } from './conversion';
import type { ImportItem } from './importer';
import { cellText, type Table, type TableRow } from './tables/table';

export type MappingOf<L extends ColumnMapping['layout']> = Extract<ColumnMapping, { layout: L }>;

/** A table with its checked mapping, ready to be read by its layout. */
export interface MappedTable<M extends ColumnMapping> {
  readonly file: string;
  readonly table: Table;
  readonly mapping: M;
  readonly vocabulary: VocabularyId;
  readonly options: ImportOptions;
  /** The columns that the mapping takes; the rest becomes `meta`. */
  readonly used: ReadonlySet<string>;
}

/** Throws AppError INVALID_INPUT where the mapping or the label map cannot be meant for this table. */
export function applyMapping<M extends ColumnMapping>(table: Table, mapping: M, from: { file: string; options: ImportOptions }): MappedTable<M> {
  const vocabulary = from.options.vocabulary ?? 'esconv8';
  checkLabelMap(vocabulary, from.options.labelMap);
  return { ...from, table, mapping, vocabulary, used: mappedColumns(mapping, table.columns, from.file) };
}

/** Keys of a mapping that hold values of cells; the others name columns. */
const valueKeys: ReadonlySet<string> = new Set(['layout', 'supporterValues', 'historySeparator', 'startMarkers']);

function mappedColumns(mapping: ColumnMapping, columns: readonly string[], file: string): Set<string> {
  const used = Object.entries(mapping).flatMap(([key, column]) => (valueKeys.has(key) || typeof column !== 'string' ? [] : [{ key, column }]));
  const missing = used.filter(({ column }) => !columns.includes(column));
  if (missing.length > 0) {
    const names = missing.map(({ key, column }) => `"${column}" (${key})`).join(', ');
    throw new AppError('INVALID_INPUT', `The mapping names columns that ${file} does not have: ${names}. Its columns are: ${listed(columns)}.`, { details: { file, columns } });
  }
  return new Set(used.map(({ column }) => column));
}

function checkLabelMap(vocabulary: VocabularyId, labelMap: Readonly<Record<string, string>>): void {
  const wrong = Object.entries(labelMap).find(([, meaning]) => findStrategy(vocabulary, meaning) === undefined);
  if (wrong === undefined) return;
  const known = vocabularies[vocabulary].map((one) => one.label).join(', ');
  throw new AppError('INVALID_INPUT', `The label map gives "${wrong[0]}" the meaning "${wrong[1]}", which is no strategy of this vocabulary. Its strategies are: ${known}.`);
}

/** What to say where a table came without a mapping. */
export function missingMapping(columns: readonly string[], guess: ColumnMapping | null, file: string): AppError {
  const example: ColumnMapping = guess ?? { layout: 'utterance-rows', text: 'the text column', dialogueId: 'the dialogue column', speaker: 'the speaker column', supporterValues: ['supporter'] };
  const advice = guess === null ? 'Give one in the import dialog or as options.mapping, for example' : 'Confirm it in the import dialog or give it as options.mapping; by the names of the columns it may be';
  return new AppError('INVALID_INPUT', `${file} needs a mapping that says what its columns mean. Its columns are: ${listed(columns)}. ${advice} ${JSON.stringify(example)}`, { details: { file, columns } });
}

/** What to say where the mapping is for the other kind of corpus. */
export function wrongLayout(layout: ColumnMapping['layout'], file: string): AppError {
  const fitting = layout === 'knowledge-rows' ? 'qa-table' : 'generic-csv or generic-jsonl';
  return new AppError('INVALID_INPUT', `The mapping for ${file} has the layout ${layout}, which this format does not read. Choose the format ${fitting} for it.`, { details: { file } });
}

/** What is read of one row, with the warnings that arise on the way. */
export interface RowReading {
  readonly conversion: Conversion;
  readonly find: FindLabel;
  readonly warnings: Extract<ImportItem, { type: 'warning' }>[];
}

export function startRow(row: TableRow, { vocabulary, options, file }: MappedTable<ColumnMapping>): RowReading {
  const warnings: RowReading['warnings'] = [];
  const note = (code: string, what: string): void => void warnings.push({ type: 'warning', code, example: `${what} (${file}, ${row.place})` });
  for (const oddity of row.oddities) note(oddity.code, oddity.example);
  const conversion = { vocabulary, options, warn: note };
  return { conversion, find: labelFinder(conversion), warnings };
}

/** What a row became, or why it is rejected; other errors pass. */
export function attempt<T>(convert: () => T): { readonly value: T } | { readonly reason: string } {
  try {
    return { value: convert() };
  } catch (error) {
    if (error instanceof AppError) return { reason: error.message };
    throw error;
  }
}

/** With `supporterValues` every other name is the seeker; without, only names in common use are understood. Throws a rejection. */
export function readSpeaker(name: string, supporterValues: readonly string[]): Speaker {
  const folded = name.trim().toLowerCase();
  if (folded === '') throw rejection('it has no speaker');
  if (supporterValues.length > 0) return supporterValues.some((value) => value.trim().toLowerCase() === folded) ? 'supporter' : 'seeker';
  const speaker = parseSpeaker(name);
  if (speaker === undefined) throw rejection(`the speaker "${name.slice(0, 60)}" is neither known as the seeker nor as the supporter; list the names of the supporter in supporterValues`);
  return speaker;
}

/** Cells that say that there is no strategy. */
const emptyLabels: ReadonlySet<string> = new Set(['none', 'null', 'nan', 'n/a', '-']);

export function readStrategy(turn: Turn, cell: string, { conversion, find }: RowReading): void {
  const label = find(cell) === undefined && emptyLabels.has(cell.trim().toLowerCase()) ? '' : cell;
  labelTurn(turn, label, { conversion, turnNumber: 0, find });
}

/** Sets a score 1..5; anything else is told and kept in `meta`. */
export function readFeedback(turn: Turn, column: string | undefined, reading: { row: TableRow } & RowReading): void {
  const cell = cellText(reading.row, column).trim();
  if (column === undefined || cell === '') return;
  const score = Number(cell);
  if (Number.isInteger(score) && score >= 1 && score <= 5) turn.feedback = score;
  else {
    turn.meta = { ...turn.meta, [column]: cell };
    reading.conversion.warn('feedback-out-of-range', `the feedback "${cell.slice(0, 60)}" is no whole number from 1 to 5; it is kept aside`);
  }
}

function listed(columns: readonly string[]): string {
  const shown = columns.slice(0, 40).map((column) => `"${column.slice(0, 80)}"`).join(', ');
  return columns.length > 40 ? `${shown} and ${columns.length - 40} more` : shown;
}
