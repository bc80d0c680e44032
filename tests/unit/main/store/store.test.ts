/** @file A workspace as it is met in life: new, left behind, damaged, newer, foreign, not writable, already open, killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#shared/contracts/errors';
import { listCorpora, removeCorpus, restoreCorpus } from '#main/store/corpus-repository';
import { openDatabase, type SqliteDatabase } from '#main/store/database';
import { newestVersion } from '#main/store/migrations/index';
import { sql } from '#main/store/sql';
import { openStore, type Store } from '#main/store/store';
import { beginCorpus, dumpTables, generateDialogues, indexedUnder, insertDialogues, silentLog } from '../../../support/store';

let folder: string;
let now: Date;
let opened: Store[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'solace-store-'));
  now = new Date('2026-01-02T03:04:05.000Z');
  opened = [];
});

afterEach(() => {
  for (const store of opened) store.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function open(): Store {
  const store = openStore({ folder, clock: { now: () => now }, log: silentLog });
  opened.push(store);
  return store;
}

function close(store: Store): void {
  store.dispose();
  opened = opened.filter((one) => one !== store);
}

function errorOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const database = () => join(folder, 'solace.sqlite');

describe('opening', () => {
  test('makes a new workspace and finds it again', () => {
    const first = open();
    insertDialogues(first.db, generateDialogues(5, 1), { name: 'kept' });
    const before = dumpTables(first.db);
    close(first);
    const second = open();
    expect(dumpTables(second.db)).toEqual(before);
    expect(second.schemaVersion).toBe(newestVersion);
    expect(second.checkIntegrity()).toEqual({ problems: [] });
  });

  test('sets what keeps data safe', () => {
    const db = open().db as SqliteDatabase;
    expect(['journal_mode', 'synchronous', 'foreign_keys', 'auto_vacuum'].map((name) => db.pragma(name))).toEqual(['wal', 2, 1, 2]);
  });

  test.each([
    ['garbage', (path: string) => writeFileSync(path, 'this is not a database at all, not even nearly'.repeat(100))],
    ['a truncated file', (path: string) => truncateSync(path, 20_480)],
    ['a file cut inside a page', (path: string) => truncateSync(path, 100_000)],
    ['a damaged first page', (path: string) => overwrite(path, 100, 2000)],
  ])('refuses %s, says what to do, and leaves it as it is', (_, damage) => {
    const store = open();
    insertDialogues(store.db, generateDialogues(30, 1));
    close(store);
    damage(database());
    const before = readFileSync(database());
    const error = errorOf(open);
    expect(error).toMatchObject({ code: 'WORKSPACE', message: expect.stringContaining('Restore a backup') });
    expect(readFileSync(database()).equals(before)).toBe(true);
  });

  test('damage deep inside is found by the check', () => {
    const store = open();
    insertDialogues(store.db, generateDialogues(200, 1));
    close(store);
    overwrite(database(), 300_000, 20_000);
    const { problems } = open().checkIntegrity();
    expect(problems).not.toEqual([]);
    for (const problem of problems) expect(problem).not.toMatch(/\n|\*/);
  });

  test('refuses a workspace of a newer Solace and leaves it as it is', () => {
    close(open());
    changeDatabase('PRAGMA user_version = 999');
    const before = readFileSync(database());
    expect(errorOf(open)).toMatchObject({ code: 'WORKSPACE', message: expect.stringContaining('update Solace'), details: { schemaVersion: 999, knownVersion: newestVersion } });
    expect(readFileSync(database()).equals(before)).toBe(true);
  });

  test('refuses the database of another program and leaves it as it is', () => {
    changeDatabase('CREATE TABLE bookmarks (url TEXT)');
    const before = readFileSync(database());
    expect(errorOf(open)).toMatchObject({ code: 'WORKSPACE', message: expect.stringContaining('another program') });
    expect(readFileSync(database()).equals(before)).toBe(true);
  });

  test('a file where the folder should be is a clear error', () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file');
    expect(errorOf(open)).toMatchObject({ code: 'WORKSPACE', message: expect.stringContaining('--workspace') });
  });

  test('a folder that may not be written is a clear error', ({ skip }) => {
    if (process.getuid?.() === 0 || process.platform === 'win32') {
      console.warn('NOT TESTED HERE: a read-only workspace folder (root and Windows may write everywhere).');
      skip();
    }
    chmodSync(folder, 0o500);
    expect(errorOf(open)).toMatchObject({ code: 'WORKSPACE', message: expect.stringContaining('--workspace') });
    chmodSync(folder, 0o700);
  });

  test('a folder in the place of the database is a clear error, and the workspace is let go again', () => {
    mkdirSync(database());
    expect(errorOf(open)).toMatchObject({ code: 'WORKSPACE' });
    rmSync(database(), { recursive: true });
    expect(listCorpora(open().db)).toEqual([]);
  });
});

describe('leftovers', () => {
  test('an import that never finished is gone, without a trace, when the workspace is opened next', () => {
    const store = open();
    insertDialogues(store.db, generateDialogues(20, 1), { name: 'before' });
    const before = dumpTables(store.db);
    const wordsBefore = indexedUnder(store.db, 'happy');
    beginCorpus(store.db, { name: 'half' });
    close(store);
    const again = open();
    expect(dumpTables(again.db)).toEqual(before);
    expect(indexedUnder(again.db, 'happy')).toEqual(wordsBefore);
  });

  test('a removed corpus can be restored for 30 days, then it is gone', () => {
    const store = open();
    const { id } = insertDialogues(store.db, generateDialogues(100, 1), { name: 'removed' });
    removeCorpus(store.db, id, now.toISOString());
    close(store);
    now = new Date('2026-02-01T03:04:04.000Z');
    const inTime = open();
    expect(inTime.db.number(sql`SELECT count(*) FROM corpora`)).toBe(1);
    close(inTime);
    const sizeBefore = statSync(database()).size;
    now = new Date('2026-02-01T03:04:06.000Z');
    const tooLate = open();
    expect(errorOf(() => restoreCorpus(tooLate.db, id))).toMatchObject({ code: 'NOT_FOUND' });
    expect(Object.values(dumpTables(tooLate.db)).flat()).toEqual([]);
    close(tooLate);
    expect(statSync(database()).size).toBeLessThan(sizeBefore / 2);
  });
});

describe('a second instance', () => {
  test('in the same process is told who is there, and gets in once the first is gone', () => {
    const first = open();
    expect(errorOf(open)).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(`process ${process.pid}`), details: { path: folder, process: process.pid } });
    close(first);
    expect(listCorpora(open().db)).toEqual([]);
  });

  test('in another process too; killed in the middle of an import, that one leaves the workspace as it was', async () => {
    const store = open();
    insertDialogues(store.db, generateDialogues(20, 2), { name: 'before' });
    const before = dumpTables(store.db);
    const wordsBefore = indexedUnder(store.db, 'happy');
    close(store);

    const holder = await holdWorkspace(folder);
    expect(errorOf(open)).toMatchObject({ code: 'CONFLICT', details: { process: holder.pid } });
    holder.kill('SIGKILL');
    await once(holder, 'exit');

    const again = open();
    expect(dumpTables(again.db)).toEqual(before);
    expect(indexedUnder(again.db, 'happy')).toEqual(wordsBefore);
    expect(again.checkIntegrity()).toEqual({ problems: [] });
  });
});

test('slow queries are kept, newest first, without what they looked for', () => {
  const store = open();
  const slow = (limit: number) => store.db.number(sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${limit}) SELECT count(*) FROM n`);
  slow(10);
  expect(store.slowQueries()).toEqual([]);
  slow(1_000_000);
  now = new Date('2026-01-02T03:05:00.000Z');
  slow(1_000_001);
  const [newest, older] = store.slowQueries();
  expect([newest?.at, older?.at]).toEqual(['2026-01-02T03:05:00.000Z', '2026-01-02T03:04:05.000Z']);
  expect(newest?.sql).toContain('i < ?');
  expect(newest?.durationMs).toBeGreaterThan(40);
});

function overwrite(path: string, start: number, length: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, start, start + length);
  writeFileSync(path, bytes);
}

function changeDatabase(script: string): void {
  const db = openDatabase(database());
  db.execute(script);
  db.close();
}

/** Another process that has the workspace open, with half an import stored. */
async function holdWorkspace(path: string): Promise<ChildProcess> {
  const support = join(import.meta.dirname, '../../../support');
  const child = spawn(process.execPath, ['--import', join(support, 'typescript-imports.mjs'), join(support, 'hold-workspace.ts'), path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(String(said)).toBe('holding\n');
  return child;
}
