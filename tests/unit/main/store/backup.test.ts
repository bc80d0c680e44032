/** @file Backups made while work goes on, and restored; what cannot be restored harms nothing. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listCorpora } from '#main/store/corpus-repository';
import { openDatabase } from '#main/store/database';
import { appendImported } from '#main/store/import-repository';
import { applicationId } from '#main/store/migrate';
import { newestVersion } from '#main/store/migrations/index';
import { sql } from '#main/store/sql';
import { openStore, type Store } from '#main/store/store';
import { beginCorpus, countDialogues, dumpTables, finishCorpus, generateDialogues, insertDialogues, silentLog, toRecord } from '../../../support/store';

let folder: string;
let elsewhere: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'solace-backup-'));
  elsewhere = mkdtempSync(join(tmpdir(), 'solace-elsewhere-'));
  store = openStore({ folder, clock: { now: () => new Date('2026-01-02T03:04:05.000Z') }, log: silentLog });
});

afterEach(() => {
  store.dispose();
  for (const path of [folder, elsewhere]) rmSync(path, { recursive: true, force: true });
});

const backupPath = () => join(elsewhere, 'backup.sqlite');
const names = () => listCorpora(store.db).map((one) => one.name);

describe('a backup', () => {
  test('made while an import writes is whole, restores, and leaves out what was not finished', async () => {
    insertDialogues(store.db, generateDialogues(800, 1), { name: 'before' });
    const before = dumpTables(store.db);
    const dialogues = generateDialogues(30, 2);
    const corpusId = beginCorpus(store.db, { name: 'meanwhile' });
    let steps = 0;
    await store.backup(backupPath(), {
      onProgress: ({ donePages, totalPages }) => {
        expect(donePages).toBeLessThanOrEqual(totalPages);
        appendImported(store.db, corpusId, dialogues.slice(steps, steps + 1).map((one) => toRecord(one)));
        steps++;
      },
    });
    expect(steps).toBeGreaterThan(1);
    appendImported(store.db, corpusId, dialogues.slice(steps).map((one) => toRecord(one)));
    finishCorpus(store.db, corpusId, countDialogues(dialogues));
    expect(names()).toEqual(['before', 'meanwhile']);

    const { db } = store;
    const { keptCopy } = await store.restore(backupPath());
    expect(store.db).toBe(db);
    expect(dumpTables(store.db)).toEqual(before);
    expect(store.checkIntegrity()).toEqual({ problems: [] });
    insertDialogues(store.db, generateDialogues(2, 3), { name: 'after' });
    expect(names()).toEqual(['before', 'after']);

    expect(keptCopy).toBe(join(folder, 'solace.before-restore-2026-01-02T03-04-05-000Z.sqlite'));
    const kept = openDatabase(keptCopy);
    expect(kept.column(sql`SELECT name FROM corpora`)).toEqual(['before', 'meanwhile']);
    kept.close();
  });

  test('that is cancelled leaves nothing, and what was there before stays', async () => {
    insertDialogues(store.db, generateDialogues(300, 1));
    writeFileSync(backupPath(), 'an older backup');
    const cancel = new AbortController();
    const running = store.backup(backupPath(), { onProgress: () => cancel.abort(), signal: cancel.signal });
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(elsewhere)).toEqual(['backup.sqlite']);
    expect(readFileSync(backupPath(), 'utf8')).toBe('an older backup');
  });

  test('that the end of the program cuts short leaves nothing', async () => {
    insertDialogues(store.db, generateDialogues(300, 1));
    const running = store.backup(backupPath());
    store.dispose();
    await expect(running).rejects.toThrow();
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  test('into a folder that is not there is a clear error', async () => {
    await expect(store.backup(join(elsewhere, 'missing', 'backup.sqlite'))).rejects.toMatchObject({ code: 'WORKSPACE', message: expect.stringContaining('missing') });
  });
});

describe('a restore', () => {
  test.each([
    ['a file that is no database', (path: string) => writeFileSync(path, 'no database'.repeat(500))],
    ['an empty file', (path: string) => writeFileSync(path, '')],
    ['a truncated backup', (path: string) => truncateSync(path, 100_000)],
    ['a backup of a newer Solace', (path: string) => change(path, 'PRAGMA user_version = 999')],
    ['a database of another program', (path: string) => change(path, 'PRAGMA application_id = 7')],
    ['a backup with rows that lost their corpus', (path: string) => change(path, 'PRAGMA foreign_keys = OFF; DELETE FROM corpora')],
    ['a file that is not there', (path: string) => rmSync(path)],
  ])('refuses %s and leaves the workspace as it is', async (_, spoil) => {
    insertDialogues(store.db, generateDialogues(60, 1), { name: 'kept' });
    await store.backup(backupPath());
    spoil(backupPath());
    const before = dumpTables(store.db);
    const files = readdirSync(folder).toSorted();
    await expect(store.restore(backupPath())).rejects.toMatchObject({ message: expect.stringContaining(backupPath()) });
    expect(dumpTables(store.db)).toEqual(before);
    expect(readdirSync(folder).toSorted()).toEqual(files);
  });

  test('does not go together with a backup', async () => {
    await store.backup(backupPath());
    const running = store.backup(join(elsewhere, 'second.sqlite'));
    await expect(store.restore(backupPath())).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('backup') });
    await running;
    await expect(store.restore(backupPath())).resolves.toBeDefined();
  });

  test('that fails at the last step has the old workspace back in its place', async () => {
    insertDialogues(store.db, generateDialogues(3, 1), { name: 'kept' });
    const before = dumpTables(store.db);
    const files = readdirSync(folder).toSorted();
    change(backupPath(), `CREATE TABLE something (id INTEGER); PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${newestVersion}`);
    await expect(store.restore(backupPath())).rejects.toThrow('no such table');
    expect(dumpTables(store.db)).toEqual(before);
    expect(readdirSync(folder).toSorted()).toEqual(files);
  });

  test('takes the last changes of a copy made by hand along', async () => {
    insertDialogues(store.db, generateDialogues(3, 1), { name: 'in the second file' });
    for (const suffix of ['', '-wal']) writeFileSync(backupPath() + suffix, readFileSync(store.path + suffix));
    insertDialogues(store.db, generateDialogues(3, 1), { name: 'later' });
    await store.restore(backupPath());
    expect(names()).toEqual(['in the second file']);
  });
});

function change(path: string, script: string): void {
  const db = openDatabase(path);
  db.execute(script);
  db.close();
}
