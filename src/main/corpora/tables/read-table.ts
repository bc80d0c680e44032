/** @file Opens a table of either kind: JSON where the file begins with a bracket, CSV otherwise. */
import type { ImportSource } from '../importer';
import { readCsvTable } from './csv-table';
import { readHead } from './decode-text';
import { readJsonTable } from './json-table';
import type { Table } from './table';

export async function readTable(source: ImportSource): Promise<Table> {
  const head = await readHead(source, 4096);
  return /^\s*[[{]/.test(head) ? readJsonTable(source) : readCsvTable(source);
}
