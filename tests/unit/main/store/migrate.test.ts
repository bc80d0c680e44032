/** @file Migrations step by step: from nothing, from an old schema with rows, and when one fails. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepCopy } from '#main/store/backup';
import { openDatabase, type SqliteDatabase } from '#main/store/database';
import { applicationId, migrate, type Migration } from '#main/store/migrate';
import { migrations } from '#main/store/migrations/index';
import { sql } from '#main/store/sql';

let folder: string;
let db: SqliteDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'solace-migrate-'));
  db = openDatabase(join(folder, 'some.sqlite'));
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const notes: Migration = { version: 1, name: 'notes', script: 'CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)' };
const pages: Migration = {
  version: 2,
  name: 'pages',
  script: `CREATE TABLE pages (id INTEGER PRIMARY KEY, note_id INTEGER NOT NULL REFERENCES notes); INSERT INTO pages (note_id) SELECT id FROM notes; ALTER TABLE notes ADD COLUMN author TEXT NOT NULL DEFAULT 'nobody'`,
};
const copyPath = () => join(folder, 'copy.sqlite');
const keep = () => keepCopy(db, copyPath());

test('versions count up from one without a gap', () => {
  expect(migrations.map((one) => one.version)).toEqual(migrations.map((_, index) => index + 1));
});

test('an empty file gets everything, and no copy of nothing is kept', () => {
  const copies: number[] = [];
  expect(migrate(db, { migrations, keepCopy: (version) => copies.push(version) })).toBe(migrations.length);
  expect(copies).toEqual([]);
  expect([db.pragma('application_id'), db.pragma('user_version')]).toEqual([applicationId, migrations.length]);
  expect(db.column(sql`PRAGMA integrity_check`)).toEqual(['ok']);
});

test('old rows come along, and a copy from before is kept', () => {
  migrate(db, { migrations: [notes], keepCopy: keep });
  db.run(sql`INSERT INTO notes (text) VALUES (${'old'})`);
  migrate(db, { migrations: [notes, pages], keepCopy: keep });
  expect(db.all(sql`SELECT * FROM notes`)).toEqual([{ id: 1, text: 'old', author: 'nobody' }]);
  expect(db.all(sql`SELECT * FROM pages`)).toEqual([{ id: 1, note_id: 1 }]);
  const copy = openDatabase(copyPath());
  expect([copy.pragma('user_version'), copy.pragma('application_id')]).toEqual([1, applicationId]);
  expect(copy.all(sql`SELECT * FROM notes`)).toEqual([{ id: 1, text: 'old' }]);
  copy.close();
});

test('a second copy under the same name replaces the first', () => {
  migrate(db, { migrations: [notes], keepCopy: keep });
  keep();
  db.run(sql`INSERT INTO notes (text) VALUES (${'newer'})`);
  keep();
  const copy = openDatabase(copyPath());
  expect(copy.column(sql`SELECT text FROM notes`)).toEqual(['newer']);
  copy.close();
});

test.each([
  ['fails half way', "INSERT INTO notes (text) VALUES ('half'); CREATE TABLE notes (id INTEGER)"],
  ['leaves rows without their parent', 'CREATE TABLE pages (note_id INTEGER REFERENCES notes); INSERT INTO pages VALUES (77)'],
])('a migration that %s changes nothing', (_, script) => {
  migrate(db, { migrations: [notes], keepCopy: keep });
  expect(() => migrate(db, { migrations: [notes, { version: 2, name: 'broken', script }], keepCopy: keep })).toThrow();
  expect(db.pragma('user_version')).toBe(1);
  expect(db.column(sql`SELECT name FROM sqlite_schema WHERE type = 'table'`)).toEqual(['notes']);
  expect(db.all(sql`SELECT * FROM notes`)).toEqual([]);
  expect(db.pragma('foreign_keys')).toBe(1);
});
