/** @file Time that passes, as an argument: tests let it pass at once. */
import { setTimeout as delay } from 'node:timers/promises';

export interface Timers {
  /** Monotonic. */
  nowMs(): number;
  /** Rejects with the signal's reason. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
}

export const systemTimers: Timers = {
  nowMs: () => performance.now(),
  async sleep(durationMs, signal) {
    signal.throwIfAborted();
    try {
      await delay(durationMs, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
};
