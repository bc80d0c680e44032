/** @file Models: register, check, and ask one for text, scores and vectors. Implements modelsContract over the registry and the engine processes. */
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import type { HandlersOf, Parsed } from '#shared/contracts/index';
import type { ExecutionProviderName, GenerationUpdate, ModelKey, modelsContract, WeightPrecisionName } from '#shared/contracts/models';
import type { GenerateQuestion, ModelReference, TokenNote } from '../../jobs/programs/engine-host/protocol';
import type { Ports } from '../../platform/ports';
import { deleteModel, getModel, renameModel } from '../../store/model-repository';
import type { Store } from '../../store/store';
import type { EventBus } from '../app/event-bus';
import type { FileRegistry } from '../files/file-registry';
import type { EngineHosts } from './engine-hosts';
import type { Providers } from './providers';
import { checkModel, getRegistered, listRegistered, listWaiting, registerModel, runnableFolder, waitingFolder } from './registry';

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
  const refer = (where: Where): Promise<Target> => referTo(dependencies, where);

  return {
    'models.list': () => listRegistered(dependencies),
    'models.get': ({ model }) => getRegistered(dependencies, model),
    'models.check': async ({ model }) => changed(await checkModel(dependencies, model)),
    'models.waiting': () => listWaiting(dependencies),
    'models.import': async ({ name, from }) => {
      const path = 'folderName' in from ? await waitingFolder(dependencies, from.folderName) : folderOfConfig(files.readable(from.fileId).path);
      return changed(await registerModel(dependencies, { name, path }));
    },
    'models.importFolder': async ({ name, path }) => changed(await registerModel(dependencies, { name, path })),
    'models.rename': async ({ model, name }) => {
      const { id } = getModel(store.db, model);
      renameModel(store.db, id, name);
      return changed(await getRegistered(dependencies, id));
    },
    'models.remove': ({ model }) => {
      const { id, name } = getModel(store.db, model);
      deleteModel(store.db, id);
      return changed({ name });
    },
    'models.providers': () => providers.list(),
    'models.engines': async () =>
      (await engines.states()).map(({ provider, state }) => ({ provider, state: state.isWorking ? ('working' as const) : ('idle' as const), loaded: [...state.loaded], memoryBytes: state.memoryBytes })),
    'models.unload': ({ provider }) => ({ wasRunning: engines.unload(provider) }),
    'models.generate': async function* generate(input, { signal }) {
      yield* streamText(engines, { ...(await refer(input)), input, signal });
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

interface Where {
  readonly model: ModelKey;
  readonly provider: ExecutionProviderName;
  readonly precision: WeightPrecisionName;
}

interface Target {
  readonly provider: ExecutionProviderName;
  readonly model: ModelReference;
}

/** A provider that failed its self-test is refused with its reason; the CPU needs none to be tried. */
async function referTo(dependencies: ModelsDependencies, { model, provider, precision }: Where): Promise<Target> {
  const { stored, folder } = await runnableFolder(dependencies, model);
  if (provider !== 'cpu') {
    const report = (await dependencies.providers.list()).find(({ name }) => name === provider);
    if (report?.isAvailable !== true) throw new AppError('UNSUPPORTED', `${provider} cannot be used here: ${report?.reason ?? 'it is not known'}. Leave it out to run on the CPU.`);
  }
  return { provider, model: { name: stored.name, folder, precision, cacheFolder: join(dependencies.ports.workspacePath, 'cache', 'weights') } };
}

let streams = 0;

async function* streamText(engines: EngineHosts, { provider, model, input, signal }: Target & { input: Parsed<'models.generate'>; signal: AbortSignal }): AsyncGenerator<GenerationUpdate> {
  const stream = ++streams;
  const waiting: TokenNote[] = [];
  let wake: () => void = () => undefined;
  const stopListening = engines.listen(stream, (note) => {
    waiting.push(note);
    wake();
  });
  const abandoned = new AbortController();
  let isOver = false;
  const answer = engines.ask(provider, questionOf(input, { model, stream }), { signal: AbortSignal.any([signal, abandoned.signal]) }).finally(() => {
    isOver = true;
    wake();
  });
  // Awaited below; until then a failure must not count as unhandled.
  answer.catch(() => undefined);
  try {
    for (;;) {
      const note = waiting.shift();
      if (note !== undefined) yield { kind: 'token', text: note.text, tokenId: note.tokenId, logProb: note.logProb };
      else if (isOver) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    const { text, reason, tokens, promptTokens, tokensPerSecond } = await answer;
    yield { kind: 'end', text, reason, tokens: [...tokens], promptTokens, tokensPerSecond };
  } finally {
    stopListening();
    abandoned.abort();
  }
}

function questionOf(input: Parsed<'models.generate'>, { model, stream }: { model: ModelReference; stream: number }): GenerateQuestion {
  const { prompt, messages = [], maxTokens, temperature, topK, topP, repetitionPenalty, stop = [], seed } = input;
  return {
    kind: 'generate',
    model,
    stream,
    prompt: prompt === undefined ? { messages } : { text: prompt },
    maxTokens,
    sampling: { temperature, ...(topK !== undefined && { topK }), ...(topP !== undefined && { topP }), ...(repetitionPenalty !== undefined && { repetitionPenalty }) },
    stop,
    seed,
  };
}

function folderOfConfig(path: string): string {
  if (basename(path) !== 'config.json') throw new AppError('INVALID_INPUT', `${basename(path)} is not a model's config.json; choose the config.json in the model's folder.`);
  return dirname(path);
}
