/** @file One SQLite connection behind two handles: what may read and what may write. Times queries, maps failures; knows no table. */
import Sqlite from 'better-sqlite3';
import { describeSqliteError } from './errors';
import type { Sql } from './sql';

/** What a query needs. A repository function that only reads takes this, so that a write in it does not compile. */
export interface ReadableDb {
  /** Every row. */
  all<Row>(query: Sql): Row[];
  /** The first column of every row. */
  column<Value>(query: Sql): Value[];
  /** The number that is the whole answer, a count for one. */
  number(query: Sql): number;
}

export interface WritableDb extends ReadableDb {
  /** Returns how many rows changed. */
  run(statement: Sql): number;
  /** Rows of a RETURNING clause. */
  returning<Row>(statement: Sql): Row[];
  /** All or nothing. Inside another transaction it is a savepoint. */
  transaction<Result>(work: () => Result): Result;
  /** As `transaction`, but the commit does not wait for the disk: when the program dies nothing is lost, in a power cut the last moments may be. For caches. */
  relaxedTransaction<Result>(work: () => Result): Result;
}

export interface SlowQuery {
  readonly sql: string;
  readonly durationMs: number;
}

export interface DatabaseOptions {
  onSlowQuery?: (query: SlowQuery) => void;
}

/** Queries that take longer are reported. */
export const slowQueryMs = 40;

/** Prepared statements kept; texts are few, since lists are bound as one JSON parameter. */
const statementCacheSize = 256;

/** How long another program, a backup tool for one, may hold the file. */
const busyTimeoutMs = 2000;

type Statement = Sqlite.Statement;

/** Opens or creates a database file; `:memory:` for tests. */
export function openDatabase(path: string, options: DatabaseOptions = {}): SqliteDatabase {
  return attempt(path, () => new SqliteDatabase(path, options));
}

export class SqliteDatabase implements WritableDb {
  readonly path: string;
  readonly #options: DatabaseOptions;
  readonly #statements = new Map<string, Statement>();
  #connection: Sqlite.Database;

  constructor(path: string, options: DatabaseOptions) {
    this.path = path;
    this.#options = options;
    this.#connection = connect(path);
  }

  all<Row>(query: Sql): Row[] {
    return this.#timed(query, () => this.#reader(query.text).all(...query.params) as Row[]);
  }

  column<Value>(query: Sql): Value[] {
    return this.#timed(query, () => {
      const statement = this.#reader(query.text).pluck(true);
      try {
        return statement.all(...query.params) as Value[];
      } finally {
        statement.pluck(false);
      }
    });
  }

  number(query: Sql): number {
    const [value] = this.column<number>(query);
    if (typeof value !== 'number') throw new Error(`expected a number: ${query.text}`);
    return value;
  }

  run(statement: Sql): number {
    return this.#timed(statement, () => this.#statement(statement.text).run(...statement.params).changes);
  }

  returning<Row>(statement: Sql): Row[] {
    return this.#timed(statement, () => this.#statement(statement.text).all(...statement.params) as Row[]);
  }

  transaction<Result>(work: () => Result): Result {
    return attempt(this.path, () => this.#connection.transaction(work).immediate());
  }

  relaxedTransaction<Result>(work: () => Result): Result {
    if (this.#connection.inTransaction) return this.transaction(work);
    this.pragma('synchronous = NORMAL');
    try {
      return this.transaction(work);
    } finally {
      this.pragma('synchronous = FULL');
    }
  }

  /** Several statements at once, for migrations; their text is ours, never a person's. */
  execute(script: string): void {
    attempt(this.path, () => this.#connection.exec(script));
  }

  pragma(source: string): unknown {
    return attempt(this.path, () => this.#connection.pragma(source, { simple: true }));
  }

  /** Copies the database to a file while work goes on; `onProgress` answers how many pages to copy next. */
  async copyTo(path: string, onProgress: (remainingPages: number, totalPages: number) => number): Promise<void> {
    try {
      await this.#connection.backup(path, { progress: ({ remainingPages, totalPages }) => onProgress(remainingPages, totalPages) });
    } catch (error) {
      throw describeSqliteError(error, path);
    }
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  /** Opens the file at the same path anew, after it was replaced. */
  reopen(): void {
    this.#connection = attempt(this.path, () => connect(this.path));
  }

  #reader(text: string): Statement {
    const statement = this.#statement(text);
    if (!statement.readonly) throw new Error(`a query must not write: ${text}`);
    return statement;
  }

  #statement(text: string): Statement {
    const kept = this.#statements.get(text);
    if (kept !== undefined) return kept;
    if (this.#statements.size >= statementCacheSize) this.#statements.clear();
    const statement = this.#connection.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }

  #timed<Result>(query: Sql, work: () => Result): Result {
    const started = performance.now();
    const result = attempt(this.path, work);
    const durationMs = performance.now() - started;
    if (durationMs > slowQueryMs) this.#options.onSlowQuery?.({ sql: query.text, durationMs });
    return result;
  }
}

function connect(path: string): Sqlite.Database {
  return new Sqlite(path, { timeout: busyTimeoutMs });
}

function attempt<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw describeSqliteError(error, path);
  }
}
