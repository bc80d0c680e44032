/** @file Table `result_tables`: designs of tables of results that were kept. Does not know what a design means. */
import { AppError } from '#shared/contracts/errors';
import type { KeptTable, TableDesign } from '#shared/contracts/tables';
import type { ResultTableId } from '#shared/domain/ids';
import type { ReadableDb, WritableDb } from './database';
import { fromJson, toJson } from './rows';
import { sql } from './sql';

interface TableRow {
  id: ResultTableId;
  design: string;
  changed_at: string;
}

/** Last changed first. */
export function listResultTables(db: ReadableDb): KeptTable[] {
  return db.all<TableRow>(sql`SELECT * FROM result_tables ORDER BY changed_at DESC, id DESC`).map(toTable);
}

export function getResultTable(db: ReadableDb, id: ResultTableId): KeptTable {
  const [row] = db.all<TableRow>(sql`SELECT * FROM result_tables WHERE id = ${id}`);
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no table with id ${id}; it may have been removed.`, { details: { id } });
  return toTable(row);
}

export function insertResultTable(db: WritableDb, design: TableDesign, changedAt: string): ResultTableId {
  db.run(sql`INSERT INTO result_tables (design, changed_at) VALUES (${toJson(design)}, ${changedAt})`);
  return db.number(sql`SELECT max(id) FROM result_tables`) as ResultTableId;
}

export function updateResultTable(db: WritableDb, { id, design, changedAt }: KeptTable): void {
  db.run(sql`UPDATE result_tables SET design = ${toJson(design)}, changed_at = ${changedAt} WHERE id = ${id}`);
}

export function deleteResultTable(db: WritableDb, id: ResultTableId): void {
  db.run(sql`DELETE FROM result_tables WHERE id = ${id}`);
}

function toTable(row: TableRow): KeptTable {
  return { id: row.id, design: fromJson(row.design) as TableDesign, changedAt: row.changed_at };
}
