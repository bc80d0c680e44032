/** @file One corpus: its figures whole and by part, its splits, its source, and the entries of a knowledge base. */
import { expect, test } from 'vitest';
import { AppError } from '#shared/contracts/errors';
import { createFakeClient, never } from '../support/fake-client';
import { renderApp } from '../support/render';
import { sampleHandlers, sampleSplits, sampleStatistics } from '../support/samples';

test('every kind of figure has its chart, and each chart its table', async () => {
  const { screen } = await renderApp({ client: createFakeClient(sampleHandlers()), at: '/corpora/1' });
  for (const title of ['Strategies', 'Emotions', 'Problems', 'Strategies over the dialogue', 'Turns per dialogue', 'Words per seeker turn', 'Words per supporter turn', 'Feedback', 'Change of emotion intensity', 'Emotion intensity before', 'Emotion intensity after']) {
    await expect.element(screen.getByRole('figure', { name: title })).toBeInTheDocument();
  }
  const stages = screen.getByRole('figure', { name: 'Strategies over the dialogue' });
  await stages.getByRole('button', { name: 'Strategies over the dialogue as table' }).click();
  await expect.element(stages.getByRole('row', { name: 'Question 1,260 1,060 860 660 460 260' })).toBeVisible();
});

test('figures that a corpus lacks are named instead of left out silently', async () => {
  const client = createFakeClient({ ...sampleHandlers(), 'corpora.statistics': () => sampleStatistics({ feedback: [], survey: [], emotions: [], unknownStrategies: [{ label: 'Direct Guidance', count: 11 }] }) });
  const { screen } = await renderApp({ client, at: '/corpora/1' });
  await expect.element(screen.getByText('This corpus carries no emotion types, feedback scores or survey scores.')).toBeVisible();
  await expect.element(screen.getByRole('figure', { name: 'Labels outside the vocabulary' })).toBeVisible();
});

test('the part of a split is chosen in the address, so that it can be shared', async () => {
  const client = createFakeClient(sampleHandlers());
  const { screen, address } = await renderApp({ client, at: '/corpora/1?split=1&part=valid' });
  const select = screen.getByRole('combobox', { name: 'Figures of' });
  await expect.element(select).toHaveTextContent('valid (130)');
  await expect.poll(() => client.inputsOf('corpora.statistics').at(-1)).toEqual({ corpus: 1, splitSetId: 1, part: 'valid' });
  await select.click();
  await screen.getByRole('option', { name: 'Whole corpus' }).click();
  await expect.poll(address).toBe('/corpora/1');
});

test('a split is made from ratios and a seed that are checked while typed', async () => {
  const client = createFakeClient({ ...sampleHandlers(), 'corpora.splits': () => [], 'corpora.split': () => sampleSplits[0] ?? never() });
  const { screen } = await renderApp({ client, at: '/corpora/1?tab=splits' });
  await expect.element(screen.getByText('Not split yet')).toBeVisible();
  await screen.getByRole('radio', { name: /Shuffled by seed/ }).click();
  const ratios = screen.getByRole('textbox', { name: 'Ratios' });
  await ratios.fill('eight to one');
  await expect.element(screen.getByText('ratios look like 8:1:1')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Make the split' })).toBeDisabled();
  await ratios.fill('7:2:1');
  await screen.getByRole('textbox', { name: 'Seed' }).fill('42');
  await screen.getByRole('button', { name: 'Make the split' }).click();
  await expect.element(screen.getByText('sequential 8:1:1: train 1040, valid 130, test 130')).toBeVisible();
  expect(client.inputsOf('corpora.split')).toEqual([{ corpus: 1, mode: 'seeded', ratios: '7:2:1', seed: 42 }]);
});

test('the source lists every file, warning and rejected record', async () => {
  const { screen } = await renderApp({ client: createFakeClient(sampleHandlers()), at: '/corpora/2?tab=source' });
  await expect.element(screen.getByText('4f1c0d7be2a94c55a0b6d1f7c7a4e39d0d6b1e1f5cc3b6a7f0a9f3f6e2b8c1d4')).toBeVisible();
  await expect.element(screen.getByRole('row', { name: 'survey-missing 61 train.txt, record 14: no relevance score' })).toBeInTheDocument();
  await expect.element(screen.getByRole('row', { name: 'FailedESConv.json 88 the dialogue has no turns' })).toBeInTheDocument();
});

test('a knowledge base is searched in the address, with matches marked where they stand', async () => {
  const client = createFakeClient(sampleHandlers());
  const { screen, address } = await renderApp({ client, at: '/corpora/4' });
  await screen.getByRole('searchbox', { name: 'Search CounselChat' }).fill('low');
  await expect.poll(address).toBe('/corpora/4?q=low');
  await expect.poll(() => document.querySelector('mark')?.textContent).toBe('low');
  await screen.getByRole('button', { name: 'Next' }).click();
  await expect.poll(() => client.inputsOf('knowledge.search').at(-1)).toEqual({ corpusId: 4, text: 'low', offset: 25, limit: 25 });
  await screen.getByRole('searchbox', { name: 'Search CounselChat' }).fill('nothing');
  await expect.element(screen.getByText('Nothing found')).toBeVisible();
  await screen.getByRole('button', { name: 'Clear the search' }).click();
  await expect.element(screen.getByText('1,482 entries', { exact: true })).toBeVisible();
});

test('a corpus that is not there, and one that is slow', async () => {
  const client = createFakeClient({
    ...sampleHandlers(),
    'corpora.get': () => {
      throw new AppError('NOT_FOUND', 'There is no corpus 99. It may have been removed.');
    },
  });
  const first = await renderApp({ client, at: '/corpora/99' });
  await expect.element(first.screen.getByText('There is no corpus 99. It may have been removed.')).toBeVisible();
  await expect.element(first.screen.getByRole('heading', { level: 1, name: 'Corpus' })).toBeVisible();
  await expect.element(first.screen.getByRole('main').getByRole('link', { name: 'Corpora' })).toHaveAttribute('href', '/corpora');
  await first.screen.unmount();
  client.answer({ ...sampleHandlers(), 'corpora.statistics': () => never() });
  const second = await renderApp({ client, at: '/corpora/1' });
  await expect.element(second.screen.getByText('Loading the statistics')).toBeInTheDocument();
});
