/** @file The closed list of error codes, and the one error class that crosses every transport. */

export const errorCodes = [
  /** Input that does not fit the contract, a file that cannot be understood, wrong usage. */
  'INVALID_INPUT',
  'NOT_FOUND',
  /** The name is taken, the content is already there, another instance holds the workspace. */
  'CONFLICT',
  /** The caller's role may not do this. */
  'FORBIDDEN',
  /** A limit, cap or budget was reached (file size, disk full, money). */
  'LIMIT',
  'CANCELLED',
  /** This host cannot do it (a native dialog in the browser). */
  'UNSUPPORTED',
  /** The workspace is damaged, of a newer version, or read-only. */
  'WORKSPACE',
  /** The connection went away before the answer came. */
  'DISCONNECTED',
  /** A fault of ours. */
  'INTERNAL',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What stands where: enough to find the spot, nothing private. */
export type ErrorDetails = { readonly [key: string]: string | number | boolean | null | readonly string[] };

/** An error meant for a person: the message says what is wrong, where, and what to do. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** Any thrown value as it may be shown to the caller. A fault of ours keeps its message out of reach of secrets by being short. */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof AppError) return { code: thrown.code, message: thrown.message, details: thrown.details };
  if (thrown instanceof Error && thrown.name === 'AbortError') return { code: 'CANCELLED', message: 'The work was cancelled.', details: {} };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'INTERNAL', message: `Something went wrong inside Solace: ${message.slice(0, 500)}`, details: {} };
}

export function fromWireError(wire: WireError): AppError {
  return new AppError(wire.code, wire.message, { details: wire.details });
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return errorCodes.includes(value as ErrorCode);
}
