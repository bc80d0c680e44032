/**
 * @file Stops sending to an endpoint that only fails: open after so many failures in a row, then one probe after a rest; a probe that succeeds
 * closes it, one that fails opens it for another rest, twice as long up to a limit.
 */
import type { EndpointHealth } from '#shared/contracts/endpoints';

export interface BreakerOptions {
  readonly failuresToOpen: number;
  readonly restMs: number;
  readonly longestRestMs: number;
}

export const usualBreaker: BreakerOptions = { failuresToOpen: 12, restMs: 30_000, longestRestMs: 600_000 };

export const closedHealth: EndpointHealth = { state: 'closed', failuresInARow: 0, lastFailure: null, retryAt: null };

export class CircuitBreaker {
  readonly #options: BreakerOptions;
  readonly #now: () => Date;
  #failuresInARow = 0;
  #lastFailure: string | null = null;
  #restMs: number;
  #retryAt: number | null = null;
  #isProbing = false;

  constructor(options: BreakerOptions, now: () => Date) {
    this.#options = options;
    this.#now = now;
    this.#restMs = options.restMs;
  }

  get health(): EndpointHealth {
    const isOpen = this.#retryAt !== null;
    return {
      state: this.#isProbing ? 'probing' : isOpen ? 'open' : 'closed',
      failuresInARow: this.#failuresInARow,
      lastFailure: this.#lastFailure,
      retryAt: this.#retryAt === null ? null : new Date(this.#retryAt).toISOString(),
    };
  }

  /** Whether a request may go now; a `true` while it is open is the probe, whose outcome must be told. */
  mayPass(): boolean {
    if (this.#retryAt === null) return true;
    if (this.#isProbing || this.#now().getTime() < this.#retryAt) return false;
    this.#isProbing = true;
    return true;
  }

  succeeded(): void {
    this.#failuresInARow = 0;
    this.#lastFailure = null;
    this.#restMs = this.#options.restMs;
    this.#retryAt = null;
    this.#isProbing = false;
  }

  failed(why: string): void {
    this.#failuresInARow++;
    this.#lastFailure = why;
    if (this.#isProbing) this.#restMs = Math.min(this.#restMs * 2, this.#options.longestRestMs);
    else if (this.#failuresInARow < this.#options.failuresToOpen) return;
    this.#isProbing = false;
    this.#retryAt = this.#now().getTime() + this.#restMs;
  }

  /** The probe ended without telling anything: it was cancelled, or the server was busy. */
  undecided(): void {
    this.#isProbing = false;
  }
}
