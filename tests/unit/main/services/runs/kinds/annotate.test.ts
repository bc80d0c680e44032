/** @file Annotation runs end to end over a small corpus with scripted annotators: labels, votes, lineage, refusals, resume, caps. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { CorpusId } from '#shared/domain/ids';
import type { Json } from '#shared/domain/json';
import { addScriptedAdjudicator, labelSetOf, labelsOf, scriptedAdjudicator, scriptedAnnotators, settle, startAnnotation } from '../../../../../support/labels/annotation-runs';
import { hopeSchema } from '../../../../../support/labels/schema';
import { openTestWorkbench, type TestWorkbench } from '../../../../../support/test-workbench';

const demoPath = resolve(import.meta.dirname, '../../../../../../resources/samples/solace-demo.jsonl');
const config = { corpus: 'Demo', annotators: scriptedAnnotators, adjudicator: scriptedAdjudicator, limit: 3 };

async function openWithDemo(): Promise<TestWorkbench> {
  const workbench = await openTestWorkbench();
  await workbench.importFiles([demoPath], { name: 'Demo' });
  await addScriptedAdjudicator(workbench.client);
  return workbench;
}

test('three annotators and an adjudicator make a label set, marked as scripted', async () => {
  await using workbench = await openWithDemo();
  const { client } = workbench;
  const run = await settle(client, await startAnnotation(client, config));
  expect(run).toMatchObject({ state: 'done', isScripted: true, progress: { done: 3, total: 3, unit: 'dialogues' } });
  const set = await labelSetOf(client, run.id);
  expect(set).toMatchObject({ corpusName: 'Demo', isScripted: true, source: { kind: 'run', runId: run.id }, annotators: scriptedAnnotators.map((name) => ({ name, isScripted: true })), adjudicator: { name: scriptedAdjudicator }, counts: { dialogues: 3, failedDialogues: 0, failed: 0 } });
  const { counts } = set;
  expect(counts.known).toBe(6);
  expect(counts.unanimous + counts.majority + counts.adjudicated + counts.fallback + counts.known).toBe(counts.turns * 6);
  const { rows } = await client.call('labels.values', { labelSetId: set.id, filter: { fields: ['behaviour'] }, limit: 200 });
  for (const { value, votes } of rows) {
    expect(votes).toHaveLength(3);
    expect(votes.every(({ callId }) => callId !== null)).toBe(true);
    expect(value).not.toBeNull();
  }
  const totals = await client.call('calls.totals', { runId: run.id });
  expect(totals).toMatchObject({ failed: 0, cost: 0 });
  expect(run.lastMetrics['calls']).toBe(totals.calls + totals.cached);
  expect(run.inputs.map(({ kind, name }) => [kind, name])).toEqual([['corpus', 'Demo'], ...[...scriptedAnnotators, scriptedAdjudicator].map((name) => ['endpoint', name])]);
});

test('agreement so far ends as the agreement of the set', async () => {
  await using workbench = await openWithDemo();
  const { client } = workbench;
  const run = await settle(client, await startAnnotation(client, { ...config, limit: 5 }));
  const { fields } = await client.call('labels.agreement', { labelSetId: (await labelSetOf(client, run.id)).id });
  for (const { field, fleiss } of fields) if (field !== 'trust') expect(run.lastMetrics[`agreement/${field}`], field).toBeCloseTo(fleiss ?? Number.NaN, 10);
});

test('the same run again asks nothing and gives the same labels', async () => {
  await using workbench = await openWithDemo();
  const { client } = workbench;
  const first = await labelSetOf(client, (await settle(client, await startAnnotation(client, config))).id);
  const again = await settle(client, await startAnnotation(client, config));
  expect((await client.call('calls.totals', { runId: again.id })).calls).toBe(0);
  const second = await labelSetOf(client, again.id);
  expect(second.sha256).toBe(first.sha256);
  expect(await labelsOf(client, second)).toEqual(await labelsOf(client, first));
});

test('one question at a time gives the labels that many at a time give', async () => {
  await using workbench = await openWithDemo();
  await using other = await openWithDemo();
  const wide = await labelSetOf(workbench.client, (await settle(workbench.client, await startAnnotation(workbench.client, { ...config, limit: 2, concurrency: 64 }))).id);
  const narrow = await labelSetOf(other.client, (await settle(other.client, await startAnnotation(other.client, { ...config, limit: 2, concurrency: 1 }))).id);
  expect(await labelsOf(other.client, narrow)).toEqual(await labelsOf(workbench.client, wide));
});

test('two annotators, no adjudicator, and a schema of one’s own', async () => {
  await using workbench = await openWithDemo();
  const { client } = workbench;
  await client.call('labels.saveSchema', { schema: hopeSchema });
  const run = await settle(client, await startAnnotation(client, { corpus: 'Demo', schema: 'hope', annotators: scriptedAnnotators.slice(0, 2), limit: 4 }));
  const set = await labelSetOf(client, run.id);
  expect(set).toMatchObject({ schema: { id: 'hope', version: 1 }, adjudicator: null, counts: { dialogues: 4, adjudicated: 0, known: 0, failed: 0 } });
  expect(set.counts.values).toBe(set.counts.turns * 2);
});

test('options are kept with the set, and the authors’ profile differs where it should', async () => {
  await using workbench = await openWithDemo();
  const { client } = workbench;
  const run = await settle(client, await startAnnotation(client, { ...config, limit: 2 }, 'authors-code'));
  const set = await labelSetOf(client, run.id);
  expect(set.options).toMatchObject({ window: 4, step: 2, trust: { mapping: 'floor' }, annot: { uMeaning: 'understandsAdvice', padMissing: '2' } });
  expect(set.fullSchema.fields.find(({ id }) => id === 'perceivedUnderstandability')?.rubric).toContain('understand what the supporter said');
});

test('what cannot be is refused before anything is asked', async () => {
  await using workbench = await openWithDemo();
  const { client } = workbench;
  const refused = (changes: Readonly<Record<string, Json>>) => expect(startAnnotation(client, { ...config, ...changes })).rejects;
  await refused({ corpus: 'Nowhere' }).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('"Nowhere"') });
  await refused({ annotators: ['Nobody', 'No one'] }).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('"Nobody"') });
  await refused({ annotators: [...scriptedAnnotators, ...scriptedAnnotators] }).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('twice') });
  await refused({ annotators: scriptedAnnotators.slice(0, 1) }).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('two annotators') });
  await refused({ step: 5 }).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('at most the window') });
  await refused({ part: 'test' }).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('no split') });
  await refused({ schema: 'nothing' }).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('esca') });
});

test('a corpus that is local only is not sent off this machine', async () => {
  await using workbench = await openWithDemo();
  const { client } = workbench;
  await client.call('corpora.update', { corpus: 'Demo', isLocalOnly: true });
  await client.call('endpoints.add', { kind: 'openai', model: 'm', name: 'Far away', baseUrls: ['https://api.example.com/v1'] });
  await expect(startAnnotation(client, { ...config, annotators: [scriptedAnnotators[0] ?? '', 'Far away'] })).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('"Far away" sends text off this machine') });
  expect(await settle(client, await startAnnotation(client, { ...config, limit: 1 }))).toMatchObject({ state: 'done' });
});

test('a part of a split is labelled, and the forecast counts its calls', async () => {
  await using workbench = await openWithDemo();
  const { client } = workbench;
  await client.call('corpora.split', { corpus: 'Demo', mode: 'sequential' });
  const { limit: _, ...whole } = config;
  const forecast = await client.call('runs.forecast', { kind: 'annotate', config: { ...whole, part: 'test' } });
  const run = await settle(client, await startAnnotation(client, { ...whole, part: 'test' }));
  const { byRole } = await client.call('calls.totals', { runId: run.id });
  const windows = byRole.filter(({ role }) => role !== 'adjudicate').reduce((sum, { calls }) => sum + calls, 0);
  const set = await labelSetOf(client, run.id);
  expect(set.counts.dialogues).toBe(4);
  expect(forecast.calls).toBe(windows + Math.round(set.counts.turns * 6 * 0.1));
  expect(forecast).toMatchObject({ isScripted: true, cost: 0, slot: 'language-models' });
  const { corpusId } = set;
  expect((await client.call('dialogues.search', { filter: { corpora: [corpusId satisfies CorpusId] } })).total).toBe(40);
});

test('a cap pauses the run with the reason; with a higher one nothing is asked twice', async () => {
  await using workbench = await openWithDemo();
  const { client } = workbench;
  const id = await startAnnotation(client, { ...config, limit: 2, budget: { calls: 60 } });
  const paused = await settle(client, id);
  expect(paused).toMatchObject({ state: 'paused', error: { code: 'LIMIT', message: expect.stringContaining('60 calls') } });
  const spent = await client.call('calls.totals', { runId: id });
  expect(spent.calls).toBeLessThanOrEqual(60);

  await client.call('runs.resume', { id });
  expect(await settle(client, id)).toMatchObject({ state: 'paused' });
  expect((await client.call('calls.totals', { runId: id })).calls).toBe(spent.calls);

  const { id: raised } = await client.call('runs.clone', { id, changes: { 'budget.calls': 10_000 } });
  expect(await settle(client, raised)).toMatchObject({ state: 'done' });
  const after = await client.call('calls.totals', { runId: raised });
  expect(after.cached).toBe(spent.calls);
  const { calls } = await client.call('calls.totals', {});
  expect(calls).toBe(spent.calls + after.calls);
});

const esconvPath = resolve(import.meta.dirname, '../../../../../../../shared/data/esconv/test.txt');
if (!existsSync(esconvPath)) console.warn(`SKIPPED: annotating ESConv; ${esconvPath} is not there.`);

test.skipIf(!existsSync(esconvPath))('dialogues of ESConv, with turns in a row, come back equal from every lossless export', async () => {
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  await workbench.importFiles([esconvPath], { name: 'ESConv' });
  await addScriptedAdjudicator(client);
  const run = await settle(client, await startAnnotation(client, { ...config, corpus: 'ESConv', limit: 8 }));
  const set = await labelSetOf(client, run.id);
  expect(set.counts).toMatchObject({ dialogues: 8, failedDialogues: 0, failed: 0 });
  for (const format of ['esca-json', 'jsonl'] as const) {
    const { activityId } = await client.call('labels.export', { labelSetId: set.id, format });
    const { result } = await workbench.finish(activityId);
    if (result?.kind !== 'export') throw new Error('nothing was exported');
    const path = join(workbench.workspacePath, `labels.${format}`);
    await client.call('files.copyTo', { fileId: result.file.fileId, path });
    const { fileId } = await client.call('files.reference', { path });
    const again = await workbench.finish((await client.call('labels.import', { fileId, corpus: format === 'jsonl' ? 'ESConv' : 'Annotated' })).activityId);
    if (again.result?.kind !== 'labels') throw new Error(`${format}: ${again.error?.message ?? ''}`);
    const { sha256, counts, corpusName } = await client.call('labels.get', { labelSetId: again.result.labelSetId });
    expect(counts.dialogues, format).toBe(8);
    if (format === 'jsonl') expect(sha256).toBe(set.sha256);
    else expect((await client.call('corpora.get', { corpus: corpusName })).dialogues).toBe(8);
  }
});
