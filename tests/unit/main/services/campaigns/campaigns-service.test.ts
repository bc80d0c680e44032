/** @file Campaigns over the channel: drawn exactly, given out evenly, taken out and back, and reported as computed by hand. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Campaign } from '#shared/contracts/campaigns';
import type { Input, Output } from '#shared/contracts/index';
import { addPerson, decideAll, newDecisionId, openReviewWorkbench, type ReviewWorkbench } from '../../../../support/review/review-workbench';

let review: ReviewWorkbench;

afterEach(() => review[Symbol.asyncDispose]());

const call = (request: Partial<Input<'campaigns.create'>>) => review.bench.client.call('campaigns.create', { name: 'Check', corpusId: review.corpusId, labelSetId: review.labelSetId, ...request });

/** The exported file's content. */
async function exported(request: Input<'campaigns.export'> | Input<'campaigns.exportReport'>): Promise<string> {
  const { client } = review.bench;
  const { activityId } = 'what' in request ? await client.call('campaigns.export', request) : await client.call('campaigns.exportReport', request);
  const { result } = await review.bench.finish(activityId);
  if (result?.kind !== 'export') throw new Error('no export');
  const path = join(review.bench.workspacePath, `out-${newDecisionId()}`);
  await client.call('files.copyTo', { fileId: result.file.fileId, path });
  return readFile(path, 'utf8');
}

describe('a new campaign', () => {
  const valueOf = ({ dialogue, turn }: { dialogue: number; turn: number }): string => ['1', '1', '1', '3', '5'][(dialogue * 4 + turn / 2) % 5] ?? '1';

  beforeEach(async () => {
    review = await openReviewWorkbench({ votesOf: (place) => (place.field === 'emotionIntensity' ? [valueOf(place), valueOf(place), place.dialogue === 3 ? '2' : valueOf(place)] : place.field === 'behaviour' || place.field === 'stageOfChange' ? [['question', 'preparation'][place.field === 'behaviour' ? 0 : 1] ?? ''] : ['2']) });
  });

  const proposedOf = async (campaign: Campaign): Promise<string[]> => {
    const { person, window } = await addPerson(review.bench, `Reader of ${campaign.name}`);
    await review.bench.client.call('campaigns.assign', { id: campaign.id, personIds: [person.id] });
    const items = await Promise.all(Array.from({ length: campaign.items }, (_, position) => window.call('review.peek', { campaignId: campaign.id, position })));
    return items.map(({ proposals }) => proposals['emotionIntensity']?.value ?? '').toSorted();
  };

  test('stratified by a label has exactly its share of every value', async () => {
    const proportional = await call({ name: 'In proportion', sampling: { kind: 'stratified', count: 10, field: 'emotionIntensity' }, annotatorsPerItem: 1 });
    expect(await proposedOf(proportional)).toEqual(['1', '1', '1', '1', '1', '1', '3', '3', '5', '5']);
    const equal = await call({ name: 'Equal', sampling: { kind: 'stratified', count: 9, field: 'emotionIntensity', allocation: 'equal' }, annotatorsPerItem: 1 });
    expect(await proposedOf(equal)).toEqual(['1', '1', '1', '3', '3', '3', '5', '5', '5']);
  });

  test('by disagreement has the turns that divide the annotators', async () => {
    const campaign = await call({ sampling: { kind: 'disagreement', count: 4, field: 'emotionIntensity' }, annotatorsPerItem: 1, options: { proposals: 'shown' } });
    const { person, window } = await addPerson(review.bench, 'Ana');
    await review.bench.client.call('campaigns.assign', { id: campaign.id, personIds: [person.id] });
    const items = await Promise.all([0, 1, 2, 3].map((position) => window.call('review.peek', { campaignId: campaign.id, position })));
    expect(items.map(({ context }) => context.dialoguePosition)).toEqual([3, 3, 3, 3]);
    expect(items.every(({ proposals }) => proposals['emotionIntensity']?.votes?.[2]?.value === '2')).toBe(true);
  });

  test('depends on its seed alone', async () => {
    const [first, second, third] = [await call({ name: 'a', seed: 4, sampling: { kind: 'random', count: 20 } }), await call({ name: 'b', seed: 4, sampling: { kind: 'random', count: 20 } }), await call({ name: 'c', seed: 5, sampling: { kind: 'random', count: 20 } })];
    const { person } = await addPerson(review.bench, 'Ana');
    const { person: ben } = await addPerson(review.bench, 'Ben');
    const { person: cem } = await addPerson(review.bench, 'Cem');
    const texts = await Promise.all(
      [first, second, third].map(async ({ id }) => {
        await review.bench.client.call('campaigns.assign', { id, personIds: [person.id, ben.id, cem.id] });
        const rows = JSON.parse(await exported({ id, what: 'items', format: 'json' })) as { person: string; text: string; field: string }[];
        return rows.filter((row) => row.person === 'Ana' && row.field === 'behaviour').map(({ text }) => text);
      }),
    );
    expect(texts[0]).toEqual(texts[1]);
    expect(texts[0]).not.toEqual(texts[2]);
  });

  test.each([
    ['validating without labels', { labelSetId: null }],
    ['sampling by label without labels', { labelSetId: null, mode: 'label' as const, sampling: { kind: 'stratified' as const, count: 5, field: 'behaviour' } }],
    ['more items than there are turns', { sampling: { kind: 'random' as const, count: 41 } }],
    ['a field that the schema does not have', { fields: ['mood'] }],
    ['more gold checks than turns are left', { sampling: { kind: 'random' as const, count: 40 }, goldChecks: { labelSetId: 1 as never, share: 0.1 } }],
  ])('is refused for %s', async (_what, request) => {
    await expect(call(request)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await review.bench.client.call('campaigns.list', {})).toEqual([]);
  });
});

describe('people', () => {
  beforeEach(async () => {
    review = await openReviewWorkbench();
  });

  test('get equal loads; a campaign opens only with people, and keeps them then', async () => {
    const { client } = review.bench;
    const people = await Promise.all(['Ana', 'Ben', 'Cem', 'Dan'].map((name) => client.call('people.add', { name, role: 'annotator' })));
    const campaign = await call({ sampling: { kind: 'random', count: 21 }, annotatorsPerItem: 2 });
    await expect(client.call('campaigns.setState', { id: campaign.id, state: 'open' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(client.call('campaigns.assign', { id: campaign.id, personIds: [people[0]?.id as never] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await client.call('campaigns.assign', { id: campaign.id, personIds: people.map(({ id }) => id) });
    const progress = await client.call('campaigns.progress', { id: campaign.id });
    expect(progress.map(({ total }) => total).toSorted((a, b) => a - b)).toEqual([10, 10, 11, 11]);
    await client.call('campaigns.setState', { id: campaign.id, state: 'open' });
    await expect(client.call('campaigns.assign', { id: campaign.id, personIds: people.map(({ id }) => id) })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('hand over what they have not begun', async () => {
    const [ana, ben] = [await addPerson(review.bench, 'Ana'), await addPerson(review.bench, 'Ben')];
    const campaign = await review.openCampaign([ana.person]);
    await decideAll(ana.window, campaign.id, 0);
    expect(await review.bench.client.call('campaigns.handOver', { id: campaign.id, from: ana.person.id, to: ben.person.id })).toEqual({ moved: 9 });
    expect((await ana.window.call('review.next', { campaignId: campaign.id })).desk).toMatchObject({ total: 1, done: 1 });
    expect((await ben.window.call('review.next', { campaignId: campaign.id, count: 20 })).items).toHaveLength(9);
  });
});

describe('a file for annotation elsewhere', () => {
  let campaign: Campaign;
  type Row = Record<string, string>;

  beforeEach(async () => {
    review = await openReviewWorkbench({ votesOf: ({ field }) => [field === 'behaviour' ? 'question' : field === 'stageOfChange' ? 'action' : '2'] });
    campaign = await review.openCampaign([(await addPerson(review.bench, 'Ana')).person], { sampling: { kind: 'random', count: 3 } });
  });

  const importRows = async (rows: readonly Row[], isTrial = false): Promise<Output<'campaigns.import'>> => {
    const { fileId } = await review.bench.client.call('files.reference', { path: await review.bench.write('back.json', JSON.stringify(rows)) });
    return review.bench.client.call('campaigns.import', { id: campaign.id, fileId, isTrial });
  };
  const readRows = async (): Promise<Row[]> => JSON.parse(await exported({ id: campaign.id, what: 'items', format: 'json' })) as Row[];

  test('comes back as decisions of its people, once', async () => {
    const rows = (await readRows()).map((row) => ({ ...row, verdict: row['field'] === 'behaviour' ? '' : 'correct', value: row['field'] === 'behaviour' ? 'command' : '', seconds: '12.5' }));
    expect(rows).toHaveLength(18);
    expect(await importRows(rows, true)).toMatchObject({ decided: 18 });
    expect(await review.bench.client.call('campaigns.get', { campaign: campaign.id })).toMatchObject({ progress: { done: 0 } });
    expect(await importRows(rows)).toEqual({ decided: 18, unchanged: 0, empty: 0, people: ['Ana'], rejected: [] });
    expect(await importRows(rows)).toMatchObject({ decided: 0, unchanged: 18 });
    expect(await review.bench.client.call('campaigns.progress', { id: campaign.id })).toMatchObject([{ done: 3, medianSeconds: 12.5 }]);
    expect(await importRows(await readRows())).toMatchObject({ decided: 0, unchanged: 18 });
    const decisions = (await exported({ id: campaign.id, what: 'decisions', format: 'csv' })).trim().split('\r\n');
    expect(decisions).toHaveLength(19);
  });

  test('is taken whole or not at all, with the wrong rows named', async () => {
    const rows = (await readRows()).map((row) => ({ ...row, verdict: 'correct' }));
    const wrong: Row[] = [...rows.slice(0, 15), { ...rows[15], value: 'sleepy', verdict: 'labelled' }, { ...rows[16], id: 'c9-s1-behaviour' }, { ...rows[17], person: 'Ben' }] as Row[];
    await expect(importRows(wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(/row 16, value: .*; row 17, id: .*; row 18, person: /) as string });
    expect(await review.bench.client.call('campaigns.get', { campaign: campaign.id })).toMatchObject({ progress: { done: 0 } });
    expect((await importRows(wrong, true)).rejected.map(({ row, field }) => [row, field])).toEqual([[16, 'value'], [17, 'id'], [18, 'person']]);
    await expect(importRows([...rows, ...rows.slice(0, 1)])).rejects.toMatchObject({ message: expect.stringContaining('twice') as string });
  });

  test('is CSV too, and reads back as such', async () => {
    const csv = await exported({ id: campaign.id, what: 'items', format: 'csv' });
    const { fileId } = await review.bench.client.call('files.reference', { path: await review.bench.write('back.csv', csv) });
    expect(await review.bench.client.call('campaigns.import', { id: campaign.id, fileId })).toMatchObject({ decided: 0, empty: 18, rejected: [] });
  });
});

describe('the report', () => {
  beforeEach(async () => {
    review = await openReviewWorkbench({ votesOf: ({ field }) => (field === 'behaviour' ? ['question', 'question', 'command'] : field === 'stageOfChange' ? ['action', 'action', 'action'] : ['2', '2', '3']) });
  });

  test('counts what was computed by hand', async () => {
    const [ana, ben] = [await addPerson(review.bench, 'Ana'), await addPerson(review.bench, 'Ben')];
    const campaign = await review.openCampaign([ana.person, ben.person], { sampling: { kind: 'random', count: 4 }, options: { order: 'dialogue' } });
    // Of the emotion, 2 is proposed throughout. Ana: right, 3, right, right. Ben: right, 3, 4, 4.
    for (const [position, value] of ['2', '3', '2', '2'].entries()) await decideAll(ana.window, campaign.id, position, { emotionIntensity: value }, 1500);
    for (const [position, value] of ['2', '3', '4', '4'].entries()) await decideAll(ben.window, campaign.id, position, { emotionIntensity: value }, 6000);

    const report = await review.bench.client.call('campaigns.report', { id: campaign.id });
    expect(report.accuracy.map(({ field, mean, published }) => [field, mean, published])).toEqual([
      ['emotionIntensity', 0.5, 89.67],
      ['behaviour', 1, 87.67],
      ['stageOfChange', 1, 94.33],
      ['reliability', 1, 94.67],
      ['responseCompetence', 1, 94],
      ['perceivedUnderstandability', 1, 94.33],
    ]);
    expect(report.accuracy[0]?.people.map(({ right, of }) => [right, of])).toEqual([[3, 4], [1, 4]]);
    const { values, verdicts } = report.agreement[0] ?? {};
    expect(verdicts?.percent).toBe(0.5);
    expect(verdicts?.cohen.mean).toBeCloseTo(0.2, 12);
    expect(verdicts?.fleiss).toBeCloseTo(0, 12);
    expect(values?.percent).toBe(0.5);
    expect(report.people).toMatchObject([
      { person: { name: 'Ana' }, decided: 4, tooFast: 4, medianSeconds: 1.5, totalSeconds: 6, drift: null, consistency: { of: 0, share: null } },
      { person: { name: 'Ben' }, decided: 4, tooFast: 0, medianSeconds: 6 },
    ]);
    // Gold by majority: 2 and 3 of the first two items, none where they are split.
    const proposal = report.models.find(({ isProposal, field }) => isProposal && field === 'emotionIntensity');
    expect(proposal).toMatchObject({ accuracy: { right: 1, of: 2 }, counts: [[0, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]] });
    expect(report.models.find(({ annotator, field }) => annotator === 'c' && field === 'behaviour')).toMatchObject({ accuracy: { right: 0, of: 4 } });
    expect(report.errors).toMatchObject([{ field: 'emotionIntensity', proposed: '2', gold: '3', count: 1, examples: [{ number: 2 }] }]);
    expect(report.gold[0]).toMatchObject({ unanimous: 0, unresolved: 4 });
    expect(await review.bench.client.call('campaigns.report', { id: campaign.id })).toEqual(report);

    const latex = await exported({ id: campaign.id, format: 'latex' });
    expect(latex).toMatch(/Emotion intensity & 50\.00 & \[.*\] & 89\.67 & /);
    const csv = await exported({ id: campaign.id, format: 'csv' });
    expect(csv).toMatch(/accuracy,emotionIntensity,Ana,share,0\.75,0\.3\d+,0\.95\d+,4\r\n/);
    expect(JSON.parse(await exported({ id: campaign.id, format: 'json' }))).toEqual(report);
  });

  test('sets repeats and gold checks apart from the sample', async () => {
    const [ana, ben] = [await addPerson(review.bench, 'Ana'), await addPerson(review.bench, 'Ben')];
    const campaign = await review.openCampaign([ana.person, ben.person], { sampling: { kind: 'random', count: 8 }, repeats: { share: 0.5, distance: 2 }, goldChecks: { labelSetId: review.labelSetId, share: 0.25 } });
    expect(campaign).toMatchObject({ items: 8, goldCheckItems: 2, progress: { total: 28 } });
    for (let position = 0; position < 14; position++) {
      await decideAll(ana.window, campaign.id, position);
      // Ben changes his mind about the emotion from item to item, and never says 2.
      await decideAll(ben.window, campaign.id, position, { emotionIntensity: position < 7 ? '4' : '5' });
    }
    const { people, accuracy, items } = await review.bench.client.call('campaigns.report', { id: campaign.id });
    expect(items).toBe(8);
    expect(people[0]).toMatchObject({ consistency: { right: 24, of: 24, share: 1 }, goldChecks: { right: 12, of: 12 } });
    expect(people[1]?.goldChecksByField['emotionIntensity']).toMatchObject({ right: 0, of: 2 });
    expect(people[1]?.goldChecks).toMatchObject({ right: 10, of: 12 });
    expect(people[1]?.consistencyByField['emotionIntensity']?.right).toBeLessThan(4);
    expect(people[1]?.consistencyByField['behaviour']).toMatchObject({ right: 4, of: 4 });
    expect(accuracy[0]?.people.map(({ right, of }) => [right, of])).toEqual([[8, 8], [0, 8]]);
  });
});
