/** @file The planner through the workbench: a corpus with states, a run over a label set, questions to the trained planner. All in this process. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input, Output } from '#shared/contracts/index';
import { PlannerResult } from '#shared/contracts/planner';
import type { DialogueId } from '#shared/domain/ids';
import { planDialogues } from '../../../../support/planner-dialogues';
import { openTestWorkbench, type TestWorkbench } from '../../../../support/test-workbench';

type Configuration = Input<'runs.start'>['config'];

const small = {
  data: { corpus: 'plans', states: 'labelSet', labelSet: 'gold' },
  input: { maxTokens: 32 },
  encoder: { layers: 1, hiddenSize: 8, heads: 2, intermediateSize: 16, vocabularySize: 300 },
  head: { context: 'mean' },
  training: { epochs: 2, batchSize: 16, learningRate: 0.01, warmupSteps: 2, threads: 1 },
  evaluation: { resamples: 0 },
} satisfies Configuration;

let workbench: TestWorkbench;
let run: Output<'runs.get'>;
let dialogueIds: DialogueId[];

beforeAll(async () => {
  workbench = await openTestWorkbench();
  const { client } = workbench;
  const path = await workbench.write('plans.json', JSON.stringify(planDialogues(20, 5).map(annotatedRecord)));
  await workbench.importFiles([path], { name: 'plans', format: 'esca-states' });
  await client.call('labels.makeFromCorpus', { corpus: 'plans', name: 'gold' });
  dialogueIds = (await client.call('dialogues.search', {})).rows.map(({ id }) => id);
  run = await finish(small);
}, 60_000);
afterAll(() => workbench[Symbol.asyncDispose]());

/** As ESCA's annotated files have it. */
function annotatedRecord({ turns }: ReturnType<typeof planDialogues>[number]): object {
  const dialog = turns.map(({ speaker, text, strategy, state }) =>
    speaker === 'supporter'
      ? { speaker, text, strategy: strategy ?? null }
      : { speaker, text, emotion_intensity: String(state?.emotionIntensity), behavior: state?.behaviour ?? '', stage_of_change: state?.stageOfChange ?? '', reliability: '3', response_competence: '3', perceived_understandability: '3', trust: '3' },
  );
  return { emotion_type: 'sadness', problem_type: 'other', situation: 'Something worries me.', dialog };
}

async function finish(config: Configuration): Promise<Output<'runs.get'>> {
  const { client } = workbench;
  const { id } = await client.call('runs.start', { kind: 'planner', config });
  await client.call('runs.work', { ids: [id] });
  for await (const row of client.stream('runs.watch', { id })) if (row.state === 'done' || row.state === 'failed') break;
  return client.call('runs.get', { id });
}

const ask = (input: Omit<Input<'planner.predict'>, 'runId'>) => workbench.client.call('planner.predict', { runId: run.id, ...input });

describe('a run', () => {
  test('ends with figures, lineage and artefacts', () => {
    expect(run.error).toBeUndefined();
    expect(run.state).toBe('done');
    expect(PlannerResult.parse(run.result)).toMatchObject({ data: { train: { dialogues: 16 }, valid: { dialogues: 2 }, test: { dialogues: 2, examples: 6 } }, isScripted: false });
    expect(run.inputs.map(({ kind, name }) => [kind, name])).toEqual([['corpus', 'plans'], ['label-set', 'gold']]);
    expect(run.artifacts.map(({ name, isFolder }) => [name, isFolder])).toEqual([['planner', true], ['predictions.jsonl', false], ['training-vectors', true]]);
    expect(run.lastMetrics).toMatchObject({ 'valid/macroF1': expect.any(Number), 'train/loss': expect.any(Number) });
  });

  test.each<[string, Configuration, string]>([
    ['states that nobody gave', { data: { corpus: 'plans' } }, 'turn head.usesState off for the ablation'],
    ['a label set that is not there', { data: { corpus: 'plans', states: 'labelSet', labelSet: 'silver' } }, 'has no label set "silver". It has "gold"'],
    ['a split that is not there', { data: { corpus: 'plans', split: 'mine' }, head: { usesState: false } }, 'has no split "mine"'],
    ['an unknown model', { data: { corpus: 'plans' }, head: { usesState: false }, encoder: { model: 'roberta-large' } }, 'There is no model "roberta-large"'],
    ['a misspelt option', { data: { corpus: 'plans' }, head: { useState: false } }, 'there is no option "head.useState"'],
  ])('is not started with %s', async (_, config, message) => {
    await expect(workbench.client.call('runs.start', { kind: 'planner', config })).rejects.toThrow(message);
  });

  test('is shown by its profiles and decisions', async () => {
    const kinds = await workbench.client.call('runs.kinds', {});
    const info = kinds.find(({ kind }) => kind === 'planner');
    expect(info?.profiles.map(({ name }) => name)).toEqual(['paper', 'authors-code', 'recommended']);
    for (const { options } of info?.profiles ?? []) {
      await expect(workbench.client.call('runs.forecast', { kind: 'planner', config: { data: { corpus: 'plans' }, head: { usesState: false } }, profile: info?.profiles[0]?.name })).resolves.toMatchObject({ slot: 'cpu' });
      expect(Object.keys(options)).toContain('training.learningRate');
    }
  });
});

describe('a prediction', () => {
  test('has the distribution, the state that was used, the attention and similar training examples', async () => {
    const [dialogueId] = dialogueIds;
    const prediction = await ask({ dialogueId: dialogueId as DialogueId, turn: 3 });
    expect(prediction.strategies).toHaveLength(8);
    expect(prediction.strategies.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
    expect(prediction.strategies.map(({ probability }) => probability)).toEqual(prediction.strategies.map(({ probability }) => probability).toSorted((a, b) => b - a));
    expect(Object.keys(prediction.attention ?? {})).toEqual(['emotion', 'trust', 'stage', 'behaviour']);
    expect(prediction).toMatchObject({ gold: expect.any(String), stateTurn: 2, state: { trust: 3, behaviour: 'statement-emotion' }, changed: [], firstTurn: 0 });
    expect(prediction.nearest).toHaveLength(5);
    for (const { seekerText, similarity } of prediction.nearest) {
      expect(seekerText).not.toBe('');
      expect(similarity).toBeLessThanOrEqual(1.000001);
    }
  });

  test('changes with the state', async () => {
    const turn = { dialogueId: dialogueIds[0] as DialogueId, turn: 1 };
    const changed = await ask({ ...turn, state: { emotionIntensity: 5, stageOfChange: 'maintenance', behaviour: 'command' } });
    expect(changed).toMatchObject({ changed: ['emotionIntensity', 'stageOfChange', 'behaviour'], state: { emotionIntensity: 5, trust: 3, stageOfChange: 'maintenance' } });
    expect(changed.strategies).not.toEqual((await ask(turn)).strategies);
  });

  test('may be asked for the turn after the last', async () => {
    expect((await ask({ dialogueId: dialogueIds[0] as DialogueId, turn: 6, neighbours: 0 })).gold).toBeNull();
    await expect(ask({ dialogueId: dialogueIds[0] as DialogueId, turn: 7 })).rejects.toThrow('has 6 turns');
  });

  test('needs a planner run that is done', async () => {
    await expect(workbench.client.call('planner.predict', { runId: 99, dialogueId: dialogueIds[0] as DialogueId, turn: 1 })).rejects.toThrow('99');
  });
});

test('a cell of the confusion table opens its examples', async () => {
  const result = PlannerResult.parse(run.result);
  const all = await workbench.client.call('planner.confusionItems', { runId: run.id });
  expect(all.total).toBe(6);
  for (const [row, gold] of result.test.labels.entries()) {
    for (const [column, predicted] of result.test.labels.entries()) {
      const { total, rows } = await workbench.client.call('planner.confusionItems', { runId: run.id, gold, predicted, limit: 1 });
      expect(total).toBe(result.test.confusion[row]?.[column]);
      expect(rows).toHaveLength(Math.min(1, total));
    }
  }
  expect(all.rows[0]).toMatchObject({ turn: expect.any(Number), seekerText: expect.stringMatching(/./) });
});

test('the planner goes out as one ONNX file', async () => {
  const { name, fileId, sizeBytes } = await workbench.client.call('planner.exportOnnx', { runId: run.id });
  expect(name).toBe(`planner-run-${run.id}.onnx`);
  const bytes = await readFile(join(workbench.workspacePath, 'exports', name));
  expect(bytes.length).toBe(sizeBytes);
  await workbench.client.call('files.discard', { fileId });
});
