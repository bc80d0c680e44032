/** @file The Measure room: its four states, what can be done to a row, and rows taken out together. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '#shared/contracts/errors';
import { createFakeClient, never } from '../support/fake-client';
import { measureHandlers, sampleText, summaryOf } from '../support/measurements';
import { expectNoAxeViolations, renderApp } from '../support/render';

async function open(client = createFakeClient(measureHandlers())) {
  return { client, ...(await renderApp({ client, at: '/measure' })) };
}

test('measurements stand by kind with the figures one would print; agreement has its own room', async () => {
  const { screen } = await open();
  await expect.element(screen.getByRole('table', { name: 'Generated text' }).getByRole('row', { name: /DPPLM against Golden nlg-eval · 20 Nov 2026 0\.1234/ })).toBeVisible();
  await expect.element(screen.getByRole('table', { name: 'Comparisons' }).getByRole('row', { name: /\+0\.1234/ })).toBeVisible();
  await expect.element(screen.getByText('Agreement on emotions')).not.toBeInTheDocument();
});

test('removing is undone', async () => {
  const { screen, client } = await open();
  await screen.getByRole('button', { name: 'Actions for DPPLM against Golden' }).click();
  await screen.getByRole('menuitem', { name: 'Remove' }).click();
  await expect.element(screen.getByText('DPPLM against Golden was removed.')).toBeVisible();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(screen.getByText('DPPLM against Golden is back.')).toBeVisible();
  expect(client.inputsOf('measure.restore')).toEqual([{ id: 1 }]);
});

test('renaming refuses an empty name and keeps what the workbench says', async () => {
  const { screen, client } = await open();
  await screen.getByRole('button', { name: 'Actions for DPPLM against Golden' }).click();
  await screen.getByRole('menuitem', { name: 'Rename…' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Rename DPPLM against Golden' });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await name.fill('  ');
  await expect.element(dialog.getByRole('button', { name: 'Rename' })).toBeDisabled();
  await name.fill('Baseline ');
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(client.inputsOf('measure.rename')).toEqual([{ id: 1, name: 'Baseline' }]);
});

test('chosen rows leave as one table', async () => {
  const second = { ...sampleText, id: 9 as typeof sampleText.id, name: 'BlenderBot against Golden' };
  const { screen, client } = await open(createFakeClient({ ...measureHandlers(), 'measure.list': () => [summaryOf(sampleText), summaryOf(second)] }));
  for (const name of ['DPPLM', 'BlenderBot']) await screen.getByRole('checkbox', { name: `Choose ${name} against Golden for export` }).click();
  await screen.getByRole('button', { name: 'Export 2 rows as one table' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Export 2 measurements' });
  await expect.element(dialog.getByRole('radio', { name: /JSON/ })).not.toBeInTheDocument();
  client.answer({
    'measure.export': () => {
      throw new AppError('LIMIT', 'The disk is full.');
    },
  });
  await dialog.getByRole('radio', { name: /CSV table/ }).click();
  await dialog.getByRole('button', { name: 'Save file' }).click();
  await expect.element(screen.getByText('The disk is full.')).toBeVisible();
  expect(client.inputsOf('measure.export')).toEqual([{ ids: [1, 9], format: 'csv' }]);
});

test('empty, failing and waiting', async () => {
  const client = createFakeClient(measureHandlers([]));
  const first = await open(client);
  await expect.element(first.screen.getByText('Nothing measured yet')).toBeVisible();
  await expectNoAxeViolations();
  await first.screen.unmount();
  client.answer({
    'measure.list': () => {
      throw new AppError('WORKSPACE', 'The database is damaged.');
    },
  });
  const second = await open(client);
  await expect.element(second.screen.getByText('The database is damaged.')).toBeVisible();
  await second.screen.unmount();
  client.answer({ 'measure.list': () => never() });
  const third = await open(client);
  await expect.element(third.screen.getByText('Loading the measurements')).toBeInTheDocument();
});
