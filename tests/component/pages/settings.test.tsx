/** @file Settings and debug: health, backup, restore, single keys, what the workbench has been doing. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '#shared/contracts/errors';
import { createFakeClient } from '../support/fake-client';
import { renderApp } from '../support/render';
import { sampleActivity, sampleExportFile, sampleHandlers } from '../support/samples';

test('the report says what was found and what to do', async () => {
  const { screen } = await renderApp({ client: createFakeClient(sampleHandlers()), at: '/settings' });
  await expect.element(screen.getByRole('listitem').filter({ hasText: 'No backup has been taken yet.' }).getByRole('img', { name: 'Warning' })).toBeVisible();
  await expect.element(screen.getByRole('row', { name: /webgpu no No graphics adapter was found/ })).toBeVisible();
});

test('a backup is taken and offered as a file', async () => {
  const client = createFakeClient({
    ...sampleHandlers(),
    'workspace.backup': () => ({ activityId: sampleActivity().id }),
    'activities.watch': async function* () {
      yield sampleActivity({ title: 'Backing up', state: 'done', result: { kind: 'backup', file: { ...sampleExportFile, name: 'solace-backup.sqlite' } } });
    },
  });
  const { screen } = await renderApp({ client, at: '/settings' });
  await screen.getByRole('button', { name: 'Back up now' }).click();
  await expect.element(screen.getByText('solace-backup.sqlite is ready, 7.4 MB.')).toBeVisible();
});

test('restoring says what it does first, and tells a refusal', async () => {
  const client = createFakeClient({
    ...sampleHandlers(),
    'app.info': () => ({ version: '0.1.0', host: 'electron', platform: 'linux', versions: {}, workspaceName: 'Solace', hasNativeDialogs: true }),
    'files.pick': () => ({ files: [{ ...sampleExportFile, name: 'old.sqlite' }] }),
    'workspace.restore': () => {
      throw new AppError('INVALID_INPUT', 'old.sqlite is not a Solace backup. Choose a file that "Back up now" wrote.');
    },
  });
  const { screen } = await renderApp({ client, at: '/settings' });
  await expect.element(screen.getByText('Workspace Solace')).toBeVisible();
  await screen.getByRole('button', { name: 'Restore a backup…' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Put old.sqlite in place?' });
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect.element(dialog.getByText('old.sqlite is not a Solace backup. Choose a file that "Back up now" wrote.')).toBeVisible();
  client.answer({ 'workspace.restore': () => ({ keptCopy: 'solace.before-restore.sqlite', corpora: 3 }) });
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect.element(screen.getByText(/The backup is in place: 3 corpora. What was here before is kept as solace.before-restore.sqlite./)).toBeVisible();
});

test('single-key shortcuts can be turned off and stay off', async () => {
  const { screen, address } = await renderApp({ client: createFakeClient(sampleHandlers()), at: '/settings' });
  await screen.getByRole('switch', { name: 'Single-key shortcuts' }).click();
  expect(localStorage.getItem('solace.single-key-shortcuts')).toBe('off');
  await userEvent.keyboard('gh?');
  expect(address()).toBe('/settings');
  await expect.element(screen.getByRole('dialog', { name: 'Keyboard' })).not.toBeInTheDocument();
});

test('the debug page lists calls, slow queries and the log, and looks again unless told not to', async () => {
  const client = createFakeClient(sampleHandlers());
  const { screen } = await renderApp({ client, at: '/debug' });
  await expect.element(screen.getByText('NOT_FOUND: there is no corpus 9')).toBeVisible();
  await expect.element(screen.getByText('SELECT label, count(*) FROM turn WHERE corpus_id = ? GROUP BY label')).toBeInTheDocument();
  await expect.element(screen.getByRole('region', { name: 'Log', exact: true }).getByText(/import finished corpus=1/)).toBeInTheDocument();
  await expect.poll(() => client.inputsOf('debug.snapshot').length, { timeout: 6000 }).toBeGreaterThan(1);
});
