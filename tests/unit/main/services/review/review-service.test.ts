/** @file Reviewing over the channel: what is shown and hidden, what is kept of a decision, and whose it is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '#shared/channel/client';
import type { Campaign } from '#shared/contracts/campaigns';
import type { Person } from '#shared/contracts/people';
import { addPerson, decideAll, fieldIds, newDecisionId, openReviewWorkbench, type ReviewWorkbench } from '../../../../support/review/review-workbench';

let review: ReviewWorkbench;
let ana: { person: Person; window: Client };
let campaign: Campaign;

beforeEach(async () => {
  review = await openReviewWorkbench();
  ana = await addPerson(review.bench, 'Ana');
  campaign = await review.openCampaign([ana.person]);
});
afterEach(() => review[Symbol.asyncDispose]());

const at = (position: number) => ({ campaignId: campaign.id, position });
const acting = (position: number, revision = 0) => ({ ...at(position), decisionId: newDecisionId(), revision, activeMs: 3000 });

test('the next items come with their dialogue, in one call', async () => {
  const { items, desk } = await ana.window.call('review.next', { campaignId: campaign.id, count: 4 });
  expect(items.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  expect(desk).toMatchObject({ total: 10, done: 0, canUndo: false, canRedo: false });
  for (const { context } of items) {
    expect(context.turns.find(({ position }) => position === context.focus)).toMatchObject({ speaker: 'seeker' });
    expect(context.turns[0]?.position).toBe(0);
    expect(context.turns.at(-1)?.position).toBe(Math.min(context.focus + 2, context.turnCount - 1));
  }
  const later = await ana.window.call('review.next', { campaignId: campaign.id, after: 8, count: 3, except: [0] });
  expect(later.items.map(({ position }) => position)).toEqual([9, 1, 2]);
});

test('all fields are decided in one call, and the desk counts it', async () => {
  await decideAll(ana.window, campaign.id, 0);
  const { items, desk } = await ana.window.call('review.next', { campaignId: campaign.id, count: 1 });
  expect(items[0]?.position).toBe(1);
  expect(desk).toMatchObject({ done: 1, medianSeconds: 5, canUndo: true });
  const item = await ana.window.call('review.peek', at(0));
  expect(item.state).toBe('done');
  expect(item.decisions['behaviour']).toMatchObject({ verdict: 'correct', value: item.proposals['behaviour']?.value });
});

test('a blind value is compared with the proposal; a wrong one may go without a correction', async () => {
  const { proposals } = await ana.window.call('review.peek', at(0));
  const proposed = proposals['emotionIntensity']?.value ?? '';
  const other = proposed === '5' ? '1' : '5';
  const { item } = await ana.window.call('review.decide', {
    ...acting(0),
    decisions: [
      { field: 'emotionIntensity', verdict: 'labelled', value: other },
      { field: 'behaviour', verdict: 'labelled', value: proposals['behaviour']?.value ?? '' },
      { field: 'reliability', verdict: 'incorrect' },
      { field: 'stageOfChange', verdict: 'skipped' },
    ],
  });
  expect(item.decisions).toMatchObject({
    emotionIntensity: { verdict: 'incorrect', value: other },
    behaviour: { verdict: 'correct' },
    reliability: { verdict: 'incorrect', value: null },
    stageOfChange: { verdict: 'skipped', value: null },
  });
  expect(item.state).toBe('open');
});

test.each([
  ['a field that is not asked about', { field: 'trust', verdict: 'correct' as const }],
  ['a value that the field does not have', { field: 'emotionIntensity', verdict: 'labelled' as const, value: '6' }],
  ['a label without a value', { field: 'emotionIntensity', verdict: 'labelled' as const }],
])('refused, and nothing kept: %s', async (_what, decision) => {
  await expect(ana.window.call('review.decide', { ...acting(0), decisions: [{ field: 'behaviour', verdict: 'correct' }, decision] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect((await ana.window.call('review.peek', at(0))).decisions).toEqual({});
});

test('a double press makes no second row, and a stale window does not overwrite', async () => {
  const twice = { ...acting(0), decisions: [{ field: 'behaviour', verdict: 'correct' as const }] };
  const first = await ana.window.call('review.decide', twice);
  expect(await ana.window.call('review.decide', twice)).toEqual(first);
  expect((await ana.window.call('review.history', { campaignId: campaign.id })).total).toBe(1);
  const stale = ana.window.call('review.decide', { ...acting(0), decisions: [{ field: 'behaviour', verdict: 'skipped' }] });
  await expect(stale).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('skipping, flagging, undo and redo leave their rows', async () => {
  await ana.window.call('review.skip', { ...acting(2), note: { isFlagged: true, comment: 'too short to tell' } });
  expect(await ana.window.call('review.list', { campaignId: campaign.id, state: 'skipped' })).toMatchObject({ total: 1, rows: [{ position: 2, isFlagged: true }] });
  const undone = await ana.window.call('review.undo', { campaignId: campaign.id, decisionId: newDecisionId() });
  expect(undone).toMatchObject({ item: { position: 2, state: 'open', note: { isFlagged: false } }, desk: { canRedo: true, canUndo: false } });
  await ana.window.call('review.redo', { campaignId: campaign.id, decisionId: newDecisionId() });
  const { rows } = await ana.window.call('review.history', { campaignId: campaign.id, position: 2 });
  expect(rows.map(({ kind }) => kind)).toEqual([...Array.from({ length: 7 }, () => 'redo'), ...Array.from({ length: 7 }, () => 'undo'), ...Array.from({ length: 7 }, () => 'decide')]);
});

test('skipping again with the same id changes nothing', async () => {
  const skip = acting(2);
  const first = await ana.window.call('review.skip', skip);
  expect(await ana.window.call('review.skip', skip)).toEqual(first);
});

describe('proposals', () => {
  test('come without votes and reasons until they are asked for', async () => {
    const before = await ana.window.call('review.peek', at(0));
    expect(before.canReveal).toBe(true);
    expect(Object.keys(before.proposals['behaviour'] ?? {})).toEqual(['value']);
    const after = await ana.window.call('review.reveal', at(0));
    expect(after.canReveal).toBe(false);
    expect(after.proposals['behaviour']).toMatchObject({ rationale: 'because of the words', votes: [{ annotator: 'a' }, { annotator: 'b' }, { annotator: 'c' }] });
  });

  test('that are hidden cannot be judged unseen', async () => {
    await review.bench.client.call('campaigns.update', { id: campaign.id, options: { proposals: 'hidden' } });
    expect((await ana.window.call('review.peek', at(0))).proposals).toEqual({});
    await expect(ana.window.call('review.decide', { ...acting(0), decisions: [{ field: 'behaviour', verdict: 'correct' }] })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('reveal') as string });
    await ana.window.call('review.reveal', at(0));
    await ana.window.call('review.decide', { ...acting(0), decisions: [{ field: 'behaviour', verdict: 'correct' }] });
  });

  test('are never there in label mode', async () => {
    const blind = await review.openCampaign([ana.person], { name: 'Blind', mode: 'label', labelSetId: null });
    const item = await ana.window.call('review.peek', { campaignId: blind.id, position: 0 });
    expect(item).toMatchObject({ proposals: {}, canReveal: false });
    const place = { campaignId: blind.id, position: 0, decisionId: newDecisionId(), revision: 0, activeMs: 0 };
    await expect(ana.window.call('review.decide', { ...place, decisions: [{ field: 'behaviour', verdict: 'correct' }] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const { item: labelled } = await ana.window.call('review.decide', { ...place, decisions: [{ field: 'behaviour', verdict: 'labelled', value: 'question' }] });
    expect(labelled.decisions['behaviour']).toMatchObject({ verdict: 'labelled', value: 'question' });
  });
});

test('a queue is its person’s own, and a decision needs a person', async () => {
  const ben = await addPerson(review.bench, 'Ben');
  await expect(ben.window.call('review.peek', at(0))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(review.bench.openWindow().call('review.next', { campaignId: campaign.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await ben.window.call('campaigns.mine', {})).toEqual([]);
  expect(await ana.window.call('campaigns.mine', {})).toMatchObject([{ name: 'Check', total: 10, fields: fieldIds.map((id) => ({ id })) }]);
});

test('nothing is decided in a closed campaign', async () => {
  await review.bench.client.call('campaigns.setState', { id: campaign.id, state: 'closed' });
  for (const refused of [
    ana.window.call('review.decide', { ...acting(0), decisions: [{ field: 'behaviour', verdict: 'correct' }] }),
    ana.window.call('review.skip', acting(0)),
    ana.window.call('review.undo', { campaignId: campaign.id, decisionId: newDecisionId() }),
  ]) {
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT' });
  }
});

test('nothing that is shown tells a repeat or a gold check from the rest', async () => {
  const mixed = await review.openCampaign([ana.person], { name: 'Mixed', repeats: { share: 0.3, distance: 3 }, goldChecks: { labelSetId: review.labelSetId, share: 0.2 } });
  expect(mixed).toMatchObject({ items: 10, goldCheckItems: 2, progress: { total: 15 } });
  const { items } = await ana.window.call('review.next', { campaignId: mixed.id, count: 15 });
  expect(new Set(items.map((item) => Object.keys(item).toSorted().join(' '))).size).toBe(1);
  expect(JSON.stringify(items)).not.toMatch(/repeat|known|gold|itemId/i);
});
