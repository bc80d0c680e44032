/** @file A person at work: both modes by keyboard alone, undo, failures, notes, pauses, own keys, blur, and what is seen before and after. */
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '#shared/contracts/errors';
import { createFakeClient, type FakeClient, never } from '../support/fake-client';
import { renderApp } from '../support/render';
import { atWork, createQueue, escaFields, type FakeQueue, type QueueOptions } from '../support/review';

beforeEach(() => sessionStorage.clear());

const twoFields = escaFields.slice(0, 2);

async function begin(options: QueueOptions = {}) {
  const queue = createQueue(options);
  const client = createFakeClient(atWork(queue));
  const { screen, address } = await renderApp({ client, at: '/annotate/campaigns/7/review' });
  await screen.getByRole('button', { name: /^Begin/ }).click();
  const sees = (number: number) => expect.element(screen.getByRole('region', { name: 'Dialogue' }).getByText(new RegExp(`^Number ${number}\\.`))).toBeVisible();
  if (queue.campaign.desk.total > 0) await sees(1);
  return { screen, address, queue, client, sees };
}

const decisionsSent = (client: FakeClient) => client.inputsOf('review.decide').length + client.inputsOf('review.skip').length;

test('five items are validated by keyboard alone, each decision stored before the next', async () => {
  const { screen, queue, client, sees } = await begin({ items: 5, fields: twoFields });
  for (let number = 1; number <= 5; number++) {
    await sees(number);
    await userEvent.keyboard('a');
    await userEvent.keyboard(number % 2 === 0 ? 'x1' : '{Enter}');
  }
  await expect.element(screen.getByText('All done: 5 items')).toBeVisible();
  await expect.poll(() => queue.desk()).toMatchObject({ done: 5, skipped: 0 });
  expect(queue.stored(0)).toEqual({ emotionIntensity: 'correct 3', behaviour: 'correct statement-fact' });
  expect(queue.stored(1)).toEqual({ emotionIntensity: 'correct 4', behaviour: 'incorrect greeting' });
  expect(client.inputsOf('review.decide')).toHaveLength(10);
  expect(client.inputsOf('review.decide').every(({ activeMs }) => activeMs >= 0 && activeMs < 60_000)).toBe(true);
});

test('five items are labelled by keyboard alone: a digit gives the value and goes on', async () => {
  const { screen, queue, sees } = await begin({ items: 5, mode: 'label', fields: twoFields });
  for (let number = 1; number <= 5; number++) {
    await sees(number);
    await userEvent.keyboard('26');
  }
  await expect.element(screen.getByText('All done: 5 items')).toBeVisible();
  await expect.poll(() => queue.stored(4)).toEqual({ emotionIntensity: 'labelled 2', behaviour: 'labelled statement-emotion' });
});

test('the rest of an item is right with one chord; a value that is none is said', async () => {
  const { screen, queue, sees } = await begin({ items: 3 });
  await userEvent.keyboard('9');
  await expect.element(screen.getByText('Emotion intensity has 5 values.', { exact: true }).last()).toBeVisible();
  await userEvent.keyboard('x5{Control>}{Enter}{/Control}');
  await sees(2);
  expect(queue.stored(0)).toMatchObject({ emotionIntensity: 'incorrect 5', behaviour: 'correct statement-fact', perceivedUnderstandability: expect.stringMatching(/^correct/) });
});

test('keys pressed while a decision is on its way wait their turn', async () => {
  const { queue, client, sees } = await begin({ items: 3, fields: twoFields });
  const decide = queue.handlers['review.decide'];
  const held = Promise.withResolvers<void>();
  client.answer({
    'review.decide': async (input) => {
      await held.promise;
      return decide?.(input) as never;
    },
  });
  await userEvent.keyboard('aaa');
  expect(decisionsSent(client)).toBe(1);
  held.resolve();
  await sees(2);
  await expect.poll(() => queue.stored(1)).toEqual({ emotionIntensity: 'correct 4' });
});

test('undo goes back without limit, across items, and redo comes forward again', async () => {
  const { screen, queue, sees } = await begin({ items: 4, fields: twoFields });
  await userEvent.keyboard('aaaa');
  await sees(3);
  await userEvent.keyboard('{Control>}zzz{/Control}');
  await sees(1);
  await expect.poll(() => queue.stored(1)).toEqual({});
  expect(queue.stored(0)).toEqual({ emotionIntensity: 'correct 3' });
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(() => queue.stored(0)).toEqual({});
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(screen.getByText('Nothing is left to undo.', { exact: true }).last()).toBeVisible();
  await userEvent.keyboard('{Control>}{Shift>}zzzz{/Shift}{/Control}');
  await expect.poll(() => queue.desk()).toMatchObject({ done: 2, canRedo: false });
});

test('a decision that fails is shown, kept, and tried again; nothing goes on before', async () => {
  const { screen, queue, client, sees } = await begin({ items: 3, fields: twoFields });
  client.answer({ 'review.decide': () => Promise.reject(new AppError('WORKSPACE', 'The disk is full.')) });
  await userEvent.keyboard('a');
  await expect.element(screen.getByText('This decision is not saved yet')).toBeVisible();
  await expect.element(screen.getByText(/The disk is full\./).first()).toBeVisible();
  await userEvent.keyboard('aa1s');
  expect(decisionsSent(client)).toBe(1);
  client.answer(queue.handlers);
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText('This decision is not saved yet')).not.toBeInTheDocument();
  expect(queue.stored(0)).toEqual({ emotionIntensity: 'correct 3' });
  const [first, second] = client.inputsOf('review.decide');
  expect(second?.decisionId).toBe(first?.decisionId);
  await userEvent.keyboard('a');
  await sees(2);
});

test('when the last field of an item fails, the item comes back and the next one waits', async () => {
  const { screen, queue, client, sees } = await begin({ items: 3, fields: twoFields });
  await userEvent.keyboard('a');
  await expect.poll(() => queue.stored(0)).toEqual({ emotionIntensity: 'correct 3' });
  client.answer({ 'review.decide': () => Promise.reject(new AppError('DISCONNECTED', 'The workbench cannot be reached.')) });
  client.setStatus('reconnecting');
  await userEvent.keyboard('a');
  await expect.element(screen.getByText('This decision is not saved yet')).toBeVisible();
  await sees(1);
  client.answer(queue.handlers);
  client.setStatus('connected');
  await sees(2);
  expect(queue.stored(0)).toEqual({ emotionIntensity: 'correct 3', behaviour: 'correct statement-fact' });
  await userEvent.keyboard('a');
  await expect.poll(() => queue.stored(1)).toEqual({ emotionIntensity: 'correct 4' });
});

test('an item that was changed in another window asks whose decision counts', async () => {
  const { screen, queue, client } = await begin({ items: 3, fields: twoFields });
  const decide = queue.handlers['review.decide'];
  client.answer({ 'review.decide': (input) => (input.revision === 0 && client.inputsOf('review.peek').length === 0 ? Promise.reject(new AppError('CONFLICT', 'This item was changed in another window.')) : (decide?.(input) as never)) });
  await userEvent.keyboard('a');
  await expect.element(screen.getByRole('button', { name: /Keep what is stored/ })).toBeVisible();
  await screen.getByRole('button', { name: /Keep mine/ }).click();
  await expect.poll(() => queue.stored(0)).toEqual({ emotionIntensity: 'correct 3' });
});

test('an item is flagged with a comment, and no key acts while it is written', async () => {
  const { screen, queue, client, sees } = await begin({ items: 3 });
  await userEvent.keyboard('f');
  await expect.element(screen.getByRole('textbox', { name: /What should be looked at/ })).toHaveFocus();
  await userEvent.keyboard('a 1 x s: is this sarcasm?');
  expect(decisionsSent(client)).toBe(0);
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(screen.getByText(/You flagged this/)).toBeVisible();
  expect(client.inputsOf('review.decide')).toMatchObject([{ decisions: [], note: { isFlagged: true, comment: 'a 1 x s: is this sarcasm?' } }]);
  await sees(1);
  expect(queue.desk().done).toBe(0);
});

test('skipping goes on at once; arrows go through the queue, n to what is open', async () => {
  const { screen, queue, sees } = await begin({ items: 4 });
  await userEvent.keyboard(' ');
  await sees(2);
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await sees(4);
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}');
  await sees(1);
  await expect.element(screen.getByRole('button', { name: /^Emotion intensity ?skipped$/ })).toBeVisible();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.element(screen.getByText('This is the first item.', { exact: true }).last()).toBeVisible();
  await userEvent.keyboard('n');
  await sees(2);
  expect(queue.desk()).toMatchObject({ skipped: 1, done: 0 });
});

test('votes and reasons stay away until they are asked for; a hidden proposal is answered by a value', async () => {
  const { screen, queue, client } = await begin({ items: 2, campaign: { proposals: 'hidden' } });
  await expect.element(screen.getByText('The proposal is hidden. Give your own value.')).toBeVisible();
  await userEvent.keyboard('a');
  await expect.element(screen.getByText(/Nothing is shown to be right/).last()).toBeVisible();
  await userEvent.keyboard('3');
  await expect.poll(() => queue.stored(0)).toEqual({ emotionIntensity: 'correct 3' });
  await userEvent.keyboard('v');
  await expect.element(screen.getByText('Model two')).toBeVisible();
  expect(client.inputsOf('review.reveal')).toEqual([{ campaignId: 7, position: 0 }]);
});

test('a pause takes the text away and the keys with it', async () => {
  const { screen, client, sees } = await begin({ items: 2 });
  await userEvent.keyboard('p');
  await expect.element(screen.getByText('The text is hidden and the clock stands. Everything is saved.')).toBeVisible();
  await expect.element(screen.getByText(/^Number 1\./)).not.toBeInTheDocument();
  await userEvent.keyboard('ax1s');
  expect(decisionsSent(client)).toBe(0);
  await userEvent.keyboard('p');
  await sees(1);
});

test('a key of one’s own replaces the usual one and stays', async () => {
  const { screen, queue, sees } = await begin({ items: 3, fields: twoFields });
  await screen.getByRole('button', { name: 'Keys', exact: true }).click();
  await screen.getByRole('button', { name: 'Change the key of: The proposal is right' }).click();
  await userEvent.keyboard('s');
  await expect.element(screen.getByText(/“Skip, next item” has lost this key/)).toBeVisible();
  await screen.getByRole('button', { name: 'Close', exact: true }).click();
  await userEvent.keyboard('ss');
  await sees(2);
  expect(queue.stored(0)).toEqual({ emotionIntensity: 'correct 3', behaviour: 'correct statement-fact' });
  expect(JSON.parse(localStorage.getItem('solace.review-keys.2') ?? '')).toMatchObject({ accept: ['s'], skip: ['Space'] });
  await userEvent.keyboard('?');
  const sheet = screen.getByRole('dialog', { name: 'Keyboard' });
  await expect.element(sheet.getByText('The proposal is right')).toBeVisible();
});

test('what came before is folded and comes with a key; the reply is marked where it is judged', async () => {
  const { screen } = await begin({ items: 1 });
  const dialogue = screen.getByRole('region', { name: 'Dialogue' });
  await expect.element(dialogue.getByRole('button', { name: /earlier turns/ })).toBeVisible();
  const turnsBefore = () => dialogue.getByRole('list', { name: 'Before' }).getByRole('listitem').elements().length;
  expect(turnsBefore()).toBe(5);
  await userEvent.keyboard('e');
  await expect.poll(turnsBefore).toBe(12);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  await expect.element(dialogue.getByText('This reply is judged')).toBeInTheDocument();
});

test('texts are blurred by key and shown again', async () => {
  const { screen, sees } = await begin({ items: 2, campaign: { blursText: true } });
  const text = screen.getByRole('region', { name: 'Dialogue' }).getByText(/^Number 1\./);
  const isBlurred = () => getComputedStyle(text.element()).filter !== 'none';
  await userEvent.hover(screen.getByRole('button', { name: 'Light or dark' }));
  expect(isBlurred()).toBe(true);
  await userEvent.keyboard('t');
  await expect.poll(isBlurred).toBe(false);
  await userEvent.keyboard('tb');
  await expect.poll(isBlurred).toBe(false);
  await sees(1);
});

test('an item that was sent back says why, and is answered by any decision', async () => {
  const rework = { note: 'Look at the last sentence again.', requestedAt: '2026-11-20T09:00:00.000Z' };
  const { screen, queue } = await begin({ items: 2, fields: twoFields, item: (position) => (position === 0 ? { rework } : {}) });
  await expect.element(screen.getByText(/Look at the last sentence again\./)).toBeVisible();
  await userEvent.keyboard('aa');
  await expect.poll(() => queue.desk().done).toBe(1);
});

test('buttons do what keys do, and leave the keyboard where it was', async () => {
  const { screen, queue, sees } = await begin({ items: 2, fields: twoFields });
  await screen.getByRole('button', { name: /^Right/ }).click();
  await screen.getByRole('group', { name: 'Values of Dialogue behaviour' }).getByRole('button', { name: /^1 Greeting/ }).click();
  await sees(2);
  await expect.poll(() => queue.stored(0)).toEqual({ emotionIntensity: 'correct 3', behaviour: 'incorrect greeting' });
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => queue.stored(1)).toEqual({ emotionIntensity: 'correct 4' });
});

test('the next item is announced', async () => {
  const { screen } = await begin({ items: 3, fields: twoFields });
  await userEvent.keyboard('aa');
  await expect.element(screen.getByText(/^Item 2 of 3\. Seeker: Number 2\..*Emotion intensity, proposed: 4 Strong\.$/)).toBeInTheDocument();
});

test('the notice comes first, once, and can be left', async () => {
  const queue: FakeQueue = createQueue({ items: 2 });
  const { screen, address } = await renderApp({ client: createFakeClient({ ...atWork(queue), 'campaigns.mine': () => [] }), at: '/annotate/campaigns/7/review' });
  await expect.element(screen.getByText(/conversations with people in distress/)).toBeVisible();
  await expect.element(screen.getByText(/^Number 1\./)).not.toBeInTheDocument();
  await screen.getByRole('link', { name: 'Not now' }).click();
  await expect.poll(address).toBe('/work');
});

test('a campaign that cannot be opened says why and can be tried again', async () => {
  const queue = createQueue({ items: 2 });
  const client = createFakeClient({ ...atWork(queue), 'review.campaign': never });
  const { screen } = await renderApp({ client, at: '/annotate/campaigns/7/review' });
  await expect.element(screen.getByText('Loading this campaign')).toBeInTheDocument();

  const failing = createFakeClient({ ...atWork(queue), 'review.campaign': () => Promise.reject(new AppError('NOT_FOUND', 'You have no items in “Check”.')) });
  const second = await renderApp({ client: failing, at: '/annotate/campaigns/7/review' });
  await expect.element(second.screen.getByText('You have no items in “Check”.')).toBeVisible();
});

test('a closed campaign takes no decision', async () => {
  const queue = createQueue({ items: 2 });
  const client = createFakeClient({ ...atWork(queue), 'review.campaign': () => ({ ...queue.campaign, state: 'closed' }) });
  const { screen } = await renderApp({ client, at: '/annotate/campaigns/7/review' });
  await expect.element(screen.getByText('This campaign is closed')).toBeVisible();
});
