/** @file Measurements in the store: visible when finished, sorted items, and an old workspace that gets the tables and keeps its rows. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, type SqliteDatabase } from '#main/store/database';
import {
  abandonMeasurement,
  appendItems,
  beginMeasurement,
  finishMeasurement,
  getMeasurement,
  listItems,
  listMeasurements,
  purgeMeasurements,
  readItems,
  removeMeasurement,
  restoreMeasurement,
} from '#main/store/measurement-repository';
import { migrate } from '#main/store/migrate';
import { migrations } from '#main/store/migrations/index';
import { sql } from '#main/store/sql';
import { StrategyOptions, type MeasuredOutcome } from '#shared/contracts/measure';
import type { MeasurementId } from '#shared/domain/ids';
import { dumpTables, generateDialogues, insertDialogues } from '../../../support/store';

const outcome = { kind: 'strategy', options: StrategyOptions.parse({}), result: { n: 3 } } as unknown as MeasuredOutcome;
const new1 = { kind: 'strategy' as const, solaceVersion: '1.0.0', createdAt: '2026-01-01T00:00:00.000Z' };

let db: SqliteDatabase;

beforeEach(() => {
  db = openDatabase(':memory:');
  db.pragma('foreign_keys = ON');
  migrate(db, { migrations, keepCopy: () => undefined });
});
afterEach(() => db.close());

function addMeasurement(): MeasurementId {
  const id = beginMeasurement(db, new1);
  appendItems(db, id, [
    { content: 'first', scores: { bleu4: 0.2 }, gold: 'Question', predicted: 'Others' },
    { content: 'second', scores: { bleu4: null }, gold: 'Question', predicted: null },
  ]);
  appendItems(db, id, [{ content: 'third', scores: { bleu4: 0.1 }, gold: 'Others', predicted: 'Others' }]);
  finishMeasurement(db, id, { name: 'three', outcome, inputs: [] });
  return id;
}

test('nothing is seen before it is finished, and purging takes what never was', () => {
  const id = beginMeasurement(db, new1);
  appendItems(db, id, [{ content: {}, scores: {} }]);
  expect(listMeasurements(db)).toEqual([]);
  expect(() => getMeasurement(db, id)).toThrow('no measurement');
  expect(purgeMeasurements(db, '2000-01-01')).toBe(1);
  expect(db.number(sql`SELECT count(*) FROM measurement_items`)).toBe(0);
});

test('a finished one is whole, and cannot be finished or abandoned again', () => {
  const id = addMeasurement();
  expect(getMeasurement(db, id)).toEqual({ id, name: 'three', ...outcome, inputs: [], itemCount: 3, solaceVersion: '1.0.0', createdAt: new1.createdAt });
  expect(() => finishMeasurement(db, id, { name: 'again', outcome, inputs: [] })).toThrow('expected to change one row');
  abandonMeasurement(db, id);
  expect(listMeasurements(db, 'strategy')).toHaveLength(1);
});

test('items are sorted by a score, those without one last, and found by cell', () => {
  const id = addMeasurement();
  const contents = (query: Partial<Parameters<typeof listItems>[2]>) => listItems(db, id, { sort: 'position', order: 'ascending', offset: 0, limit: 10, ...query }).rows.map(({ content }) => content);
  expect(contents({ sort: 'bleu4' })).toEqual(['third', 'first', 'second']);
  expect(contents({ sort: 'bleu4', order: 'descending' })).toEqual(['first', 'third', 'second']);
  expect(contents({ order: 'descending', offset: 1, limit: 1 })).toEqual(['second']);
  expect(contents({ cell: { predicted: null } })).toEqual(['second']);
  expect(contents({ cell: { gold: 'Question', predicted: 'Others' } })).toEqual(['first']);
  expect(listItems(db, id, { sort: 'position', order: 'ascending', cell: { gold: 'Question' }, offset: 0, limit: 1 }).total).toBe(2);
  expect(readItems(db, id, { afterPosition: 0, limit: 1 })).toEqual([{ position: 1, content: 'second' }]);
});

test('a removed one comes back until it is purged', () => {
  const id = addMeasurement();
  removeMeasurement(db, id, '2026-02-01T00:00:00.000Z');
  expect(listMeasurements(db)).toEqual([]);
  expect(purgeMeasurements(db, '2026-02-01T00:00:00.000Z')).toBe(0);
  expect(restoreMeasurement(db, id).name).toBe('three');
  removeMeasurement(db, id, '2026-02-01T00:00:00.000Z');
  expect(purgeMeasurements(db, '2026-02-02T00:00:00.000Z')).toBe(1);
  expect(() => restoreMeasurement(db, id)).toThrow('No removed measurement');
  expect(db.number(sql`SELECT count(*) FROM measurement_items`)).toBe(0);
});

test('a workspace of schema 1 keeps its rows and can be measured in', () => {
  const old = openDatabase(':memory:');
  migrate(old, { migrations: migrations.slice(0, 1), keepCopy: () => undefined });
  insertDialogues(old, generateDialogues(5, 1));
  const dump = (from: SqliteDatabase) => ['corpora', 'dialogues', 'dialogue_records', 'turns'].map((table) => from.all({ text: `SELECT * FROM ${table} ORDER BY 1, 2`, params: [] }));
  const before = dump(old);
  migrate(old, { migrations, keepCopy: () => undefined });
  expect(dump(old)).toEqual(before);
  expect(dumpTables(old)).toMatchObject({ measurements: [], measurement_items: [] });
  expect(beginMeasurement(old, new1)).toBe(1);
  old.close();
});
