/** @file What a planner run leaves: the planner's folder, the predictions, and the training examples' context vectors for finding similar ones. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/contracts/errors';
import { writeTextWhole } from '../../../../engine/checkpoint/atomic-file';
import { readSafetensorsHeader, readTensor } from '../../../../engine/checkpoint/safetensors-read';
import { floatTensor, writeSafetensors } from '../../../../engine/checkpoint/safetensors-write';
import { writePlannerFolder } from '../../../../engine/models/planner-folder';
import type { PlannerAnswer } from '../../../../engine/models/planner-predictor';
import { trainedParameters } from '../../../../engine/training/checkpoints';
import type { PlannerSample } from '../../../../research/planner/samples';
import type { PredictionLine } from './evaluate-planner';
import type { PreparedPlanner } from './prepare-encoder';

/** Names inside a run's folder, which are the artefacts' names too. */
export const plannerArtifacts = { planner: 'planner', predictions: 'predictions.jsonl', neighbours: 'training-vectors' } as const;

export async function writePlanner(folder: string, planner: PreparedPlanner, { checkpoints, card }: { checkpoints: string; card: string }): Promise<string> {
  const tensors: { name: string; shape: readonly number[]; values: Float32Array }[] = [];
  for (const [name, location] of await trainedParameters(checkpoints, 'best')) tensors.push({ name, shape: location.shape, values: await readTensor(location) });
  const path = join(folder, plannerArtifacts.planner);
  await writePlannerFolder(path, { encoderConfig: planner.encoderConfig, settings: planner.settings, tensors, tokenizer: planner.tokenizerFiles, card });
  return path;
}

export async function writePredictions(folder: string, lines: readonly PredictionLine[]): Promise<string> {
  const path = join(folder, plannerArtifacts.predictions);
  await writeTextWhole(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path;
}

/** What the vectors stand for, in the order of their rows. */
const NeighbourRows = z.array(z.tuple([z.int(), z.int(), z.string()]));

export async function writeTrainingVectors(folder: string, samples: readonly PlannerSample[], answers: readonly PlannerAnswer[]): Promise<string> {
  const path = join(folder, plannerArtifacts.neighbours);
  const size = answers[0]?.context.length ?? 0;
  const values = new Float32Array(answers.length * size);
  for (const [row, { context }] of answers.entries()) values.set(context, row * size);
  await mkdir(path, { recursive: true });
  await writeSafetensors(join(path, 'vectors.safetensors'), [floatTensor('context', values, { shape: [answers.length, size], dtype: 'f32' })]);
  await writeTextWhole(join(path, 'examples.json'), JSON.stringify(samples.map(({ dialogueId, turn, strategy }) => [dialogueId, turn, strategy])));
  return path;
}

export interface TrainingVectors {
  readonly examples: readonly { readonly dialogueId: number; readonly turn: number; readonly strategy: string }[];
  /** [examples, size] */
  readonly values: Float32Array;
}

export async function readTrainingVectors(path: string): Promise<TrainingVectors> {
  const file = join(path, 'vectors.safetensors');
  const location = (await readSafetensorsHeader(file, file)).tensors.get('context');
  const rows = NeighbourRows.safeParse(JSON.parse(await readFile(join(path, 'examples.json'), 'utf8')));
  if (location === undefined || !rows.success || rows.data.length !== location.shape[0]) throw new AppError('INVALID_INPUT', `${path}: the vectors of the training examples are damaged. Run the planner again.`);
  return { examples: rows.data.map(([dialogueId, turn, strategy]) => ({ dialogueId, turn, strategy })), values: await readTensor(location) };
}
