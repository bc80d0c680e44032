/** @file The work of a planner run, from dialogues to figures: read, train, keep, evaluate beside the baselines. Ends early where it trained before. */
import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import type { PlannerResult } from '#shared/contracts/planner';
import type { Json } from '#shared/domain/json';
import { openPlannerFolder } from '../../../../engine/models/planner-folder';
import type { PlannerExample } from '../../../../engine/models/planner-model';
import { createPlannerPredictor, type PlannerAnswer } from '../../../../engine/models/planner-predictor';
import { chooseRuntime, type ChosenRuntime } from '../../../../engine/runtime/choose-runtime';
import { writeTextWhole } from '../../../../engine/checkpoint/atomic-file';
import { classWeights } from '../../../../research/planner/class-weights';
import { utteranceText } from '../../../../research/planner/history';
import type { PlannerSample, PlannerTurn } from '../../../../research/planner/samples';
import type { RunLink, RunTask } from '../../run-task';
import { plannerCard } from './card';
import { evaluatePlanner, predictBaselines } from './evaluate-planner';
import { encoderOf, fetchData, type PartData, type PlannerData } from './examples';
import type { PlannerTaskInput } from './input';
import { plannerArtifacts, writePlanner, writePredictions, writeTrainingVectors } from './keep-planner';
import { preparePlanner, type PreparedPlanner } from './prepare-encoder';
import { checkpointFolder, trainPlanner, type TrainingOutcome } from './train-planner';

export const plannerTask: RunTask<PlannerTaskInput> = async (input, run): Promise<Json> => {
  const chosen = await chooseRuntime();
  run.device(chosen.name === 'c-api' ? 'CPU' : 'CPU (onnxruntime-node)');
  const data = await fetchData(input, run);
  const planner = await preparePlanner(input, { trainingTexts: distinctTexts(data.train.samples, input), seed: run.seed });
  for (const note of planner.notes) run.log('warn', note);
  const outcome = await train(input, planner, { run, data, chosen });
  await writePlanner(run.folder, planner, { checkpoints: checkpointFolder(run), card: '' });
  const result = await evaluate(input, planner, { run, data, chosen, outcome });
  await writeTextWhole(join(run.folder, plannerArtifacts.planner, 'README.md'), plannerCard(input, result, run.seed));
  run.artifact({ name: plannerArtifacts.planner, kind: 'planner', path: plannerArtifacts.planner });
  run.artifact({ name: plannerArtifacts.predictions, kind: 'predictions', path: plannerArtifacts.predictions });
  run.artifact({ name: plannerArtifacts.neighbours, kind: 'vectors', path: plannerArtifacts.neighbours });
  return result;
};

interface Work {
  readonly run: RunLink;
  readonly data: PlannerData;
  readonly chosen: ChosenRuntime;
}

async function train(input: PlannerTaskInput, planner: PreparedPlanner, { run, data, chosen }: Work): Promise<TrainingOutcome> {
  const { labels } = planner.settings;
  const encode = encoderOf(planner.tokenizer, planner.settings);
  const labelOf = ({ strategy }: PlannerSample): number => labels.indexOf(strategy);
  const weights = classWeights(data.train.samples.map(labelOf), labels.length, input.config.training.classWeights);
  const examplesOf = ({ samples }: PartData): PlannerExample[] => samples.map((sample) => ({ ...encode(sample), label: labelOf(sample), weight: weights[labelOf(sample)] ?? 1 }));
  return await trainPlanner(input, planner, { run, chosen, data: { train: examplesOf(data.train), valid: examplesOf(data.valid) } });
}

/** By the folder as it was written, so that what is measured is what is kept. */
async function evaluate(input: PlannerTaskInput, planner: PreparedPlanner, { run, data, chosen, outcome }: Work & { readonly outcome: TrainingOutcome }): Promise<PlannerResult> {
  const { config, vocabulary, provenance } = input;
  const { labels } = planner.settings;
  const test = await answersFor(data.test.samples, input, { run, chosen, note: 'predicting the test part' });
  const train = await answersFor(data.train.samples, input, { run, chosen, note: 'keeping vectors of the training part' });
  const textOf = ({ history }: PlannerSample): string => history.map((turn, place) => textIn(input, turn, place)).join(' ');
  const breathe = async (note: string): Promise<void> => {
    run.progress({ done: outcome.steps, total: outcome.steps, unit: 'steps', note });
    await setImmediate();
    run.signal.throwIfAborted();
  };
  const baselines = config.evaluation.hasBaselines ? await predictBaselines({ labels, train: data.train.samples, test: data.test.samples, textOf, seed: run.seed, breathe }) : [];
  await breathe('measuring');
  const { lines, ...figures } = evaluatePlanner({ labels, vocabulary, test: data.test.samples, answers: test, baselines, resamples: config.evaluation.resamples, seed: run.seed });
  await writePredictions(run.folder, lines);
  await writeTrainingVectors(run.folder, data.train.samples, train);
  const counts = ({ dialogues, samples, leftOut }: PartData): PlannerResult['data']['train'] => ({ dialogues, examples: samples.length, leftOut });
  return {
    labels,
    usesState: config.head.usesState,
    isScripted: provenance.states?.isScripted ?? false,
    data: { train: counts(data.train), valid: counts(data.valid), test: counts(data.test) },
    training: { ...outcome, select: config.training.select, vocabularySize: planner.tokenizer.vocabularySize },
    ...figures,
  };
}

async function answersFor(samples: readonly PlannerSample[], { config }: PlannerTaskInput, { run, chosen, note }: Pick<Work, 'run' | 'chosen'> & { readonly note: string }): Promise<readonly PlannerAnswer[]> {
  const folder = await openPlannerFolder(join(run.folder, plannerArtifacts.planner));
  const { threads } = config.training;
  const predictor = await createPlannerPredictor(folder, { runtime: chosen.runtime, ...(threads === 0 ? {} : { threads }) });
  try {
    run.progress({ done: 0, total: samples.length, unit: 'examples', note });
    return await predictor.predict(samples.map(encoderOf(folder.tokenizer, folder.settings)), run.signal);
  } finally {
    await predictor.dispose();
  }
}

/** Every turn once, in order: what the vocabulary is made of. */
function distinctTexts(samples: readonly PlannerSample[], input: PlannerTaskInput): string[] {
  const texts = new Map<PlannerTurn, string>();
  for (const { history } of samples) for (const [place, turn] of history.entries()) if (!texts.has(turn)) texts.set(turn, textIn(input, turn, place));
  return [...texts.values()];
}

function textIn({ config: { input } }: PlannerTaskInput, turn: PlannerTurn, place: number): string {
  return utteranceText(turn, place, input);
}
