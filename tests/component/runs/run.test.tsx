/** @file One run: its states and actions, curves, log, files, lineage, result, notes, and the summary of a sweep. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '#shared/contracts/errors';
import { RunId } from '#shared/domain/ids';
import { createFakeClient } from '../support/fake-client';
import { renderApp } from '../support/render';
import { runDetail, runHandlers, runRow } from '../support/runs';

test('a run that is not there can be asked for again', async () => {
  const client = createFakeClient({
    ...runHandlers(),
    'runs.get': () => {
      throw new AppError('NOT_FOUND', 'There is no run 99.');
    },
  });
  const { screen } = await renderApp({ client, at: '/runs/99' });
  await expect.element(screen.getByText('There is no run 99.')).toBeVisible();
});

test('a running run shows progress as it comes, and is paused', async () => {
  const client = createFakeClient({ ...runHandlers(), 'runs.pause': ({ id }) => runRow(id) });
  const row = runRow(7, { name: 'At work', state: 'running' });
  client.answer({
    'runs.watch': async function* () {
      yield { ...row, progress: { done: 900, total: 1_000, unit: 'steps', note: 'Epoch 5', unitsPerSecond: 20, secondsLeft: 5 } };
    },
  });
  const { screen } = await renderApp({ client, at: '/runs/7' });
  await expect.element(screen.getByText('900 of 1,000 steps · 20/s · 5 s left')).toBeVisible();
  await screen.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => client.inputsOf('runs.pause')).toEqual([{ id: 7 }]);
});

test('a failed run says why and is tried again', async () => {
  const client = createFakeClient({ ...runHandlers(), 'runs.retry': ({ id }) => runRow(id) });
  client.answer({ 'runs.get': () => runDetail(runRow(5, { state: 'failed' }), { error: { code: 'INTERNAL', message: 'The loss is not a number at step 12.', details: {} } }) });
  const { screen } = await renderApp({ client, at: '/runs/5' });
  await expect.element(screen.getByText('The loss is not a number at step 12.')).toBeVisible();
  await screen.getByRole('button', { name: 'Retry' }).click();
  await expect.poll(() => client.inputsOf('runs.retry')).toEqual([{ id: 5 }]);
});

test('curves, figures and options stand on one page; the axis is in the address', async () => {
  const client = createFakeClient(runHandlers());
  const { screen, address } = await renderApp({ client, at: '/runs/2' });
  await expect.element(screen.getByRole('slider', { name: 'Loss, inspect' })).toBeVisible();
  await expect.element(screen.getByRole('cell', { name: 'training.learningRate' })).toBeInTheDocument();
  await expect.element(screen.getByRole('cell', { name: 'valid/macroF1' })).toBeVisible();
  await screen.getByRole('button', { name: 'Time', exact: true }).click();
  await expect.poll(address).toBe('/runs/2?axis=time');
  await expect.poll(() => client.inputsOf('runs.curves').some(({ axis }) => axis === 'time')).toBe(true);
});

test('a curve is inspected and zoomed by keys, with finer points for the window', async () => {
  const client = createFakeClient(runHandlers({ points: 100_000 }));
  const { screen } = await renderApp({ client, at: '/runs/2' });
  const plot = screen.getByRole('slider', { name: 'Loss, inspect' });
  await expect.element(plot).toBeVisible();
  (plot.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(plot).toHaveAttribute('aria-valuetext', expect.stringMatching(/^step \d+; train 0.4321; valid 0.4321$/));
  await userEvent.keyboard('+');
  await expect.poll(() => client.inputsOf('runs.curves').some(({ names, to }) => names.includes('train/loss') && to !== undefined && to < 100_000)).toBe(true);
  await expect.element(screen.getByRole('button', { name: 'Show the whole of Loss' })).toBeVisible();
  await userEvent.keyboard('0');
  await expect.poll(() => screen.getByRole('button', { name: 'Show the whole of Loss' }).elements().length).toBe(0);
});

test('a curve can be hidden, and the chart read as a table', async () => {
  const { screen } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs/2' });
  const entry = screen.getByRole('list', { name: 'Curves of Loss' }).getByRole('button', { name: /^train/ });
  await entry.click();
  await expect.element(entry).toHaveAttribute('aria-pressed', 'false');
  await screen.getByRole('button', { name: 'Loss as table' }).click();
  await expect.element(screen.getByRole('table', { name: 'Loss' }).getByRole('cell', { name: 'valid' })).toBeVisible();
});

test('the log is filtered by level', async () => {
  const { screen } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs/2?tab=log' });
  await expect.element(screen.getByText('Begins.')).toBeVisible();
  await screen.getByRole('button', { name: 'Warnings' }).click();
  await expect.element(screen.getByText('The corpus is small.')).toBeVisible();
  expect(screen.getByText('Begins.').elements()).toHaveLength(0);
});

test('a confusion cell leads to the dialogues behind it', async () => {
  const { screen, address } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs/2?tab=result' });
  await expect.element(screen.getByRole('cell', { name: /^Majority/ })).toBeVisible();
  await screen.getByRole('gridcell', { name: /^Question, Restatement or Paraphrasing: 4/ }).click();
  await expect.poll(address).toBe('/runs/planner?run=2&gold=Question&predicted=Restatement+or+Paraphrasing');
});

test('any other result is shown as it is, with what the run left', async () => {
  const client = createFakeClient({ ...runHandlers(), 'runs.get': () => runDetail(runRow(2, { kind: 'annotate' }), { result: { dialogues: 40, fleiss: { trust: 0.52 } }, outputs: [{ kind: 'label-set', id: 3, name: 'ESCA by three' }] }) });
  const { screen } = await renderApp({ client, at: '/runs/2?tab=result' });
  await expect.element(screen.getByText('0.52')).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'ESCA by three' })).toHaveAttribute('href', '/annotate/labels/3');
});

test('the lineage is told in words with links', async () => {
  const { screen } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs/2?tab=lineage' });
  await expect.element(screen.getByRole('link', { name: 'corpus ESConv' })).toHaveAttribute('href', '/corpora/1');
  await expect.element(screen.getByRole('img', { name: /^Lineage of 3 things/ })).toBeVisible();
});

test('notes are changed where they stand', async () => {
  const client = createFakeClient({ ...runHandlers(), 'runs.edit': ({ id }) => runRow(id) });
  const { screen } = await renderApp({ client, at: '/runs/2' });
  await screen.getByLabelText('Notes').fill('The best so far.');
  await screen.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => client.inputsOf('runs.edit')).toEqual([{ id: 2, name: 'Planner 2', notes: 'The best so far.' }]);
});

test('a repeated run says whether its numbers agree', async () => {
  const client = createFakeClient({ ...runHandlers(), 'runs.get': () => runDetail(runRow(2, { reproducesId: RunId.parse(1) }), { reproduction: { of: RunId.parse(1), tolerance: 0, isIdentical: false, compared: 300, differing: [{ name: 'train/loss', values: 12, step: 40, expected: 1.25, found: 1.26 }], artifacts: [{ name: 'Planner', isIdentical: false }] } }) });
  const { screen } = await renderApp({ client, at: '/runs/2' });
  await expect.element(screen.getByText(/Not the same: 1 figure differs over 300 values/)).toBeVisible();
  await expect.element(screen.getByRole('cell', { name: '1.26' })).toBeVisible();
});

test('a sweep is summed up, its best run named, and its runs listed', async () => {
  const { screen, address } = await renderApp({ client: createFakeClient(runHandlers()), at: '/runs/20' });
  await expect.element(screen.getByRole('link', { name: 'Over rates 24' }).first()).toBeVisible();
  await expect.element(screen.getByRole('img', { name: /^Parallel coordinates of 4 runs/ })).toBeVisible();
  await expect.element(screen.getByRole('cell', { name: '[0.01, 0.64]' })).toBeInTheDocument();
  await screen.getByRole('link', { name: 'Its runs in the table' }).click();
  await expect.poll(address).toBe('/runs?parent=20');
});
