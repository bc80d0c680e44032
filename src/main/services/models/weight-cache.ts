/** @file Quantised weights in the workspace's cache, a folder a model: deleted with its registration, and when the model is not what it was. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelId } from '#shared/domain/ids';
import type { Ports } from '../../platform/ports';

type Workspace = Pick<Ports, 'workspacePath'>;

export function weightCacheOf(workspace: Workspace, model: ModelId): string {
  return join(rootOf(workspace), String(model));
}

export async function clearWeightCache(workspace: Workspace, model: ModelId): Promise<void> {
  await remove(weightCacheOf(workspace, model));
}

/** What belongs to none of these models goes. */
export async function tidyWeightCache(workspace: Workspace, models: readonly ModelId[]): Promise<void> {
  const kept = new Set(models.map(String));
  const names = await readdir(rootOf(workspace)).catch((): string[] => []);
  for (const name of names) if (!kept.has(name)) await remove(join(rootOf(workspace), name));
}

function rootOf({ workspacePath }: Workspace): string {
  return join(workspacePath, 'cache', 'weights');
}

/** A file that an engine process still has open may stay, on Windows; the next opening of the workspace tries again. */
async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}
