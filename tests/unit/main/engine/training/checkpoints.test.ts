/** @file The folder of a training's checkpoints: exact contents, what is kept, and what a killed process or a damaged disk leaves. */
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readTensor } from '#main/engine/checkpoint/safetensors-read';
import type { Tensor } from '#main/engine/graph/data-type';
import { resumeFrom, saveCheckpoint, trainedParameters, type Checkpoint } from '#main/engine/training/checkpoints';

const configuration = { seed: 1, model: 'small' };

let root: string;
let folder: string;
let count = 0;
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'solace-checkpoints-'))));
beforeEach(() => void (folder = join(root, String(count++))));
afterAll(() => rm(root, { recursive: true, force: true }));

function checkpointAt(step: number): Checkpoint {
  const value = (name: string, ...values: number[]): [string, Tensor<'f32'>] => [name, { dataType: 'f32', shape: [values.length], data: Float32Array.from(values) }];
  return {
    trainer: { stepsTaken: step, parameters: new Map([value('w', step, 0.1, -0)]), moments: new Map([value('first_moment/w', 1e-38, 2, 3), value('second_moment/w', 4, 5, 1e-45)]) },
    best: step > 2 ? { step: 2, value: 0.1 + 0.2 } : undefined,
    configuration,
  };
}

async function save(step: number, { isBest = false, beforeItCounts = undefined as (() => Promise<void>) | undefined } = {}): Promise<void> {
  await saveCheckpoint(folder, checkpointAt(step), { isBest, beforeItCounts });
}

async function names(): Promise<string[]> {
  return (await readdir(folder)).sort();
}

test('a new folder is made and holds nothing to go on from', async () => {
  expect(await resumeFrom(folder, configuration)).toBeUndefined();
  expect(await names()).toEqual([]);
});

test('what is saved comes back bit for bit', async () => {
  await resumeFrom(folder, configuration);
  await save(3);
  expect(await resumeFrom(folder, configuration)).toEqual(checkpointAt(3));
});

test('the last and the best are kept, and never more', async () => {
  await resumeFrom(folder, configuration);
  const kept: string[][] = [];
  for (const [step, isBest] of [[1, true], [2, false], [3, true], [4, false], [5, false]] as const) {
    await save(step, { isBest });
    kept.push((await names()).slice(1));
  }
  expect(kept).toEqual([['step-1'], ['step-1', 'step-2'], ['step-3'], ['step-3', 'step-4'], ['step-3', 'step-5']]);
  const valueIn = async (which: 'last' | 'best'): Promise<number | undefined> => {
    const location = (await trainedParameters(folder, which)).get('w');
    return location && (await readTensor(location))[0];
  };
  expect([await valueIn('last'), await valueIn('best')]).toEqual([5, 3]);
});

test('where nothing was the best, the last stands for it', async () => {
  await resumeFrom(folder, configuration);
  await save(4);
  expect([...(await trainedParameters(folder, 'best')).values()][0]?.file).toContain('step-4');
});

test('half-written checkpoints and indices are ignored and removed; files of others stay', async () => {
  await resumeFrom(folder, configuration);
  await save(2);
  for (const name of ['step-4', 'step-6.part']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'step-6.part', 'parameters.safetensors.0123abcd.part'), 'half');
  await writeFile(join(folder, 'checkpoints.json.89abcdef.part'), '{"last":');
  await writeFile(join(folder, 'step-notes.txt'), 'of a person');
  expect((await resumeFrom(folder, configuration))?.trainer.stepsTaken).toBe(2);
  expect(await names()).toEqual(['checkpoints.json', 'step-2', 'step-notes.txt']);
});

test('one that failed before it counted is not there, and does not stand in the way', async () => {
  await resumeFrom(folder, configuration);
  await save(2);
  await expect(save(4, { beforeItCounts: () => Promise.reject(new Error('no')) })).rejects.toThrow('no');
  expect(await resumeFrom(folder, configuration)).toMatchObject({ trainer: { stepsTaken: 2 } });
  await save(4);
  expect(await resumeFrom(folder, configuration)).toMatchObject({ trainer: { stepsTaken: 4 } });
});

test('a checkpoint of another training is refused, with what differs, and stays', async () => {
  await resumeFrom(folder, configuration);
  await save(2);
  await expect(resumeFrom(folder, { seed: 2, model: 'small' })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: `${folder}: the checkpoint here is of another training: seed was 1 and is 2. Train with what it was to go on from it, or choose another folder.`,
  });
  await expect(resumeFrom(folder, { a: 1, b: 2, c: 3, d: 4 })).rejects.toThrow('seed was 1 and is undefined; model was small and is undefined; a was undefined and is 1; 3 more.');
  expect(await names()).toEqual(['checkpoints.json', 'step-2']);
});

test.each<[string, () => Promise<void>, string]>([
  ['an index that is no JSON', () => writeFile(join(folder, 'checkpoints.json'), '{"last"'), 'checkpoints.json: the file is damaged or of a newer version'],
  ['an index that leads out of the folder', () => writeFile(join(folder, 'checkpoints.json'), '{"last":"../step-2","best":null}'), 'checkpoints.json: the file is damaged'],
  ['a state of a newer version', async () => writeFile(join(folder, 'step-2/state.json'), (await readFile(join(folder, 'step-2/state.json'), 'utf8')).replace('"version": 1', '"version": 2')), 'state.json: the file is damaged or of a newer version'],
  ['parameters that were cut off', () => truncate(join(folder, 'step-2/parameters.safetensors'), 100), 'parameters.safetensors'],
  ['moments that are gone', () => rm(join(folder, 'step-2/moments.safetensors')), 'moments.safetensors: there is no such file'],
])('%s: a clear error, and nothing is removed', async (_, damage, message) => {
  await resumeFrom(folder, configuration);
  await save(2);
  await damage();
  await expect(resumeFrom(folder, configuration)).rejects.toThrow(message);
  expect(await names()).toEqual(['checkpoints.json', 'step-2']);
});

test('a folder without checkpoints has no parameters to give', async () => {
  await resumeFrom(folder, configuration);
  await expect(trainedParameters(folder, 'best')).rejects.toThrow('no checkpoint is here. Train the model first.');
});
