/** @file The folder of a run, `runs/<number>` in the workspace: checkpoints and artefacts lie in it. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import type { RunId } from '#shared/domain/ids';
import { timestampForFileName } from '../file-names';

export function runFolder(workspacePath: string, id: RunId): string {
  return join(workspacePath, 'runs', String(id));
}

/**
 * Makes sure that it is there. A run that never worked must not find another's checkpoints: a folder left by a run of the same number, from
 * before a backup was restored, is put aside.
 */
export function prepareRunFolder(workspacePath: string, id: RunId, run: { readonly hasWorked: boolean; readonly now: Date }): string {
  const folder = runFolder(workspacePath, id);
  if (!run.hasWorked && existsSync(folder)) renameSync(folder, `${folder}.before-${timestampForFileName(run.now)}-${Math.floor(performance.now())}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export async function deleteRunFolder(workspacePath: string, id: RunId): Promise<void> {
  await rm(runFolder(workspacePath, id), { recursive: true, force: true });
}

/** The absolute path of something in a run's folder. */
export function insideRunFolder(workspacePath: string, id: RunId, path: string): string {
  const folder = runFolder(workspacePath, id);
  const absolute = resolve(folder, path);
  const inside = relative(folder, absolute);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) throw new AppError('INVALID_INPUT', `${path} lies outside of the folder of run ${id}.`);
  return absolute;
}
