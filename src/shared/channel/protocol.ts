/** @file The messages of the channel, and the checks that a received value is one of them. Knows no transport and no command. */
import { isErrorCode, type ErrorDetails, type WireError } from '../contracts/errors';

/** From the side that asks. Ids are chosen by it, rise, and are never used twice on one port. */
export type ToServer =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: 'open'; readonly id: number; readonly name: string; readonly input: unknown; readonly credit: number }
  /** The reader has room for `count` more values. */
  | { readonly type: 'credit'; readonly id: number; readonly count: number }
  | { readonly type: 'cancel'; readonly id: number };

/** From the side that answers. `result`, `error` and `end` are the last word on an id. */
export type ToClient =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'value'; readonly id: number; readonly value: unknown }
  | { readonly type: 'end'; readonly id: number }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError };

/** Values a subscription may send ahead of its reader. */
export const streamWindow = 32;

/** The message, or null for anything else: a broken or hostile peer is not worth an answer. */
export function readToServer(message: unknown): ToServer | null {
  if (!isRecord(message) || !isCount(message['id'])) return null;
  const id = message['id'];
  const { type, name, input, credit, count } = message;
  if (type === 'cancel') return { type, id };
  if (type === 'credit') return isCount(count) ? { type, id, count } : null;
  if (typeof name !== 'string') return null;
  if (type === 'call') return { type, id, name, input };
  if (type === 'open') return isCount(credit) ? { type, id, name, input, credit } : null;
  return null;
}

export function readToClient(message: unknown): ToClient | null {
  if (!isRecord(message) || !isCount(message['id'])) return null;
  const id = message['id'];
  const { type, value, error } = message;
  if (type === 'result' || type === 'value') return { type, id, value };
  if (type === 'end') return { type, id };
  if (type === 'error') return { type, id, error: readWireError(error) };
  return null;
}

/** An error of unknown shape still ends its call, as a fault of ours. */
function readWireError(error: unknown): WireError {
  const { code, message, details } = isRecord(error) ? error : {};
  return {
    code: isErrorCode(code) ? code : 'INTERNAL',
    message: typeof message === 'string' ? message : 'The other side failed without saying why.',
    details: isRecord(details) ? (details as ErrorDetails) : {},
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
