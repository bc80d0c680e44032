/** @file Whether a database is whole: its pages and indexes, and its references (which reads every page); and the SQLite that answers. */
import { AppError } from '#shared/contracts/errors';
import type { ReadableDb } from './database';
import { sql } from './sql';

/** At most some twenty problems, in SQLite's words; none when all is well. */
export function findProblems(db: ReadableDb): string[] {
  try {
    const damage = db.column<string>(sql`PRAGMA quick_check(20)`).flatMap(readDamage);
    if (damage.length > 0) return damage;
    const orphans = db.all<{ table: string; parent: string; count: number }>(sql`SELECT "table", parent, count(*) AS count FROM pragma_foreign_key_check GROUP BY 1, 2 LIMIT 20`);
    return orphans.map((one) => `${one.count} rows of ${one.table} refer to rows of ${one.parent} that are not there`);
  } catch (error) {
    if (error instanceof AppError && error.code === 'WORKSPACE') return [error.message];
    throw error;
  }
}

/** SQLite answers many problems in one text, a line each, under a heading. */
function readDamage(answer: string): string[] {
  return answer.split('\n').filter((line) => line !== 'ok' && line !== '' && !line.startsWith('***'));
}

export function sqliteVersion(db: ReadableDb): string {
  return db.column<string>(sql`SELECT sqlite_version()`)[0] ?? 'unknown';
}
