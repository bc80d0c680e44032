/**
 * @file One Solace a workspace. The lock is an open write transaction on a tiny database of its own, `solace.lock`:
 * SQLite's file locks work on every system, and the system itself lets them go when a process dies in any way.
 */
import { hostname } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { AppError } from '#shared/contracts/errors';
import { describeSqliteError } from './errors';

export interface WorkspaceLock {
  release(): void;
}

/** CONFLICT when another process, or this one, has the workspace open already. */
export function lockWorkspace(folder: string, now: Date): WorkspaceLock {
  const path = join(folder, 'solace.lock');
  let connection: Sqlite.Database | undefined;
  try {
    connection = new Sqlite(path, { timeout: 0 });
    // Others must still be able to read who holds the lock: a rollback journal lets them while the lock is only reserved.
    connection.pragma('journal_mode = DELETE');
    writeHolder(connection, now);
    connection.exec('BEGIN IMMEDIATE');
    return { release: () => connection?.close() };
  } catch (error) {
    const reported = isBusy(error) && connection !== undefined ? heldError(folder, connection) : describeSqliteError(error, path);
    connection?.close();
    throw reported;
  }
}

function writeHolder(connection: Sqlite.Database, now: Date): void {
  connection.exec('CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY CHECK (id = 1), process INTEGER NOT NULL, host TEXT NOT NULL, since TEXT NOT NULL)');
  connection.prepare('INSERT OR REPLACE INTO holder VALUES (1, ?, ?, ?)').run(process.pid, hostname(), now.toISOString());
}

function heldError(folder: string, connection: Sqlite.Database): AppError {
  const holder = readHolder(connection);
  const who = holder === undefined ? '' : ` (process ${holder.process} on ${holder.host}, since ${holder.since})`;
  return new AppError('CONFLICT', `Another Solace${who} has the workspace ${folder} open. Close it, or use another workspace with --workspace.`, { details: { path: folder, process: holder?.process ?? null } });
}

function readHolder(connection: Sqlite.Database): { process: number; host: string; since: string } | undefined {
  try {
    return connection.prepare<[], { process: number; host: string; since: string }>('SELECT process, host, since FROM holder').get();
  } catch {
    // The other one is just writing its name, or is of a version that keeps none.
    return undefined;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED'));
}
