/** @file From a model's name to what an engine process must know to run it. A provider that failed its self-test is refused with its reason. */
import { AppError } from '#shared/contracts/errors';
import type { ExecutionProviderName, ModelKey, WeightPrecisionName } from '#shared/contracts/models';
import type { ModelReference } from '../../jobs/programs/engine-host/protocol';
import type { EngineHosts } from './engine-hosts';
import type { Providers } from './providers';
import { type RegistryDependencies, runnableFolder } from './registry';
import { weightCacheOf } from './weight-cache';

export interface ReferenceDependencies extends RegistryDependencies {
  readonly engines: EngineHosts;
  readonly providers: Providers;
}

export interface Where {
  readonly model: ModelKey;
  readonly provider: ExecutionProviderName;
  readonly precision: WeightPrecisionName;
  readonly adapterFolder?: string | undefined;
}

export interface Target {
  readonly provider: ExecutionProviderName;
  readonly model: ModelReference;
}

/** The CPU needs no test to be tried. */
export async function referTo(dependencies: ReferenceDependencies, { model, provider, precision, adapterFolder }: Where): Promise<Target> {
  const { stored, folder } = await runnableFolder(dependencies, model);
  if (provider !== 'cpu') {
    const report = (await dependencies.providers.list()).find(({ name }) => name === provider);
    if (report?.isAvailable !== true) throw new AppError('UNSUPPORTED', `${provider} cannot be used here: ${report?.reason ?? 'it is not known'}. Leave it out to run on the CPU.`);
  }
  const cacheFolder = weightCacheOf(dependencies.ports, stored.id);
  return { provider, model: { name: stored.name, folder, precision, cacheFolder, ...(adapterFolder !== undefined && { adapterFolder }) } };
}
