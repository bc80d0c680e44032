/**
 * @file Requests and tokens a minute, over a sliding window, and a pause that a server asks for. Tokens are counted when a request is sent, by
 * estimate; a request larger than a whole minute's tokens waits for an empty window and then goes.
 */
import type { Timers } from './timers';

export interface RateLimits {
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
}

const windowMs = 60_000;

export class RateLimiter {
  readonly #limits: RateLimits;
  readonly #timers: Timers;
  /** What was sent in the last minute, oldest first. */
  readonly #sent: { readonly atMs: number; readonly tokens: number }[] = [];
  #pausedUntilMs = 0;

  constructor(limits: RateLimits, timers: Timers) {
    this.#limits = limits;
    this.#timers = timers;
  }

  /** Resolves when the request may go, and counts it. */
  async admit(tokens: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const waitMs = this.#waitMs(tokens);
      if (waitMs <= 0) break;
      await this.#timers.sleep(waitMs, signal);
    }
    if (this.#limits.requestsPerMinute !== null || this.#limits.tokensPerMinute !== null) this.#sent.push({ atMs: this.#timers.nowMs(), tokens });
  }

  /** Nothing goes before this time has passed. */
  pause(durationMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.#timers.nowMs() + durationMs);
  }

  #waitMs(tokens: number): number {
    const nowMs = this.#timers.nowMs();
    while (this.#sent[0] !== undefined && this.#sent[0].atMs <= nowMs - windowMs) this.#sent.shift();
    const { requestsPerMinute, tokensPerMinute } = this.#limits;
    const waits = [this.#pausedUntilMs - nowMs];
    if (requestsPerMinute !== null) waits.push(this.#untilRoom(this.#sent.length + 1 - requestsPerMinute, () => 1, nowMs));
    if (tokensPerMinute !== null) {
      const over = this.#sent.reduce((sum, one) => sum + one.tokens, 0) + Math.min(tokens, tokensPerMinute) - tokensPerMinute;
      waits.push(this.#untilRoom(over, (one) => one.tokens, nowMs));
    }
    return Math.max(...waits);
  }

  /** Until so much of what was sent is older than the window. */
  #untilRoom(over: number, sizeOf: (one: { readonly tokens: number }) => number, nowMs: number): number {
    let left = over;
    for (const one of this.#sent) {
      if (left <= 0) break;
      left -= sizeOf(one);
      if (left <= 0) return one.atMs + windowMs - nowMs;
    }
    return 0;
  }
}
