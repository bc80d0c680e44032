/** @file Models that were registered by reference: read in a worker when they come and when they are checked, looked at by size when they are listed. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import type { ModelKey, RegisteredModel } from '#shared/contracts/models';
import type { Merge } from '../../engine/checkpoint/merge-adapter';
import type { InspectedModel } from '../../jobs/tasks/inspect-model';
import type { MergedModel } from '../../jobs/tasks/merge-model';
import type { Ports } from '../../platform/ports';
import { deleteModel, getModel, insertModel, listModels, updateModel, type StoredModel } from '../../store/model-repository';
import type { Store } from '../../store/store';
import { clearWeightCache } from './weight-cache';

export interface RegistryDependencies {
  readonly ports: Pick<Ports, 'spawnTask' | 'clock' | 'workspacePath'>;
  readonly store: Store;
}

/** A missing file breaks only its own row. */
export async function listRegistered({ store }: RegistryDependencies): Promise<RegisteredModel[]> {
  return Promise.all(listModels(store.db).map(describe));
}

export async function getRegistered({ store }: RegistryDependencies, model: ModelKey): Promise<RegisteredModel> {
  return describe(getModel(store.db, model));
}

/** Folders that a person put under `models/` and that are not registered yet. */
export async function listWaiting({ ports, store }: RegistryDependencies): Promise<{ folderName: string }[]> {
  const folder = modelsFolder(ports);
  const registered = new Set(listModels(store.db).map(({ path }) => path));
  const entries: string[] = await readdir(folder).catch(() => []);
  const waiting: { folderName: string }[] = [];
  for (const folderName of entries.sort()) {
    const path = join(folder, folderName);
    if (registered.has(path) || !(await isFile(join(path, 'config.json')))) continue;
    waiting.push({ folderName });
  }
  return waiting;
}

/** The folder's real path under `models/`; nothing outside can be named. */
export async function waitingFolder(dependencies: RegistryDependencies, folderName: string): Promise<string> {
  const found = (await listWaiting(dependencies)).some((one) => one.folderName === folderName);
  if (!found) throw new AppError('NOT_FOUND', `There is no model folder "${folderName}" waiting under models/ in the workspace.`, { details: { folderName } });
  return join(modelsFolder(dependencies.ports), folderName);
}

export async function registerModel({ ports, store }: RegistryDependencies, { name, path }: { name: string; path: string }): Promise<RegisteredModel> {
  const absolute = resolve(path);
  const known = listModels(store.db).find((model) => model.path === absolute);
  if (known !== undefined) throw new AppError('CONFLICT', `${path} is registered already, as "${known.name}".`, { details: { name: known.name } });
  const { contentHash, description, files } = await inspect(ports, absolute);
  const id = insertModel(store.db, { name, path: absolute, contentHash, description, files: [...files], registeredAt: ports.clock.now().toISOString() });
  return describe(getModel(store.db, id));
}

/** Reads the folder again and keeps what is found, so that a model that was replaced on purpose becomes usable. */
export async function checkModel({ ports, store }: RegistryDependencies, model: ModelKey): Promise<RegisteredModel> {
  const stored = getModel(store.db, model);
  const found = await inspect(ports, stored.path).catch((error: unknown) => error);
  if (found instanceof Error) {
    const described = await describe(stored);
    return { ...described, state: described.state === 'ready' ? 'changed' : described.state, problems: [found.message] };
  }
  const { contentHash, description, files } = found as InspectedModel;
  updateModel(store.db, stored.id, { contentHash, description, files: [...files] });
  if (contentHash !== stored.contentHash) await clearWeightCache(ports, stored.id);
  const described = await describe(getModel(store.db, stored.id));
  if (contentHash === stored.contentHash) return described;
  return { ...described, problems: [`The content is not what was registered: ${stored.contentHash.slice(0, 12)} became ${contentHash.slice(0, 12)}.`, ...described.problems] };
}

export async function forgetModel({ ports, store }: RegistryDependencies, model: ModelKey): Promise<{ name: string }> {
  const { id, name } = getModel(store.db, model);
  deleteModel(store.db, id);
  await clearWeightCache(ports, id);
  return { name };
}

/** A folder of its own for a model with a LoRA adapter in it; it is not registered. */
export async function mergeModel(dependencies: RegistryDependencies, { model, adapterPath, path }: { model: ModelKey; adapterPath: string; path: string }): Promise<MergedModel> {
  const { folder } = await runnableFolder(dependencies, model);
  const merge: Merge = { modelFolder: folder, adapterFolder: resolve(adapterPath), path: resolve(path) };
  for await (const merged of dependencies.ports.spawnTask<MergedModel>('merge-model', merge)) return merged;
  throw new AppError('INTERNAL', 'The model was not written.');
}

/** The real folder of a model that can run. */
export async function runnableFolder({ store }: RegistryDependencies, model: ModelKey): Promise<{ stored: StoredModel; folder: string }> {
  const stored = getModel(store.db, model);
  const { state, problems } = await describe(stored);
  if (state !== 'ready') throw new AppError('NOT_FOUND', `"${stored.name}" cannot run: ${problems[0] ?? 'its files are not as they were registered'} Put them back, or run "model check".`, { details: { model: stored.name, state } });
  return { stored, folder: await realpath(stored.path) };
}

export function modelsFolder({ workspacePath }: Pick<Ports, 'workspacePath'>): string {
  return join(workspacePath, 'models');
}

async function inspect(ports: Pick<Ports, 'spawnTask'>, path: string): Promise<InspectedModel> {
  for await (const found of ports.spawnTask<InspectedModel>('inspect-model', { path })) return found;
  throw new AppError('INTERNAL', 'The model was not read.');
}

async function describe(stored: StoredModel): Promise<RegisteredModel> {
  const description = stored.description as InspectedModel['description'];
  const { state, problem } = await stateOf(stored);
  return {
    id: stored.id,
    name: stored.name,
    ...description,
    contentHash: stored.contentHash,
    folderName: basename(stored.path),
    files: stored.files,
    state,
    problems: problem === undefined ? [...description.problems] : [problem, ...description.problems],
    registeredAt: stored.registeredAt,
  };
}

async function stateOf({ path, files }: StoredModel): Promise<{ state: RegisteredModel['state']; problem?: string }> {
  for (const { name, sizeBytes } of files) {
    const found = await stat(join(path, name)).catch(() => undefined);
    if (found === undefined) return { state: 'missing', problem: `${name} is not in the folder any more.` };
    if (found.size !== sizeBytes) return { state: 'changed', problem: `${name} has ${found.size} bytes; it had ${sizeBytes} when the model was registered.` };
  }
  return { state: 'ready' };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
