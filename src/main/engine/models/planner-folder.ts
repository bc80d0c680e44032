/**
 * @file A trained planner as a folder: model.safetensors, config.json (the encoder's own, with a block on the planner), the tokenizer's files and
 * a card. The encoder in it loads with transformers; the planner loads here. Knows neither dialogues nor how the text was made.
 */
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/contracts/errors';
import { syncFolder, temporaryName, writeTextWhole } from '../checkpoint/atomic-file';
import { describeFileProblem } from '../checkpoint/file-problem';
import { findFile, openFolder, readJsonObject, type CheckpointFolder } from '../checkpoint/folder-files';
import type { JsonObject } from '../checkpoint/json-text';
import { readModelConfig, type EncoderModelConfig } from '../checkpoint/model-config';
import { readTensor } from '../checkpoint/safetensors-read';
import { floatTensor, writeSafetensors } from '../checkpoint/safetensors-write';
import { openWeights, type StoredWeights } from '../checkpoint/stored-weights';
import { readTokenizer, type Tokenizer } from '../checkpoint/tokenizer';
import type { PlannerNetwork } from './planner-model';

const largestConfigBytes = 5_000_000;
const configKey = 'solace_planner';
const tokenizerFiles = ['tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json', 'added_tokens.json', 'tokenizer.model', 'vocab.json', 'vocab.txt', 'merges.txt'];

const tokenId = z.int().nonnegative();

/** What config.json says of the planner beside the encoder. */
export const PlannerSettings = z.strictObject({
  version: z.literal(1),
  /** In the order of the classes. */
  labels: z.array(z.string()).min(2),
  head: z.strictObject({
    aspects: z.array(z.strictObject({ name: z.string(), levels: z.int().positive() })),
    context: z.enum(['pooler', 'cls', 'mean']),
    mlp: z.enum(['shared', 'perAspect']),
    isScaled: z.boolean(),
    activation: z.enum(['none', 'relu', 'tanh']),
  }),
  positions: z.enum(['fromStart', 'fromEnd']),
  tokens: z.strictObject({ pad: tokenId, begin: tokenId, end: tokenId.nullable() }),
  maxTokens: z.int().min(4),
  /** Lengths for which sequences are padded together, ascending; the last is maxTokens. */
  bucketLengths: z.array(z.int().positive()).min(1),
  /** What stands in the text beside roles and words (research/planner/history.ts). */
  text: z.strictObject({ showsStrategies: z.boolean(), numbersTurns: z.boolean() }),
  typesSpeakers: z.boolean(),
});
export type PlannerSettings = z.output<typeof PlannerSettings>;

export interface PlannerFolder {
  readonly folder: CheckpointFolder;
  readonly settings: PlannerSettings;
  readonly network: PlannerNetwork;
  readonly weights: StoredWeights;
  readonly tokenizer: Tokenizer;
}

export async function openPlannerFolder(path: string): Promise<PlannerFolder> {
  const folder = await openFolder(path);
  const json = await readJsonObject(folder, 'config.json', largestConfigBytes);
  const block = json?.[configKey];
  if (json === undefined || block === undefined) throw new AppError('INVALID_INPUT', `${path}: this is no planner's folder: its config.json has no "${configKey}". Give the folder that a planner run made.`);
  const parsed = PlannerSettings.safeParse(block);
  if (!parsed.success) throw new AppError('INVALID_INPUT', `${path}/config.json: "${configKey}" is damaged or of a newer version (${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}).`);
  const config = readModelConfig(json, `${path}/config.json`);
  if (config.kind !== 'encoder') throw new AppError('INVALID_INPUT', `${path}/config.json: a planner stands on an encoder, this is a ${config.family} model.`);
  const tokenizer = await readTokenizer(folder);
  if (tokenizer === undefined) throw new AppError('NOT_FOUND', `${path}: there is no tokenizer.json; copy the planner's whole folder.`);
  return { folder, settings: parsed.data, network: networkOf(config, parsed.data), weights: await openWeights(folder), tokenizer };
}

export function networkOf({ family, shape }: Pick<EncoderModelConfig, 'family' | 'shape'>, { labels, head, positions, typesSpeakers, tokens }: PlannerSettings): PlannerNetwork {
  return { encoder: shape, prefix: `${family}.`, head: { ...head, hiddenSize: shape.hiddenSize, classes: labels.length }, positions, typesSpeakers, padTokenId: tokens.pad };
}

/** All tensors in memory, by name. */
export async function readPlannerTensors({ weights }: Pick<PlannerFolder, 'weights'>): Promise<ReadonlyMap<string, Float32Array>> {
  const values = new Map<string, Float32Array>();
  for (const [name, location] of weights.tensors) values.set(name, await readTensor(location));
  return values;
}

export interface PlannerToWrite {
  /** config.json of the encoder. */
  readonly encoderConfig: JsonObject;
  readonly settings: PlannerSettings;
  readonly tensors: readonly { readonly name: string; readonly shape: readonly number[]; readonly values: Float32Array }[];
  /** Where the tokenizer's files are copied from, or their contents by name. */
  readonly tokenizer: CheckpointFolder | Readonly<Record<string, JsonObject>>;
  /** README.md. */
  readonly card: string;
}

/** Appears whole or not at all; replaces what an earlier attempt left. */
export async function writePlannerFolder(path: string, { encoderConfig, settings, tensors, tokenizer, card }: PlannerToWrite): Promise<void> {
  const temporaryPath = temporaryName(path);
  try {
    await mkdir(temporaryPath);
    await writeSafetensors(join(temporaryPath, 'model.safetensors'), tensors.map(({ name, shape, values }) => floatTensor(name, values, { shape, dtype: 'f32' })));
    await writeJson(join(temporaryPath, 'config.json'), plannerConfig(encoderConfig, settings));
    if (isFolder(tokenizer)) for (const name of tokenizerFiles) await copyFrom(tokenizer, name, temporaryPath);
    else for (const [name, content] of Object.entries(tokenizer)) await writeJson(join(temporaryPath, name), content);
    await writeTextWhole(join(temporaryPath, 'README.md'), card);
    await rm(path, { recursive: true, force: true });
    await rename(temporaryPath, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporaryPath, { recursive: true, force: true });
    throw describeFileProblem(error, path);
  }
}

/** The architecture is the bare encoder's: the planner's tensors are none of transformers' business. */
function plannerConfig(encoderConfig: JsonObject, settings: PlannerSettings): JsonObject {
  const body = encoderConfig['model_type'] === 'roberta' ? 'RobertaModel' : 'BertModel';
  const id2label = Object.fromEntries(settings.labels.map((label, index) => [String(index), label]));
  const label2id = Object.fromEntries(settings.labels.map((label, index) => [label, index]));
  return { ...encoderConfig, architectures: [body], dtype: 'float32', torch_dtype: 'float32', id2label, label2id, [configKey]: settings };
}

function isFolder(source: PlannerToWrite['tokenizer']): source is CheckpointFolder {
  return typeof source['path'] === 'string';
}

async function copyFrom(source: CheckpointFolder, name: string, target: string): Promise<void> {
  const file = await findFile(source, name);
  if (file !== undefined) await copyFile(file.path, join(target, name));
}

async function writeJson(path: string, content: JsonObject): Promise<void> {
  await writeTextWhole(path, `${JSON.stringify(content, null, 2)}\n`);
}
