/** @file Which of the files handed over are references and which replies, by their names; a person can move them. Pure. */
import type { FileHandle } from '#shared/contracts/files';

export interface SortedFiles {
  readonly replies: readonly FileHandle[];
  readonly references: readonly FileHandle[];
}

/** Without a telling name the last of several is the references. */
export function sortFiles(files: readonly FileHandle[]): SortedFiles {
  const references = files.filter(({ name }) => /gold|ref|target|truth|human|label/i.test(name));
  const replies = files.filter((file) => !references.includes(file));
  if (references.length > 0 || files.length < 2) return { replies, references };
  return { replies: files.slice(0, -1), references: files.slice(-1) };
}
