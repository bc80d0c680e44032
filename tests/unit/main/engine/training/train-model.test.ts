/** @file A training from beginning to end: its events, and that a resumed one gives the very bits of an uninterrupted one. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCApiRuntime } from '#main/engine/runtime/c-api';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import { trainModel } from '#main/engine/training/train-model';
import type { TrainingEvent, TrainingHooks, TrainingOptions, TrainingPlan } from '#main/engine/training/types';
import { smallPlan, type LabelledTokens } from '../../../../support/engine/training';

let root: string;
let folderCount = 0;
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'solace-training-'))));
afterAll(() => rm(root, { recursive: true, force: true }));

describe('events', () => {
  test('come in the order in which things happen', async () => {
    const events = await eventsOf(planWith({ evaluateEverySteps: 5, checkpointEverySteps: 4 }));
    expect(events[0]).toEqual({ kind: 'started', step: 0, totalSteps: 14, stepsPerEpoch: 7, parameterCount: 979 });
    const improved = new Set(events.flatMap((event) => (event.kind === 'evaluated' && event.isBest ? [event.step] : [])));
    const expected = Array.from({ length: 14 }, (_, index) => index + 1).flatMap((step) => [
      `stepped ${step}`,
      ...(step % 5 === 0 || step === 14 ? [`evaluated ${step}`] : []),
      ...(step % 4 === 0 || step === 14 || improved.has(step) ? [`checkpointSaved ${step}`] : []),
    ]);
    expect(events.map(({ kind, step }) => `${kind} ${step}`)).toEqual(['started 0', ...expected, 'finished 14']);
    expect(events.at(-1)).toMatchObject({ reason: 'complete', best: { step: Math.max(...improved) } });
  });

  test('without figures of its own, evaluation and checkpoints come with each epoch', async () => {
    const events = await eventsOf(planWith());
    expect(events.filter(({ kind }) => kind === 'evaluated').map(({ step }) => step)).toEqual([7, 14]);
    expect(events.filter(({ kind }) => kind === 'checkpointSaved').map(({ step }) => step)).toEqual([7, 14]);
  });

  test('a step tells its epoch, its rate and its speed', async () => {
    const events = await eventsOf(planWith());
    const steps = events.filter((event) => event.kind === 'stepped');
    expect(steps.map(({ epoch }) => epoch)).toEqual([1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2]);
    expect(steps.map(({ learningRate }) => learningRate)).toEqual([1, 2, ...Array.from({ length: 12 }, (_, index) => 2 * (1 - (index + 1) / 12))].map((twice) => expect.closeTo(twice * 0.005, 12) as number));
    // The clock of the plan advances by half a second a reading.
    expect(steps.slice(0, 7).reduce((total, { examplesPerSecond }) => total + examplesPerSecond, 0)).toBe(22 * 2);
    const positions = planWith().examples.reduce((total, { ids }) => total + ids.length, 0);
    expect(steps.slice(7).reduce((total, { tokensPerSecond }) => total + tokensPerSecond, 0)).toBe(positions * 2);
  });
});

describe('the best checkpoint', () => {
  test.each([
    ['highest', 10],
    ['lowest', 5],
  ] as const)('by the %s of a metric that the caller computes', async (direction, step) => {
    const scores = new Map([[5, 0.2], [10, 0.9], [14, 0.4]]);
    const plan = planWith({ evaluateEverySteps: 5, best: { metric: 'f1', direction } });
    const events = await eventsOf(plan, { evaluate: ({ step }) => ({ f1: scores.get(step) ?? NaN }) });
    expect(events.at(-1)).toMatchObject({ best: { step, value: scores.get(step) } });
    expect(await foldersIn(plan)).toEqual(['checkpoints.json', 'step-14', `step-${step}`].sort());
    expect(JSON.parse(await readFile(join(plan.checkpointFolder, 'checkpoints.json'), 'utf8'))).toEqual({ last: 'step-14', best: `step-${step}` });
  });

  test('a metric that nobody computes is refused with those that are there', async () => {
    await expect(eventsOf(planWith({ best: { metric: 'f1', direction: 'highest' } }))).rejects.toThrow('The best checkpoint is chosen by "f1", which the evaluation does not give. Choose one of loss, confidence.');
  });

  test('a metric that is no number is refused', async () => {
    await expect(eventsOf(planWith({ best: { metric: 'f1', direction: 'highest' } }), { evaluate: () => ({ f1: NaN }) })).rejects.toThrow("The evaluation's f1 is NaN");
  });
});

describe('resuming', () => {
  test.each([
    ['onnxruntime-node', onnxRuntime, {}],
    ['the C API', createCApiRuntime(), {}],
    ['accumulation', onnxRuntime, { accumulationSteps: 2, epochs: 4 }],
    ['recomputed layers', onnxRuntime, { recomputesLayers: true }],
  ] satisfies [string, TrainingPlan<LabelledTokens>['device']['runtime'], Partial<TrainingOptions>][])('gives the bits of an uninterrupted training: %s', async (_, runtime, options) => {
    const device = { runtime, provider: 'cpu', threads: 1 } as const;
    const [whole, halved] = [{ ...planWith(options), device }, { ...planWith(options), device }];
    const expected = await eventsOf(whole);
    const before = await eventsOf(halved, pauseAfter(9));
    expect(before.at(-1)).toMatchObject({ kind: 'finished', reason: 'paused', step: 9 });
    const after = await eventsOf(halved);
    expect(after[0]).toMatchObject({ kind: 'started', step: 9 });
    expect(lossesOf([...before, ...after])).toEqual(lossesOf(expected));
    expect(await contentsOf(halved)).toEqual(await contentsOf(whole));
  });

  test('goes back to the last checkpoint when it was cut off between two', async () => {
    const [whole, cut] = [planWith({ checkpointEverySteps: 3 }), planWith({ checkpointEverySteps: 3 })];
    const expected = await eventsOf(whole);
    for await (const event of trainModel(cut)) if (event.step === 8 && event.kind === 'stepped') break;
    const after = await eventsOf(cut);
    expect(after[0]).toMatchObject({ kind: 'started', step: 7 });
    expect(lossesOf(after)).toEqual(lossesOf(expected).slice(7));
    expect(await contentsOf(cut)).toEqual(await contentsOf(whole));
  });

  test('a training that is complete only says so', async () => {
    const plan = planWith();
    await eventsOf(plan);
    expect((await eventsOf(plan)).map(({ kind, step }) => `${kind} ${step}`)).toEqual(['started 14', 'finished 14']);
  });

  test('one that is paused before its first step leaves nothing', async () => {
    const plan = planWith();
    expect((await eventsOf(plan, pauseAfter(0))).map(({ kind }) => kind)).toEqual(['started', 'finished']);
    expect(await foldersIn(plan)).toEqual([]);
  });

  test.each<[string, (plan: TrainingPlan<LabelledTokens>) => TrainingPlan<LabelledTokens>, string]>([
    ['an option', (plan) => ({ ...plan, options: { ...plan.options, learningRate: 0.02, seed: 6 } }), 'seed was 5 and is 6; learningRate was 0.01 and is 0.02'],
    ['the configuration', (plan) => ({ ...plan, configuration: { task: 'other', model: 'new' } }), 'task was first marker and is other; model was undefined and is new'],
    ['the data', (plan) => ({ ...plan, examples: plan.examples.slice(1) }), 'examples was 22 of lengths'],
  ])('is refused where %s changed', async (_, change, message) => {
    const plan = planWith();
    await eventsOf(plan, pauseAfter(2));
    const before = await contentsOf(plan);
    await expect(eventsOf(change(plan))).rejects.toThrow(message);
    await expect(eventsOf(change(plan))).rejects.toThrow('the checkpoint here is of another training');
    expect(await contentsOf(plan)).toEqual(before);
  });
});

test('the caller is asked before a checkpoint counts, after the events of all its steps', async () => {
  const plan = planWith({ checkpointEverySteps: 4 });
  const seen: number[] = [];
  const kept: [number, number, string][] = [];
  const hooks: TrainingHooks<LabelledTokens> = {
    beforeCheckpointBecomesCurrent: async ({ step }) => void kept.push([step, seen.length, (await foldersIn(plan)).join(' ')]),
  };
  for await (const event of trainModel({ ...plan, heldOut: undefined }, hooks)) if (event.kind === 'stepped') seen.push(event.step);
  expect(kept).toEqual([[4, 4, 'step-4'], [8, 8, 'checkpoints.json step-4 step-8'], [12, 12, 'checkpoints.json step-12 step-8'], [14, 14, 'checkpoints.json step-12 step-14']]);
  expect(await foldersIn(plan)).toEqual(['checkpoints.json', 'step-14']);
});

test('a checkpoint that the caller could not follow does not count', async () => {
  const plan = planWith({ checkpointEverySteps: 4 });
  let calls = 0;
  await expect(eventsOf(plan, { beforeCheckpointBecomesCurrent: () => (++calls === 2 ? Promise.reject(new Error('the disk is gone')) : undefined) })).rejects.toThrow('the disk is gone');
  expect((await eventsOf(plan))[0]).toMatchObject({ kind: 'started', step: 4 });
});

test('a signal stops it at once', async () => {
  const plan = planWith();
  const controller = new AbortController();
  const steps: number[] = [];
  const training = async (): Promise<void> => {
    for await (const event of trainModel(plan, { signal: controller.signal })) {
      if (event.kind === 'stepped') steps.push(event.step);
      if (event.step === 3) controller.abort();
    }
  };
  await expect(training()).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(steps).toEqual([1, 2, 3]);
  expect(await foldersIn(plan)).toEqual([]);
});

test.each([
  [{ examples: [] }, 'There is no example to learn from.'],
  [{ heldOut: [] }, 'There is no held-out example to evaluate with.'],
])('%j is refused', async (without, message) => {
  await expect(eventsOf({ ...planWith(), ...without })).rejects.toThrow(message);
});

function planWith(options: Partial<TrainingOptions> = {}): TrainingPlan<LabelledTokens> {
  return smallPlan({ checkpointFolder: join(root, String(folderCount++)), options });
}

async function eventsOf<Example>(plan: TrainingPlan<Example>, hooks: TrainingHooks<Example> = {}): Promise<TrainingEvent[]> {
  return await Array.fromAsync(trainModel(plan, hooks));
}

function pauseAfter(steps: number): TrainingHooks<LabelledTokens> {
  let asked = 0;
  return { isPauseAsked: () => asked++ === steps };
}

function lossesOf(events: readonly TrainingEvent[]): [number, number][] {
  return events.flatMap((event) => (event.kind === 'stepped' ? [[event.loss, event.gradientNorm]] : []));
}

async function foldersIn({ checkpointFolder }: { checkpointFolder: string }): Promise<string[]> {
  return (await readdir(checkpointFolder)).sort();
}

/** Every file of the checkpoints with its bytes. */
async function contentsOf({ checkpointFolder }: { checkpointFolder: string }): Promise<[string, string][]> {
  const files = (await readdir(checkpointFolder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return await Promise.all(files.sort().map(async (path): Promise<[string, string]> => [path.slice(checkpointFolder.length), (await readFile(path)).toString('base64')]));
}
