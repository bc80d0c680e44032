/** @file Adjudication over the channel: order of the queue, gold and its sources, bulk acceptance, sending back, and what changes afterwards. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '#shared/channel/client';
import type { Campaign } from '#shared/contracts/campaigns';
import type { Person } from '#shared/contracts/people';
import type { ReviewItemId } from '#shared/domain/ids';
import { addPerson, decideAll, newDecisionId, openReviewWorkbench, type ReviewWorkbench } from '../../../../support/review/review-workbench';

interface Seated {
  readonly person: Person;
  readonly window: Client;
}

let review: ReviewWorkbench;
let judge: Seated;
let people: Seated[];
let campaign: Campaign;

/** What everybody says of the emotion of the items, a string an item; the other fields are found right. */
async function answer(rows: readonly string[]): Promise<void> {
  for (const [index, { window }] of people.entries()) {
    for (const [position, row] of rows.entries()) await decideAll(window, campaign.id, position, { emotionIntensity: row[index] ?? '' });
  }
}

beforeEach(async () => {
  // Every proposal is the same, so that the fields that are found right have no variation.
  review = await openReviewWorkbench({ dialogues: 4, votesOf: ({ field }) => (field === 'behaviour' ? ['question', 'question', 'others'] : field === 'stageOfChange' ? ['action', 'action', 'action'] : ['2', '2', '3']) });
  people = [await addPerson(review.bench, 'Ana'), await addPerson(review.bench, 'Ben'), await addPerson(review.bench, 'Cem')];
  judge = await addPerson(review.bench, 'Judy', 'researcher');
  campaign = await review.openCampaign(people.map(({ person }) => person), { sampling: { kind: 'random', count: 5 }, options: { order: 'dialogue' } });
});
afterEach(() => review[Symbol.asyncDispose]());

const queue = (input: object = {}) => judge.window.call('adjudication.queue', { campaignId: campaign.id, ...input });
const itemAt = async (number: number): Promise<ReviewItemId> => {
  const { rows } = await queue({ state: 'all', sort: 'number', limit: 500 });
  const row = rows.find((one) => one.number === number);
  if (row === undefined) throw new Error(`no item ${number}`);
  return row.itemId;
};

test('the queue begins where people disagree most beyond chance', async () => {
  await answer(['222', '221', '251', '222', '333']);
  const { rows, total, fields } = await queue({ field: 'emotionIntensity' });
  expect(total).toBe(5);
  // Votes: 1 x2, 2 x9, 3 x3, 5 x1; mid-ranks 1, 6.5, 12.5, 14.5. Item 3 (2 5 1): 2 (64 + 182.25 + 30.25) / 6; item 2 (2 2 1): 4 x 30.25 / 6.
  expect(rows.map(({ number }) => number).slice(0, 2)).toEqual([3, 2]);
  const [worst, second] = rows;
  expect((worst?.disagreement ?? 0) / (second?.disagreement ?? 1)).toBeCloseTo(276.5 / 3 / (121 / 6), 9);
  expect(rows.slice(2).map(({ disagreement }) => disagreement)).toEqual([0, 0, 0]);
  expect(worst?.majority).toBeNull();
  expect(second?.majority).toMatchObject({ value: '2' });
  const { rows: all } = await queue();
  expect(all[0]).toMatchObject({ number: 3, field: 'emotionIntensity' });
  expect(fields.find(({ field }) => field === 'behaviour')).toMatchObject({ expected: 0, alpha: null });
});

test('candidates stand side by side, and without names when asked', async () => {
  await answer(['221', '222', '222', '222', '222']);
  const itemId = await itemAt(1);
  const { fields } = await judge.window.call('adjudication.item', { campaignId: campaign.id, itemId });
  const emotion = fields.find(({ field }) => field === 'emotionIntensity');
  expect(emotion?.candidates.map(({ kind, name, value }) => [kind, name, value])).toEqual([['person', 'Ana', '2'], ['person', 'Ben', '2'], ['person', 'Cem', '1'], ['model', 'a', '2'], ['model', 'b', '2'], ['model', 'c', '3'], ['proposal', 'proposal', '2']]);
  const anonymous = await judge.window.call('adjudication.item', { campaignId: campaign.id, itemId, isAnonymous: true });
  expect(anonymous.fields[0]?.candidates.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'proposal']);
  expect(JSON.stringify(anonymous)).not.toMatch(/Ana|Ben|Cem/);
});

describe('gold', () => {
  const decide = (itemId: ReviewItemId, value: string, revision = 0) =>
    judge.window.call('adjudication.decide', { campaignId: campaign.id, decisionId: newDecisionId(), itemId, revision, decisions: [{ field: 'emotionIntensity', value, errorType: 'annotator-slip', comment: 'plain anger' }] });

  test('is previewed, accepted with its source, and taken back as one', async () => {
    await answer(['222', '221', '251', '222', '333']);
    const rule = { campaignId: campaign.id, fields: ['emotionIntensity'], threshold: 0.6, minimumVotes: 3 };
    const preview = await judge.window.call('adjudication.preview', rule);
    expect(preview).toEqual({ count: 4, fields: [{ field: 'emotionIntensity', unanimous: 3, majority: 1, belowThreshold: 1, tooFewVotes: 0, decidedBefore: 0 }] });
    await expect(judge.window.call('adjudication.accept', { ...rule, decisionId: newDecisionId(), expectedCount: 5 })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await judge.window.call('adjudication.accept', { ...rule, decisionId: newDecisionId(), expectedCount: 4 })).toMatchObject({ accepted: 4, desk: { resolved: 4, canUndo: true } });
    const { rows } = await queue({ state: 'resolved', sort: 'number' });
    expect(rows.map(({ number, gold }) => [number, gold?.value, gold?.source])).toEqual([[1, '2', 'unanimous'], [2, '2', 'majority'], [4, '2', 'unanimous'], [5, '3', 'unanimous']]);
    expect(await judge.window.call('adjudication.undo', { campaignId: campaign.id, decisionId: newDecisionId() })).toMatchObject({ values: 4, desk: { resolved: 0, canRedo: true } });
    expect(await judge.window.call('adjudication.redo', { campaignId: campaign.id, decisionId: newDecisionId() })).toMatchObject({ values: 4, desk: { resolved: 4 } });
  });

  test('that was decided is not touched by later answers: it is shown as changed, and confirmed by deciding again', async () => {
    await answer(['221', '222', '222', '222', '222']);
    const itemId = await itemAt(1);
    await decide(itemId, '2');
    await decideAll(people[0]?.window as Client, campaign.id, 0, { emotionIntensity: '1' });
    const { rows } = await queue({ state: 'changed' });
    expect(rows).toMatchObject([{ number: 1, gold: { value: '2', source: 'adjudicated', errorType: 'annotator-slip', changedSince: ['Ana said 2, and says 1 now'] } }]);
    const rule = { campaignId: campaign.id, fields: ['emotionIntensity'], threshold: 0.6 };
    expect(await judge.window.call('adjudication.preview', rule)).toMatchObject({ count: 4, fields: [{ decidedBefore: 1 }] });
    const { revision } = await judge.window.call('adjudication.item', { campaignId: campaign.id, itemId });
    await decide(itemId, '2', revision);
    expect((await queue({ state: 'changed' })).total).toBe(0);
  });

  test('is neither touched by a newer label set, which shows in the same way', async () => {
    await answer(['222', '222', '222', '222', '222']);
    await decide(await itemAt(1), '4');
    const { id } = await judge.window.call('adjudication.makeLabelSet', { campaignId: campaign.id, name: 'First gold' });
    expect(await review.bench.client.call('campaigns.updateLabels', { id: campaign.id, labelSetId: id })).toMatchObject({ changedItems: 5, campaign: { labelSet: { name: 'First gold' } } });
    const { rows } = await queue({ state: 'changed' });
    expect(rows).toMatchObject([{ number: 1, gold: { value: '4', changedSince: ['The proposal was 2 and is 4 now'] } }]);
    expect((await people[0]?.window.call('review.peek', { campaignId: campaign.id, position: 0 }))?.decisions['emotionIntensity']).toMatchObject({ verdict: 'correct', value: '2' });
  });

  test('is refused for a value that the field does not have, and for a field twice', async () => {
    await answer(['222', '222', '222', '222', '222']);
    const itemId = await itemAt(1);
    await expect(decide(itemId, '6')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const twice = { field: 'behaviour', value: 'question' };
    await expect(judge.window.call('adjudication.decide', { campaignId: campaign.id, decisionId: newDecisionId(), itemId, revision: 0, decisions: [twice, twice] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect((await queue({ state: 'resolved' })).total).toBe(0);
  });

  test('of another adjudicator is not undone, and a stale view does not overwrite it', async () => {
    await answer(['221', '222', '222', '222', '222']);
    const itemId = await itemAt(1);
    await decide(itemId, '2');
    const second = await addPerson(review.bench, 'Jo', 'researcher');
    const request = { campaignId: campaign.id, itemId, decisions: [{ field: 'emotionIntensity', value: '1' }] };
    await expect(second.window.call('adjudication.decide', { ...request, decisionId: newDecisionId(), revision: 0 })).rejects.toMatchObject({ code: 'CONFLICT' });
    const { revision } = await second.window.call('adjudication.item', { campaignId: campaign.id, itemId });
    await second.window.call('adjudication.decide', { ...request, decisionId: newDecisionId(), revision });
    await expect(judge.window.call('adjudication.undo', { campaignId: campaign.id, decisionId: newDecisionId() })).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('Jo') as string });
  });

  test('becomes a label set with people as its annotators and trust derived', async () => {
    await answer(['221', '222', '222', '222', '222']);
    await judge.window.call('adjudication.accept', { campaignId: campaign.id, threshold: 0.6, decisionId: newDecisionId(), expectedCount: 30 });
    const set = await judge.window.call('adjudication.makeLabelSet', { campaignId: campaign.id, name: 'Gold' });
    expect(set).toMatchObject({ source: { kind: 'people', note: 'campaign "Check"' }, isScripted: false, annotators: [{ name: 'Ana' }, { name: 'Ben' }, { name: 'Cem' }], counts: { turns: 5, values: 30, unanimous: 29, majority: 1 } });
    const { rows } = await judge.window.call('labels.values', { labelSetId: set.id, filter: { fields: ['emotionIntensity'], isDivided: true } });
    expect(rows).toMatchObject([{ value: '2', origin: 'majority', votes: [{ value: '2' }, { value: '2' }, { value: '1' }] }]);
    const trust = await judge.window.call('labels.values', { labelSetId: set.id, filter: { fields: ['trust'] } });
    expect(trust.rows.map(({ value }) => value)).toEqual(['2', '2', '2', '2', '2']);
  });
});

test('an item goes back to its people with a note, and comes back when they answer', async () => {
  await answer(['221', '222', '222', '222', '222']);
  const itemId = await itemAt(1);
  const [ana, , cem] = people;
  await judge.window.call('adjudication.sendBack', { campaignId: campaign.id, itemId, personIds: [cem?.person.id as Person['id']], note: 'Read the turn before' });
  const back = await cem?.window.call('review.next', { campaignId: campaign.id, count: 1 });
  expect(back?.items).toMatchObject([{ position: 0, state: 'rework', rework: { note: 'Read the turn before' } }]);
  expect((await ana?.window.call('review.next', { campaignId: campaign.id, count: 1 }))?.items).toEqual([]);
  await decideAll(cem?.window as Client, campaign.id, 0, { emotionIntensity: '2' });
  const { fields, rework } = await judge.window.call('adjudication.item', { campaignId: campaign.id, itemId });
  expect(fields[0]).toMatchObject({ disagreement: 0 });
  expect(rework).toMatchObject([{ person: 'Cem', requestedBy: 'Judy', isAnswered: true }]);
  await judge.window.call('adjudication.sendBack', { campaignId: campaign.id, itemId, note: 'And again' });
  expect((await queue({ state: 'all', sort: 'number' })).rows[0]).toMatchObject({ inRework: 3 });
  await judge.window.call('adjudication.withdraw', { campaignId: campaign.id, itemId });
  expect((await ana?.window.call('review.next', { campaignId: campaign.id, count: 1 }))?.items).toEqual([]);
});
