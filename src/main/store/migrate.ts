/** @file Brings a database to this program's schema, one transaction a migration, and refuses what is not ours or is newer. */
import { AppError } from '#shared/contracts/errors';
import type { SqliteDatabase } from './database';
import { sql } from './sql';

export interface Migration {
  /** 1, 2, 3, ... */
  version: number;
  name: string;
  script: string;
}

/** "SOLC", written into the file's header so that any program can tell what it is. */
export const applicationId = 0x534f4c43;

export interface MigrateOptions {
  migrations: readonly Migration[];
  /** Keeps the database as it is before a migration changes it; not asked for an empty one. */
  keepCopy(nextVersion: number): void;
}

/** Returns the schema version it ends with. A database of another program or of a newer Solace is refused before anything is written. */
export function migrate(db: SqliteDatabase, options: MigrateOptions): number {
  const target = options.migrations.at(-1)?.version ?? 0;
  const found = checkIdentity(db, target);
  const pending = options.migrations.filter((migration) => migration.version > found);
  if (pending[0] !== undefined && found > 0) options.keepCopy(pending[0].version);
  for (const migration of pending) apply(db, migration);
  return target;
}

/** The schema version of a file that this program may use; 0 for an empty one. */
export function checkIdentity(db: SqliteDatabase, newestVersion: number): number {
  const id = db.pragma('application_id');
  const version = db.number(sql`PRAGMA user_version`);
  if (id !== applicationId && !isEmpty(db, version)) {
    throw new AppError('WORKSPACE', `${db.path}: this database belongs to another program, not to Solace. It is left as it is; choose another workspace with --workspace.`, { details: { path: db.path } });
  }
  if (version > newestVersion) {
    throw new AppError('WORKSPACE', `${db.path}: this workspace was last opened by a newer Solace (its schema is ${version}, this program knows ${newestVersion}). It is left as it is; update Solace or choose another workspace with --workspace.`, {
      details: { path: db.path, schemaVersion: version, knownVersion: newestVersion },
    });
  }
  return version;
}

function isEmpty(db: SqliteDatabase, version: number): boolean {
  return version === 0 && db.number(sql`SELECT count(*) FROM sqlite_schema`) === 0;
}

/** Foreign keys cannot be switched inside a transaction, and a migration may rebuild tables; so they are off meanwhile and checked at its end. */
function apply(db: SqliteDatabase, migration: Migration): void {
  db.pragma('foreign_keys = OFF');
  try {
    db.transaction(() => {
      db.execute(migration.script);
      const orphans = db.all<{ table: string }>(sql`SELECT "table" FROM pragma_foreign_key_check`);
      if (orphans[0] !== undefined) throw new Error(`migration ${migration.version} (${migration.name}) leaves ${orphans.length} rows without their parent, the first in ${orphans[0].table}`);
      db.execute(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migration.version};`);
    });
  } finally {
    db.pragma('foreign_keys = ON');
  }
}
