/** @file The list of corpora: its states, and what can be done to a corpus from it. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '#shared/contracts/errors';
import { createFakeClient, never } from '../support/fake-client';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { sampleActivity, sampleCorpora, sampleCorpus, sampleExportFile, sampleHandlers } from '../support/samples';

async function openMenu(client = createFakeClient(sampleHandlers())) {
  const { screen, address } = await renderApp({ client, at: '/corpora' });
  await screen.getByRole('button', { name: 'Actions for ESConv' }).click();
  return { client, screen, address };
}

test('dialogues and knowledge bases stand apart, with their figures', async () => {
  const { screen } = await renderApp({ client: createFakeClient(sampleHandlers()), at: '/corpora' });
  await expect.element(screen.getByRole('table', { name: 'Dialogue corpora' }).getByRole('row', { name: /^ESConv 1,300 38,365/ })).toBeVisible();
  await expect.element(screen.getByRole('table', { name: 'Knowledge bases' }).getByRole('row', { name: /CounselChat Local only 1,482/ })).toBeVisible();
});

test('a header sorts its column, figures largest first', async () => {
  const { screen } = await renderApp({ client: createFakeClient(sampleHandlers()), at: '/corpora' });
  const table = screen.getByRole('table', { name: 'Dialogue corpora' });
  await table.getByRole('button', { name: 'Turns' }).click();
  await expect.element(table.getByRole('columnheader', { name: 'Turns' })).toHaveAttribute('aria-sort', 'descending');
  await table.getByRole('button', { name: 'Name' }).click();
  const names = table.getByRole('row').elements().slice(1).map((row) => row.querySelector('a')?.textContent);
  expect(names).toEqual(['ESConv', 'FailedESConv', 'Solace demo']);
});

test('removing is undone from the message or by Mod+z', async () => {
  const { client, screen } = await openMenu();
  client.answer({ 'corpora.remove': () => ({ corpusId: sampleCorpus().id }), 'corpora.restore': () => sampleCorpus() });
  await screen.getByRole('menuitem', { name: 'Remove' }).click();
  await expect.element(screen.getByText('ESConv was removed.')).toBeVisible();
  await expectNoAxeViolations();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(screen.getByText('ESConv is back.')).toBeVisible();
  expect(client.inputsOf('corpora.restore')).toEqual([{ corpusId: 1 }]);
});

test('renaming checks the name by the rule of the contract and shows a conflict', async () => {
  const { client, screen } = await openMenu();
  client.answer({
    'corpora.update': () => {
      throw new AppError('CONFLICT', 'There is already a corpus named FailedESConv. Choose another name.');
    },
  });
  await screen.getByRole('menuitem', { name: 'Rename…' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Rename ESConv' });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await expect.element(name).toHaveFocus();
  await name.fill('a/b');
  await expect.element(dialog.getByText('a corpus name holds no slash and no control character')).toBeVisible();
  await expect.element(dialog.getByRole('button', { name: 'Rename' })).toBeDisabled();
  await name.fill('FailedESConv');
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog.getByText('There is already a corpus named FailedESConv. Choose another name.')).toBeVisible();
  client.answer({ 'corpora.update': () => sampleCorpus({ name: 'ESConv v1' }) });
  await name.fill('ESConv v1');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(client.inputsOf('corpora.update').at(-1)).toEqual({ corpus: 1, name: 'ESConv v1' });
});

test('keeping a corpus on this machine is one click and can be undone', async () => {
  const { client, screen } = await openMenu();
  client.answer({ 'corpora.update': ({ isLocalOnly }) => sampleCorpus({ isLocalOnly: isLocalOnly ?? false }) });
  await screen.getByRole('menuitem', { name: 'Keep on this machine only' }).click();
  await expect.element(screen.getByText('Text of ESConv now stays on this machine.')).toBeVisible();
  await screen.getByRole('button', { name: /Undo/ }).click();
  await expect.poll(() => client.inputsOf('corpora.update')).toEqual([
    { corpus: 1, isLocalOnly: true },
    { corpus: 1, isLocalOnly: false },
  ]);
});

test('an export names what the format cannot carry, then the file is saved', async () => {
  const { client, screen } = await openMenu();
  client.answer({
    'corpora.export': () => ({ activityId: sampleActivity().id }),
    'activities.watch': async function* () {
      yield sampleActivity({ title: 'Exporting ESConv', state: 'done', result: { kind: 'export', file: sampleExportFile, leftOut: [{ field: 'alternatives', count: 12 }] } });
    },
    'files.read': () => ({ bytes: new Uint8Array(4), isLast: true }),
  });
  await screen.getByRole('menuitem', { name: 'Export…' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Export ESConv' });
  await dialog.getByRole('radio', { name: /JSON Lines/ }).click();
  await dialog.getByRole('combobox', { name: 'What to write' }).click();
  await screen.getByRole('option', { name: 'test (130)' }).click();
  await dialog.getByRole('button', { name: 'Export' }).click();
  await expect.element(dialog.getByText('This format cannot carry: alternatives (12 values).')).toBeVisible();
  await expectNoAxeViolations();
  await dialog.getByRole('button', { name: 'Save file' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(client.inputsOf('corpora.export')).toEqual([{ corpus: 1, format: 'jsonl', splitSetId: 1, part: 'test' }]);
});

test('a change told by the workbench appears by itself', async () => {
  const client = createFakeClient(sampleHandlers());
  const { screen } = await renderApp({ client, at: '/corpora' });
  await expect.element(screen.getByRole('link', { name: 'FailedESConv', exact: true })).toBeVisible();
  client.answer({ 'corpora.list': () => sampleCorpora.filter((corpus) => corpus.name !== 'FailedESConv') });
  client.emit({ kind: 'corpora.changed' });
  await expect.element(screen.getByRole('link', { name: 'FailedESConv', exact: true })).not.toBeInTheDocument();
});

test('empty, failing and waiting', async () => {
  const client = createFakeClient({ ...sampleHandlers([]) });
  const first = await renderApp({ client, at: '/corpora' });
  await expect.element(first.screen.getByText('No corpus yet')).toBeVisible();
  await first.screen.unmount();

  client.answer({
    'corpora.list': () => {
      throw new AppError('WORKSPACE', 'The database is damaged. Restore a backup in Settings.');
    },
  });
  const second = await renderApp({ client, at: '/corpora' });
  await expect.element(second.screen.getByText('The database is damaged. Restore a backup in Settings.')).toBeVisible();
  await second.screen.unmount();

  client.answer({ 'corpora.list': () => never() });
  const third = await renderApp({ client, at: '/corpora' });
  await expect.element(third.screen.getByText('Loading the corpora')).toBeInTheDocument();
});
