/** @file Label sets through the whole core: the states of a corpus, files in and out that come back equal, schemas, reports. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { LabelFormat } from '#shared/contracts/labels';
import type { LabelSetId } from '#shared/domain/ids';
import { hopeSchema } from '../../../../support/labels/schema';
import { openTestWorkbench, type TestWorkbench } from '../../../../support/test-workbench';

const demoPath = resolve(import.meta.dirname, '../../../../../resources/samples/solace-demo.jsonl');

async function withDemo(workbench: TestWorkbench): Promise<LabelSetId> {
  await workbench.importFiles([demoPath], { name: 'Demo' });
  return (await workbench.client.call('labels.makeFromCorpus', { corpus: 'Demo' })).id;
}

async function exported(workbench: TestWorkbench, labelSetId: LabelSetId, format: LabelFormat): Promise<string> {
  const { activityId } = await workbench.client.call('labels.export', { labelSetId, format });
  const { result } = await workbench.finish(activityId);
  if (result?.kind !== 'export') throw new Error('nothing was exported');
  const path = join(workbench.workspacePath, `labels-${format}.txt`);
  await workbench.client.call('files.copyTo', { fileId: result.file.fileId, path });
  return path;
}

async function imported(workbench: TestWorkbench, path: string, corpus: string): ReturnType<TestWorkbench['finish']> {
  const { fileId } = await workbench.client.call('files.reference', { path });
  const { activityId } = await workbench.client.call('labels.import', { fileId, corpus });
  return workbench.finish(activityId);
}

test('the states of a corpus become a label set, once', async () => {
  await using workbench = await openTestWorkbench();
  const labelSetId = await withDemo(workbench);
  const set = await workbench.client.call('labels.get', { labelSetId });
  expect(set).toMatchObject({ name: 'States of Demo', corpusName: 'Demo', schema: { id: 'esca' }, source: { kind: 'import' }, isScripted: false, annotators: [], counts: { dialogues: 40, failedDialogues: 0, failed: 0 } });
  expect(set.counts.values).toBe(set.counts.turns * 6);
  await expect(workbench.client.call('labels.makeFromCorpus', { corpus: 'Demo' })).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('States of Demo') });
  expect(await workbench.client.call('labels.list', { corpus: 'demo' })).toHaveLength(1);
});

test("an export as ESCA's JSON comes back equal, as a new corpus and on the old one", async () => {
  await using workbench = await openTestWorkbench();
  const labelSetId = await withDemo(workbench);
  const original = await workbench.client.call('labels.get', { labelSetId });
  const path = await exported(workbench, labelSetId, 'esca-json');

  await using elsewhere = await openTestWorkbench();
  expect(await imported(elsewhere, path, 'Again')).toMatchObject({ state: 'done', result: { kind: 'labels' } });
  const [again] = await elsewhere.client.call('labels.list', {});
  expect(again).toMatchObject({ corpusName: 'Again', sha256: original.sha256, source: { kind: 'import', fileName: 'labels-esca-json.txt' } });
  expect((await elsewhere.client.call('corpora.get', { corpus: 'Again' })).sha256).toBe(original.corpusSha256);

  expect(await imported(workbench, path, 'Demo')).toMatchObject({ state: 'failed', error: { code: 'CONFLICT', message: expect.stringContaining('are here already') } });
  expect(await workbench.client.call('labels.list', {})).toHaveLength(1);
});

test('an export as JSON Lines comes back with its schema, on the same dialogues of another workspace', async () => {
  await using workbench = await openTestWorkbench();
  const labelSetId = await withDemo(workbench);
  const original = await workbench.client.call('labels.get', { labelSetId });
  const path = await exported(workbench, labelSetId, 'jsonl');

  await using elsewhere = await openTestWorkbench();
  expect(await imported(elsewhere, path, 'Demo')).toMatchObject({ state: 'failed', error: { code: 'NOT_FOUND', message: expect.stringContaining('Import the corpus first') } });
  await elsewhere.importFiles([demoPath], { name: 'Same' });
  expect(await imported(elsewhere, path, 'Same')).toMatchObject({ state: 'done' });
  const [again] = await elsewhere.client.call('labels.list', { corpus: 'Same' });
  expect(again).toMatchObject({ name: original.name, sha256: original.sha256, counts: original.counts });
});

test("ESCA's JSON keeps the mark of scripted stand-ins, on the corpus it came from and as a new one", async () => {
  await using workbench = await openTestWorkbench();
  const labelSetId = await withDemo(workbench);
  const text = await readFile(await exported(workbench, labelSetId, 'esca-json'), 'utf8');
  expect(text).not.toContain('scripted');
  const marked = await workbench.write('marked.json', text.replaceAll('"dialog":', '"labels_from":"scripted stand-ins for language models","dialog":'));
  await workbench.client.call('labels.remove', { labelSetId });
  for (const corpus of ['Demo', 'New']) expect(await imported(workbench, marked, corpus)).toMatchObject({ state: 'done' });
  const sets = await workbench.client.call('labels.list', {});
  expect(sets.map(({ corpusName, isScripted }) => [corpusName, isScripted])).toEqual([['New', true], ['Demo', true]]);
  const [first] = sets;
  const again = await readFile(await exported(workbench, first?.id ?? labelSetId, 'esca-json'), 'utf8');
  expect(again).toContain('"labels_from":"scripted stand-ins for language models"');
});

test('labels of other dialogues are refused, and nothing of them stays', async () => {
  await using workbench = await openTestWorkbench();
  const labelSetId = await withDemo(workbench);
  const text = await readFile(await exported(workbench, labelSetId, 'esca-json'), 'utf8');
  const changed = await workbench.write('changed.json', text.replace('"text":"', '"text":"Well, '));
  expect(await imported(workbench, changed, 'Demo')).toMatchObject({ state: 'failed', error: { code: 'INVALID_INPUT', message: expect.stringContaining('changed.json, record 0: this dialogue is not in "Demo"') } });
  const broken = await workbench.write('broken.jsonl', '{"solace":"labels","version":9}\n');
  expect(await imported(workbench, broken, 'Demo')).toMatchObject({ state: 'failed', error: { code: 'INVALID_INPUT', message: expect.stringContaining('broken.jsonl, line 1') } });
  expect(await workbench.client.call('labels.list', {})).toHaveLength(1);
});

test('a CSV has a row for every turn', async () => {
  await using workbench = await openTestWorkbench();
  const labelSetId = await withDemo(workbench);
  const { counts } = await workbench.client.call('labels.get', { labelSetId });
  const lines = (await readFile(await exported(workbench, labelSetId, 'csv'), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toContain('dialogue,externalId,turn,text,emotionIntensity,emotionIntensity origin,behaviour');
  expect(lines).toHaveLength(counts.turns + 1);
});

test('a corpus without states says so', async () => {
  await using workbench = await openTestWorkbench();
  await workbench.importFiles([await workbench.write('a.jsonl', '{"dialog":[{"speaker":"usr","text":"Hi"},{"speaker":"sys","text":"Hello","strategy":"Question"}]}\n')], { name: 'Plain', format: 'esconv-jsonl' });
  await expect(workbench.client.call('labels.makeFromCorpus', { corpus: 'Plain' })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('carries no state labels') });
  expect(await workbench.client.call('labels.list', {})).toEqual([]);
});

test("researchers add schemas of their own and new versions of them, but do not change ESCA's", async () => {
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  expect((await client.call('labels.saveSchema', { schema: hopeSchema })).version).toBe(1);
  expect((await client.call('labels.saveSchema', { schema: hopeSchema })).version).toBe(2);
  const schemas = await client.call('labels.schemas', {});
  expect(schemas.map(({ id, version, isBuiltIn }) => [id, version, isBuiltIn])).toEqual([['esca', 1, true], ['hope', 2, false]]);
  await expect(client.call('labels.saveSchema', { schema: { ...hopeSchema, id: 'esca' } })).rejects.toMatchObject({ code: 'CONFLICT' });
  const unasked = { ...hopeSchema, passes: [{ ...hopeSchema.passes[0], id: 'all', title: 'All', fields: ['hope'] }] };
  await expect(client.call('labels.saveSchema', { schema: unasked })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('no pass asks for the field "topic"') });
});

test('reports count labels, turns of dialogues, and strategies after labels', async () => {
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  const labelSetId = await withDemo(workbench);
  const { counts } = await client.call('labels.get', { labelSetId });
  const distribution = await client.call('labels.distribution', { labelSetId });
  expect(distribution.map(({ field }) => field)).toEqual(['emotionIntensity', 'behaviour', 'stageOfChange', 'reliability', 'responseCompetence', 'perceivedUnderstandability', 'trust']);
  for (const { values, missing } of distribution) expect(values.reduce((sum, { count }) => sum + count, missing)).toBe(counts.turns);

  const analysis = await client.call('labels.analysis', { labelSetId, sample: null });
  expect(analysis).toEqual(await client.call('labels.analysis', { labelSetId, sample: 40 }));
  expect(analysis.lines).toHaveLength(5);
  expect(analysis.lines[0]?.series.map(({ field }) => field)).toEqual(['emotionIntensity', 'stageOfChange', 'reliability', 'responseCompetence', 'perceivedUnderstandability', 'trust']);
  const behaviour = analysis.heatMaps.find(({ field }) => field === 'behaviour');
  expect(behaviour?.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(analysis.replies);
  const sampled = await client.call('labels.analysis', { labelSetId, sample: 10, seed: 1, lines: 0 });
  expect(sampled).toMatchObject({ dialogues: 10, lines: [] });
  expect(sampled).toEqual(await client.call('labels.analysis', { labelSetId, sample: 10, seed: 1, lines: 0 }));

  const agreement = await client.call('labels.agreement', { labelSetId });
  expect(agreement.fields[0]).toMatchObject({ fleiss: null, undefinedBecause: { fleiss: 'No turn has a vote of every annotator.' }, published: { fleiss: 0.6 } });
  expect(await client.call('labels.annotators', { labelSetId })).toEqual([]);
});

test('the labels of a dialogue are read by dialogue, and by value', async () => {
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  const labelSetId = await withDemo(workbench);
  const { rows } = await client.call('labels.values', { labelSetId, filter: { fields: ['emotionIntensity'], values: ['5'] }, limit: 3 });
  const [first] = rows;
  if (first === undefined) throw new Error('nobody is overwhelmed');
  const { turns, state } = await client.call('labels.turns', { labelSetId, dialogueId: first.dialogueId });
  expect(state).toBe('labelled');
  expect(turns.find(({ turn }) => turn === first.turn)?.values['emotionIntensity']).toMatchObject({ value: '5', origin: 'given', votes: [] });
  const { dialogue } = await client.call('dialogues.get', { id: first.dialogueId });
  expect(dialogue.turns[first.turn]?.state?.emotionIntensity).toBe(5);
});

test('sets are renamed, removed and restored', async () => {
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  const labelSetId = await withDemo(workbench);
  expect((await client.call('labels.rename', { labelSetId, name: 'Writer' })).name).toBe('Writer');
  await client.call('labels.remove', { labelSetId });
  await expect(client.call('labels.get', { labelSetId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await client.call('labels.restore', { labelSetId })).name).toBe('Writer');
});
