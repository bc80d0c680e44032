/** @file The import wizard: from files to a stored corpus, back again, over a reload, and everything that can go wrong on the way. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Activity } from '#shared/contracts/activities';
import { ColumnMapping, type FormatInfo } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import { FileHandle } from '#shared/contracts/files';
import { ImportOutcome } from '#shared/contracts/import-report';
import type { Input, Output } from '#shared/contracts/index';
import type { Turn } from '#shared/domain/dialogue';
import { ActivityId, CorpusId } from '#shared/domain/ids';
import { offerFiles } from '../../../src/renderer/src/api/pending-files';
import { dialogueHandlers } from '../support/dialogues';
import { createFakeClient, type FakeHandlers } from '../support/fake-client';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { sampleActivity, sampleCorpus, sampleHandlers } from '../support/samples';

const previewId = ActivityId.parse('a_preview0123456789');
const runId = ActivityId.parse('a_run0123456789abcd');
const file = FileHandle.parse({ fileId: 'f_0123456789abcdef', name: 'Chats.json', sizeBytes: 4_200_000 });

const formats: FormatInfo[] = [
  { id: 'esconv', label: 'ESConv (original JSON)', description: 'As the authors published it.', kind: 'dialogues', extensions: ['.json'], canImport: true, canExport: true, needsMapping: false },
  { id: 'extes', label: 'ExTES', description: 'Scenes with sixteen strategies.', kind: 'dialogues', extensions: ['.json'], canImport: true, canExport: false, needsMapping: false },
  { id: 'generic-csv', label: 'Table (CSV)', description: 'Any table.', kind: 'dialogues', extensions: ['.csv'], canImport: true, canExport: false, needsMapping: true },
  { id: 'qa-table', label: 'Questions and answers (table)', description: 'A question and an answer in each row.', kind: 'knowledge', extensions: ['.csv'], canImport: true, canExport: false, needsMapping: false },
];

const outcome = ImportOutcome.parse({
  isPreview: true,
  corpus: { dialogues: 196, utterances: 5230, seekerTurns: 2853, supporterTurns: 2377, entries: 0, strategies: { Question: 528, Others: 400 }, name: 'Chats', format: 'esconv', sha256: 'ab' },
  formatReason: 'named',
  warnings: [{ code: 'unknown-strategy', count: 11, example: 'Direct Guidance (Chats.json, record 190, turn 24)' }],
  rejected: Array.from({ length: 3000 }, (_, index) => ({ index: index * 2, reason: `turn ${index} has no text`, file: 'Chats.json' })),
  samples: [{ emotionType: 'fear', turns: [{ speaker: 'seeker', text: 'Hey there' }, { speaker: 'supporter', text: 'Hello, how are you?', strategy: 'Question' }] }],
  durationMs: 300,
});

function watching(activities: Partial<Record<ActivityId, Partial<Activity>>>): FakeHandlers {
  return {
    'activities.watch': async function* ({ id }) {
      const known = activities[id as ActivityId];
      if (known === undefined) throw new AppError('NOT_FOUND', `There is no activity ${id}; activities are forgotten when Solace ends.`);
      yield sampleActivity({ id: id as ActivityId, title: 'Looking into Chats.json', state: 'done', result: { kind: 'import', outcome }, ...known });
    },
  };
}

function wizardClient(more: FakeHandlers = {}) {
  return createFakeClient({
    ...sampleHandlers(),
    ...dialogueHandlers(40),
    'corpora.list': () => [sampleCorpus()],
    'corpora.formats': () => formats,
    'corpora.recognise': () => ({ format: 'esconv', reason: 'ESConv (original JSON): records have a "dialog" list', candidates: [{ format: 'esconv', confidence: 0.9, reason: 'records have a "dialog" list' }] }),
    'corpora.import': ({ isPreview }) => ({ activityId: isPreview === true ? previewId : runId }),
    'files.discard': () => ({}),
    ...watching({ [previewId]: {}, [runId]: { result: { kind: 'import', outcome: { ...outcome, isPreview: false, corpusId: CorpusId.parse(7) } } } }),
    ...more,
  });
}

async function openWizard(client = wizardClient(), at = '/import') {
  return { client, ...(await renderApp({ client, at })) };
}

beforeEach(() => {
  sessionStorage.clear();
  offerFiles([file]);
});

test('without files it asks for some, and takes those that are dropped', async () => {
  offerFiles([]);
  const client = wizardClient({ 'files.begin': () => file, 'files.append': ({ bytes }) => ({ receivedBytes: bytes.byteLength }) });
  const { screen } = await openWizard(client);
  await expect.element(screen.getByRole('button', { name: 'Choose files…' })).toBeVisible();
  const dropped = new DataTransfer();
  dropped.items.add(new File(['[]'], 'Chats.json'));
  screen.getByRole('button', { name: 'Choose files…' }).element().dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer: dropped }));
  await expect.element(screen.getByText('Of Chats.json')).toBeVisible();
  expect(client.inputsOf('files.begin')).toEqual([{ name: 'Chats.json', sizeBytes: 2 }]);
});

describe('from the files to the corpus', () => {
  test('format, preview, import, and the ways on', async () => {
    const { client, screen, address } = await openWizard();
    await expect.element(screen.getByText(/Recognised\. ESConv \(original JSON\)/)).toBeVisible();
    await expect.element(screen.getByRole('textbox', { name: 'Name of the corpus' })).toHaveValue('Chats');
    await screen.getByRole('button', { name: 'Preview' }).click();
    await expect.element(screen.getByText('5,230')).toBeVisible();
    expect(client.inputsOf('corpora.import')[0]).toMatchObject({ fileIds: [file.fileId], format: 'esconv', name: 'Chats', isPreview: true });
    await screen.getByRole('button', { name: 'Import as Chats' }).click();
    await expect.element(screen.getByText('Chats is imported')).toBeVisible();
    expect(client.inputsOf('corpora.import')[1]).not.toHaveProperty('isPreview');
    expect(address()).toBe(`/import?step=import&preview=${previewId}&run=${runId}`);
    await expect.poll(() => client.inputsOf('files.discard')).toEqual([{ fileId: file.fileId }]);
    await screen.getByRole('link', { name: 'Browse its dialogues' }).click();
    await expect.poll(address).toBe('/browse?corpora=7');
  });

  test('the preview shows warnings, rejected records and the first dialogues', async () => {
    const { screen } = await openWizard(wizardClient(), `/import?step=preview&preview=${previewId}`);
    await expect.element(screen.getByRole('row', { name: /Unknown strategy 11 Direct Guidance/ })).toBeVisible();
    const rejected = screen.getByRole('grid', { name: 'Rejected records' });
    await expect.element(rejected).toHaveAttribute('aria-rowcount', '3001');
    expect(rejected.getByRole('row').elements().length).toBeLessThan(60);
    await expect.element(screen.getByText('Hello, how are you?')).toBeVisible();
  });

  test('a preview is not made twice for the same request', async () => {
    const { client, screen } = await openWizard();
    await screen.getByRole('button', { name: 'Preview' }).click();
    await screen.getByRole('button', { name: 'Back' }).click();
    await screen.getByRole('button', { name: 'Preview' }).click();
    await expect.element(screen.getByText('5,230')).toBeVisible();
    expect(client.inputsOf('corpora.import').length).toBe(1);
    await screen.getByRole('button', { name: 'Back' }).click();
    await screen.getByRole('checkbox', { name: 'Join neighbouring turns of one speaker' }).click();
    await screen.getByRole('button', { name: 'Preview' }).click();
    await expect.poll(() => client.inputsOf('corpora.import').at(-1)).toMatchObject({ options: { mergeConsecutive: true } });
  });

  test('a reload finds the decisions again', async () => {
    const first = await openWizard();
    await userEvent.fill(first.screen.getByRole('textbox', { name: 'Name of the corpus' }), 'My chats');
    await first.screen.unmount();
    const { screen } = await openWizard();
    await expect.element(screen.getByRole('textbox', { name: 'Name of the corpus' })).toHaveValue('My chats');
  });
});

describe('what can go wrong', () => {
  test('a name that is taken', async () => {
    const { screen } = await openWizard();
    await userEvent.fill(screen.getByRole('textbox', { name: 'Name of the corpus' }), 'esconv');
    await expect.element(screen.getByText(/There is a corpus named “ESConv” already/)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Preview' })).toBeDisabled();
  });

  test('a format that nobody recognises is chosen by hand', async () => {
    const client = wizardClient({ 'corpora.recognise': () => ({ format: null, reason: 'Chats.json is neither JSON nor a table.', candidates: [] }) });
    const { screen } = await openWizard(client);
    await expect.element(screen.getByText(/Not recognised\. Chats\.json is neither/)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Preview' })).toBeDisabled();
    await screen.getByRole('combobox', { name: 'Format' }).click();
    await screen.getByRole('option', { name: /ExTES/ }).click();
    await expect.element(screen.getByRole('combobox', { name: 'A turn without a usable strategy' })).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Preview' })).toBeEnabled();
  });

  test('content that is already there is not stored again', async () => {
    const { sha256 } = sampleCorpus();
    const twin = { result: { kind: 'import', outcome: { ...outcome, corpus: { ...outcome.corpus, sha256 }, identicalTo: 'ESConv' } } } as const;
    const { screen } = await openWizard(wizardClient(watching({ [previewId]: twin })), `/import?step=preview&preview=${previewId}`);
    await expect.element(screen.getByText(/already in Solace as/)).toBeVisible();
    await expect.element(screen.getByRole('link', { name: 'ESConv' })).toHaveAttribute('href', '/corpora/1');
    await expect.element(screen.getByRole('button', { name: /^Import as/ })).toBeDisabled();
  });

  test('a failed import says what to do and leads back', async () => {
    const failed = { state: 'failed', result: undefined, error: { code: 'LIMIT', message: 'The disk is full; free 200 MB and try again.', details: {} } } as const;
    const { screen, address } = await openWizard(wizardClient(watching({ [previewId]: {}, [runId]: failed })), `/import?step=import&preview=${previewId}&run=${runId}`);
    await expect.element(screen.getByText(/The disk is full/)).toBeVisible();
    await screen.getByRole('button', { name: 'Change the settings' }).click();
    await expect.poll(address).toBe(`/import?step=format&preview=${previewId}`);
  });

  test('a running import can be cancelled', async () => {
    const client = wizardClient({ ...watching({ [runId]: { state: 'running', result: undefined } }), 'activities.cancel': ({ id }) => sampleActivity({ id: id as ActivityId, state: 'cancelled' }) });
    const { screen } = await openWizard(client, `/import?step=import&run=${runId}`);
    await expect.element(screen.getByRole('progressbar')).toBeVisible();
    await expect.element(screen.getByText(/2\.4 MB\/s · 2 s left/)).toBeVisible();
    await screen.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect.poll(() => client.inputsOf('activities.cancel')).toEqual([{ id: runId }]);
  });

  test('files that were forgotten by a restart are asked for again', async () => {
    const lost = () => {
      throw new AppError('NOT_FOUND', 'There is no file f_0123456789abcdef.');
    };
    const { screen } = await openWizard(wizardClient({ 'corpora.recognise': lost }));
    await screen.getByRole('button', { name: 'Choose files', exact: true }).click();
    await expect.element(screen.getByRole('button', { name: 'Choose files…' })).toBeVisible();
  });
});

describe('the columns of a foreign table', () => {
  const table = {
    columns: ['history', 'reply', 'act'],
    rows: [
      ['Hello</s>Hi</s>I am sad', 'What happened?', '2'],
      ['Hello', 'Hi', '7'],
    ],
    guess: ColumnMapping.parse({ layout: 'context-rows', history: 'history', historySeparator: '</s>', response: 'reply' }),
  };

  /** As the core would read the first row under the mapping that was sent. */
  function tryMapping({ options: { mapping, labelMap = {} } }: Input<'corpora.tryMapping'>): Output<'corpora.tryMapping'> {
    const hasStrategy = mapping.layout === 'context-rows' && mapping.strategy === 'act';
    const meaning = labelMap['2'];
    const label = !hasStrategy ? {} : meaning === undefined ? { unknownStrategy: '2' } : { strategy: meaning };
    const history = ['Hello', 'Hi', 'I am sad'].map((text, index): Turn => ({ speaker: index === 1 ? 'supporter' : 'seeker', text }));
    return { records: [{ turns: [...history, { speaker: 'supporter', text: 'What happened?', ...label }] }], problems: [] };
  }

  async function openColumns() {
    const opened = await openWizard(wizardClient({ 'corpora.recognise': () => ({ format: 'generic-csv', reason: 'Table (CSV)', candidates: [] }), 'corpora.columns': () => table, 'corpora.tryMapping': tryMapping }));
    await opened.screen.getByRole('button', { name: 'Continue to the columns' }).click();
    await expect.element(opened.screen.getByRole('heading', { name: 'What the columns mean' })).toBeVisible();
    return opened;
  }

  async function choose(field: string, option: string) {
    await page.getByRole('combobox', { name: field, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }

  test('start from a guess, and numbers get a meaning that is seen at once', async () => {
    const { client, screen } = await openColumns();
    await expect.element(screen.getByRole('list', { name: 'Turns' }).getByRole('listitem').nth(3)).toMatchTextContent(/What happened\?/);
    await choose('Strategy', 'act');
    await expect.element(screen.getByRole('img', { name: 'Unknown strategy: 2' })).toBeVisible();
    await choose('Meaning of 2', 'Question');
    await expect.element(screen.getByRole('img', { name: 'Question' })).toBeVisible();
    await screen.getByRole('button', { name: 'Preview', exact: true }).click();
    await expect.poll(() => client.inputsOf('corpora.import')[0]).toMatchObject({ format: 'generic-csv', options: { labelMap: { '2': 'Question' }, mapping: { layout: 'context-rows', strategy: 'act' } } });
  });

  test('another layout is another importer', async () => {
    const { client, screen } = await openColumns();
    await screen.getByRole('radio', { name: /One row a knowledge entry/ }).click();
    await expect.element(screen.getByRole('combobox', { name: 'Answer', exact: true })).toMatchTextContent(/reply/);
    await screen.getByRole('button', { name: 'Preview', exact: true }).click();
    await expect.poll(() => client.inputsOf('corpora.import')[0]).toMatchObject({ format: 'qa-table', options: { mapping: { layout: 'knowledge-rows', query: 'history', answer: 'reply' } } });
  });

  test('axe finds nothing', async () => {
    await openColumns();
    await choose('Strategy', 'act');
    await expectNoAxeViolations();
  });
});

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (scheme) => {
  test.each([
    ['format', '/import', 'Recognised.'],
    ['preview', `/import?step=preview&preview=${previewId}`, 'Unknown strategy'],
    ['done', `/import?step=import&run=${runId}`, 'is imported'],
  ])('%s', async (_, at, sign) => {
    const { screen } = await renderApp({ client: wizardClient(), at, scheme });
    await expect.element(screen.getByText(new RegExp(sign)).first()).toBeVisible();
    await expectNoAxeViolations();
  });
});
