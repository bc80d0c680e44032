/** @file Tables of results: published beside own rows, marks, a way to the run, changes kept at once, and no violation that axe can find. */
import { expect, test } from 'vitest';
import { createFakeClient } from '../support/fake-client';
import { labelHandlers, reference } from '../support/labels';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { runDetail, runRow } from '../support/runs';

test.each(['light', 'dark'] as const)('the page in %s', async (scheme) => {
  const { screen } = await renderApp({ client: createFakeClient(labelHandlers()), at: '/runs/tables', scheme, size: { widthPx: 1024, heightPx: 768 } });
  await expect.element(screen.getByRole('table', { name: 'Strategy choice' })).toBeVisible();
  await expectNoAxeViolations();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
});

test('own cells lead to their run, and say best and second to those who cannot see it', async () => {
  const { screen } = await renderApp({ client: createFakeClient(labelHandlers()), at: '/runs/tables' });
  const table = screen.getByRole('table', { name: 'Strategy choice' });
  await expect.element(table.getByRole('row', { name: /straQ\*-imit.*43\.15 best/ })).toBeVisible();
  await expect.element(table.getByRole('link', { name: /27\.30 second/ })).toHaveAttribute('href', '/runs/7');
});

test('a published table brings its rows and only the columns that are missing', async () => {
  const client = createFakeClient({ ...labelHandlers(), 'tables.references': () => [{ ...reference, columns: [...reference.columns, { id: 'bias', title: 'B', better: 'lower', scale: 1, digits: 2 }] }] });
  const { screen } = await renderApp({ client, at: '/runs/tables' });
  await screen.getByRole('button', { name: 'Published table' }).click();
  await screen.getByRole('combobox', { name: 'Published table' }).click();
  await screen.getByRole('option', { name: /straQ\*: Strategy and response/ }).click();
  await expect.poll(() => client.inputsOf('tables.keep').at(-1)).toMatchObject({ id: 1, design: { columns: [{ id: 'macroF1' }, { id: 'bias' }], rows: [{ system: 'straQ*-imit' }, { system: 'straQ*-imit' }, { label: 'Planner' }] } });
});

test('a row is moved and removed, each change kept at once', async () => {
  const client = createFakeClient(labelHandlers());
  const { screen } = await renderApp({ client, at: '/runs/tables' });
  await screen.getByRole('button', { name: 'Row Planner up' }).click();
  await expect.poll(() => client.inputsOf('tables.keep').at(-1)?.design.rows.map((row) => row.kind)).toEqual(['runs', 'published']);
  await screen.getByRole('button', { name: 'Remove row Planner' }).click();
  await expect.poll(() => client.inputsOf('tables.keep').at(-1)?.design.rows.map((row) => row.kind)).toEqual(['published']);
});

test('runs that were chosen elsewhere get a row each in a new table', async () => {
  const client = createFakeClient({ ...labelHandlers(), 'runs.get': ({ id }) => runDetail(runRow(id, { name: `Planner ${id}` })) });
  await renderApp({ client, at: '/runs/tables?runs=3,5' });
  await expect.poll(() => client.inputsOf('tables.keep').map(({ design }) => design.rows)).toEqual([[3, 5].map((id) => ({ kind: 'runs', label: `Planner ${id}`, runs: [id], value: 'last' }))]);
});
