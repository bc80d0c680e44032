/** @file The adjudicator's desk: queue, decision by key, reasons, names hidden, work sent back, many accepted at once, gold that is doubted. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '#shared/contracts/errors';
import { adjudicationItem, campaignHandlers } from '../support/campaigns';
import { createFakeClient } from '../support/fake-client';
import { renderApp } from '../support/render';

const at = '/annotate/campaigns/7/adjudicate';

test('the most divided item comes first, and a digit decides and goes on', async () => {
  const client = createFakeClient(campaignHandlers());
  const { screen } = await renderApp({ client, at });
  await expect.element(screen.getByRole('heading', { name: 'Item 11 · Emotion intensity' })).toBeVisible();
  await userEvent.keyboard('t3');
  await expect.poll(() => client.inputsOf('adjudication.decide')).toMatchObject([{ itemId: 11, revision: 3, decisions: [{ field: 'emotionIntensity', value: '3', errorType: 'edge-case', comment: '' }] }]);
  await userEvent.keyboard('j');
  await expect.element(screen.getByRole('heading', { name: 'Item 12 · Dialogue behaviour' })).toBeVisible();
  await userEvent.keyboard('m');
  await expect.poll(() => client.inputsOf('adjudication.decide').at(-1)).toMatchObject({ itemId: 12, decisions: [{ field: 'behaviour', value: 'question' }] });
});

test('no key decides while a comment is written', async () => {
  const client = createFakeClient(campaignHandlers());
  const { screen } = await renderApp({ client, at });
  await expect.element(screen.getByRole('heading', { name: 'Item 11 · Emotion intensity' })).toBeVisible();
  await userEvent.keyboard('/');
  await expect.element(screen.getByRole('textbox', { name: 'Comment' })).toHaveFocus();
  await userEvent.keyboard('1 m j: borderline{Escape}');
  expect(client.inputsOf('adjudication.decide')).toEqual([]);
  await userEvent.keyboard('2');
  await expect.poll(() => client.inputsOf('adjudication.decide')).toMatchObject([{ decisions: [{ value: '2', comment: '1 m j: borderline' }] }]);
});

test('names go away on demand', async () => {
  const client = createFakeClient(campaignHandlers());
  const { screen } = await renderApp({ client, at });
  await expect.element(screen.getByRole('region', { name: 'Candidates' }).getByText('Ada Lindqvist')).toBeVisible();
  await userEvent.keyboard('h');
  await expect.element(screen.getByRole('region', { name: 'Candidates' }).getByText('Ada Lindqvist')).not.toBeInTheDocument();
  await expect.element(screen.getByRole('region', { name: 'Candidates' }).getByText('A', { exact: true })).toBeVisible();
  expect(client.inputsOf('adjudication.item').at(-1)).toMatchObject({ isAnonymous: true });
});

test('a decision that another adjudicator overtook is told and can be made again', async () => {
  const client = createFakeClient({ ...campaignHandlers(), 'adjudication.decide': () => Promise.reject(new AppError('CONFLICT', 'The behaviour of item 11 was decided since it was shown.')) });
  const { screen } = await renderApp({ client, at });
  await expect.element(screen.getByRole('heading', { name: 'Item 11 · Emotion intensity' })).toBeVisible();
  await userEvent.keyboard('4');
  await expect.element(screen.getByText(/was decided since it was shown/)).toBeVisible();
  client.answer({ 'adjudication.decide': ({ itemId }) => adjudicationItem(itemId, false) });
  await userEvent.keyboard('4');
  await expect.element(screen.getByText(/was decided since it was shown/)).not.toBeInTheDocument();
});

test('gold that was spoken against since asks to be confirmed', async () => {
  const client = createFakeClient(campaignHandlers());
  const { screen } = await renderApp({ client, at: `${at}?state=changed` });
  await expect.element(screen.getByText('Ben said 3 then and says 4 now.')).toBeVisible();
  await userEvent.keyboard('c');
  await expect.poll(() => client.inputsOf('adjudication.decide')).toMatchObject([{ itemId: 12, decisions: [{ field: 'behaviour', value: 'question' }] }]);
});

test('an item goes back to those who answered, with a note', async () => {
  const client = createFakeClient({ ...campaignHandlers(), 'adjudication.sendBack': ({ itemId }) => adjudicationItem(itemId, false) });
  const { screen } = await renderApp({ client, at });
  await expect.element(screen.getByRole('heading', { name: 'Item 11 · Emotion intensity' })).toBeVisible();
  await userEvent.keyboard('s');
  await userEvent.keyboard('Read the last sentence.');
  await screen.getByRole('checkbox', { name: 'Ben' }).click();
  await screen.getByRole('dialog').getByRole('button', { name: 'Send back' }).click();
  await expect.poll(() => client.inputsOf('adjudication.sendBack')).toEqual([{ campaignId: 7, itemId: 11, note: 'Read the last sentence.', personIds: [1, 3] }]);
});

test('many values are accepted after a look at how many, and taken back as one', async () => {
  const client = createFakeClient(campaignHandlers());
  const { screen } = await renderApp({ client, at });
  await screen.getByRole('button', { name: 'Accept many…' }).click();
  await expect.element(screen.getByText('120 values would become gold.')).toBeVisible();
  await screen.getByRole('combobox', { name: 'Where' }).click();
  await screen.getByRole('option', { name: 'At least two of three' }).click();
  await screen.getByRole('button', { name: 'Accept 204' }).click();
  await expect.element(screen.getByText('204 values accepted as gold.')).toBeVisible();
  expect(client.inputsOf('adjudication.accept')).toMatchObject([{ threshold: 0.66, expectedCount: 204 }]);
  await screen.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => client.inputsOf('adjudication.undo')).toHaveLength(1);
});

test('only rows in sight exist, and an empty queue says what to do', async () => {
  const { screen } = await renderApp({ client: createFakeClient(campaignHandlers({ rows: 20_000 })), at });
  const queue = screen.getByRole('grid', { name: 'Queue' });
  await expect.element(queue).toHaveAttribute('aria-rowcount', '20000');
  expect(queue.getByRole('row').elements().length).toBeLessThan(40);

  const second = await renderApp({ client: createFakeClient(campaignHandlers({ rows: 0 })), at });
  await expect.element(second.screen.getByText('Nothing is open')).toBeVisible();
});
