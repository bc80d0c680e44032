/**
 * @file Reads a file of lines, JSON Lines or CSV whole, row by row with each row's place, and its hash. Faults name file and line.
 * Knows nothing of what the rows mean.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '#shared/contracts/errors';
import type { MeasurementInput, TableFormat } from '#shared/contracts/measure';
import type { ImportSource } from '../../../corpora/importer';
import { describe, isFields } from '../../../corpora/records/fields';
import { parseJson } from '../../../corpora/records/json-records';
import { recordLimits } from '../../../corpora/records/limits';
import { readCsvTable } from '../../../corpora/tables/csv-table';
import { decodeText } from '../../../corpora/tables/decode-text';
import { describeFileError } from '../../../platform/file-errors';
import type { FileOnDisk } from '../../../platform/file-source';

export interface InputRow {
  /** Where a person finds it: "line 12", "row 3 (line 7)". */
  readonly place: string;
  /** The line itself, a JSON value, or the cells of a CSV row by column. */
  readonly value: unknown;
}

export interface InputFile {
  readonly name: string;
  readonly format: Exclude<TableFormat, 'auto'>;
  /** Header cells, or the fields that JSON objects have. */
  readonly columns: readonly string[];
  readonly rows: readonly InputRow[];
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** More cannot be one text in memory with room to work. */
const mostBytes = 256 * 1024 ** 2;

/** `tables`: only JSON Lines and CSV will do. @throws AppError INVALID_INPUT naming file and line; LIMIT for a file that is too large. */
export async function readInputFile(file: FileOnDisk, wanted: TableFormat, accepts: 'any' | 'tables' = 'any'): Promise<InputFile> {
  if (file.sizeBytes > mostBytes) throw new AppError('LIMIT', `${file.name} is larger than ${mostBytes / 1024 ** 2} MB: measure it in parts.`, { details: { file: file.name } });
  const bytes = await readFile(file.path).catch((error: unknown) => {
    throw describeFileError(error, file.name);
  });
  const source = sourceOf(file.name, bytes);
  const text = (await Array.fromAsync(decodeText(source))).join('');
  if (text.trim() === '') throw new AppError('INVALID_INPUT', `${file.name} is empty: there is nothing in it to measure.`, { details: { file: file.name } });
  const format = wanted === 'auto' ? recognise(file.name, text, accepts) : wanted;
  const read = format === 'csv' ? await readCsv(source) : format === 'jsonl' ? readJson(file.name, text) : readPlain(text);
  return { name: file.name, format, ...read, sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length };
}

/** How a file stands in a measurement. */
export function fileInput(file: InputFile, role: string, column: string | undefined): MeasurementInput {
  return { kind: 'file', role, name: file.name, sha256: file.sha256, sizeBytes: file.sizeBytes, lines: file.rows.length, ...(column === undefined ? {} : { column }) };
}

/** An error at one row, and perhaps in one field of it. */
export function rowError(file: Pick<InputFile, 'name'>, row: InputRow, fault: { field?: string | undefined; message: string }): AppError {
  const field = fault.field === undefined ? '' : `, field ${fault.field}`;
  return new AppError('INVALID_INPUT', `${file.name}, ${row.place}${field}: ${fault.message}`, {
    details: { file: file.name, place: row.place, ...(fault.field === undefined ? {} : { field: fault.field }) },
  });
}

type Rows = Pick<InputFile, 'columns' | 'rows'>;

function recognise(name: string, text: string, accepts: 'any' | 'tables'): InputFile['format'] {
  if (/\.(csv|tsv)$/i.test(name)) return 'csv';
  if (/\.(jsonl|ndjson|json)$/i.test(name)) return 'jsonl';
  const start = text.trimStart();
  if (accepts === 'tables') return /^[[{]/.test(start) ? 'jsonl' : 'csv';
  const [firstLine = ''] = start.split('\n', 1);
  const isJson = /^[[{]/.test(firstLine) && 'value' in parseJson(firstLine, recordLimits.maxDepth);
  return isJson || /^\[\s*$/.test(firstLine) ? 'jsonl' : 'lines';
}

/** An empty line is an empty text; only what follows the last line break is no line. */
function readPlain(text: string): Rows {
  const lines = text.split(/\r\n|\n/);
  if (lines.at(-1) === '') lines.pop();
  return { columns: [], rows: lines.map((line, index) => ({ place: `line ${index + 1}`, value: line })) };
}

function readJson(name: string, text: string): Rows {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), place: `line ${index + 1}` }))
    .filter(({ line }) => line !== '');
  const rows = isOneList(name, lines) ? readList(name, text) : lines.map(({ line, place }) => ({ place, value: parseLine(name, line, place) }));
  if (rows.length === 0) throw new AppError('INVALID_INPUT', `${name} is empty: its list holds nothing to measure.`, { details: { file: name } });
  const columns = new Set(rows.flatMap(({ value }) => (isFields(value) ? Object.keys(value) : [])));
  return { columns: [...columns], rows };
}

/** A list over several lines, or one line that is a list of rows. One line of texts in a .jsonl file is one item with several references. */
function isOneList(name: string, lines: readonly { line: string }[]): boolean {
  const first = lines[0]?.line ?? '';
  if (!first.startsWith('[')) return false;
  const parsed = parseJson(first, recordLimits.maxDepth);
  if ('error' in parsed) return true;
  if (lines.length > 1 || !Array.isArray(parsed.value)) return false;
  return !/\.(jsonl|ndjson)$/i.test(name) || parsed.value.some((one) => typeof one !== 'string');
}

function readList(name: string, text: string): InputRow[] {
  const parsed = parseJson(text, recordLimits.maxDepth);
  if ('error' in parsed) throw new AppError('INVALID_INPUT', `${name}: ${parsed.error}. It must be one list, or one JSON value a line.`, { details: { file: name } });
  if (!Array.isArray(parsed.value)) throw new AppError('INVALID_INPUT', `${name}: it is ${describe(parsed.value)} where a list should be.`, { details: { file: name } });
  return parsed.value.map((value: unknown, index) => ({ place: `record ${index + 1}`, value }));
}

function parseLine(name: string, line: string, place: string): unknown {
  const parsed = parseJson(line, recordLimits.maxDepth);
  if ('error' in parsed) throw rowError({ name }, { place, value: line }, { message: `${parsed.error}. Every line must hold one JSON value.` });
  return parsed.value;
}

async function readCsv(source: ImportSource): Promise<Rows> {
  const table = await readCsvTable(source);
  const rows: InputRow[] = [];
  for await (const row of table.rows()) {
    const tooLong = row.oddities.find(({ code }) => code === 'row-too-long');
    if (tooLong !== undefined) throw new AppError('INVALID_INPUT', `${source.name}, ${row.place}: it has more cells than the header has columns. Put quotes around cells that hold the delimiter.`, { details: { file: source.name, place: row.place } });
    rows.push({ place: row.place, value: Object.fromEntries(row.values) });
  }
  return { columns: table.columns, rows };
}

function sourceOf(name: string, bytes: Uint8Array): ImportSource {
  return {
    name,
    sizeBytes: bytes.length,
    // oxlint-disable-next-line typescript/require-await -- the interface is asynchronous
    async *open() {
      yield bytes;
    },
  };
}
