/** @file From a model's name to what an engine process must know to run it. A provider that failed its self-test is refused with its reason. */
import { join } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import type { ExecutionProviderName, ModelKey, WeightPrecisionName } from '#shared/contracts/models';
import type { ModelReference } from '../../jobs/programs/engine-host/protocol';
import type { EngineHosts } from './engine-hosts';
import type { Providers } from './providers';
import { type RegistryDependencies, runnableFolder } from './registry';

export interface ReferenceDependencies extends RegistryDependencies {
  readonly engines: EngineHosts;
  readonly providers: Providers;
}

export interface Where {
  readonly model: ModelKey;
  readonly provider: ExecutionProviderName;
  readonly precision: WeightPrecisionName;
}

export interface Target {
  readonly provider: ExecutionProviderName;
  readonly model: ModelReference;
}

/** The CPU needs no test to be tried. */
export async function referTo(dependencies: ReferenceDependencies, { model, provider, precision }: Where): Promise<Target> {
  const { stored, folder } = await runnableFolder(dependencies, model);
  if (provider !== 'cpu') {
    const report = (await dependencies.providers.list()).find(({ name }) => name === provider);
    if (report?.isAvailable !== true) throw new AppError('UNSUPPORTED', `${provider} cannot be used here: ${report?.reason ?? 'it is not known'}. Leave it out to run on the CPU.`);
  }
  return { provider, model: { name: stored.name, folder, precision, cacheFolder: join(dependencies.ports.workspacePath, 'cache', 'weights') } };
}
