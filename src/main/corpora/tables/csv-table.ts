/**
 * @file Reads a CSV, semicolon or tab table row by row: BOM, CRLF, quoted cells over several lines, rows with too few or too many cells.
 * Knows nothing of what the columns mean.
 */
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { AppError } from '#shared/contracts/errors';
import type { ImportSource } from '../importer';
import { recordLimits } from '../records/limits';
import { sizeText } from '../records/text';
import { decodeText, readHead, replacementCharacter } from './decode-text';
import { nameColumns, sniffTable } from './sniff';
import type { Table, TableOddity, TableRow } from './table';

/** Cells beyond the header's are kept under this name. */
export const surplusColumn = 'cells beyond the header';

/** As csv-parse gives it with `raw` and `info`. */
interface ParsedRecord {
  readonly record: string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** Throws AppError INVALID_INPUT where the file has no header or breaks off inside quotes, LIMIT where a record has no end. */
export async function readCsvTable(source: ImportSource): Promise<Table> {
  const head = await readHead(source, 64 * 1024);
  const delimiter = sniffTable(head)?.delimiter ?? ',';
  for await (const { record } of readRecords(source, delimiter)) {
    const columns = nameColumns(record);
    return { columns, rows: () => readRows(readRecords(source, delimiter), { columns, file: source.name }) };
  }
  throw new AppError('INVALID_INPUT', `${source.name} is empty. A table needs a first line with the names of its columns.`, { details: { file: source.name } });
}

async function* readRows(records: AsyncGenerator<ParsedRecord>, { columns, file }: { columns: readonly string[]; file: string }): AsyncGenerator<TableRow> {
  let index = -1;
  let line = 1;
  for await (const { record, raw, info } of records) {
    const place = `row ${index + 1} (line ${line})`;
    line = info.lines + 1;
    if (index >= 0 && record.every((cell) => cell === '')) continue;
    if (index >= 0) yield toRow({ record, raw, place, index, columns });
    index++;
  }
  if (index < 1) throw new AppError('INVALID_INPUT', `${file} has the names of columns, but no rows below them.`, { details: { file } });
}

function toRow(row: { record: readonly string[]; raw: string; place: string; index: number; columns: readonly string[] }): TableRow {
  const { record, columns, place } = row;
  const oddities: TableOddity[] = [];
  const values = new Map<string, unknown>(columns.map((column, position) => [column, record[position] ?? '']));
  if (record.length < columns.length) oddities.push({ code: 'row-too-short', example: `${place} has ${record.length} cells, the header ${columns.length}; the missing ones are taken as empty` });
  if (record.length > columns.length) {
    oddities.push({ code: 'row-too-long', example: `${place} has ${record.length} cells, the header ${columns.length}; the surplus is kept aside, and its columns may be shifted` });
    values.set(surplusColumn, record.slice(columns.length));
  }
  if (row.raw.includes(replacementCharacter)) oddities.push({ code: 'undecodable-character', example: `${place} holds characters that cannot be read as UTF-8, shown as ${replacementCharacter}` });
  return { index: row.index, place, values, raw: row.raw.replace(/^[\r\n]+|[\r\n]+$/g, ''), oddities };
}

async function* readRecords(source: ImportSource, delimiter: string): AsyncGenerator<ParsedRecord> {
  let lastLine = 0;
  const parser = parse({
    delimiter,
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: recordLimits.maxRecordBytes,
    // Called as records are parsed, ahead of the loop below, which a later fault cuts short.
    on_record(record, { lines }) {
      lastLine = lines;
      return record;
    },
  });
  // A failure of either side reaches the loop below through the parser; leaving the loop early closes the file.
  pipeline(Readable.from(decodeText(source), { objectMode: false }), parser, () => undefined);
  try {
    for await (const record of parser) yield record as ParsedRecord;
  } catch (error) {
    throw error instanceof CsvError ? explain(error, source.name, lastLine + 1) : error;
  }
}

/** `line` is where the row begins; csv-parse itself only knows where it gave up. */
function explain(error: CsvError, file: string, line: number): AppError {
  const options = { cause: error, details: { file, line } };
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new AppError('LIMIT', `${file}, line ${line}: a row of more than ${sizeText(recordLimits.maxRecordBytes)}. Check that the file has line breaks and that every quote is closed.`, options);
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new AppError('INVALID_INPUT', `${file}, line ${line}: the row that begins here opens a quote that is never closed. The file is cut off, or a quote in a cell is not doubled.`, options);
  return new AppError('INVALID_INPUT', `${file}, line ${line}: the row that begins here cannot be read (${error.message}). Check its quotes.`, options);
}
