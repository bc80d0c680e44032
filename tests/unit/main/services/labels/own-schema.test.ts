/** @file A researcher's own schema from saving to results: annotated by it, agreement field by field, out and in equal, and one version a run. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { LabelFormat } from '#shared/contracts/labels';
import type { LabelSetId } from '#shared/domain/ids';
import { LabelSchema } from '#shared/domain/label-schema';
import { addScriptedAdjudicator, labelSetOf, labelsOf, scriptedAdjudicator, scriptedAnnotators, settle, startAnnotation } from '../../../../support/labels/annotation-runs';
import { hopeSchema } from '../../../../support/labels/schema';
import { openTestWorkbench, type TestWorkbench } from '../../../../support/test-workbench';

const demoPath = resolve(import.meta.dirname, '../../../../../resources/samples/solace-demo.jsonl');

function value(word: string, description: string) {
  return { value: word, title: word.charAt(0).toUpperCase() + word.slice(1), description };
}

/** Two nominal fields asked together, one ordinal by itself and its mean with another. */
const helpSchema = LabelSchema.parse({
  id: 'help-seeking',
  name: 'Help seeking',
  version: 1,
  description: 'What the seeker asks of others.',
  unit: 'seeker-turn',
  fields: [
    { id: 'target', title: 'Target', abbreviation: 'Tar', scale: 'nominal', rubric: 'Whom is the turn about?', whenUnsure: 'nobody', values: [value('self', 'The seeker: my work, my sleep, how I feel.'), value('others', 'Friends, family, colleagues, people.'), value('nobody', 'None of them.')] },
    { id: 'request', title: 'Request', abbreviation: 'Req', scale: 'nominal', rubric: 'What is asked of the supporter?', values: [value('advice', 'What should I do; how to go on.'), value('comfort', 'To be heard and understood.'), value('nothing', 'It only tells.')] },
    { id: 'urgency', title: 'Urgency', abbreviation: 'Urg', scale: 'ordinal', judges: 'turn', rubric: 'How urgent is it?', values: [value('low', 'It can wait.'), value('middle', 'Soon.'), value('high', 'Now, today, right away.')] },
    { id: 'openness', title: 'Openness', abbreviation: 'Ope', scale: 'ordinal', judges: 'previous-reply', rubric: 'How open does the reply leave the seeker?', values: [value('low', 'Closed.'), value('middle', 'Somewhat open.'), value('high', 'Wide open.')] },
  ],
  derived: [{ id: 'need', title: 'Need', abbreviation: 'Nee', rubric: 'The mean of urgency and openness.', from: ['urgency', 'openness'], values: [value('low', 'Little.'), value('middle', 'Some.'), value('high', 'Much.')] }],
  passes: [
    { id: 'words', title: 'Words', fields: ['target', 'request'] },
    { id: 'scales', title: 'Scales', fields: ['urgency', 'openness'] },
  ],
});

async function openWithDemo(): Promise<TestWorkbench> {
  const workbench = await openTestWorkbench();
  await workbench.importFiles([demoPath], { name: 'Demo' });
  return workbench;
}

test('annotated by it: votes and agreement of every field, and files that come back equal', async () => {
  await using workbench = await openWithDemo();
  const { client } = workbench;
  await addScriptedAdjudicator(client);
  await client.call('labels.saveSchema', { schema: helpSchema });
  const run = await settle(client, await startAnnotation(client, { corpus: 'Demo', schema: 'help-seeking', annotators: scriptedAnnotators, adjudicator: scriptedAdjudicator, limit: 6 }));
  expect(run).toMatchObject({ state: 'done' });
  const set = await labelSetOf(client, run.id);
  expect(set).toMatchObject({ schema: { id: 'help-seeking', version: 1 }, fullSchema: helpSchema, counts: { dialogues: 6, failedDialogues: 0, failed: 0, known: 0 } });
  expect(set.counts.values).toBe(set.counts.turns * 4);

  const { fields } = await client.call('labels.agreement', { labelSetId: set.id });
  expect(fields.map(({ field, level, items, isDerived }) => [field, level, items, isDerived])).toEqual([
    ['target', 'nominal', set.counts.turns, false],
    ['request', 'nominal', set.counts.turns, false],
    ['urgency', 'ordinal', set.counts.turns, false],
    ['openness', 'ordinal', set.counts.turns, false],
    ['need', 'ordinal', set.counts.turns, true],
  ]);
  for (const { field, fleiss, published } of fields) {
    expect(fleiss, field).toBeGreaterThan(-0.5);
    expect(published).toBeNull();
  }
  const { rows } = await client.call('labels.values', { labelSetId: set.id, filter: { fields: ['need'] }, limit: 200 });
  expect(rows.map(({ value: need }) => need).filter((need) => !['low', 'middle', 'high'].includes(need ?? ''))).toEqual([]);
  expect(rows).toHaveLength(set.counts.turns);

  const path = await exported(workbench, set.id, 'jsonl');
  await using elsewhere = await openWithDemo();
  const { fileId } = await elsewhere.client.call('files.reference', { path });
  const again = await elsewhere.finish((await elsewhere.client.call('labels.import', { fileId, corpus: 'Demo' })).activityId);
  if (again.result?.kind !== 'labels') throw new Error(again.error?.message ?? 'no labels came in');
  const brought = await elsewhere.client.call('labels.get', { labelSetId: again.result.labelSetId });
  expect(brought).toMatchObject({ sha256: set.sha256, counts: set.counts, fullSchema: helpSchema });
  expect(await labelsOf(elsewhere.client, brought)).toEqual(await labelsOf(client, set));
  expect((await elsewhere.client.call('labels.agreement', { labelSetId: brought.id })).fields).toEqual(fields);

  const [head] = (await readFile(await exported(workbench, set.id, 'csv'), 'utf8')).split('\r\n');
  expect(head).toContain('target,target origin,target by Scripted A (no language model)');
  expect(head).toContain('need,need origin');
  await expect(exported(workbench, set.id, 'esca-json')).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('jsonl or csv') });
});

test('a run goes on by the version it began with, though a newer one was saved', async () => {
  await using workbench = await openWithDemo();
  const { client } = workbench;
  await client.call('labels.saveSchema', { schema: hopeSchema });
  const id = await startAnnotation(client, { corpus: 'Demo', schema: 'hope', annotators: scriptedAnnotators.slice(0, 2), limit: 12, concurrency: 1 });
  await client.call('runs.work', { ids: [id] });
  for await (const { progress } of client.stream('runs.watch', { id })) if ((progress?.done ?? 0) > 0) break;
  await client.call('runs.pause', { id });
  for await (const { state } of client.stream('runs.watch', { id })) if (state === 'paused' || state === 'done') break;
  const [hope, topic] = hopeSchema.fields;
  if (hope === undefined || topic === undefined) throw new Error('the schema is another');
  await client.call('labels.saveSchema', { schema: { ...hopeSchema, fields: [hope, topic, { ...topic, id: 'place' }], passes: [{ id: 'all', title: 'All', role: 'annotate-labels', fields: ['hope', 'topic', 'place'] }] } });
  await client.call('runs.resume', { id });
  expect(await settle(client, id)).toMatchObject({ state: 'done' });
  const set = await labelSetOf(client, id);
  expect(set).toMatchObject({ schema: { version: 1 }, counts: { dialogues: 12, failed: 0 } });
  expect(set.counts.values).toBe(set.counts.turns * 2);
});

test('every version can be read; a role that annotates nothing is refused', async () => {
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  await client.call('labels.saveSchema', { schema: hopeSchema });
  await client.call('labels.saveSchema', { schema: { ...hopeSchema, name: 'More hope' } });
  const versions = await client.call('labels.schemaVersions', { id: 'hope' });
  expect(versions.map(({ schema }) => [schema.version, schema.name])).toEqual([[2, 'More hope'], [1, 'Hope']]);
  expect(await client.call('labels.schemaVersions', { id: 'esca' })).toMatchObject([{ schema: { version: 1 }, createdAt: null }]);
  await expect(client.call('labels.schemaVersions', { id: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('esca, hope') });
  const [pass] = hopeSchema.passes;
  if (pass === undefined) throw new Error('the schema is another');
  await expect(client.call('labels.saveSchema', { schema: { ...hopeSchema, passes: [{ ...pass, role: 'seeker' }] } })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('"seeker", which annotates nothing') });
});

async function exported(workbench: TestWorkbench, labelSetId: LabelSetId, format: LabelFormat): Promise<string> {
  const { client, workspacePath } = workbench;
  const { result } = await workbench.finish((await client.call('labels.export', { labelSetId, format })).activityId);
  if (result?.kind !== 'export') throw new Error('nothing was exported');
  const path = join(workspacePath, `labels.${format}`);
  await client.call('files.copyTo', { fileId: result.file.fileId, path });
  return path;
}
