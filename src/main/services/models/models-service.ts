/** @file Models: register, check, and ask one for text, scores and vectors. Implements modelsContract over the registry and the engine processes. */
import { basename, dirname } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import type { HandlersOf, Parsed } from '#shared/contracts/index';
import type { modelsContract } from '#shared/contracts/models';
import type { FileId } from '#shared/domain/ids';
import type { GenerateQuestion, ModelReference } from '../../jobs/programs/engine-host/protocol';
import type { Ports } from '../../platform/ports';
import { getModel, renameModel } from '../../store/model-repository';
import type { Store } from '../../store/store';
import type { EventBus } from '../app/event-bus';
import type { FileRegistry } from '../files/file-registry';
import type { EngineHosts } from './engine-hosts';
import type { Providers } from './providers';
import { referTo, type Target, type Where } from './model-reference';
import { checkModel, forgetModel, getRegistered, listRegistered, listWaiting, mergeModel, registerModel, waitingFolder } from './registry';
import { streamText } from './stream-text';

export interface ModelsDependencies {
  readonly ports: Ports;
  readonly store: Store;
  readonly files: FileRegistry;
  readonly events: EventBus;
  readonly engines: EngineHosts;
  readonly providers: Providers;
}

export function createModelsService(dependencies: ModelsDependencies): HandlersOf<typeof modelsContract> {
  const { store, files, events, engines, providers } = dependencies;
  const changed = <Result>(result: Result): Result => {
    events.emit({ kind: 'models.changed' });
    return result;
  };
  const refer = ({ adapter, ...where }: Omit<Where, 'adapterFolder'> & { adapter?: FileId | undefined }): Promise<Target> =>
    referTo(dependencies, { ...where, ...(adapter !== undefined && { adapterFolder: folderOf(adapterConfigName, files.readable(adapter).path) }) });

  return {
    'models.list': () => listRegistered(dependencies),
    'models.get': ({ model }) => getRegistered(dependencies, model),
    'models.check': async ({ model }) => changed(await checkModel(dependencies, model)),
    'models.waiting': () => listWaiting(dependencies),
    'models.import': async ({ name, from }) => {
      const path = 'folderName' in from ? await waitingFolder(dependencies, from.folderName) : folderOf(modelConfigName, files.readable(from.fileId).path);
      return changed(await registerModel(dependencies, { name, path }));
    },
    'models.importFolder': async ({ name, path }) => changed(await registerModel(dependencies, { name, path })),
    'models.merge': (input) => mergeModel(dependencies, input),
    'models.rename': async ({ model, name }) => {
      const { id } = getModel(store.db, model);
      renameModel(store.db, id, name);
      return changed(await getRegistered(dependencies, id));
    },
    'models.remove': async ({ model }) => changed(await forgetModel(dependencies, model)),
    'models.providers': () => providers.list(),
    'models.engines': async () =>
      (await engines.states()).map(({ provider, state }) => ({ provider, state: state.isWorking ? ('working' as const) : ('idle' as const), loaded: [...state.loaded], memoryBytes: state.memoryBytes })),
    'models.unload': ({ provider }) => ({ wasRunning: engines.unload(provider) }),
    'models.generate': async function* generate(input, { signal }) {
      const { provider, model } = await refer(input);
      yield* streamText(engines, { provider, question: questionOf(input, model), signal });
    },
    'models.score': async ({ prompt, continuations, ...where }, { signal }) => {
      const { provider, model } = await refer(where);
      return [...(await engines.ask(provider, { kind: 'score', model, prompt, continuations }, { signal }))];
    },
    'models.forward': async ({ ids, top, ...where }, { signal }) => {
      const { provider, model } = await refer(where);
      const { positions } = await engines.ask(provider, { kind: 'forward', model, ids, top }, { signal });
      return { positions: positions.map((position) => ({ ...position, top: [...position.top] })) };
    },
    'models.embed': async ({ texts, ids, ...where }, { signal }) => {
      const { provider, model } = await refer({ ...where, precision: 'f32' });
      const { size, vectors } = await engines.ask(provider, { kind: 'embed', model, texts: texts ?? [ids ?? []] }, { signal });
      return { size, vectors: vectors.map((vector) => [...vector]) };
    },
  };
}

function questionOf(input: Parsed<'models.generate'>, model: ModelReference): Omit<GenerateQuestion, 'stream' | 'kind'> {
  const { prompt, messages = [], maxTokens, temperature, topK, topP, repetitionPenalty, stop = [], seed } = input;
  return {
    model,
    prompt: prompt === undefined ? { messages } : { text: prompt },
    maxTokens,
    sampling: { temperature, ...(topK !== undefined && { topK }), ...(topP !== undefined && { topP }), ...(repetitionPenalty !== undefined && { repetitionPenalty }) },
    stop,
    seed,
  };
}

const modelConfigName = 'config.json';
const adapterConfigName = 'adapter_config.json';

/** Windows choose files, so a folder is chosen by the file that makes it one. */
function folderOf(name: string, path: string): string {
  if (basename(path) !== name) throw new AppError('INVALID_INPUT', `${basename(path)} is not ${name}; choose the ${name} in the folder.`);
  return dirname(path);
}
