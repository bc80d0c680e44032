/**
 * @file The way to one endpoint: slots, rate, breaker, time-outs and retries around its provider. Rejects with LIMIT where the endpoint keeps
 * failing, INVALID_INPUT where it will never answer this question. Knows neither cache nor budget.
 */
import { AppError } from '#shared/contracts/errors';
import type { Random } from '#shared/domain/random';
import { ChatFault, type ChatProvider, type ChatReply, type ChatRequest } from '../providers/provider';
import { type RetryPolicy, waitBefore } from './back-off';
import { type BreakerOptions, CircuitBreaker } from './circuit-breaker';
import { RateLimiter, type RateLimits } from './rate-limiter';
import { SlotQueue } from './slot-queue';
import type { Timers } from './timers';

export interface LaneOptions extends RateLimits {
  readonly name: string;
  readonly provider: ChatProvider;
  readonly maxConcurrency: number;
  readonly timeoutMs: number;
  readonly retries: RetryPolicy;
  readonly breaker: BreakerOptions;
  readonly timers: Timers;
  readonly now: () => Date;
  /** Ends everything, kept attempts included. */
  readonly lifetime: AbortSignal;
}

export interface LaneRequest {
  readonly chat: ChatRequest;
  /** By which rate is kept. */
  readonly estimatedTokens: number;
  /** For the jitter of the waits. */
  readonly random: Random;
  /** Once sent, an attempt is not called back by the signal: its answer is paid for and worth keeping. */
  readonly isKept: boolean;
  /** One attempt only, and one that a resting endpoint gets too. */
  readonly isTest: boolean;
}

/** `errors`: what each failed attempt said. */
export interface Delivered {
  readonly reply: ChatReply;
  readonly latencyMs: number;
  readonly errors: readonly string[];
}

/** A rejection after attempts were made. */
export class DeliveryError extends AppError {
  readonly errors: readonly string[];

  constructor(error: AppError, errors: readonly string[]) {
    super(error.code, error.message, { details: error.details, cause: error.cause });
    this.errors = errors;
  }
}

export class Lane {
  readonly #options: LaneOptions;
  readonly #slots: SlotQueue;
  readonly #rate: RateLimiter;
  readonly breaker: CircuitBreaker;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#slots = new SlotQueue(options.maxConcurrency);
    this.#rate = new RateLimiter(options, options.timers);
    this.breaker = new CircuitBreaker(options.breaker, options.now);
  }

  async send(request: LaneRequest, signal: AbortSignal): Promise<Delivered> {
    const { retries, timers } = this.#options;
    const errors: string[] = [];
    const refuse = (error: AppError): Error => (errors.length === 0 ? error : new DeliveryError(error, errors));
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#attempt(request, signal).catch((error: unknown) => {
        throw error instanceof AppError ? refuse(error) : error;
      });
      if (!(outcome instanceof ChatFault)) return { ...outcome, errors };
      errors.push(outcome.message);
      if (outcome.kind === 'refused') throw refuse(this.#neverAnswered(outcome));
      const waitMs = Math.max(waitBefore(attempt, retries, request.random), outcome.retryAfterMs ?? 0);
      if (request.isTest || attempt >= retries.attempts || (outcome.retryAfterMs ?? 0) > retries.longestRetryAfterMs) throw refuse(this.#givenUp(attempt, outcome));
      await timers.sleep(waitMs, signal);
    }
  }

  /** One attempt inside a slot; faults are values, since most of them are tried again. */
  async #attempt({ chat, estimatedTokens, isKept, isTest }: LaneRequest, signal: AbortSignal): Promise<Omit<Delivered, 'errors'> | ChatFault> {
    const giveBack = await this.#slots.take(signal);
    try {
      await this.#rate.admit(estimatedTokens, signal);
      signal.throwIfAborted();
      if (!this.breaker.mayPass() && !isTest) throw this.#paused();
      return await this.#timed(chat, isKept ? this.#options.lifetime : signal);
    } finally {
      giveBack();
    }
  }

  async #timed(chat: ChatRequest, signal: AbortSignal): Promise<Omit<Delivered, 'errors'> | ChatFault> {
    const { provider, timeoutMs, timers } = this.#options;
    const startedMs = timers.nowMs();
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const reply = await provider.chat(chat, AbortSignal.any([signal, timeout]));
      this.breaker.succeeded();
      return { reply, latencyMs: timers.nowMs() - startedMs };
    } catch (error) {
      if (signal.aborted) {
        this.breaker.undecided();
        throw signal.reason;
      }
      const fault = timeout.aborted ? new ChatFault('broken', `no complete answer within ${timeoutMs / 1_000} s`) : error;
      if (!(fault instanceof ChatFault)) {
        this.breaker.undecided();
        throw fault;
      }
      this.#note(fault);
      return fault;
    }
  }

  /** A server that says it is busy, or refuses one question, is there. */
  #note(fault: ChatFault): void {
    if (fault.kind === 'broken') this.breaker.failed(fault.message);
    else this.breaker.undecided();
    if (fault.kind === 'busy' && fault.retryAfterMs !== null) this.#rate.pause(Math.min(fault.retryAfterMs, this.#options.retries.longestRetryAfterMs));
  }

  #paused(): AppError {
    const { failuresInARow, lastFailure, retryAt } = this.breaker.health;
    return new AppError(
      'LIMIT',
      `The endpoint "${this.#options.name}" failed ${failuresInARow} times in a row (${lastFailure ?? 'no reason'}), so nothing more is sent to it until ${retryAt ?? 'a probe succeeds'}. See that it runs, then go on.`,
      { details: { reason: 'endpoint-failing', endpoint: this.#options.name, retryAt } },
    );
  }

  #givenUp(attempts: number, fault: ChatFault): AppError {
    const waits = fault.retryAfterMs === null ? '' : ` It asks to be left alone for ${Math.ceil(fault.retryAfterMs / 1_000)} s.`;
    return new AppError('LIMIT', `The endpoint "${this.#options.name}" gave no answer${attempts === 1 ? '' : ` in ${attempts} attempts`}: ${fault.message}.${waits} See that it runs, then go on.`, {
      details: { reason: fault.kind === 'busy' ? 'endpoint-busy' : 'endpoint-failing', endpoint: this.#options.name, status: fault.status },
      cause: fault,
    });
  }

  #neverAnswered(fault: ChatFault): AppError {
    const hint = fault.status === 401 || fault.status === 403 ? ' Give the endpoint a valid key.' : fault.status === 404 ? ' Check the address and the name of the model.' : '';
    return new AppError('INVALID_INPUT', `The endpoint "${this.#options.name}" refuses the request: ${fault.message}.${hint}`, { details: { reason: 'endpoint-refuses', endpoint: this.#options.name, status: fault.status }, cause: fault });
  }
}
