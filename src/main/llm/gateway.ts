/**
 * @file The one door to language models. A request that was answered before (same endpoint, messages, parameters, sample) is answered from the
 * store; any other is sent within the endpoint's limits, and stored before its answer is given. Rejects with AppError: LIMIT where a cap is
 * reached or an endpoint is failing (its circuit breaker is open), CANCELLED by the signal, INVALID_INPUT for wrong slots and for what the endpoint
 * will never answer, FORBIDDEN for confidential text and an endpoint off this machine.
 */
import type { RoleReply, RoleRequest } from '#shared/domain/role-requests';

export interface Gateway {
  /**
   * With `onText` the reply is streamed: told the whole text so far, without what the model thought; it may begin anew. A request that is
   * cancelled on its way is still stored when its answer comes, unless it is streamed.
   */
  ask(request: RoleRequest, signal?: AbortSignal, onText?: (textSoFar: string) => void): Promise<RoleReply>;
  /** What so many requests like these would take: nothing is sent, and what was answered before costs nothing. */
  forecast(questions: readonly ForecastQuestion[]): CallForecast;
}

export interface ForecastQuestion {
  readonly request: RoleRequest;
  /** How many of its kind there will be. */
  readonly count: number;
}

export interface CallForecast {
  /** To be sent. */
  readonly calls: number;
  /** Of the questions looked at, those that are answered already, in proportion. */
  readonly cached: number;
  readonly promptTokens: number;
  readonly replyTokens: number;
  readonly cost: number;
  /** Null where an endpoint's speed is not known. */
  readonly seconds: number | null;
  /** What a person should know, a sentence each. */
  readonly notes: readonly string[];
}
