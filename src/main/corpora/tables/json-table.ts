/** @file Reads JSON Lines, or a list of flat objects, as a table: the fields of the objects are its columns. Knows nothing of what they mean. */
import { AppError } from '#shared/contracts/errors';
import type { ImportSource } from '../importer';
import { describe, isFields } from '../records/fields';
import { readJsonRecords, type ParsedRecord } from '../records/json-records';
import type { Table, TableRow } from './table';

/** Columns are the fields of this many records; one that comes up later is still kept in its row. */
const recordsLookedAt = 1000;

export async function readJsonTable(source: ImportSource): Promise<Table> {
  const columns = new Set<string>();
  for await (const record of readJsonRecords(source)) {
    for (const column of toRow(record).values.keys()) columns.add(column);
    if (record.index + 1 >= recordsLookedAt) break;
  }
  if (columns.size === 0) throw new AppError('INVALID_INPUT', `${source.name} holds no JSON object. A table needs one object a line, or a list of objects, with the same fields in each.`, { details: { file: source.name } });
  return { columns: [...columns], rows: () => readRows(source) };
}

async function* readRows(source: ImportSource): AsyncGenerator<TableRow> {
  for await (const record of readJsonRecords(source)) yield toRow(record);
}

function toRow(record: ParsedRecord): TableRow {
  const place = `record ${record.index}`;
  const base = { index: record.index, place, values: new Map<string, unknown>(), oddities: [] };
  if ('error' in record) return { ...base, raw: '', fault: record.error };
  if (!isFields(record.value)) return { ...base, raw: record.raw, fault: `it is ${describe(record.value)} where an object should be` };
  return { ...base, raw: record.raw, values: new Map(Object.entries(record.value)) };
}
