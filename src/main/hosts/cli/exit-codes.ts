/** @file What the exit code of the command line tells a script (fixed: scripts depend on it). */
import type { ErrorCode } from '#shared/contracts/errors';

export const exitCodes: Readonly<Record<ErrorCode, number>> = {
  INTERNAL: 1,
  DISCONNECTED: 1,
  INVALID_INPUT: 2,
  FORBIDDEN: 2,
  UNSUPPORTED: 2,
  WORKSPACE: 2,
  NOT_FOUND: 3,
  CONFLICT: 4,
  LIMIT: 5,
  CANCELLED: 130,
};
