/** @file An id for one decision, made where it is made, so that sending it twice stores it once. */
import { DecisionId } from '#shared/domain/ids';

/** Random bytes are there on plain addresses too, where `randomUUID` is not. */
export function newDecisionId(): DecisionId {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return DecisionId.parse(`w_${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`);
}
