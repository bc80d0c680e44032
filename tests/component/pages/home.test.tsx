/** @file The home page: first start, work in progress, the four states. */
import { expect, test } from 'vitest';
import { createFakeClient, never } from '../support/fake-client';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { sampleActivity, sampleCorpora, sampleHandlers } from '../support/samples';
import { AppError } from '#shared/contracts/errors';

test('the first start offers the demo corpus and an import, and nothing that does not exist', async () => {
  const client = createFakeClient({ ...sampleHandlers([]), 'corpora.importDemo': () => ({ activityId: sampleActivity().id }) });
  const { screen } = await renderApp({ client, at: '/' });
  await expect.element(screen.getByRole('heading', { level: 1, name: 'Welcome to Solace' })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Choose files' })).toBeVisible();
  await expectNoAxeViolations();
  await screen.getByRole('button', { name: 'Load the demo corpus' }).click();
  expect(client.inputsOf('corpora.importDemo')).toEqual([{}]);
  await expect.element(screen.getByRole('button', { name: 'Loading…' })).toBeDisabled();
});

test('afterwards it shows counts, recent corpora newest first, and running work', async () => {
  const client = createFakeClient({ ...sampleHandlers(), 'activities.list': () => [sampleActivity()] });
  const { screen } = await renderApp({ client, at: '/' });
  await expect.element(screen.getByText('43,469')).toBeVisible();
  await expect.element(screen.getByRole('region', { name: 'Running now' }).getByText('Importing ExTES')).toBeVisible();
  const names = screen.getByRole('region', { name: 'Recent corpora' }).getByRole('listitem').elements().map((item) => item.querySelector('a')?.textContent);
  expect(names).toEqual(['Solace demo', 'CounselChat', 'FailedESConv', 'ESConv']);
});

test('files dropped on it are uploaded and taken to the import', async () => {
  const file = { fileId: 'f_0123456789abcdef' as never, name: 'train.txt', sizeBytes: 5 };
  const client = createFakeClient({ ...sampleHandlers(), 'files.begin': () => file, 'files.append': () => ({ receivedBytes: 5 }) });
  const { screen, address } = await renderApp({ client, at: '/' });
  const heading = screen.getByRole('heading', { level: 1, name: 'Home' });
  await expect.element(heading).toBeVisible();
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['hello'], 'train.txt'));
  heading.element().dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  await expect.poll(address).toBe('/import');
  expect(client.inputsOf('files.begin')).toEqual([{ name: 'train.txt', sizeBytes: 5 }]);
  expect(client.inputsOf('files.append')[0]?.bytes).toEqual(new TextEncoder().encode('hello'));
});

test('an error says what to do and can be tried again', async () => {
  const client = createFakeClient({
    ...sampleHandlers(),
    'corpora.list': () => {
      throw new AppError('WORKSPACE', 'The workspace is read-only. Choose another folder.');
    },
  });
  const { screen } = await renderApp({ client, at: '/' });
  await expect.element(screen.getByText('The workspace is read-only. Choose another folder.')).toBeVisible();
  await expectNoAxeViolations();
  client.answer({ 'corpora.list': () => sampleCorpora });
  await screen.getByRole('button', { name: 'Try again' }).click();
  await expect.element(screen.getByRole('link', { name: 'FailedESConv', exact: true })).toBeVisible();
});

test('while it waits it says so', async () => {
  const { screen } = await renderApp({ client: createFakeClient({ ...sampleHandlers(), 'corpora.list': () => never() }), at: '/' });
  await expect.element(screen.getByText('Loading your workspace')).toBeInTheDocument();
  await expectNoAxeViolations();
});
