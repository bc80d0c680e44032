/** @file Runs side by side: what differs, which figures are better, and planners turn by turn. */
import { expect, test } from 'vitest';
import { createFakeClient } from '../support/fake-client';
import { renderApp } from '../support/render';
import { runHandlers } from '../support/runs';

test('one run alone leads back to the table', async () => {
  const { screen, address } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs/compare?ids=2' });
  await screen.getByRole('link', { name: 'To the runs' }).click();
  await expect.poll(address).toBe('/runs');
});

test('options that differ come first; the others on demand; the best figure is marked in words', async () => {
  const { screen } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs/compare?ids=1,3' });
  await expect.element(screen.getByText('1 option of 2 differs.')).toBeVisible();
  expect(screen.getByRole('cell', { name: 'training.schedule' }).elements()).toHaveLength(0);
  await screen.getByRole('switch', { name: 'Show the others too' }).click();
  await expect.element(screen.getByRole('cell', { name: 'training.schedule' })).toBeVisible();
  await expect.element(screen.getByRole('table', { name: 'Figures of the runs' }).getByRole('img', { name: 'best' })).toBeVisible();
});

test('two planners are tested on the turns that both have, and part on some', async () => {
  const { screen } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs/compare?ids=2,1' });
  await expect.element(screen.getByText('They part on 4 turns')).toBeVisible();
  await expect.element(screen.getByText('0.125')).toBeVisible();
  await expect.element(screen.getByText(/^Chance explains the difference/)).toBeVisible();
  await screen.getByRole('button', { name: 'Second is right' }).click();
  await expect.element(screen.getByText('They part on 0 turns')).toBeVisible();
  await expect.element(screen.getByRole('grid', { name: 'Difference of confusion' })).toBeVisible();
});

test('a run can be left out', async () => {
  const { screen, address } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs/compare?ids=1,2,4' });
  await screen.getByRole('button', { name: 'Leave Rules only out' }).click();
  await expect.poll(address).toBe('/runs/compare?ids=1%2C2');
});
