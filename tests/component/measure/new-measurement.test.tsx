/** @file Putting a measurement together: files and corpora in, choices, problems beside their fields, and the way to the result. */
import { expect, test } from 'vitest';
import { type Locator, page, userEvent } from 'vitest/browser';
import type { Activity } from '#shared/contracts/activities';
import { AppError } from '#shared/contracts/errors';
import { FileId } from '#shared/domain/ids';
import { createFakeClient, type FakeHandlers } from '../support/fake-client';
import { measuredActivity, measureHandlers, measuringActivity } from '../support/measurements';
import { expectNoAxeViolations, renderApp } from '../support/render';

let files = 0;

/** Uploads end at once, each under a new handle. */
const uploads: FakeHandlers = {
  'files.begin': ({ name, sizeBytes }) => ({ fileId: FileId.parse(`f_${String(++files).padStart(16, '0')}`), name, sizeBytes }),
  'files.append': ({ bytes }) => ({ receivedBytes: bytes.byteLength }),
};

async function open(at: string, handlers: FakeHandlers = {}) {
  sessionStorage.clear();
  const client = createFakeClient({ ...measureHandlers(), ...uploads, ...handlers });
  return { client, ...(await renderApp({ client, at })) };
}

async function drop(target: Locator, names: readonly string[]): Promise<void> {
  await expect.element(target).toBeVisible();
  const dataTransfer = new DataTransfer();
  for (const name of names) dataTransfer.items.add(new File(['one\ntwo\n'], name));
  target.element().querySelector('h3, h1')?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
}

function watching(...states: Activity[]): FakeHandlers {
  return {
    'activities.watch': async function* () {
      yield* states;
    },
  };
}

test('two dropped files are measured and lead to their result', async () => {
  const { screen, client, address } = await open('/measure/new', { 'measure.nlg': () => ({ activityId: measuringActivity().id }), ...watching(measuringActivity(), measuredActivity(1)) });
  await expect.element(screen.getByText('Choose the hypotheses first.')).toBeVisible();
  await drop(screen.getByRole('group', { name: 'Hypotheses' }), ['DPPLM.txt']);
  await expect.element(screen.getByText('1,706 rows, 8 B')).toBeVisible();
  await drop(screen.getByRole('group', { name: 'References' }), ['Golden.txt']);
  await screen.getByRole('radio', { name: /myMetrics/ }).click();
  await screen.getByRole('textbox', { name: 'Seed' }).fill('7');
  await screen.getByRole('button', { name: /^Measure/ }).click();
  await expect.poll(address).toBe('/measure/1');
  expect(client.inputsOf('measure.nlg')).toMatchObject([{ hypotheses: { kind: 'file', format: 'auto' }, references: [{ kind: 'file' }], options: { profile: 'mymetrics', bootstrap: { resamples: 1000, seed: 7, level: 0.95 } } }]);
});

test('files dropped on the room are sorted by name and offered on the form', async () => {
  const { screen, address } = await open('/measure');
  await expect.element(screen.getByRole('heading', { level: 1, name: 'Measure' })).toBeVisible();
  await drop(page.getByRole('main'), ['Golden.txt', 'DPPLM.txt']);
  await expect.poll(address).toBe('/measure/new');
  await expect.element(screen.getByRole('group', { name: 'Hypotheses' }).getByText('DPPLM.txt')).toBeVisible();
  await expect.element(screen.getByRole('group', { name: 'References' }).getByText('Golden.txt')).toBeVisible();
});

test('a corpus column can stand for a file', async () => {
  const { screen, client } = await open('/measure/new', { 'measure.nlg': () => ({ activityId: measuringActivity().id }), ...watching(measuringActivity()) });
  await drop(screen.getByRole('group', { name: 'Hypotheses' }), ['DPPLM.txt']);
  await screen.getByRole('button', { name: 'Take from a corpus: References' }).click();
  const references = screen.getByRole('group', { name: 'References' });
  await references.getByRole('combobox', { name: 'Part' }).click();
  await screen.getByRole('option', { name: 'test (130)' }).click();
  await expect.poll(() => client.inputsOf('measure.inspect').at(-1)).toEqual({ source: { kind: 'corpus', corpusId: 1, column: 'supporterReplies', skipsOpening: true, split: { splitSetId: 1, part: 'test' } } });
  await screen.getByRole('radio', { name: /^13a/ }).click();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(screen.getByRole('progressbar', { name: 'Measuring replies' })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Cancel' })).toBeVisible();
});

test('what is wrong with a file stands beside its field, and the choices stay', async () => {
  const failed = measuringActivity({ state: 'failed', error: { code: 'INVALID_INPUT', message: 'Golden.txt has 5 lines and DPPLM.txt 6.', details: { shorter: 'Golden.txt', longer: 'DPPLM.txt' } } });
  const { screen } = await open('/measure/new', { 'measure.nlg': () => ({ activityId: failed.id }), ...watching(failed) });
  await drop(screen.getByRole('group', { name: 'Hypotheses' }), ['DPPLM.txt']);
  await drop(screen.getByRole('group', { name: 'References' }), ['Golden.txt']);
  await screen.getByRole('button', { name: /^Measure/ }).click();
  await expect.element(screen.getByRole('group', { name: 'Hypotheses' }).getByRole('alert')).toHaveTextContent('Golden.txt has 5 lines and DPPLM.txt 6.');
  await expectNoAxeViolations();
  await screen.getByRole('button', { name: 'Choose something else: References' }).click();
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
  await expect.element(screen.getByRole('group', { name: 'Hypotheses' }).getByText('DPPLM.txt')).toBeVisible();
});

test('a file that cannot be read says so before anything runs', async () => {
  const { screen } = await open('/measure/new', {
    'measure.inspect': () => {
      throw new AppError('INVALID_INPUT', 'DPPLM.txt is empty: there is nothing in it to measure.');
    },
  });
  await drop(screen.getByRole('group', { name: 'Hypotheses' }), ['DPPLM.txt']);
  await expect.element(screen.getByRole('group', { name: 'Hypotheses' }).getByRole('alert')).toHaveTextContent('DPPLM.txt is empty: there is nothing in it to measure.');
});

test('numbers that cannot be used are refused beside the number', async () => {
  const { screen } = await open('/measure/new');
  await screen.getByRole('textbox', { name: 'Resamples' }).fill('0');
  await expect.element(screen.getByText('A whole number from 1 to 100,000.')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: /^Measure/ })).toBeDisabled();
});

test('strategies take their columns, policy and guard', async () => {
  const { screen, client } = await open('/measure/new?kind=strategy', {
    'measure.inspect': () => ({ format: 'jsonl', rows: 840, columns: ['id', 'g', 'p'], column: null, samples: ['{"id":1,"g":"Question","p":"Others"}'] }),
    'measure.strategy': () => ({ activityId: measuringActivity().id }),
    ...watching(measuringActivity()),
  });
  await drop(screen.getByRole('group', { name: 'Gold and predicted strategies' }), ['planner.jsonl']);
  await expect.element(screen.getByRole('table', { name: 'First rows' })).toBeVisible();
  for (const [field, column] of [['Gold', 'g'], ['Predicted', 'p']] as const) {
    await screen.getByRole('combobox', { name: field, exact: true }).click();
    await screen.getByRole('option', { name: column, exact: true }).click();
  }
  await screen.getByRole('combobox', { name: 'Predictions that name no strategy' }).click();
  await screen.getByRole('option', { name: 'Leave out' }).click();
  await screen.getByRole('combobox', { name: 'Where B is not defined' }).click();
  await screen.getByRole('option', { name: 'Add half a win' }).click();
  await screen.getByRole('checkbox', { name: 'Bootstrap intervals' }).click();
  await screen.getByRole('button', { name: /^Measure/ }).click();
  await expect.poll(() => client.inputsOf('measure.strategy')).toMatchObject([{ source: { kind: 'rows', columns: { gold: 'g', predicted: 'p' } }, options: { labels: 'esconv8', unparsedPolicy: 'drop', averagedLabels: 'all', biasGuard: 'pseudoCount' } }]);
  expect(client.inputsOf('measure.strategy')[0]?.options).not.toHaveProperty('bootstrap');
});

test('two systems are named, or neither is', async () => {
  const { screen, client } = await open('/measure/new?kind=comparison', { 'measure.compare': () => ({ activityId: measuringActivity().id }), ...watching(measuringActivity()) });
  for (const [field, name] of [['First system', 'a.txt'], ['Second system', 'b.txt'], ['References', 'gold.txt']] as const) await drop(screen.getByRole('group', { name: field }), [name]);
  await screen.getByRole('textbox', { name: 'What to call the first' }).fill('Ours');
  await expect.element(screen.getByText('Name both systems, or neither.')).toBeVisible();
  await screen.getByRole('textbox', { name: 'What to call the second' }).fill('Theirs');
  await screen.getByRole('button', { name: /^Measure/ }).click();
  await expect.poll(() => client.inputsOf('measure.compare')).toMatchObject([{ options: { names: { a: 'Ours', b: 'Theirs' }, bootstrap: { resamples: 1000 } } }]);
});
