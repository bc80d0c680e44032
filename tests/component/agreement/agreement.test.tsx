/** @file The Agreement room: ratings in from a file or the clipboard, coefficients with their reasons, pairs and divided items out. */
import { expect, test } from 'vitest';
import { AppError } from '#shared/contracts/errors';
import { FileId } from '#shared/domain/ids';
import { createFakeClient, type FakeHandlers, never } from '../support/fake-client';
import { measuredActivity, measureHandlers, measuringActivity } from '../support/measurements';
import { expectNoAxeViolations, renderApp } from '../support/render';

async function open(at: string, handlers: FakeHandlers = {}) {
  sessionStorage.clear();
  const client = createFakeClient({ ...measureHandlers(), ...handlers });
  return { client, ...(await renderApp({ client, at })) };
}

test('an undefined coefficient says why instead of a number', async () => {
  const { screen } = await open('/agreement/3');
  const table = screen.getByRole('table', { name: 'Coefficients' });
  await expect.element(table.getByRole('row', { name: /Fleiss’ kappa .*Undefined: Items have different numbers of ratings\. undefined –/ })).toBeVisible();
  await expect.element(table.getByRole('row', { name: /Krippendorff’s alpha .*0\.4217 \[0\.3780, 0\.4620\]/ })).toBeVisible();
  await expect.element(screen.getByRole('table', { name: 'Agreement on each label' }).getByRole('row', { name: /anger 70 22\.0% –/ })).toBeVisible();
});

test('an agreement opened in the Measure room moves to its own', async () => {
  const { address } = await open('/measure/3');
  await expect.poll(address).toBe('/agreement/3');
});

test('pairs are read from the matrix, below chance and undefined too, and listed lowest first', async () => {
  const { screen } = await open('/agreement/3?tab=raters');
  await expect.element(screen.getByRole('gridcell', { name: 'Ana, Chen: −0.12 on 108 items' })).toBeVisible();
  await expect.element(screen.getByRole('gridcell', { name: 'Bo, Chen: none, undefined on 112 items' })).toBeVisible();
  const rows = screen.getByRole('table', { name: 'Pairs of raters' }).getByRole('row').elements().slice(1).map((row) => row.textContent);
  expect(rows.map((row) => row?.slice(0, 7))).toEqual(['AnaChen', 'AnaBo11', 'BoChen1']);
  await screen.getByRole('button', { name: 'Linear weights' }).click();
  await expect.element(screen.getByRole('gridcell', { name: 'Ana, Bo: none, undefined on 110 items' })).toBeVisible();
});

test('the most divided items come first, with who gave what', async () => {
  const { screen, client, address } = await open('/agreement/3?tab=items');
  await expect.element(screen.getByRole('row', { name: /turn 1 33\.3% Ana sadness Bo anger Chen sadness/ })).toBeVisible();
  expect(client.inputsOf('measure.items')[0]).toMatchObject({ sort: 'agreement', order: 'ascending' });
  await screen.getByRole('button', { name: 'As in the file' }).click();
  expect(address()).toBe('/agreement/3?tab=items&order=position');
});

test('pasted rows without names are taken as item, rater, label, and ordinal labels take their order', async () => {
  const sent: string[] = [];
  const { screen, client, address } = await open('/agreement/new', {
    'files.begin': ({ name, sizeBytes }) => ({ fileId: FileId.parse('f_00000000000000aa'), name, sizeBytes }),
    'files.append': ({ bytes }) => {
      sent.push(new TextDecoder().decode(bytes));
      return { receivedBytes: bytes.byteLength };
    },
    'measure.inspect': () => ({ format: 'csv', rows: 2, columns: ['item', 'rater', 'label'], column: null, samples: ['{"item":"1","rater":"ana","label":"mild"}'] }),
    'measure.agreement': () => ({ activityId: measuringActivity().id }),
    'activities.watch': async function* () {
      yield measuredActivity(3);
    },
  });
  await screen.getByRole('button', { name: 'Paste a table…' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Paste ratings' });
  await dialog.getByRole('textbox').fill('1\tana\tmild\n1\tbo\tsevere');
  await expectNoAxeViolations();
  await dialog.getByRole('button', { name: 'Take these rows' }).click();
  await expect.element(screen.getByRole('group', { name: 'Ratings' }).getByText('pasted ratings.csv')).toBeVisible();
  expect(sent).toEqual(['item\trater\tlabel\n1\tana\tmild\n1\tbo\tsevere\n']);
  expect(client.inputsOf('measure.agreement')).toEqual([]);
  await screen.getByRole('radio', { name: /Ordinal/ }).click();
  await screen.getByRole('textbox', { name: /Order of the labels/ }).fill('mild\nsevere');
  await screen.getByRole('button', { name: /^Measure/ }).click();
  await expect.poll(address).toBe('/agreement/3');
  expect(client.inputsOf('measure.agreement')).toMatchObject([{ source: { fileId: 'f_00000000000000aa' }, options: { level: 'ordinal', order: ['mild', 'severe'] } }]);
});

test('a rater twice on one item is told beside the ratings', async () => {
  const message = 'ratings.csv, line 9, field rater: rater "ana" has rated item "3" before.';
  const failed = measuringActivity({ state: 'failed', error: { code: 'INVALID_INPUT', message, details: { file: 'ratings.csv', place: 'line 9', field: 'rater' } } });
  const { screen } = await open('/agreement/new', {
    'files.begin': ({ sizeBytes }) => ({ fileId: FileId.parse('f_00000000000000ab'), name: 'ratings.csv', sizeBytes }),
    'files.append': ({ bytes }) => ({ receivedBytes: bytes.byteLength }),
    'measure.agreement': () => ({ activityId: failed.id }),
    'activities.watch': async function* () {
      yield failed;
    },
  });
  await screen.getByRole('button', { name: 'Paste a table…' }).click();
  await screen.getByRole('dialog').getByRole('textbox').fill('item,rater,label\n1,ana,mild');
  await screen.getByRole('button', { name: 'Take these rows' }).click();
  await screen.getByRole('button', { name: /^Measure/ }).click();
  await expect.element(screen.getByRole('group', { name: 'Ratings' }).getByRole('alert')).toHaveTextContent(message);
});

test('empty, failing and waiting', async () => {
  const first = await open('/agreement', { 'measure.list': () => [] });
  await expect.element(first.screen.getByText('No agreement measured yet')).toBeVisible();
  await first.screen.unmount();
  const second = await open('/agreement', {
    'measure.list': () => {
      throw new AppError('WORKSPACE', 'The database is damaged.');
    },
  });
  await expect.element(second.screen.getByText('The database is damaged.')).toBeVisible();
  await second.screen.unmount();
  const third = await open('/agreement', { 'measure.list': () => never() });
  await expect.element(third.screen.getByText('Loading the measurements')).toBeInTheDocument();
});
