/** @file Copies of the database: made while work goes on, checked before they replace anything, put in place by renaming. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { AppError } from '#shared/contracts/errors';
import { describeFileError } from '../platform/file-errors';
import { openDatabase, type SqliteDatabase } from './database';
import { findProblems } from './integrity';
import { checkIdentity } from './migrate';
import { sql } from './sql';

export interface CopyProgress {
  readonly donePages: number;
  readonly totalPages: number;
}

export interface BackupOptions {
  onProgress?: (progress: CopyProgress) => void;
  signal?: AbortSignal;
}

/** Pages copied before other work gets its turn: 4 MB. */
const pagesPerStep = 1024;

/** Under a temporary name first, so that a file at `path` is always whole. */
export async function backupDatabase(db: SqliteDatabase, path: string, options: BackupOptions): Promise<void> {
  const partial = `${path}.partial`;
  removeDatabaseFiles(partial);
  try {
    await db.copyTo(partial, (remainingPages, totalPages) => {
      options.onProgress?.({ donePages: totalPages - remainingPages, totalPages });
      refuseCancelled(options.signal);
      return pagesPerStep;
    });
    refuseCancelled(options.signal);
    renameSync(partial, path);
  } finally {
    removeDatabaseFiles(partial);
  }
}

/** Keeps the database as it is now beside itself, for a migration to fall back on. A copy of the same name is replaced. */
export function keepCopy(db: SqliteDatabase, path: string): void {
  const partial = `${path}.partial`;
  removeDatabaseFiles(partial);
  db.run(sql`VACUUM INTO ${partial}`);
  removeDatabaseFiles(path);
  renameSync(partial, path);
}

/** Copies a backup to `path` and checks the copy, so that the backup itself is never touched. Throws WORKSPACE when it cannot be used. */
export async function fetchBackup(backupPath: string, path: string, newestVersion: number): Promise<void> {
  removeDatabaseFiles(path);
  try {
    await copyFile(backupPath, path);
    // A copy made by hand of a workspace in use has its last changes in a second file.
    if (existsSync(`${backupPath}-wal`)) await copyFile(`${backupPath}-wal`, `${path}-wal`);
    checkBackup(path, { backupPath, newestVersion });
  } catch (error) {
    removeDatabaseFiles(path);
    throw describeFileError(error, backupPath);
  }
}

function refuseCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AppError('CANCELLED', 'The backup was cancelled; nothing was kept.');
}

function checkBackup(path: string, { backupPath, newestVersion }: { backupPath: string; newestVersion: number }): void {
  let db: SqliteDatabase | undefined;
  try {
    db = openDatabase(path);
    if (checkIdentity(db, newestVersion) === 0) throw new AppError('WORKSPACE', 'It is empty.');
    const [problem] = findProblems(db);
    if (problem !== undefined) throw new AppError('WORKSPACE', `It is damaged: ${problem}`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const reason = error.message.replaceAll(path, backupPath);
    throw new AppError(error.code, `The backup ${backupPath} cannot be restored; the workspace is left as it is. ${reason}`, { details: { path: backupPath }, cause: error });
  } finally {
    db?.close();
  }
}

/** A database and the files SQLite keeps beside it, moved under another name. */
export function renameDatabaseFiles(from: string, to: string): void {
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix);
  }
}

export function removeDatabaseFiles(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
}
