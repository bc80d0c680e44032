/** @file Slow queries, in the log and the last of them at hand: statements only, never what they were asked with. */
import type { Clock, Log } from '../platform/ports';
import type { SlowQuery } from './database';

export interface RecordedSlowQuery extends SlowQuery {
  readonly at: string;
}

const kept = 100;

export class SlowQueryLog {
  readonly #clock: Clock;
  readonly #log: Pick<Log, 'write'>;
  readonly #queries: RecordedSlowQuery[] = [];

  constructor({ clock, log }: { clock: Clock; log: Pick<Log, 'write'> }) {
    this.#clock = clock;
    this.#log = log;
  }

  record(query: SlowQuery): void {
    this.#log.write('warn', 'Slow query', { sql: query.sql, durationMs: Math.round(query.durationMs) });
    this.#queries.push({ at: this.#clock.now().toISOString(), ...query });
    if (this.#queries.length > kept) this.#queries.shift();
  }

  /** Newest first. */
  list(): RecordedSlowQuery[] {
    return this.#queries.toReversed();
  }
}
