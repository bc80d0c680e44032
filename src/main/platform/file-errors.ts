/** @file Turns what the operating system says about a file into an error a person can act on. */
import { AppError, type ErrorCode } from '#shared/contracts/errors';

const explanations: Readonly<Record<string, { code: ErrorCode; message: string }>> = {
  ENOENT: { code: 'NOT_FOUND', message: 'there is no such file or folder' },
  ENOTDIR: { code: 'NOT_FOUND', message: 'a part of this path is not a folder' },
  EISDIR: { code: 'INVALID_INPUT', message: 'this is a folder, a file is needed' },
  EACCES: { code: 'INVALID_INPUT', message: 'permission is denied; change its permissions or choose another place' },
  EPERM: { code: 'INVALID_INPUT', message: 'the system does not permit this; choose another place' },
  EROFS: { code: 'INVALID_INPUT', message: 'this disk is read-only; choose another place' },
  ENAMETOOLONG: { code: 'INVALID_INPUT', message: 'the name is too long' },
  ENOSPC: { code: 'LIMIT', message: 'the disk is full; free some space and try again' },
  EDQUOT: { code: 'LIMIT', message: 'your disk quota is used up; free some space and try again' },
  EFBIG: { code: 'LIMIT', message: 'the file would be larger than this system allows' },
  EMFILE: { code: 'LIMIT', message: 'too many files are open; close other programs and try again' },
};

/** Known system errors become an AppError that names the path; anything else is returned as it is. */
export function describeFileError(thrown: unknown, path: string): unknown {
  const systemCode = systemCodeOf(thrown);
  const known = systemCode === undefined ? undefined : explanations[systemCode];
  if (known === undefined) return thrown;
  return new AppError(known.code, `${path}: ${known.message}.`, { details: { path }, cause: thrown });
}

export function systemCodeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}
