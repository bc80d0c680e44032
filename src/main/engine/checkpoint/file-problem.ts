/** @file What the operating system says about a checkpoint's file, as an error that a person can act on. */
import { AppError, type ErrorCode } from '#shared/contracts/errors';

const explanations: ReadonlyMap<unknown, { readonly code: ErrorCode; readonly message: string }> = new Map([
  ['ENOENT', { code: 'NOT_FOUND', message: 'there is no such file or folder' }],
  ['ENOTDIR', { code: 'NOT_FOUND', message: 'a part of this path is not a folder' }],
  ['EISDIR', { code: 'INVALID_INPUT', message: 'this is a folder, a file is needed' }],
  ['ELOOP', { code: 'INVALID_INPUT', message: 'its links lead in a circle' }],
  ['EACCES', { code: 'INVALID_INPUT', message: 'permission is denied; change its permissions' }],
  ['EPERM', { code: 'INVALID_INPUT', message: 'the system does not permit this; choose another place' }],
  ['EROFS', { code: 'INVALID_INPUT', message: 'this disk is read-only; choose another place' }],
  ['ENAMETOOLONG', { code: 'INVALID_INPUT', message: 'the name is too long' }],
  ['EEXIST', { code: 'CONFLICT', message: 'it exists already; choose another name' }],
  ['ENOTEMPTY', { code: 'CONFLICT', message: 'this folder exists already and is not empty; choose another name' }],
  ['ENOSPC', { code: 'LIMIT', message: 'the disk is full; free some space and try again' }],
  ['EDQUOT', { code: 'LIMIT', message: 'your disk quota is used up; free some space and try again' }],
  ['EFBIG', { code: 'LIMIT', message: 'the file would be larger than this system allows' }],
  ['EMFILE', { code: 'LIMIT', message: 'too many files are open; close other programs and try again' }],
] satisfies [string, { code: ErrorCode; message: string }][]);

/** Known system errors become an AppError that names the file; anything else is returned as it is. */
export function describeFileProblem(thrown: unknown, label: string): unknown {
  const known = explanations.get(systemCode(thrown));
  return known === undefined ? thrown : new AppError(known.code, `${label}: ${known.message}.`, { cause: thrown });
}

export function systemCode(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}
