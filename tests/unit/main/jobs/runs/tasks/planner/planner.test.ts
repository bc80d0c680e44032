/** @file A planner run in this process on small dialogues: it learns, keeps what it found, resumes bit for bit, and its ONNX is the planner. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSafetensorsHeader, readTensor } from '#main/engine/checkpoint/safetensors-read';
import { openPlannerFolder } from '#main/engine/models/planner-folder';
import { createPlannerPredictor, plannerOnnx } from '#main/engine/models/planner-predictor';
import { plannerInputs } from '#main/engine/models/planner-model';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import { encoderOf } from '#main/jobs/runs/tasks/planner/examples';
import type { DialoguesQuestion, PlannerTaskInput } from '#main/jobs/runs/tasks/planner/input';
import { readTrainingVectors } from '#main/jobs/runs/tasks/planner/keep-planner';
import { openPlanner } from '#main/jobs/runs/tasks/planner/open-planner';
import { plannerTask } from '#main/jobs/runs/tasks/planner/planner';
import type { RunQuestion } from '#main/jobs/runs/run-task';
import type { PlannerDialogue } from '#main/research/planner/samples';
import { PlannerResult } from '#shared/contracts/planner';
import { plannerStateOf } from '#shared/domain/planner';
import { PlannerConfig, plannerProfiles } from '#shared/domain/planner-config';
import { withChanges, type Configuration } from '#shared/domain/runs/config-paths';
import type { Json } from '#shared/domain/json';
import { describeFixture, fixtureFolder } from '../../../../../../support/engine/fixtures';
import { planDialogues } from '../../../../../../support/planner-dialogues';
import { fakeRunLink, type FakeRunLink } from '../../../../../../support/runs/fake-run-link';

const small = {
  data: { corpus: 1, states: 'corpus' },
  input: { maxTokens: 48 },
  encoder: { layers: 1, hiddenSize: 16, heads: 2, intermediateSize: 32, vocabularySize: 400 },
  head: { context: 'mean', dropout: 0.1 },
  training: { epochs: 2, batchSize: 8, learningRate: 0.01, warmupSteps: 4, threads: 1 },
  evaluation: { resamples: 20 },
} satisfies Configuration;

let root: string;
let count = 0;
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'solace-planner-'))));
afterAll(() => rm(root, { recursive: true, force: true }));

const parts = { train: planDialogues(24, 1), valid: planDialogues(6, 2), test: planDialogues(8, 3) };

function answer(question: RunQuestion): { dialogues: PlannerDialogue[]; after: number | null } {
  const { part, after } = question as DialoguesQuestion;
  const dialogues = parts[part].map(({ turns }, index) => ({ id: 100 * Object.keys(parts).indexOf(part) + index + 1, turns: turns.map(({ state, ...turn }) => ({ ...turn, state: state && plannerStateOf(state) })) }));
  // In pages of ten, as the store would.
  const page = dialogues.slice(after + 1, after + 11);
  return { dialogues: page, after: page.length < 10 ? null : after + 10 };
}

function firstPage(part: DialoguesQuestion['part']): PlannerDialogue[] {
  const question: DialoguesQuestion = { kind: 'planner-dialogues', part, after: -1 };
  return answer(question).dialogues;
}

function inputOf(changes: Readonly<Record<string, Json>> = {}): PlannerTaskInput {
  return {
    config: PlannerConfig.parse(withChanges(small, changes)),
    vocabulary: 'esconv8',
    encoderFolder: null,
    tokenizerFolder: null,
    provenance: { corpus: { name: 'plans', sha256: 'c0' }, split: { name: 'sequential', sha256: null }, states: { name: 'gold', sha256: 's0', isScripted: true }, encoder: null },
  };
}

async function newRun(): Promise<FakeRunLink> {
  const folder = join(root, String(count++));
  await mkdir(folder);
  return fakeRunLink({ folder, answer });
}

async function finished(changes?: Readonly<Record<string, Json>>): Promise<{ run: FakeRunLink; result: PlannerResult }> {
  const run = await newRun();
  return { run, result: PlannerResult.parse(await plannerTask(inputOf(changes), run)) };
}

describe('a run with states', () => {
  let run: FakeRunLink;
  let result: PlannerResult;
  beforeAll(async () => void ({ run, result } = await finished({ 'training.epochs': 8 })), 60_000);

  test('learns what the majority cannot know, and says what it rests on', () => {
    expect(result.data).toMatchObject({ train: { dialogues: 24, examples: 72 }, valid: { examples: 18 }, test: { dialogues: 8, examples: 24, leftOut: { withoutStrategy: 0, beforeSeeker: 0, withoutState: 0 } } });
    expect(result).toMatchObject({ usesState: true, isScripted: true, training: { steps: 80, select: 'macroF1' } });
    expect(result.test.accuracy).toBeGreaterThan((result.baselines.find(({ name }) => name === 'majority')?.accuracy ?? 1) + 0.3);
    expect(result.test.ci?.macroF1).toMatchObject({ low: expect.any(Number), high: expect.any(Number) });
    expect(Object.values(result.attention ?? {}).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
  });

  test('measures five baselines on the same examples', () => {
    expect(result.baselines.map(({ name }) => name)).toEqual(['majority', 'previousStrategy', 'labelFrequency', 'regression', 'balancedRegression']);
    expect(result.baselines.find(({ name }) => name === 'labelFrequency')?.ci).toBeUndefined();
  });

  test('reports every step once, and the validation after every epoch', () => {
    const steps = run.reported.metrics.filter(({ values }) => 'train/loss' in values).map(({ step }) => step);
    expect(steps).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
    expect(run.reported.metrics.filter(({ values }) => 'valid/macroF1' in values).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(run.reported.progress).toMatchObject({ done: 80, total: 80, unit: 'steps' });
    expect(run.reported.artifacts.map(({ name }) => name)).toEqual(['planner', 'predictions.jsonl', 'training-vectors']);
  });

  test('keeps every prediction with its place and those of the baselines', async () => {
    const lines = (await readFile(join(run.folder, 'predictions.jsonl'), 'utf8')).trim().split('\n').map((line): Record<string, unknown> => JSON.parse(line));
    expect(lines).toHaveLength(24);
    expect(lines[0]).toMatchObject({ dialogueId: 201, turn: 1, gold: parts.test[0]?.turns[1]?.strategy, baselines: { majority: expect.any(String), regression: expect.any(String) } });
    expect(lines.filter(({ gold, predicted }) => gold === predicted).length / 24).toBeCloseTo(result.test.accuracy, 10);
  });

  test('writes a card with data, options and figures, and marks scripted states', async () => {
    const card = await readFile(join(run.folder, 'planner', 'README.md'), 'utf8');
    for (const text of ['plans (sha256 c0)', 'scripted', '| planner |', '| majority |', '"epochs": 8']) expect(card).toContain(text);
  });

  test('is opened again: distribution, attention, similar examples; the state changes the plan', async () => {
    const planner = await openPlanner(run.folder);
    const [dialogue] = firstPage('test');
    const history = dialogue?.turns.slice(0, 1) ?? [];
    const ask = (emotionIntensity: number) => planner.predict({ history, state: { emotionIntensity, trust: 3, stageOfChange: 'contemplation', behaviour: 'statement-emotion' }, neighbours: 3 });
    const [mild, strong] = [await ask(1), await ask(5)];
    await planner.dispose();
    expect(mild.probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
    expect(mild.labels[0]).toBe('Affirmation and Reassurance');
    expect(mild.attention).toHaveLength(4);
    expect(mild.firstTurn).toBe(0);
    expect(mild.nearest).toHaveLength(3);
    expect(mild.nearest[0]?.similarity).toBeGreaterThan(0.5);
    expect(mild.probabilities).not.toEqual(strong.probabilities);
    expect(mild.nearest).toEqual(strong.nearest);
  });

  test('the vectors of the training examples are there, in their order', async () => {
    const { examples, values } = await readTrainingVectors(join(run.folder, 'training-vectors'));
    expect(examples).toHaveLength(72);
    expect(examples[0]).toEqual({ dialogueId: 1, turn: 1, strategy: parts.train[0]?.turns[1]?.strategy });
    expect(values).toHaveLength(72 * 16);
  });

  test('as one ONNX file it says the same', async () => {
    const folder = await openPlannerFolder(join(run.folder, 'planner'));
    const [dialogue] = firstPage('test');
    const query = encoderOf(folder.tokenizer, folder.settings)({ history: dialogue?.turns.slice(0, 3) ?? [], state: dialogue?.turns[2]?.state });
    const predictor = await createPlannerPredictor(folder, { runtime: onnxRuntime, threads: 1 });
    const [own] = await predictor.predict([query]);
    await predictor.dispose();
    const session = await onnxRuntime.createSession(await plannerOnnx(folder), { provider: 'cpu', threads: 1 });
    const outputs = await session.run({ inputs: plannerInputs(folder.network, [query], { rows: 1, length: 48 }), outputs: ['logits', 'attention', 'context'] });
    await session.dispose();
    const values = (name: string): number[] => Array.from(outputs.get(name)?.data ?? [], Number);
    const exponentials = values('logits').map(Math.exp);
    const total = exponentials.reduce((sum, one) => sum + one, 0);
    expect(exponentials.map((one) => one / total)).toEqual(Array.from(own?.probabilities ?? [], (one) => expect.closeTo(one, 5)));
    expect(values('attention')).toEqual(Array.from(own?.attention ?? [], (one) => expect.closeTo(one, 5)));
    expect(values('context')).toEqual(Array.from(own?.context ?? [], (one) => expect.closeTo(one, 4)));
  });
});

test('the ablation sees no state: no attention, fewer parameters, the same examples', async () => {
  const { result } = await finished({ 'head.usesState': false, 'evaluation.hasBaselines': false, 'evaluation.resamples': 0 });
  expect(result).toMatchObject({ usesState: false, baselines: [], data: { test: { examples: 24 } } });
  expect(result.attention).toBeUndefined();
  expect(result.test.ci).toBeUndefined();
});

test('options beyond the paper train too', async () => {
  const { result } = await finished({ 'input.showsStrategies': true, 'input.numbersTurns': true, 'input.typesSpeakers': true, 'input.positions': 'fromEnd', 'encoder.tokenDropout': 0.3, 'head.mlp': 'perAspect', 'head.isScaled': true, 'head.activation': 'tanh', 'head.context': 'pooler', 'training.epochs': 1, 'training.classWeights': 'balanced', 'training.select': 'loss', 'input.endsWithToken': false, 'evaluation.hasBaselines': false });
  expect(result.training.select).toBe('loss');
});

test('an encoder of a folder begins where it was, with a new head', async () => {
  const first = await finished({ 'training.epochs': 1, 'evaluation.hasBaselines': false });
  const run = await newRun();
  const input = { ...inputOf({ 'training.epochs': 1, 'training.learningRate': 1e-7, 'head.context': 'pooler', 'head.mlp': 'perAspect', 'evaluation.hasBaselines': false }), encoderFolder: join(first.run.folder, 'planner') };
  const result = PlannerResult.parse(await plannerTask(input, run));
  expect(result.training.vocabularySize).toBe(first.result.training.vocabularySize);
  expect(run.reported.log).toEqual(expect.arrayContaining([expect.stringContaining('has no pooler')]));
  const [before, after] = [await tensorsOf(first.run.folder), await tensorsOf(run.folder)];
  const name = 'bert.embeddings.word_embeddings.weight';
  expect([...(after.get(name) ?? [])].slice(0, 50)).toEqual([...(before.get(name) ?? [])].slice(0, 50).map((value) => expect.closeTo(value, 4)));
  expect(after.has('planner.mlp.emotion.0.weight')).toBe(true);
});

describeFixture('roberta', () => {
  test('RoBERTa as the paper has it: its tokens, its positions, its length, its tensors', async () => {
    const run = await newRun();
    const published = withChanges({ data: small.data }, { ...plannerProfiles['authors-code'], 'training.epochs': 1, 'training.batchSize': 24, 'training.threads': 1, 'evaluation.hasBaselines': false, 'evaluation.resamples': 0 });
    await plannerTask({ ...inputOf(), config: PlannerConfig.parse(published), encoderFolder: fixtureFolder('roberta') }, run);
    const { network, settings, weights, tokenizer } = await openPlannerFolder(join(run.folder, 'planner'));
    expect(settings).toMatchObject({ maxTokens: 64, tokens: { begin: 0, pad: 1, end: 2 } });
    expect(network).toMatchObject({ prefix: 'roberta.', encoder: { firstPosition: 2, layers: 2 }, head: { context: 'pooler', isScaled: true } });
    expect([...weights.tensors.keys()].filter((name) => !name.startsWith('roberta.') && !name.startsWith('planner.'))).toEqual([]);
    expect(encoderOf(tokenizer, settings)({ history: [{ speaker: 'seeker', text: 'Hello' }], state: { emotionIntensity: 1, trust: 1, stageOfChange: 'action', behaviour: 'greeting' } })).toMatchObject({ levels: [0, 0, 3, 0], firstUtterance: 0 });
  });
});

test('stopped and gone on from its checkpoint it ends in the same bits', async () => {
  const whole = await finished({ 'evaluation.hasBaselines': false });
  const run = await newRun();
  const stopping: FakeRunLink = {
    ...run,
    metrics(step, values, at) {
      run.metrics(step, values, at);
      if (step === 5) run.stop();
    },
  };
  await expect(plannerTask(inputOf({ 'evaluation.hasBaselines': false }), stopping)).rejects.toThrow('paused');
  const again = fakeRunLink({ folder: run.folder, isResumed: true, answer });
  const result = PlannerResult.parse(await plannerTask(inputOf({ 'evaluation.hasBaselines': false }), again));
  expect(again.reported.metrics[0]?.step).toBe(6);
  expect(result).toEqual(whole.result);
  expect(await tensorsOf(run.folder)).toEqual(await tensorsOf(whole.run.folder));
});

test('a part without examples is refused with the reason', async () => {
  const run = fakeRunLink({ folder: root, answer: () => ({ dialogues: [{ id: 1, turns: [{ speaker: 'supporter', text: 'Hi.', strategy: 'Others' }] }], after: null }) });
  await expect(plannerTask(inputOf(), run)).rejects.toThrow('The part train has 1 dialogues and no example: 1 before the seeker spoke.');
});

async function tensorsOf(folder: string): Promise<Map<string, Float32Array>> {
  const file = join(folder, 'planner', 'model.safetensors');
  const values = new Map<string, Float32Array>();
  for (const [name, location] of (await readSafetensorsHeader(file, file)).tensors) values.set(name, await readTensor(location));
  return values;
}
