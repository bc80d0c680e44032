/** @file Finds the column that is meant and reads its values as text. Knows column names, not what is measured with them. */
import { AppError } from '#shared/contracts/errors';
import { describe, isFields, own, textOf } from '../../../corpora/records/fields';
import { rowError, type InputFile, type InputRow } from './input-file';

export interface WantedField {
  /** What the person calls it: "gold", "rater". */
  readonly role: string;
  readonly usualNames: readonly string[];
  /** The column that the person named. */
  readonly column?: string | undefined;
}

/** The column's own spelling. @throws AppError INVALID_INPUT that lists the columns there are. */
export function findColumn(file: InputFile, wanted: WantedField): string {
  const found = findColumnIfAny(file, wanted);
  if (found !== undefined) return found;
  const known = file.columns.length === 0 ? 'it has no named columns' : `it has ${file.columns.map((one) => `"${one}"`).join(', ')}`;
  const missing = wanted.column === undefined ? `no column for the ${wanted.role} (${wanted.usualNames.slice(0, 3).join(', ')}, ...)` : `no column "${wanted.column}"`;
  throw new AppError('INVALID_INPUT', `${file.name} has ${missing}: ${known}. Name the column, or give the file a first line with its columns.`, { details: { file: file.name, field: wanted.column ?? wanted.role } });
}

/** Undefined where nothing fits; a named column that is not there is an error all the same. */
export function findColumnIfAny(file: InputFile, { usualNames, column }: WantedField): string | undefined {
  if (column !== undefined) return file.columns.find((one) => one === column);
  for (const name of usualNames) {
    const found = file.columns.find((one) => one.trim().toLowerCase() === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value of a column: present, as it stands. */
export function fieldOf(file: InputFile, row: InputRow, column: string): unknown {
  if (!isFields(row.value)) throw rowError(file, row, { message: `this is ${describe(row.value)} where an object with "${column}" should be.` });
  const value = own(row.value, column);
  if (value === undefined) throw rowError(file, row, { field: column, message: 'the field is missing.' });
  return value;
}

/** The value of a column as text; a number reads as text. */
export function textField(file: InputFile, row: InputRow, column: string): string {
  const value = fieldOf(file, row, column);
  const text = textOf(value);
  if (text === undefined) throw rowError(file, row, { field: column, message: `this is ${describe(value)} where a text should be.` });
  return text;
}
