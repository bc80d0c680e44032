/** @file Files chosen on one page and imported on another: kept in memory until the import page takes them. */
import type { FileHandle } from '#shared/contracts/files';

let pending: readonly FileHandle[] = [];

export function offerFiles(files: readonly FileHandle[]): void {
  pending = files;
}

/** What was offered last; a second reading gives it again, so that going back to the wizard finds it. */
export function pendingFiles(): readonly FileHandle[] {
  return pending;
}

export function clearPendingFiles(): void {
  pending = [];
}
