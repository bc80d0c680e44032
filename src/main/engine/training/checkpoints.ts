/**
 * @file The checkpoints of one training in a folder: the last and the best, each whole in a folder of its own, and one small file that names
 * both. A checkpoint counts from the moment that this file is replaced; what it does not name is half written or outdated, and is removed.
 */
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/contracts/errors';
import { syncFolder, writeTextWhole } from '../checkpoint/atomic-file';
import { describeFileProblem, systemCode } from '../checkpoint/file-problem';
import type { TensorLocation } from '../checkpoint/safetensors-header';
import { readSafetensorsHeader, readTensor } from '../checkpoint/safetensors-read';
import { floatTensor, writeSafetensors } from '../checkpoint/safetensors-write';
import type { Tensor } from '../graph/data-type';
import type { TrainerState } from './trainer';
import type { BestEvaluation } from './types';

export interface Checkpoint {
  readonly trainer: TrainerState;
  readonly best: BestEvaluation | undefined;
  /** What decides the result, by name: a training goes on only from a checkpoint whose is equal. */
  readonly configuration: Configuration;
}

export type Configuration = Readonly<Record<string, string | number | boolean | null>>;

const indexName = 'checkpoints.json';
const parametersName = 'parameters.safetensors';
const momentsName = 'moments.safetensors';
const stateName = 'state.json';
/** Of our own folders, finished or not, and of indices that were never finished. */
const ownName = /^(step-\d+(\.part)?|checkpoints\.json\.[0-9a-f]{8}\.part)$/;

const indexSchema = z.strictObject({ last: z.string().regex(/^step-\d+$/), best: z.string().regex(/^step-\d+$/).nullable() });
type Index = z.infer<typeof indexSchema>;

const stateSchema = z.strictObject({
  version: z.literal(1),
  /** Where in which epoch follows from it; so do shuffles and masks, with the seed. */
  step: z.int().min(0),
  best: z.strictObject({ step: z.int().min(0), value: z.number() }).nullable(),
  configuration: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** The checkpoint to go on from; undefined in a folder that has none, which is made where it is missing. Removes what a killed process left. */
export async function resumeFrom(folder: string, configuration: Configuration): Promise<Checkpoint | undefined> {
  try {
    await mkdir(folder, { recursive: true });
    const index = await readIndex(folder);
    await removeOthers(folder, index);
    if (index === undefined) return undefined;
    const state = await readState(join(folder, index.last));
    refuseOther(folder, state.configuration, configuration);
    return await readCheckpoint(join(folder, index.last), state);
  } catch (error) {
    throw describeFileProblem(error, folder);
  }
}

export interface SaveSettings {
  readonly isBest: boolean;
  /** Awaited when all is on disk, before the checkpoint counts. */
  readonly beforeItCounts: (() => void | Promise<void>) | undefined;
}

/** Makes this the last checkpoint and, if it is, the best; earlier ones are removed but for the best. */
export async function saveCheckpoint(folder: string, checkpoint: Checkpoint, { isBest, beforeItCounts }: SaveSettings): Promise<void> {
  const { stepsTaken, parameters, moments } = checkpoint.trainer;
  const name = `step-${stepsTaken}`;
  const [path, temporaryPath] = [join(folder, name), join(folder, `${name}.part`)];
  try {
    await rm(temporaryPath, { recursive: true, force: true });
    await mkdir(temporaryPath);
    await writeTensors(join(temporaryPath, parametersName), parameters);
    await writeTensors(join(temporaryPath, momentsName), moments);
    const state: z.infer<typeof stateSchema> = { version: 1, step: stepsTaken, best: checkpoint.best ?? null, configuration: checkpoint.configuration };
    await writeTextWhole(join(temporaryPath, stateName), `${JSON.stringify(state, null, 2)}\n`);
    await rename(temporaryPath, path);
    await syncFolder(folder);
    await beforeItCounts?.();
    const earlier = await readIndex(folder);
    const index = { last: name, best: isBest ? name : (earlier?.best ?? null) };
    await writeTextWhole(join(folder, indexName), `${JSON.stringify(index)}\n`);
    await removeOthers(folder, index);
  } catch (error) {
    throw describeFileProblem(error, path);
  }
}

/** Where the trained parameters lie, by name; those of the last checkpoint where nothing was evaluated. For loading, or for writing a model's folder. */
export async function trainedParameters(folder: string, which: 'last' | 'best'): Promise<ReadonlyMap<string, TensorLocation>> {
  const index = await readIndex(folder);
  if (index === undefined) throw new AppError('NOT_FOUND', `${folder}: no checkpoint is here. Train the model first.`);
  const path = join(folder, index[which] ?? index.last, parametersName);
  return (await readSafetensorsHeader(path, path)).tensors;
}

async function readCheckpoint(path: string, { step, best, configuration }: z.infer<typeof stateSchema>): Promise<Checkpoint> {
  const [parameters, moments] = [await readTensors(join(path, parametersName)), await readTensors(join(path, momentsName))];
  return { trainer: { stepsTaken: step, parameters, moments }, best: best ?? undefined, configuration };
}

async function readIndex(folder: string): Promise<Index | undefined> {
  const path = join(folder, indexName);
  try {
    return indexSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw damaged(error, path);
  }
}

async function readState(path: string): Promise<z.infer<typeof stateSchema>> {
  const file = join(path, stateName);
  try {
    return stateSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw damaged(error, file);
  }
}

function damaged(error: unknown, path: string): unknown {
  if (!(error instanceof SyntaxError || error instanceof z.ZodError)) return describeFileProblem(error, path);
  return new AppError('INVALID_INPUT', `${path}: the file is damaged or of a newer version. Remove the folder of these checkpoints to train anew.`, { cause: error });
}

async function removeOthers(folder: string, index: Index | undefined): Promise<void> {
  const kept = new Set([index?.last, index?.best]);
  for (const name of await readdir(folder)) {
    if (ownName.test(name) && !kept.has(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

function refuseOther(folder: string, then: Configuration, now: Configuration): void {
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])];
  const changes = names.filter((name) => then[name] !== now[name]).map((name) => `${name} was ${String(then[name])} and is ${String(now[name])}`);
  if (changes.length === 0) return;
  const shown = changes.length > 4 ? [...changes.slice(0, 3), `${changes.length - 3} more`] : changes;
  throw new AppError('CONFLICT', `${folder}: the checkpoint here is of another training: ${shown.join('; ')}. Train with what it was to go on from it, or choose another folder.`);
}

async function writeTensors(path: string, tensors: ReadonlyMap<string, Tensor<'f32'>>): Promise<void> {
  await writeSafetensors(path, [...tensors].map(([name, { shape, data }]) => floatTensor(name, data, { shape, dtype: 'f32' })));
}

async function readTensors(path: string): Promise<ReadonlyMap<string, Tensor<'f32'>>> {
  const { tensors } = await readSafetensorsHeader(path, path);
  const read = new Map<string, Tensor<'f32'>>();
  for (const [name, location] of tensors) read.set(name, { dataType: 'f32', shape: location.shape, data: await readTensor(location) });
  return read;
}
