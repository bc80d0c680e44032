/** @file Results of every kind as a researcher reads them: figures, warnings, items, cells, exports. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createFakeClient } from '../support/fake-client';
import { measureHandlers, measuringActivity } from '../support/measurements';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { sampleExportFile } from '../support/samples';

async function open(at: string) {
  const client = createFakeClient(measureHandlers());
  return { client, ...(await renderApp({ client, at })) };
}

test('a figure shows value, interval and direction, and its own warning stands beside it', async () => {
  const { screen } = await open('/measure/1');
  const table = screen.getByRole('table', { name: 'Figures' });
  await expect.element(table.getByRole('row', { name: /ROUGE-L About ROUGE-L 0\.1555 \[0\.1399, 0\.1711\] Higher is better, 0 to 1/ })).toBeVisible();
  await expect.element(table.getByRole('row', { name: /CIDEr .*CIDEr hardly compares below 100 items/ })).toBeVisible();
  await expect.element(table.getByRole('row', { name: /Unigram F1 .*By definition; the published code does not print it/ })).toBeVisible();
  await expect.element(screen.getByRole('alert').getByText('2 of 1706 hypotheses are empty.')).toBeVisible();
});

test('the help of a metric says when not to believe it, and the keyboard closes it', async () => {
  const { screen } = await open('/measure/1');
  await screen.getByRole('button', { name: 'About CIDEr' }).click();
  const help = screen.getByRole('dialog', { name: 'CIDEr' });
  await expect.element(help.getByText(/0 on a single item/)).toBeVisible();
  await expect.element(help.getByText('Higher is better, 0 to 10')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(help).not.toBeInTheDocument();
});

test('shares can be read times 100, CIDEr stays', async () => {
  const { screen } = await open('/measure/1');
  await screen.getByRole('button', { name: '× 100' }).click();
  const table = screen.getByRole('table', { name: 'Figures' });
  await expect.element(table.getByRole('row', { name: /ROUGE-L .* 15\.55 / }).first()).toBeVisible();
  await expect.element(table.getByRole('row', { name: /CIDEr .* 0\.1090 / })).toBeVisible();
});

test('items are sorted by the chosen figure, fetched in pages, and read with their matches', async () => {
  const { screen, client, address } = await open('/measure/1?tab=items');
  await expect.element(screen.getByRole('grid', { name: 'Items' })).toHaveAttribute('aria-rowcount', '1707');
  await screen.getByRole('combobox', { name: 'Sorted by' }).click();
  await screen.getByRole('option', { name: 'BLEU-2' }).click();
  await screen.getByRole('button', { name: 'Best first' }).click();
  expect(address()).toBe('/measure/1?tab=items&sort=bleu2&order=descending');
  await expect.poll(() => client.inputsOf('measure.items').at(-1)).toMatchObject({ id: 1, sort: 'bleu2', order: 'descending', limit: 50 });
  await screen.getByRole('row', { name: /says reply 3/ }).click();
  const item = screen.getByRole('region', { name: 'The chosen item' });
  await expect.element(item.getByRole('heading', { name: 'Item 3' })).toBeVisible();
  const marked = item.element().querySelectorAll('mark[title="2 words in a row in common"]');
  expect([...marked].map((mark) => mark.textContent)).toEqual(['How are', 'How are']);
  await userEvent.keyboard('j');
  await expect.element(item.getByRole('heading', { name: 'Item 4' })).toBeVisible();
});

test('a degenerate B says so where it stands, and why', async () => {
  const { screen } = await open('/measure/2');
  await expect.element(screen.getByRole('table', { name: 'Figures', exact: true }).getByRole('row', { name: /Preference bias \(B\) .*Degenerate .*Question is never missed/ })).toBeVisible();
  await expect.element(screen.getByText(/so these strengths say little: Question is never missed/)).toBeVisible();
});

test('the confusions are walked by arrow keys, toggled to shares, and a cell opens its items', async () => {
  const { screen, client, address } = await open('/measure/2?tab=confusions');
  const cell = screen.getByRole('gridcell', { name: /^Question, Question: 40/ });
  await expect.element(cell).toBeVisible();
  (cell.element() as unknown as SVGGElement).focus();
  await userEvent.keyboard('{ArrowRight}{ArrowDown}{ArrowUp}');
  await expect.element(screen.getByRole('gridcell', { name: /^Question, Restatement or Paraphrasing: 6/ })).toHaveFocus();
  await screen.getByRole('button', { name: 'Shares of the row' }).click();
  await expect.element(screen.getByRole('gridcell', { name: 'Question, Question: 48.2% of the row, 40' })).toBeVisible();
  (screen.getByRole('gridcell', { name: /^Question, No strategy named: 1\.2% of the row, 1$/ }).element() as unknown as SVGGElement).focus();
  await userEvent.keyboard('{Enter}');
  expect(new URLSearchParams(address().split('?')[1])).toEqual(new URLSearchParams({ tab: 'items', gold: 'Question', predicted: '(none)' }));
  await expect.poll(() => client.inputsOf('measure.items').at(-1)).toMatchObject({ cell: { gold: 'Question', predicted: null } });
  await screen.getByRole('combobox', { name: 'Predicted' }).click();
  await screen.getByRole('option', { name: 'Any' }).click();
  await expect.poll(() => client.inputsOf('measure.items').at(-1)).toMatchObject({ cell: { gold: 'Question' } });
});

test('a comparison tells which figures differ, with interval, p and words', async () => {
  const { screen } = await open('/measure/4');
  await expect.element(screen.getByText(/1 of the 11 figures differs between DPPLM and BlenderBot .*\(CIDEr\)/)).toBeVisible();
  await expect.element(screen.getByRole('row', { name: /CIDEr .*0\.1090 0\.1421 −0\.0331 \[−0\.0541, −0\.0117\] −23\.3% 0\.022/ })).toBeVisible();
  await expect.element(screen.getByText('cider in words.')).toBeVisible();
  await screen.getByRole('tab', { name: 'Where they differ' }).click();
  await screen.getByRole('row', { name: /says A 1$/ }).click();
  await expect.element(screen.getByRole('region', { name: 'The chosen item' }).getByText('Tell me more, says B 1')).toBeVisible();
});

test('an export waits for its file and hands it over', async () => {
  const { screen, client } = await open('/measure/1');
  client.answer({
    'measure.export': () => ({ activityId: measuringActivity().id }),
    'activities.watch': async function* () {
      yield measuringActivity();
      yield measuringActivity({ state: 'done', result: { kind: 'export', file: sampleExportFile, leftOut: [] } });
    },
    'files.read': () => ({ bytes: new Uint8Array(4), isLast: true }),
  });
  await screen.getByRole('button', { name: 'Export' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Export DPPLM against Golden' });
  await expectNoAxeViolations();
  await dialog.getByRole('checkbox', { name: 'Shares times 100' }).click();
  await dialog.getByRole('button', { name: 'Save file' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(client.inputsOf('measure.export')).toEqual([{ ids: [1], format: 'latex', digits: 2, isPercent: false }]);
  expect(client.inputsOf('files.read').length).toBe(1);
});

test('the source names every input by its hash', async () => {
  const { screen } = await open('/measure/1?tab=source');
  await expect.element(screen.getByRole('row', { name: /hypotheses DPPLM\.txt whole row 1,706 170 kB 4f1c0d7be2a94c55/ })).toBeVisible();
  await expect.element(screen.getByText('1,000 resamples, seed 13, 95%')).toBeVisible();
});
