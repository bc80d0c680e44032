/**
 * @file Tables `measurements` and `measurement_items`. A measurement is written once: in state 'measuring', which no read sees, until
 * `finishMeasurement`; afterwards only its name changes. Does not know what the JSON of items means.
 */
import { AppError } from '#shared/contracts/errors';
import type { MeasuredOutcome, Measurement, MeasurementKind, Reproduction } from '#shared/contracts/measure';
import type { MeasurementId } from '#shared/domain/ids';
import { single } from './corpus-repository';
import type { ReadableDb, WritableDb } from './database';
import { fromJson, present, toJson } from './rows';
import { allOf, sql, type Sql } from './sql';

export interface NewMeasurement {
  kind: MeasurementKind;
  solaceVersion: string;
  createdAt: string;
}

export interface FinishedMeasurement {
  name: string;
  outcome: MeasuredOutcome;
  inputs: Measurement['inputs'];
  reproduction?: Reproduction | undefined;
}

export interface NewItem {
  /** Any JSON value. */
  content: unknown;
  /** What items can be sorted by; null sorts last. */
  scores: Readonly<Record<string, number | null>>;
  gold?: string | undefined;
  predicted?: string | null | undefined;
}

export interface StoredItem {
  position: number;
  content: unknown;
}

export interface ItemQuery {
  /** `position` or a name in `scores`. */
  sort: string;
  order: 'ascending' | 'descending';
  cell?: { gold?: string | undefined; predicted?: string | null | undefined } | undefined;
  offset: number;
  limit: number;
}

interface MeasurementRow {
  id: MeasurementId;
  kind: MeasurementKind;
  name: string;
  options: string;
  inputs: string;
  result: string;
  reproduction: string | null;
  item_count: number;
  solace_version: string;
  created_at: string;
}

/** Newest first. */
export function listMeasurements(db: ReadableDb, kind?: MeasurementKind): Measurement[] {
  return db.all<MeasurementRow>(sql`SELECT * FROM measurements WHERE state = 'ready' AND kind = coalesce(${kind ?? null}, kind) ORDER BY id DESC`).map(toMeasurement);
}

export function getMeasurement(db: ReadableDb, id: MeasurementId): Measurement {
  const [row] = db.all<MeasurementRow>(sql`SELECT * FROM measurements WHERE id = ${id} AND state = 'ready'`);
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no measurement with id ${id}; it may have been removed.`, { details: { id } });
  return toMeasurement(row);
}

export function listItems(db: ReadableDb, id: MeasurementId, query: ItemQuery): { total: number; rows: StoredItem[] } {
  const condition = allOf([sql`measurement_id = ${id}`, ...inCell(query.cell)]);
  const rows = db.all<{ position: number; content: string }>(sql`
    SELECT position, content FROM measurement_items WHERE ${condition} ORDER BY ${orderOf(query)} LIMIT ${query.limit} OFFSET ${query.offset}`);
  return { total: db.number(sql`SELECT count(*) FROM measurement_items WHERE ${condition}`), rows: rows.map(toItem) };
}

/** A page in the order of the input after a position (-1 for the start); an empty page is the end. For exports. */
export function readItems(db: ReadableDb, id: MeasurementId, page: { afterPosition: number; limit: number }): StoredItem[] {
  const rows = db.all<{ position: number; content: string }>(sql`
    SELECT position, content FROM measurement_items WHERE measurement_id = ${id} AND position > ${page.afterPosition} ORDER BY position LIMIT ${page.limit}`);
  return rows.map(toItem);
}

export function beginMeasurement(db: WritableDb, { kind, solaceVersion, createdAt }: NewMeasurement): MeasurementId {
  const rows = db.returning<{ id: MeasurementId }>(sql`
    INSERT INTO measurements (kind, state, solace_version, created_at) VALUES (${kind}, 'measuring', ${solaceVersion}, ${createdAt}) RETURNING id`);
  return single(rows).id;
}

/** One batch in one transaction, after those already there. */
export function appendItems(db: WritableDb, id: MeasurementId, items: readonly NewItem[]): void {
  db.transaction(() => {
    const first = db.number(sql`SELECT coalesce(max(position) + 1, 0) FROM measurement_items WHERE measurement_id = ${id}`);
    for (const [index, item] of items.entries()) {
      db.run(sql`
        INSERT INTO measurement_items (measurement_id, position, scores, gold, predicted, content)
        VALUES (${id}, ${first + index}, ${JSON.stringify(item.scores)}, ${item.gold ?? null}, ${item.predicted ?? null}, ${JSON.stringify(item.content)})`);
    }
  });
}

/** The moment a measurement becomes visible. */
export function finishMeasurement(db: WritableDb, id: MeasurementId, { name, outcome, inputs, reproduction }: FinishedMeasurement): Measurement {
  return db.transaction(() => {
    const rows = db.returning<MeasurementRow>(sql`
      UPDATE measurements SET state = 'ready', name = ${name}, options = ${JSON.stringify(outcome.options)}, inputs = ${JSON.stringify(inputs)},
        result = ${JSON.stringify(outcome.result)}, reproduction = ${toJson(reproduction)},
        item_count = (SELECT count(*) FROM measurement_items WHERE measurement_id = ${id})
      WHERE id = ${id} AND state = 'measuring' AND kind = ${outcome.kind} RETURNING *`);
    return toMeasurement(single(rows));
  });
}

/** Leaves nothing of one that did not finish. */
export function abandonMeasurement(db: WritableDb, id: MeasurementId): void {
  db.run(sql`DELETE FROM measurements WHERE id = ${id} AND state = 'measuring'`);
}

export function renameMeasurement(db: WritableDb, id: MeasurementId, name: string): Measurement {
  return db.transaction(() => {
    getMeasurement(db, id);
    return toMeasurement(single(db.returning<MeasurementRow>(sql`UPDATE measurements SET name = ${name} WHERE id = ${id} RETURNING *`)));
  });
}

/** Hides a measurement; it is deleted for good later, by `purgeMeasurements`. */
export function removeMeasurement(db: WritableDb, id: MeasurementId, removedAt: string): void {
  db.transaction(() => {
    getMeasurement(db, id);
    db.run(sql`UPDATE measurements SET state = 'removed', removed_at = ${removedAt} WHERE id = ${id}`);
  });
}

/** NOT_FOUND once it was purged. */
export function restoreMeasurement(db: WritableDb, id: MeasurementId): Measurement {
  const [row] = db.returning<MeasurementRow>(sql`UPDATE measurements SET state = 'ready', removed_at = NULL WHERE id = ${id} AND state = 'removed' RETURNING *`);
  if (row === undefined) throw new AppError('NOT_FOUND', `No removed measurement has id ${id}; it may have been deleted for good.`, { details: { id } });
  return toMeasurement(row);
}

/** Deletes for good: what never finished, and what was removed before a time. Returns how many. */
export function purgeMeasurements(db: WritableDb, removedBefore: string): number {
  return db.run(sql`DELETE FROM measurements WHERE state = 'measuring' OR removed_at < ${removedBefore}`);
}

function orderOf({ sort, order }: ItemQuery): Sql {
  if (sort === 'position') return order === 'ascending' ? sql`position` : sql`position DESC`;
  const score = sql`json_extract(scores, ${`$.${sort}`})`;
  return order === 'ascending' ? sql`${score} IS NULL, ${score}, position` : sql`${score} IS NULL, ${score} DESC, position`;
}

function inCell(cell: ItemQuery['cell']): Sql[] {
  const conditions: Sql[] = [];
  if (cell?.gold !== undefined) conditions.push(sql`gold = ${cell.gold}`);
  if (cell?.predicted !== undefined) conditions.push(sql`predicted IS ${cell.predicted}`);
  return conditions;
}

function toItem({ position, content }: { position: number; content: string }): StoredItem {
  return { position, content: JSON.parse(content) as unknown };
}

function toMeasurement(row: MeasurementRow): Measurement {
  const outcome = { kind: row.kind, options: JSON.parse(row.options) as unknown, result: JSON.parse(row.result) as unknown } as MeasuredOutcome;
  return present({
    id: row.id,
    name: row.name,
    ...outcome,
    inputs: JSON.parse(row.inputs) as Measurement['inputs'],
    itemCount: row.item_count,
    solaceVersion: row.solace_version,
    createdAt: row.created_at,
    reproduction: fromJson(row.reproduction) as Reproduction | undefined,
  });
}
