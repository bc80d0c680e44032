/** @file How long to wait before the next attempt: exponential with full jitter below a floor, or what the server asks for. */
import type { Random } from '#shared/domain/random';

export interface RetryPolicy {
  /** Attempts in all. */
  readonly attempts: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** A server that asks for more is taken to be out of reach. */
  readonly longestRetryAfterMs: number;
}

export const usualRetries: RetryPolicy = { attempts: 10, firstWaitMs: 500, longestWaitMs: 30_000, longestRetryAfterMs: 300_000 };

/** `attempt` counts from 1, the one that has just failed. Between half and the whole of the doubled wait. */
export function waitBefore(attempt: number, policy: RetryPolicy, random: Random): number {
  const ceiling = Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** (attempt - 1));
  return ceiling * (0.5 + random.next() / 2);
}
