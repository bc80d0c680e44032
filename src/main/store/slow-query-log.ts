/** @file The last slow queries with their time: statements only, never what they were asked with. */
import type { Clock } from '../platform/ports';
import type { SlowQuery } from './database';

export interface RecordedSlowQuery extends SlowQuery {
  readonly at: string;
}

const kept = 100;

export class SlowQueryLog {
  readonly #clock: Clock;
  readonly #queries: RecordedSlowQuery[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  record(query: SlowQuery): void {
    this.#queries.push({ at: this.#clock.now().toISOString(), ...query });
    if (this.#queries.length > kept) this.#queries.shift();
  }

  /** Newest first. */
  list(): RecordedSlowQuery[] {
    return this.#queries.toReversed();
  }
}
