/** @file Turns SQLite's result codes into errors a person can act on. */
import Sqlite from 'better-sqlite3';
import { AppError, type ErrorCode } from '#shared/contracts/errors';

const explanations: readonly { prefix: string; code: ErrorCode; message: string }[] = [
  { prefix: 'SQLITE_CORRUPT', code: 'WORKSPACE', message: 'the database is damaged. Restore a backup; the damaged file is left as it is' },
  { prefix: 'SQLITE_NOTADB', code: 'WORKSPACE', message: 'this is not a Solace database, or it is damaged. Restore a backup; the file is left as it is' },
  { prefix: 'SQLITE_READONLY', code: 'WORKSPACE', message: 'the database cannot be written. Change the permissions of its folder or choose another workspace with --workspace' },
  { prefix: 'SQLITE_CANTOPEN', code: 'WORKSPACE', message: 'the database cannot be opened. Check that its folder exists and may be written, or choose another workspace with --workspace' },
  { prefix: 'SQLITE_PERM', code: 'WORKSPACE', message: 'permission is denied. Change the permissions of its folder or choose another workspace with --workspace' },
  { prefix: 'SQLITE_IOERR', code: 'WORKSPACE', message: 'the disk reported an error while the database was read or written. Check the disk and its free space' },
  { prefix: 'SQLITE_FULL', code: 'LIMIT', message: 'the disk is full. Free some space and try again; nothing was stored' },
  { prefix: 'SQLITE_TOOBIG', code: 'LIMIT', message: 'a value is too large to be stored' },
  { prefix: 'SQLITE_BUSY', code: 'CONFLICT', message: 'another program is using the database. Close it and try again' },
  { prefix: 'SQLITE_LOCKED', code: 'CONFLICT', message: 'another program is using the database. Close it and try again' },
];

/** A known SQLite failure becomes an AppError that names the file; anything else, a broken constraint of ours among them, is returned as it is. */
export function describeSqliteError(thrown: unknown, path: string): unknown {
  if (isMissingFolder(thrown)) return new AppError('WORKSPACE', `${path}: its folder does not exist. Create it or choose another place.`, { details: { path }, cause: thrown });
  if (!(thrown instanceof Sqlite.SqliteError)) return thrown;
  const known = explanations.find((one) => thrown.code.startsWith(one.prefix));
  if (known === undefined) return thrown;
  return new AppError(known.code, `${path}: ${known.message}.`, { details: { path, sqliteCode: thrown.code }, cause: thrown });
}

/** The library looks for the folder itself, before SQLite does, and says so in words only. */
function isMissingFolder(thrown: unknown): boolean {
  return thrown instanceof TypeError && thrown.message.endsWith('because the directory does not exist');
}
