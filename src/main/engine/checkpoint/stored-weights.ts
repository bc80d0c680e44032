/**
 * @file The tensors of a model's folder: one model.safetensors or the shards that model.safetensors.index.json names. Only headers are read here;
 * the tensors stay where they are. Finds a tensor by the name a model builder uses, whatever prefix and spelling the checkpoint has.
 */
import { dirname } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import { findFile, listNames, readJsonObject, type CheckpointFolder, type FolderFile } from './folder-files';
import { describeJson, isJsonObject, type JsonObject } from './json-text';
import { readSafetensorsHeader, type OpenedHeader } from './safetensors-read';
import { countValues, type TensorLocation } from './safetensors-header';
import { isStoredFloat, type StoredFloat } from './stored-type';

const wholeName = 'model.safetensors';
const indexName = 'model.safetensors.index.json';
const largestIndexBytes = 50_000_000;

export interface WeightFile extends FolderFile {
  readonly headerBytes: Uint8Array;
}

export interface StoredWeights {
  readonly files: readonly WeightFile[];
  /** By the names in the files. */
  readonly tensors: ReadonlyMap<string, TensorLocation>;
  /** By the name in the files, or without or with one of the prefixes that transformers adds and drops; old LayerNorm names count too. */
  find(name: string): TensorLocation | undefined;
  /** As `find`; a missing tensor is an error that names the folder. */
  tensorLocation(name: string): TensorLocation;
  /** The one real folder that holds all files, as ONNX Runtime needs it for external data; null where there are several. */
  readonly realFolder: string | null;
  /** The type most values are stored in. */
  readonly dtype: StoredFloat;
  readonly parameterCount: number;
}

export async function openWeights(folder: CheckpointFolder): Promise<StoredWeights> {
  const opened = await openFiles(folder);
  const tensors = new Map<string, TensorLocation>();
  for (const { file, header } of opened) {
    for (const [name, location] of header.tensors) {
      if (tensors.has(name)) throw new AppError('INVALID_INPUT', `${file.label}: the tensor ${describeJson(name)} is in another shard as well; the checkpoint is damaged.`);
      tensors.set(name, location);
    }
  }
  refuseQuantised(folder, tensors);
  const spellings = spellingsOf(tensors);
  const find = (name: string): TensorLocation | undefined => tensors.get(name) ?? spellings.get(bareName(name));
  const folders = new Set(opened.map(({ file }) => dirname(file.path)));
  return {
    files: opened.map(({ file, header }) => ({ ...file, headerBytes: header.headerBytes })),
    tensors,
    find,
    tensorLocation(name) {
      const location = find(name);
      if (location === undefined) throw new AppError('INVALID_INPUT', `${folder.label}: the tensor ${describeJson(name)} is not in its weights; the checkpoint is incomplete or of another architecture.`);
      return location;
    },
    realFolder: folders.size === 1 ? ([...folders][0] ?? null) : null,
    ...describeTensors([...tensors.values()], folder),
  };
}

interface OpenedFile {
  readonly file: FolderFile;
  readonly header: OpenedHeader;
}

/** As transformers does, the whole file goes first where both are there. */
async function openFiles(folder: CheckpointFolder): Promise<readonly OpenedFile[]> {
  const whole = await findFile(folder, wholeName);
  if (whole !== undefined) return [await openFile(whole)];
  const index = await readJsonObject(folder, indexName, largestIndexBytes);
  if (index === undefined) throw await missingWeights(folder);
  return await openShards(folder, index);
}

async function openFile(file: FolderFile): Promise<OpenedFile> {
  return { file, header: await readSafetensorsHeader(file.path, file.label) };
}

async function openShards(folder: CheckpointFolder, index: JsonObject): Promise<readonly OpenedFile[]> {
  const where = `${folder.label}/${indexName}`;
  const { weight_map: weightMap } = index;
  if (!isJsonObject(weightMap)) throw new AppError('INVALID_INPUT', `${where}: the field "weight_map" is ${describeJson(weightMap)}; a shard for each tensor is needed.`);
  const shards = new Map<string, string[]>();
  for (const [tensor, shard] of Object.entries(weightMap)) {
    if (typeof shard !== 'string') throw new AppError('INVALID_INPUT', `${where}: the shard of ${describeJson(tensor)} is ${describeJson(shard)}; a file name is needed.`);
    const names = shards.get(shard);
    if (names === undefined) shards.set(shard, [tensor]);
    else names.push(tensor);
  }
  if (shards.size === 0) throw new AppError('INVALID_INPUT', `${where}: it names no tensor; download it again.`);
  const opened: OpenedFile[] = [];
  for (const [shard, names] of [...shards].sort(([a], [b]) => (a < b ? -1 : 1))) opened.push(await openShard(folder, shard, names));
  return opened;
}

async function openShard(folder: CheckpointFolder, shard: string, names: readonly string[]): Promise<OpenedFile> {
  const file = await findFile(folder, shard);
  if (file === undefined) throw new AppError('NOT_FOUND', `${folder.label}: the shard ${describeJson(shard)} named by ${indexName} is missing; download it into the folder.`);
  const opened = await openFile(file);
  const absent = names.find((name) => !opened.header.tensors.has(name));
  if (absent !== undefined) throw new AppError('INVALID_INPUT', `${file.label}: ${indexName} puts the tensor ${describeJson(absent)} here, but it is not; shard and index are of different versions, download both again.`);
  return opened;
}

async function missingWeights(folder: CheckpointFolder): Promise<AppError> {
  const names = await listNames(folder);
  const other = names.find((name) => /\.(gguf|ggml)$/i.test(name));
  if (other !== undefined) return new AppError('UNSUPPORTED', `${folder.label}: the weights are in ${other}, a quantised format of llama.cpp that is not read; use the model's original folder with ${wholeName}.`);
  const pickled = names.find((name) => /^(pytorch_model.*\.bin|.*\.(pt|pth|ckpt)|tf_model\.h5|flax_model\.msgpack)$/i.test(name));
  if (pickled !== undefined) return new AppError('UNSUPPORTED', `${folder.label}: the weights are in ${pickled}, which is not read; save the model with safe_serialization=True to get ${wholeName}.`);
  return new AppError('NOT_FOUND', `${folder.label}: there is neither ${wholeName} nor ${indexName}; give the folder that holds the weights.`);
}

/** Marks of GPTQ, AWQ, bitsandbytes and compressed-tensors, for folders whose config.json does not own up to it. */
function refuseQuantised(folder: CheckpointFolder, tensors: ReadonlyMap<string, TensorLocation>): void {
  for (const name of tensors.keys()) {
    if (/\.(qweight|qzeros|g_idx|SCB|weight_packed|absmax|quant_map|weight_scale_inv)$|\.quant_state\./.test(name)) {
      throw new AppError('UNSUPPORTED', `${folder.label}: the tensor ${describeJson(name)} belongs to quantised weights, which cannot be read; use the original model in float32, float16 or bfloat16.`);
    }
  }
}

/** Tensors by bare name. */
function spellingsOf(tensors: ReadonlyMap<string, TensorLocation>): ReadonlyMap<string, TensorLocation> {
  return new Map([...tensors].map(([name, location]) => [bareName(name), location]));
}

/** Without the base model's prefix, and with today's names for the parts of a LayerNorm. */
function bareName(name: string): string {
  return name
    .replace(/^(bert|roberta|model)\./, '')
    .replace(/\.LayerNorm\.gamma$/, '.LayerNorm.weight')
    .replace(/\.LayerNorm\.beta$/, '.LayerNorm.bias');
}

function describeTensors(tensors: readonly TensorLocation[], folder: CheckpointFolder): { dtype: StoredFloat; parameterCount: number } {
  const counts = new Map<StoredFloat, number>();
  for (const { dtype, shape } of tensors) {
    if (isStoredFloat(dtype)) counts.set(dtype, (counts.get(dtype) ?? 0) + countValues(shape));
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most === undefined) throw new AppError('INVALID_INPUT', `${folder.label}: the weights hold no floating-point tensor; this is no model.`);
  return { dtype: most[0], parameterCount: [...counts.values()].reduce((sum, count) => sum + count, 0) };
}
