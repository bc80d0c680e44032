/**
 * @file Time of work: runs between one sign of the person and the next, stops after a minute without any, while the page is hidden and while
 * work is paused. Knows neither items nor a clock of its own.
 */

/** Whoever does nothing for longer is thinking of something else, or has left. */
export const idleAfterMs = 60_000;

export class ActiveClock {
  readonly #now: () => number;
  /** Of the last sign; null while the clock stands. */
  #runningSinceMs: number | null;
  #untakenMs = 0;
  #totalMs = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#runningSinceMs = now();
  }

  /** Of the whole session. */
  get totalMs(): number {
    return this.#totalMs + this.#sinceSignMs();
  }

  /** The person did something: a key, the pointer, a scroll. A standing clock stays where it is. */
  noteSign(): void {
    if (this.#runningSinceMs !== null) this.#settle();
  }

  stop(): void {
    this.#settle();
    this.#runningSinceMs = null;
  }

  start(): void {
    this.#runningSinceMs ??= this.#now();
  }

  /** Time since it was last taken or thrown away. */
  take(): number {
    this.#settle();
    const takenMs = Math.round(this.#untakenMs);
    this.#untakenMs = 0;
    return takenMs;
  }

  /** Puts time back that was taken for nothing. */
  giveBack(takenMs: number): void {
    this.#untakenMs += takenMs;
  }

  #settle(): void {
    const spentMs = this.#sinceSignMs();
    this.#untakenMs += spentMs;
    this.#totalMs += spentMs;
    if (this.#runningSinceMs !== null) this.#runningSinceMs = this.#now();
  }

  #sinceSignMs(): number {
    return this.#runningSinceMs === null ? 0 : Math.min(idleAfterMs, this.#now() - this.#runningSinceMs);
  }
}
