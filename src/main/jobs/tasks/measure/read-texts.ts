/** @file Reads replies and their references and puts them side by side: equally many, one line each. */
import { AppError } from '#shared/contracts/errors';
import type { MeasurementInput } from '#shared/contracts/measure';
import { describe, isFields } from '../../../corpora/records/fields';
import { fieldOf, findColumn, type WantedField } from './fields';
import { fileInput, readInputFile, rowError, type InputFile, type InputRow } from './input-file';
import type { ColumnInput } from './request';

/** One column as read: a value a row, and where each one stands. */
export interface ReadColumn<Value> {
  readonly name: string;
  readonly values: readonly Value[];
  readonly place: (index: number) => string;
  readonly input: MeasurementInput;
  /** Which values belong to one dialogue, where the source says so. */
  readonly dialogues?: readonly string[];
}

const replyNames = ['hypothesis', 'hypotheses', 'hyp', 'res_pred', 'prediction', 'predicted', 'pred', 'response', 'reply', 'output', 'generated', 'text'];
const referenceNames = ['references', 'reference', 'refs', 'ref', 'res_gold', 'gold', 'target', 'response', 'reply', 'text'];

export async function readReplies(source: ColumnInput, role: string): Promise<ReadColumn<string>> {
  return readColumn(source, { role, usualNames: replyNames }, (value, fault) => {
    if (typeof value === 'string') return value;
    throw fault(`this is ${describe(value)} where a text should be.`);
  });
}

/** Each row's references; several sources add theirs to the same row. */
export async function readReferences(sources: readonly ColumnInput[]): Promise<ReadColumn<string[]>[]> {
  const columns: ReadColumn<string[]>[] = [];
  for (const [index, source] of sources.entries()) {
    const role = sources.length === 1 ? 'references' : `references ${index + 1}`;
    columns.push(
      await readColumn(source, { role, usualNames: referenceNames }, (value, fault) => {
        if (typeof value === 'string') return [value];
        if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')) return value;
        throw fault(Array.isArray(value) ? 'the list must hold one or more texts.' : `this is ${describe(value)} where a text or a list of texts should be.`);
      }),
    );
  }
  return columns;
}

/** Any single column, for labels: what is not a text is as the caller's `read` has it. */
export async function readColumn<Value>(
  source: ColumnInput,
  wanted: WantedField,
  read: (value: unknown, fault: (message: string) => AppError) => Value,
): Promise<ReadColumn<Value>> {
  if (source.kind === 'values') {
    const values = source.values.map((value, index) => read(value, (message) => new AppError('INVALID_INPUT', `${source.input.name}, value ${index + 1}: ${message}`)));
    return {
      name: source.input.name,
      values,
      place: (index) => `value ${index + 1}`,
      input: { ...source.input, role: wanted.role, lines: values.length },
      dialogues: source.dialogues,
    };
  }
  const file = await readInputFile(source.file, source.format);
  const column = needsColumn(file, source.column) ? findColumn(file, { ...wanted, column: source.column ?? onlyColumn(file) }) : undefined;
  const values = file.rows.map((row) => read(valueOf(file, row, column), (message) => rowError(file, row, { field: column, message })));
  return {
    name: file.name,
    values,
    place: (index) => file.rows[index]?.place ?? `line ${index + 1}`,
    input: fileInput(file, wanted.role, column),
  };
}

/** @throws AppError INVALID_INPUT with both counts and the first row that has no partner. */
export function assertEquallyMany(columns: readonly ReadColumn<unknown>[]): void {
  const shortest = columns.reduce((least, one) => (one.values.length < least.values.length ? one : least));
  const longest = columns.reduce((most, one) => (one.values.length > most.values.length ? one : most));
  const [few, many] = [shortest.values.length, longest.values.length];
  if (few === many) return;
  const names = shortest.name === longest.name ? [`${shortest.name} (${shortest.input.role})`, `${longest.name} (${longest.input.role})`] : [shortest.name, longest.name];
  throw new AppError(
    'INVALID_INPUT',
    `${names[0]} has ${few} ${few === 1 ? 'line' : 'lines'} and ${names[1]} ${many}: ${longest.place(few)} of ${longest.name} is the first without a partner. Line n of one file must belong to line n of the other.`,
    { details: { shorter: shortest.name, shorterLines: few, longer: longest.name, longerLines: many, firstExtra: longest.place(few) } },
  );
}

function needsColumn(file: InputFile, named: string | undefined): boolean {
  return named !== undefined || file.format === 'csv' || (file.format === 'jsonl' && isFields(file.rows[0]?.value));
}

function onlyColumn(file: InputFile): string | undefined {
  return file.columns.length === 1 ? file.columns[0] : undefined;
}

function valueOf(file: InputFile, row: InputRow, column: string | undefined): unknown {
  return column === undefined ? row.value : fieldOf(file, row, column);
}
