/** @file Saves a trained model as a folder that transformers loads: new weights, the source's config and tokenizer files. The folder appears whole or not at all. */
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import { syncFolder, temporaryName, writeTextWhole } from './atomic-file';
import { describeFileProblem } from './file-problem';
import { findFile, readText, type CheckpointFolder } from './folder-files';
import { editJsonObject } from './json-text';
import { writeSafetensors, type TensorToWrite } from './safetensors-write';
import { torchNameOf, type StoredFloat } from './stored-type';

const copiedNames = [
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'tokenizer.model',
  'vocab.json',
  'vocab.txt',
  'merges.txt',
  'chat_template.jinja',
  'modules.json',
  'sentence_bert_config.json',
  'config_sentence_transformers.json',
  '1_Pooling/config.json',
  '2_Normalize/config.json',
];
const largestConfigBytes = 5_000_000;

export interface ModelToWrite {
  /** Config and tokenizer come from here. */
  readonly source: CheckpointFolder;
  /** All tensors, by the names of the architecture in config.json. */
  readonly tensors: readonly TensorToWrite[];
  /** Named in config.json as the type to load in. */
  readonly dtype: StoredFloat;
}

/** `path` must not exist yet. */
export async function writeModelFolder(path: string, { source, tensors, dtype }: ModelToWrite): Promise<void> {
  const config = await readText(source, 'config.json', largestConfigBytes);
  if (config === undefined) throw new AppError('NOT_FOUND', `${source.label}: there is no config.json to save the model with.`);
  const types = { dtype: torchNameOf[dtype], torch_dtype: torchNameOf[dtype] };
  const written = editJsonObject(config, `${source.label}/config.json`, (fields) => ({ ...fields, ...types }));
  const temporaryPath = temporaryName(path);
  try {
    await mkdir(temporaryPath);
    await writeSafetensors(join(temporaryPath, 'model.safetensors'), tensors);
    for (const name of copiedNames) await copyFrom(source, name, temporaryPath);
    await writeTextWhole(join(temporaryPath, 'config.json'), `${written}\n`);
    await rename(temporaryPath, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporaryPath, { recursive: true, force: true });
    throw describeFileProblem(error, path);
  }
}

async function copyFrom(source: CheckpointFolder, name: string, target: string): Promise<void> {
  const file = await findFile(source, name);
  if (file === undefined) return;
  await mkdir(dirname(join(target, name)), { recursive: true });
  await copyFile(file.path, join(target, name));
}
