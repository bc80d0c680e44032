/** @file A new run: its kind, a form made from the kind's schema, profiles, forecast, sweeps, and what was typed after a reload. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '#shared/contracts/errors';
import { createFakeClient } from '../support/fake-client';
import { renderApp } from '../support/render';
import { runHandlers, runRow } from '../support/runs';

function startingClient() {
  return createFakeClient({ ...runHandlers(), 'runs.start': () => runRow(30), 'runs.sweep': () => runRow(30) });
}

test('a kind is chosen by its card', async () => {
  const { screen, address } = await renderApp({ client: startingClient(), at: '/runs/new' });
  await screen.getByRole('button', { name: /^Strategy planner/ }).click();
  await expect.poll(address).toBe('/runs/new?kind=planner');
});

test('the form starts a run with only what the person set', async () => {
  const client = startingClient();
  const { screen, address } = await renderApp({ client, at: '/runs/new?kind=planner' });
  await expect.element(screen.getByText('Still to be filled in: corpus.')).toBeVisible();
  await screen.getByRole('combobox', { name: 'Corpus' }).click();
  await screen.getByRole('option', { name: /^ESConv/ }).click();
  await screen.getByRole('button', { name: /^Training/ }).click();
  await screen.getByLabelText('Epochs').fill('7');
  await expect.element(screen.getByText('about 0.50')).toBeVisible();
  await screen.getByRole('button', { name: /^Start/ }).click();
  await expect.poll(() => client.inputsOf('runs.start')).toEqual([{ kind: 'planner', config: { data: { corpus: 'ESConv' }, training: { epochs: 7 } }, tags: [], notes: '', needs: [], seed: 13 }]);
  await expect.poll(address).toBe('/runs/30');
  expect(localStorage.getItem('solace.draft.run.planner')).toBeNull();
});

test('what is missing or wrong is said at its field, and nothing starts', async () => {
  const client = startingClient();
  const { screen } = await renderApp({ client, at: '/runs/new?kind=planner' });
  await screen.getByRole('button', { name: /^Start/ }).click();
  await expect.element(screen.getByText('Choose “Corpus”.')).toBeVisible();
  await screen.getByRole('button', { name: /^Training/ }).click();
  await screen.getByLabelText('Epochs').fill('200');
  await expect.element(screen.getByText('This must be between 1 and 100.')).toBeVisible();
  await screen.getByLabelText('Epochs').fill('many');
  await expect.element(screen.getByText('This is not a number.')).toBeVisible();
  expect(client.inputsOf('runs.start')).toEqual([]);
});

test('what the workbench finds wrong stands at its field too', async () => {
  const client = startingClient();
  client.answer({
    'runs.forecast': () => {
      throw new AppError('INVALID_INPUT', 'The configuration of planner: training.epochs: too many for this corpus', { details: { issues: ['training.epochs: too many for this corpus'] } });
    },
  });
  const { screen } = await renderApp({ client, at: '/runs/new?kind=planner' });
  await screen.getByRole('combobox', { name: 'Corpus' }).click();
  await screen.getByRole('option', { name: /^ESConv/ }).click();
  await screen.getByRole('button', { name: /^Training/ }).click();
  await expect.element(screen.getByText('too many for this corpus', { exact: true })).toBeVisible();
});

test('a profile changes what holds by itself, and its differences are told with their reasons', async () => {
  const client = startingClient();
  const { screen } = await renderApp({ client, at: '/runs/new?kind=planner' });
  await screen.getByRole('button', { name: 'Recommended' }).click();
  await screen.getByRole('button', { name: /^Training/ }).click();
  await expect.element(screen.getByLabelText('Epochs')).toHaveValue('12');
  await screen.getByLabelText('Epochs').fill('3');
  await screen.getByRole('button', { name: 'Epochs: back to 12' }).click();
  await expect.element(screen.getByLabelText('Epochs')).toHaveValue('12');
  await screen.getByRole('button', { name: /differs from a profile/ }).click();
  await expect.element(screen.getByText('As the paper says. Its appendix names it.')).toBeVisible();
});

test('what was typed survives a reload', async () => {
  const first = await renderApp({ client: startingClient(), at: '/runs/new?kind=planner' });
  await first.screen.getByLabelText('Name').fill('Kept over a reload');
  const kept = localStorage.getItem('solace.draft.run.planner') ?? '';
  await first.screen.unmount();
  const again = renderApp({ client: startingClient(), at: '/runs/new?kind=planner' });
  localStorage.setItem('solace.draft.run.planner', kept);
  await expect.element((await again).screen.getByLabelText('Name')).toHaveValue('Kept over a reload');
});

test('a sweep says how many runs it makes, and starts them', async () => {
  const client = startingClient();
  const { screen } = await renderApp({ client, at: '/runs/new?kind=planner' });
  await screen.getByRole('combobox', { name: 'Corpus' }).click();
  await screen.getByRole('option', { name: /^ESConv/ }).click();
  await screen.getByRole('button', { name: 'A sweep' }).click();
  await expect.element(screen.getByText('Choose at least one option that varies.')).toBeVisible();
  await screen.getByRole('combobox', { name: 'Add an option that varies' }).click();
  await screen.getByRole('option', { name: 'training.learningRate' }).click();
  await screen.getByLabelText('Values').fill('1e-4, fast');
  await expect.element(screen.getByText('Learning rate: “fast” is not one of its values.')).toBeVisible();
  await screen.getByLabelText('Values').fill('1e-4, 1e-3');
  await screen.getByLabelText('Seeds').fill('13, 14, 15');
  await expect.element(screen.getByText('This makes 6 runs.')).toBeVisible();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await screen.getByRole('button', { name: 'Start 6 runs' }).click();
  await expect.poll(() => client.inputsOf('runs.sweep').at(0)).toMatchObject({ plan: { search: { mode: 'grid', parameters: [{ path: 'training.learningRate', values: [0.0001, 0.001] }] }, seeds: [13, 14, 15] } });
});

test('a clone begins with the settings of the other run', async () => {
  const client = startingClient();
  const { screen } = await renderApp({ client, at: '/runs/new?from=2' });
  await expect.element(screen.getByRole('heading', { name: 'Clone of run 2' })).toBeVisible();
  await expect.element(screen.getByLabelText('Name')).toHaveValue('Planner 2, changed');
  await screen.getByRole('button', { name: /^Start/ }).click();
  await expect.poll(() => client.inputsOf('runs.start').at(0)?.config).toEqual({ data: { corpus: 'ESConv' }, training: { learningRate: 0.0001 } });
});
