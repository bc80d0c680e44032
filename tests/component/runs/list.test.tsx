/** @file The table of runs: its states, filters and order in the address, choosing several, the menu of one, columns that are kept. */
import { describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '#shared/contracts/errors';
import { createFakeClient, never } from '../support/fake-client';
import { renderApp } from '../support/render';
import { runHandlers, runRow, runRows } from '../support/runs';

describe('states', () => {
  test('loading says so', async () => {
    const client = createFakeClient({ ...runHandlers(), 'runs.list': () => never() });
    const { screen } = await renderApp({ client, at: '/runs' });
    await expect.element(screen.getByText('Loading the runs')).toBeInTheDocument();
  });

  test('a failure can be tried again', async () => {
    const client = createFakeClient({
      ...runHandlers(),
      'runs.list': () => {
        throw new AppError('WORKSPACE', 'The workspace is read-only.');
      },
    });
    const { screen } = await renderApp({ client, at: '/runs' });
    await expect.element(screen.getByText('The workspace is read-only.')).toBeVisible();
    client.answer(runHandlers());
    await screen.getByRole('button', { name: 'Try again' }).click();
    await expect.element(screen.getByText('8 runs')).toBeVisible();
  });

  test('without a run it leads to a new one', async () => {
    const { screen, address } = await renderApp({ client: createFakeClient(runHandlers({ rows: [] })), at: '/runs' });
    await screen.getByRole('main').getByRole('link', { name: 'New run' }).last().click();
    await expect.poll(address).toBe('/runs/new');
  });

  test('where nothing matches the filters can be cleared', async () => {
    const { screen, address } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs?q=nothing' });
    await screen.getByRole('button', { name: 'Clear the filters' }).click();
    await expect.element(screen.getByText('8 runs')).toBeVisible();
    expect(address()).toBe('/runs');
  });
});

test('a row says state, progress, and that rules stood in or that it came from elsewhere', async () => {
  const { screen } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs' });
  await expect.element(screen.getByText('42% · 29 s left')).toBeVisible();
  await expect.element(screen.getByRole('progressbar', { name: 'Progress of At work' })).toBeVisible();
  for (const word of ['Queued', 'Paused', 'Failed', 'Scripted', 'Imported']) await expect.element(screen.getByText(word, { exact: true }).first()).toBeVisible();
});

test('filters and order stand in the address and are asked of the workbench', async () => {
  const client = createFakeClient(runHandlers());
  const { screen, address } = await renderApp({ client, at: '/runs' });
  await screen.getByRole('button', { name: 'Sort by valid/macroF1, best' }).click();
  await screen.getByRole('combobox', { name: /^State/ }).click();
  await screen.getByRole('option', { name: /^Done/ }).click();
  await userEvent.keyboard('{Escape}');
  await screen.getByRole('button', { name: 'Options' }).click();
  await screen.getByRole('checkbox', { name: '0.001' }).click();
  await expect.poll(address).toBe('/runs?state=done&where=training.learningRate%3D0.001&sort=best%3Avalid%2FmacroF1');
  await expect.poll(() => client.inputsOf('runs.list').at(-1)).toMatchObject({
    filter: { states: ['done'], config: [{ path: 'training.learningRate', values: [0.001] }] },
    sort: { by: 'best', key: 'valid/macroF1' },
    order: 'descending',
  });
});

test('runs are chosen and compared from the keyboard', async () => {
  const { screen, address } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs' });
  await expect.element(screen.getByText('8 runs')).toBeVisible();
  await userEvent.keyboard('jjjjjjxjx');
  await expect.element(screen.getByText('2 runs chosen')).toBeVisible();
  await userEvent.keyboard('c');
  await expect.poll(address).toBe('/runs/compare?ids=2,1');
});

test('only what is not over is cancelled', async () => {
  const client = createFakeClient({ ...runHandlers(), 'runs.cancel': ({ id }) => runRow(id) });
  const { screen } = await renderApp({ client, at: '/runs' });
  for (const name of ['At work', 'Went wrong']) await screen.getByRole('checkbox', { name: `Choose ${name}` }).click();
  await screen.getByRole('group', { name: 'Chosen runs' }).getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => client.inputsOf('runs.cancel')).toEqual([{ id: 7 }]);
});

test('a removed run can be brought back', async () => {
  const client = createFakeClient({ ...runHandlers(), 'runs.remove': ({ id }) => ({ id: runRow(id).id }), 'runs.restore': ({ id }) => runRow(id) });
  const { screen } = await renderApp({ client, at: '/runs' });
  await screen.getByRole('button', { name: 'Actions for Planner 2' }).click();
  await screen.getByRole('menuitem', { name: 'Remove' }).click();
  await screen.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => client.inputsOf('runs.restore')).toEqual([{ id: 2 }]);
});

test('columns are chosen, kept under a name, and only those that differ can be shown', async () => {
  const { screen } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs' });
  await screen.getByRole('combobox', { name: 'Columns' }).click();
  await screen.getByRole('option', { name: 'Options that differ' }).click();
  await expect.element(screen.getByRole('button', { name: 'Sort by training.learningRate' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Sort by training.schedule' }).elements()).toHaveLength(0);
  await screen.getByRole('button', { name: 'Choose columns' }).click();
  await screen.getByRole('checkbox', { name: 'Seed' }).click();
  await screen.getByLabelText('Keep these columns as').fill('Mine');
  await screen.getByRole('button', { name: 'Keep', exact: true }).click();
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('button', { name: 'Sort by Seed' })).toBeVisible();
  expect(localStorage.getItem('solace.runs.columns')).toContain('Mine');
});

test('a thousand runs are there at once, of which only those in sight exist', async () => {
  const rows = Array.from({ length: 1_000 }, (_, index) => runRow(1_000 - index));
  const client = createFakeClient(runHandlers({ rows }));
  const { screen } = await renderApp({ client, at: '/runs' });
  await expect.element(screen.getByText('1,000 runs')).toBeVisible();
  expect(document.querySelectorAll('[role=grid] [role=row]').length).toBeLessThan(60);
  (screen.getByRole('grid', { name: 'Runs' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{End}');
  await expect.element(screen.getByRole('link', { name: 'Planner 1', exact: true })).toBeVisible();
});

test('the places of the queue can be changed', async () => {
  const client = createFakeClient({ ...runHandlers(), 'runs.setSlot': () => ({}) });
  const { screen } = await renderApp({ client, at: '/runs' });
  await screen.getByRole('button', { name: 'Queue, 1 run waiting' }).click();
  await screen.getByRole('button', { name: 'More places for CPU' }).click();
  await expect.poll(() => client.inputsOf('runs.setSlot')).toEqual([{ slot: 'cpu', places: 2 }]);
});

test('a run that changes is shown anew', async () => {
  const client = createFakeClient(runHandlers());
  const { screen } = await renderApp({ client, at: '/runs' });
  await expect.element(screen.getByText('8 runs')).toBeVisible();
  client.answer(runHandlers({ rows: runRows.map((row) => (row.id === 7 ? runRow(7, { name: 'At work no more' }) : row)) }));
  client.emit({ kind: 'runs.changed' });
  await expect.element(screen.getByRole('link', { name: 'At work no more' })).toBeVisible();
});
