/** @file How a sentence-transformers folder turns token states into one vector: modules.json and the modules' own configs. */
import { AppError } from '#shared/contracts/errors';
import { fieldsOf } from './fields';
import { readJsonObject, readText, type CheckpointFolder } from './folder-files';
import { describeJson, isJsonObject, parseJson } from './json-text';

export interface SentenceEmbedding {
  /** The mean over real tokens, or the first token. */
  readonly pooling: 'mean' | 'cls';
  /** Vectors are scaled to length 1. */
  readonly isNormalised: boolean;
  /** Longer texts are cut to this many tokens; null for the model's own limit. */
  readonly maxTokens: number | null;
}

const largestBytes = 100_000;

/** Null for a folder without modules.json. */
export async function readSentenceEmbedding(folder: CheckpointFolder): Promise<SentenceEmbedding | null> {
  const text = await readText(folder, 'modules.json', largestBytes);
  if (text === undefined) return null;
  const where = `${folder.label}/modules.json`;
  const modules = readModules(parseJson(text, where), where);
  const unknown = modules.find(({ kind }) => kind !== 'Transformer' && kind !== 'Pooling' && kind !== 'Normalize');
  if (unknown !== undefined) throw new AppError('UNSUPPORTED', `${where}: the module ${describeJson(unknown.kind)} is not supported; supported are Transformer, Pooling and Normalize.`);
  const pooling = modules.find(({ kind }) => kind === 'Pooling');
  const limits = await readJsonObject(folder, 'sentence_bert_config.json', largestBytes);
  return {
    pooling: pooling === undefined ? 'mean' : await readPooling(folder, pooling.path),
    isNormalised: modules.some(({ kind }) => kind === 'Normalize'),
    maxTokens: limits === undefined ? null : fieldsOf(limits, `${folder.label}/sentence_bert_config.json`).optionalSize('max_seq_length'),
  };
}

interface Module {
  /** The last part of the Python class's name. */
  readonly kind: string;
  readonly path: string;
}

function readModules(value: unknown, where: string): readonly Module[] {
  if (!Array.isArray(value)) throw new AppError('INVALID_INPUT', `${where}: a list of modules is needed, this holds ${describeJson(value)}.`);
  return value.map((entry: unknown, index) => {
    if (!isJsonObject(entry)) throw new AppError('INVALID_INPUT', `${where}: module ${index + 1} is ${describeJson(entry)}; an object is needed.`);
    const fields = fieldsOf(entry, `${where}, module ${index + 1}`);
    return { kind: fields.text('type').split('.').at(-1) ?? '', path: fields.text('path', '') };
  });
}

/** Older files have a flag for each mode, newer ones a name. */
async function readPooling(folder: CheckpointFolder, path: string): Promise<'mean' | 'cls'> {
  const name = `${path}/config.json`;
  const json = await readJsonObject(folder, name, largestBytes);
  if (json === undefined) throw new AppError('NOT_FOUND', `${folder.label}: ${describeJson(name)} named by modules.json is missing; download it into the folder.`);
  const fields = fieldsOf(json, `${folder.label}/${name}`);
  const named = fields.optionalText('pooling_mode');
  const modes = named === null ? fields.names().filter((mode) => mode.startsWith('pooling_mode_') && fields.flag(mode, false)) : [named];
  const [mode = 'none', ...others] = modes.map((mode) => mode.replace('pooling_mode_', '').replace(/_tokens?$/, ''));
  if ((mode !== 'mean' && mode !== 'cls') || others.length > 0) throw new AppError('UNSUPPORTED', `${fields.where}: pooling by ${[mode, ...others].join(' and ')} is not supported; supported are mean and cls.`);
  return mode;
}
