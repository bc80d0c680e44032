/** @file A Hugging Face model folder, opened and checked: config, tensors where they lie, tokenizer, identity. Converts, copies and runs nothing. */
import { AppError } from '#shared/contracts/errors';
import { adapterConfigName } from './adapter-names';
import { hashFolder, listDecisiveFiles } from './content-hash';
import { assertComplete, expectedTensors } from './expected-tensors';
import { findFile, openFolder, readJsonObject, type CheckpointFolder, type FolderFile } from './folder-files';
import { readGenerationConfig, type GenerationConfig } from './generation-config';
import { readModelConfig, type ModelConfig } from './model-config';
import { readSentenceEmbedding, type SentenceEmbedding } from './sentence-embedding';
import { openWeights, type StoredWeights } from './stored-weights';
import type { StoredFloat } from './stored-type';
import { readTokenizer, type Tokenizer } from './tokenizer';

export interface ModelFolder {
  readonly folder: CheckpointFolder;
  readonly config: ModelConfig;
  readonly weights: StoredWeights;
  /** Null where the folder has none: such a model takes ids only. */
  readonly tokenizer: Tokenizer | null;
  readonly generation: GenerationConfig | null;
  /** Null unless the folder is one of sentence-transformers. */
  readonly embedding: SentenceEmbedding | null;
  /** All that the model needs, weights first. */
  readonly files: readonly FolderFile[];
  /** sha256, hex; see content-hash.ts. */
  readonly contentHash: string;
  /** Most values are stored in this type. */
  readonly dtype: StoredFloat;
  /** All floating-point values in the files, frozen and trained alike. */
  readonly parameterCount: number;
  /** Tokens of the longest sequence. */
  readonly contextLength: number;
  /** What a person should know but what does not keep the model from running. */
  readonly problems: readonly string[];
}

const largestConfigBytes = 5_000_000;

/** Throws where the model cannot be run as it is, with the reason and what to do. */
export async function openModelFolder(path: string): Promise<ModelFolder> {
  const folder = await openFolder(path);
  const json = await readJsonObject(folder, 'config.json', largestConfigBytes);
  if (json === undefined) throw await missingConfig(folder);
  const config = readModelConfig(json, `${path}/config.json`);
  const weights = await openWeights(folder);
  assertComplete(config, weights, path);
  const tokenizer = (await readTokenizer(folder)) ?? null;
  const generationJson = await readJsonObject(folder, 'generation_config.json', largestConfigBytes);
  const embedding = await readSentenceEmbedding(folder);
  const otherFiles = await listDecisiveFiles(folder);
  return {
    folder,
    config,
    weights,
    tokenizer,
    generation: generationJson === undefined ? null : readGenerationConfig(generationJson, `${path}/generation_config.json`),
    embedding,
    files: [...weights.files, ...otherFiles],
    contentHash: await hashFolder(weights.files, otherFiles),
    dtype: weights.dtype,
    parameterCount: weights.parameterCount,
    contextLength: Math.min(config.contextLength, embedding?.maxTokens ?? Infinity),
    problems: findProblems({ config, weights, tokenizer }),
  };
}

async function missingConfig(folder: CheckpointFolder): Promise<AppError> {
  const isAdapter = (await findFile(folder, adapterConfigName)) !== undefined;
  const reason = isAdapter ? 'this is an adapter, not a model; give the folder of its base model, and the adapter when it is run' : "there is no config.json; give a model's folder as downloaded from Hugging Face";
  return new AppError('NOT_FOUND', `${folder.label}: ${reason}.`);
}

function findProblems({ config, weights, tokenizer }: Pick<ModelFolder, 'config' | 'weights' | 'tokenizer'>): readonly string[] {
  const problems: string[] = [];
  if (tokenizer === null) problems.push('There is no tokenizer.json and no tokenizer.model: the model takes token ids only.');
  else if (tokenizer.vocabularySize > config.shape.vocabularySize) {
    problems.push(`The tokenizer has ids up to ${tokenizer.vocabularySize - 1}, the model only ${config.shape.vocabularySize} embeddings: texts with the highest ids cannot be read.`);
  }
  if (config.kind === 'decoder' && tokenizer !== null && !tokenizer.hasChatTemplate) problems.push('There is no chat template: the model takes plain prompts only.');
  if (weights.realFolder === null) problems.push('The weight files lie in several folders behind links: they are read into memory instead of being mapped.');
  const unused = unusedTensors(config, weights);
  if (unused.length > 0) problems.push(`${unused.length} tensors are not used by this architecture, such as ${unused.slice(0, 3).join(', ')}.`);
  return problems;
}

/** Buffers and the pooling layer that most encoders carry along are no surprise. */
function unusedTensors(config: ModelConfig, weights: StoredWeights): readonly string[] {
  const used = new Set(expectedTensors(config).map(({ name }) => weights.find(name)?.name));
  const usual = /(position_ids|rotary_emb\.inv_freq|masked_bias|attn\.bias)$|pooler\.dense\.|^lm_head\.|^cls\.|decoder\.(weight|bias)$/;
  return [...weights.tensors.keys()].filter((name) => !used.has(name) && !usual.test(name));
}
