/** @file Long work at the foot of the rail: seen, cancelled, and told of when it ends. */
import { expect, test } from 'vitest';
import type { Activity } from '#shared/contracts/activities';
import { CorpusId } from '#shared/domain/ids';
import { createFakeClient } from '../support/fake-client';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { sampleActivity, sampleExportFile, sampleHandlers } from '../support/samples';

function clientWith(activities: Activity[]) {
  return createFakeClient({
    ...sampleHandlers(),
    'activities.list': () => activities,
    'activities.watch': async function* () {
      yield sampleActivity({ progress: { done: 5_000_000, total: 10_000_000, unit: 'bytes', note: 'reading ExTES.json', unitsPerSecond: 2_400_000, secondsLeft: 2 } });
      await new Promise(() => undefined);
    },
    'activities.cancel': () => sampleActivity({ state: 'cancelled' }),
  });
}

test('running work shows progress, rate and time left, and can be cancelled', async () => {
  const client = clientWith([sampleActivity()]);
  const { screen } = await renderApp({ client, at: '/settings' });
  await screen.getByRole('button', { name: 'Activity: 1 running' }).click();
  const panel = screen.getByRole('dialog', { name: 'Activity' });
  await expect.element(panel.getByText('5.0 MB of 10.0 MB · 2.4 MB/s · 2 s left')).toBeVisible();
  await expect.element(panel.getByRole('progressbar', { name: 'Importing ExTES' })).toHaveAttribute('aria-valuenow', '50');
  await expectNoAxeViolations();
  await panel.getByRole('button', { name: 'Cancel Importing ExTES' }).click();
  expect(client.inputsOf('activities.cancel')).toEqual([{ id: sampleActivity().id }]);
});

test('the tray is filled from the workbench, so that a reload loses nothing', async () => {
  const { screen } = await renderApp({ client: clientWith([sampleActivity({ state: 'failed', error: { code: 'LIMIT', message: 'The disk is full.', details: {} } })]), at: '/' });
  await screen.getByRole('button', { name: 'Activity: Recent work' }).click();
  await expect.element(screen.getByRole('dialog', { name: 'Activity' }).getByText('The disk is full.')).toBeVisible();
});

test('a finished import is told of with the way into it', async () => {
  const client = clientWith([sampleActivity()]);
  const { screen, address } = await renderApp({ client, at: '/settings' });
  await expect.element(screen.getByRole('button', { name: 'Activity: 1 running' })).toBeVisible();
  const outcome = { corpusId: CorpusId.parse(1), isPreview: false, corpus: { name: 'ExTES', format: 'extes', sha256: 'x', dialogues: 11_177, utterances: 200_393, seekerTurns: 0, supporterTurns: 0, entries: 0, strategies: {} }, formatReason: '', warnings: [], rejected: [], samples: [], durationMs: 900 };
  client.answer({ 'activities.list': () => [sampleActivity({ state: 'done', result: { kind: 'import', outcome } })] });
  client.emit({ kind: 'activities.changed' });
  await expect.element(screen.getByText('ExTES is in: 11,177 dialogues')).toBeVisible();
  await screen.getByRole('button', { name: 'Open' }).click();
  await expect.poll(address).toBe('/corpora/1');
});

test('a finished export in the background can be saved from the message', async () => {
  const client = clientWith([sampleActivity({ title: 'Exporting ESConv' })]);
  client.answer({ 'files.read': () => ({ bytes: new Uint8Array([1, 2, 3]), isLast: true }) });
  const { screen } = await renderApp({ client, at: '/settings' });
  await expect.element(screen.getByRole('button', { name: 'Activity: 1 running' })).toBeVisible();
  client.answer({ 'activities.list': () => [sampleActivity({ title: 'Exporting ESConv', state: 'done', result: { kind: 'export', file: sampleExportFile, leftOut: [] } })] });
  client.emit({ kind: 'activities.changed' });
  await screen.getByRole('button', { name: 'Save as…' }).click();
  await expect.poll(() => client.inputsOf('files.read')).toEqual([{ fileId: sampleExportFile.fileId, offset: 0, lengthBytes: 4_194_304 }]);
});
