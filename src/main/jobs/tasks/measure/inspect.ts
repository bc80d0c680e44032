/** @file What a file holds before it is measured: its format, how many rows, which columns, and the first values. */
import type { Output } from '#shared/contracts/index';
import { isFields } from '../../../corpora/records/fields';
import { findColumn } from './fields';
import { readInputFile, type InputRow } from './input-file';
import type { ColumnInput } from './request';

export type InspectRequest = Extract<ColumnInput, { kind: 'file' }>;
export type ColumnInspection = Output<'measure.inspect'>;

const samples = 3;
const longestSample = 300;

/** @throws AppError INVALID_INPUT where the file cannot be read, or has no column of that name. */
export async function inspectColumn({ file: onDisk, format, column: named }: InspectRequest): Promise<ColumnInspection> {
  const file = await readInputFile(onDisk, format);
  const only = file.columns.length === 1 ? file.columns[0] : undefined;
  const column = named === undefined ? only : findColumn(file, { role: 'values', usualNames: [], column: named });
  return {
    format: file.format,
    rows: file.rows.length,
    columns: [...file.columns],
    column: column ?? null,
    samples: file.rows.slice(0, samples).map((row) => sampleOf(row, column)),
  };
}

function sampleOf({ value }: InputRow, column: string | undefined): string {
  const shown = column !== undefined && isFields(value) ? value[column] : value;
  return (typeof shown === 'string' ? shown : JSON.stringify(shown ?? null)).slice(0, longestSample);
}
