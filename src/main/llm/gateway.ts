/**
 * @file The one door to language models. A request that was answered before (same endpoint, messages, parameters, sample) is answered from the
 * store; any other is sent within the endpoint's limits, and stored before its answer is given. Rejects with AppError: LIMIT where a cap is
 * reached or an endpoint is failing (its circuit breaker is open), CANCELLED by the signal, INVALID_INPUT for wrong slots.
 */
import type { RoleReply, RoleRequest } from '#shared/domain/role-requests';

export interface Gateway {
  ask(request: RoleRequest, signal?: AbortSignal): Promise<RoleReply>;
}
