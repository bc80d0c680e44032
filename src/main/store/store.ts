/** @file The workspace's store as the rest of the core holds it: one lock, one database, its backups. Knows the folder, not what the tables mean. */
import { join } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import type { Clock, Log } from '../platform/ports';
import { backupDatabase, type BackupOptions, fetchBackup, keepCopy, removeDatabaseFiles, renameDatabaseFiles } from './backup';
import { openDatabase, type SqliteDatabase, type WritableDb } from './database';
import { purgeCorpora } from './import-repository';
import { findProblems } from './integrity';
import { purgeLabelSets } from './label-set-repository';
import { lockWorkspace, type WorkspaceLock } from './lock';
import { purgeMeasurements } from './measurement-repository';
import { checkIdentity, migrate } from './migrate';
import { migrations, newestVersion } from './migrations/index';
import { type RecordedSlowQuery, SlowQueryLog } from './slow-query-log';

export interface StoreOptions {
  /** The workspace folder; it exists. */
  folder: string;
  clock: Clock;
  /** Told of every slow query. */
  log: Pick<Log, 'write'>;
}

/** How long a removed corpus or measurement can be restored. */
const removedKeptMs = 30 * 24 * 60 * 60 * 1000;

/** Opens the workspace's database, creating or migrating it. CONFLICT when another Solace has it open. */
export function openStore(options: StoreOptions): Store {
  const lock = lockWorkspace(options.folder, options.clock.now());
  try {
    return new Store(options, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

export class Store {
  /** Stays the same object over a restore. */
  readonly db: WritableDb;
  /** Path of the database file. */
  readonly path: string;
  readonly schemaVersion = newestVersion;
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #lock: WorkspaceLock;
  readonly #slowQueries: SlowQueryLog;
  readonly #database: SqliteDatabase;
  /** What copies the database right now; only one thing at a time may. */
  #copying: 'backup' | 'restore' | undefined;

  constructor({ folder, clock, log }: StoreOptions, lock: WorkspaceLock) {
    this.#folder = folder;
    this.#clock = clock;
    this.#lock = lock;
    this.#slowQueries = new SlowQueryLog({ clock, log });
    this.path = join(folder, 'solace.sqlite');
    this.#database = openDatabase(this.path, { onSlowQuery: (query) => this.#slowQueries.record(query) });
    this.db = this.#database;
    this.#prepare();
  }

  /** Newest first. */
  slowQueries(): RecordedSlowQuery[] {
    return this.#slowQueries.list();
  }

  /** Reads every page; `problems` is empty when all is well. */
  checkIntegrity(): { problems: string[] } {
    return { problems: findProblems(this.#database) };
  }

  /** A consistent copy at `path` while work goes on. Throws CANCELLED when the signal fires; a file at `path` is only replaced by a whole one. */
  backup(path: string, options: BackupOptions = {}): Promise<void> {
    return this.#alone('backup', () => backupDatabase(this.#database, path, options));
  }

  /** Checks the backup, keeps the database as it is now beside it (the answer says where), then puts the backup in its place. */
  restore(backupPath: string): Promise<{ keptCopy: string }> {
    return this.#alone('restore', async () => {
      const fetched = join(this.#folder, 'solace.restoring.sqlite');
      const keptCopy = join(this.#folder, `solace.before-restore-${this.#clock.now().toISOString().replaceAll(/[:.]/g, '-')}.sqlite`);
      await fetchBackup(backupPath, fetched, newestVersion);
      this.#replace(fetched, keptCopy);
      return { keptCopy };
    });
  }

  /** Closes the database and lets the workspace go. */
  dispose(): void {
    this.#database.close();
    this.#lock.release();
  }

  async #alone<Result>(what: 'backup' | 'restore', work: () => Promise<Result>): Promise<Result> {
    if (this.#copying !== undefined) throw new AppError('CONFLICT', `A ${this.#copying} of the workspace is under way. Wait until it is done.`);
    this.#copying = what;
    try {
      return await work();
    } finally {
      this.#copying = undefined;
    }
  }

  /** If the new database cannot be opened after all, the old one is back in its place. */
  #replace(fetched: string, keptCopy: string): void {
    this.#database.close();
    renameDatabaseFiles(this.path, keptCopy);
    renameDatabaseFiles(fetched, this.path);
    try {
      this.#reopen();
    } catch (error) {
      removeDatabaseFiles(this.path);
      renameDatabaseFiles(keptCopy, this.path);
      this.#reopen();
      throw error;
    }
  }

  #reopen(): void {
    this.#database.reopen();
    this.#prepare();
  }

  #prepare(): void {
    const db = this.#database;
    try {
      checkIdentity(db, newestVersion);
      configure(db);
      migrate(db, { migrations, keepCopy: (version) => keepCopy(db, join(this.#folder, `solace.before-${String(version).padStart(4, '0')}.sqlite`)) });
      this.#purge();
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** What is deleted for good gives its space back to the disk. */
  #purge(): void {
    const removedBefore = new Date(this.#clock.now().getTime() - removedKeptMs).toISOString();
    const purged = purgeLabelSets(this.#database, removedBefore) + purgeCorpora(this.#database, removedBefore) + purgeMeasurements(this.#database, removedBefore);
    if (purged > 0) this.#database.execute('PRAGMA incremental_vacuum');
  }
}

/** A commit is on the disk when it returns, since people's decisions go here too; imports come in large batches, so that costs them little. */
function configure(db: SqliteDatabase): void {
  db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('cache_size = -65536');
  db.pragma('temp_store = MEMORY');
  db.pragma('journal_size_limit = 67108864');
}
