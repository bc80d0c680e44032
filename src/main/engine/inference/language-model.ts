/** @file A model folder of the Llama family, opened to be run: generate, score, forward. What to run it on is chosen where it is not given. */
import { AppError } from '#shared/contracts/errors';
import type { DecoderModelConfig } from '../checkpoint/model-config';
import { openModelFolder, type ModelFolder } from '../checkpoint/model-folder';
import { blockTokens, createDecoderReader } from '../generation/decoder-reader';
import { generateTokens, type GeneratorParts, type TokenRequest } from '../generation/generate';
import { createPrefixStore } from '../generation/prefix-store';
import { checkSampling } from '../generation/sampling';
import { virtualTokenIds } from '../nn/soft-prompt';
import { quantisedWeights } from '../quantise/quantised-weights';
import { withAdapter } from './adapter-source';
import { decoderRows } from './forward';
import { openSessions } from './open-sessions';
import { checkLength, continuationIds, promptIds } from './prompts';
import { scoreContinuations } from './score';
import type { GenerationRequest, LanguageModel, LanguageModelOptions, Prompt } from './types';
import { storedWeights, type WeightSource } from './weight-source';

interface OpenedDecoder extends ModelFolder {
  readonly config: DecoderModelConfig;
  /** Ids that stand before every prompt: those of a soft prompt. */
  readonly before: readonly number[];
}

/** Keys and values of read prompts. */
const mostPrefixBytes = 512 * 1024 * 1024;

/** Throws where the folder cannot be run, with the reason and what to do. */
export async function openLanguageModel(options: LanguageModelOptions): Promise<LanguageModel> {
  const folder = await openModelFolder(options.folder);
  const { config, contextLength, tokenizer } = folder;
  if (config.kind !== 'decoder' || config.head !== 'causal-lm') {
    throw new AppError('UNSUPPORTED', `${options.folder}: ${config.architecture} does not generate text; a decoder with a language-model head is needed.`);
  }
  const source = await openSource(folder, options);
  const model: OpenedDecoder = { ...folder, config, before: virtualTokenIds(source.virtualTokens ?? 0) };
  const sessions = await openSessions(options, source);
  const parts: GeneratorParts = {
    config: config.shape,
    contextLength,
    reader: createDecoderReader(sessions, config.shape),
    prefixes: createPrefixStore(config.shape, { blockTokens, mostBytes: mostPrefixBytes }),
    decode: (tokenIds) => tokenizer?.decode(tokenIds.filter((id) => id >= 0)) ?? '',
  };
  return {
    tokenizer,
    config,
    async *generate(request, signal) {
      yield* generateTokens(parts, tokenRequest(model, request), signal);
    },
    async score(prompt, continuations, signal) {
      const [promptTokenIds, read] = readContinuations(model, prompt, continuations);
      return await scoreContinuations(sessions, config.shape, { prompt: [...model.before, ...promptTokenIds], continuations: read, signal });
    },
    async forward(tokenIds, forwardOptions = {}) {
      const read = promptIds(model, tokenIds, 'The sequence');
      checkLength(read.length, lengthOf(model), 'The sequence');
      return await decoderRows(sessions, config.shape, { ...forwardOptions, before: model.before, tokenIds: read });
    },
    dispose: () => sessions.dispose(),
  };
}

async function openSource(model: ModelFolder, { weights = 'f32', cacheFolder, adapterFolder }: LanguageModelOptions): Promise<WeightSource> {
  if (weights !== 'f32' && cacheFolder === undefined) throw new AppError('INVALID_INPUT', `Weights of ${weights} need a cache folder.`);
  const source = weights === 'f32' || cacheFolder === undefined ? await storedWeights(model) : await quantisedWeights(model, { bits: weights === 'int8' ? 8 : 4, cacheFolder });
  return adapterFolder === undefined ? source : await withAdapter(source, model, adapterFolder);
}

/** Tokens of the longest sequence, a soft prompt left out. */
function lengthOf({ contextLength, before }: OpenedDecoder): number {
  return contextLength - before.length;
}

function tokenRequest(model: OpenedDecoder, { prompts, maxTokens, sampling = {}, stop = [], endTokenIds, seed = 0, alternatives = 0 }: GenerationRequest): TokenRequest {
  const { config, generation, before } = model;
  checkSampling(sampling);
  if (config.shape.headSize % 8 !== 0) throw new AppError('UNSUPPORTED', `This model's heads have ${config.shape.headSize} numbers each; text is generated only where that is a multiple of 8.`);
  if (!(Number.isInteger(maxTokens) && maxTokens > 0)) throw new AppError('INVALID_INPUT', `maxTokens is ${maxTokens}; a whole number from 1 is needed.`);
  if (prompts.length === 0) throw new AppError('INVALID_INPUT', 'There is no prompt.');
  if (stop.includes('')) throw new AppError('INVALID_INPUT', 'A stop string is empty; leave it out.');
  const usualEnds = generation === null || generation.eosTokenIds.length === 0 ? config.eosTokenIds : generation.eosTokenIds;
  const read = prompts.map((prompt, index) => {
    const name = `Prompt ${index + 1}`;
    const tokenIds = promptIds(model, prompt, name);
    checkLength(tokenIds.length + 1, lengthOf(model), `${name} with a token after it`);
    return [...before, ...tokenIds];
  });
  return { prompts: read, maxTokens, sampling, stop, endTokenIds: endTokenIds ?? usualEnds, seed, alternatives };
}

function readContinuations(model: OpenedDecoder, prompt: Prompt, continuations: readonly Prompt[]): readonly [prompt: readonly number[], continuations: readonly (readonly number[])[]] {
  const promptTokenIds = promptIds(model, prompt, 'The prompt');
  const read = continuations.map((continuation, index) => {
    const name = `Continuation ${index + 1}`;
    const tokenIds = continuationIds(model, continuation, { prompt, promptTokenIds, name });
    checkLength(promptTokenIds.length + tokenIds.length - 1, lengthOf(model), `${name} after its prompt, without its last token,`);
    return tokenIds;
  });
  return [promptTokenIds, read];
}
