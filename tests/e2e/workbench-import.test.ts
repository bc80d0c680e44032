/** @file A researcher bringing corpora into the built workbench: recognised, previewed, mapped, refused, interrupted by reloads, split, exported and brought in again. */
import { existsSync, mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { corporaPage, corpusPage } from '../support/page-objects/corpora-pages';
import { eventually } from '../support/page-objects/eventually';
import { importPage } from '../support/page-objects/import-page';
import { placeOf } from '../support/page-objects/rooms';
import { openWorkbenchBrowser, type WorkbenchBrowser } from '../support/page-objects/workbench-browser';
import { esconvLines } from '../support/test-workbench';

const fixture = (name: string) => resolve(import.meta.dirname, '../fixtures/corpora', name);
const esconvFolder = resolve(import.meta.dirname, '../../../shared/data/esconv');
const hasEsconv = existsSync(esconvFolder);
if (!hasEsconv) console.warn('SKIPPED: importing the real ESConv files through the interface, since ../shared/data is not there');

describe('a researcher', () => {
  const folder = mkdtempSync(join(tmpdir(), 'solace-import-'));
  let workbench: WorkbenchBrowser;

  beforeAll(async () => {
    workbench = await openWorkbenchBrowser();
  });
  afterAll(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => expect(workbench.takeFaults()).toEqual([]));

  async function write(name: string, content: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }

  /** A wizard that begins anew, from the list of corpora. */
  async function beginImport(paths: readonly string[]) {
    const corpora = corporaPage(workbench.page);
    await corpora.open();
    await corpora.importFiles(paths);
    const wizard = importPage(workbench.page);
    await eventually(() => wizard.step()).toContain('Format');
    return wizard;
  }

  test('sees what the files are taken for and why', async () => {
    const wizard = await beginImport([fixture('esconv.json')]);
    await eventually(() => wizard.recognition()).toMatch(/^Recognised\. .*ESConv/);
    expect(await wizard.format()).toContain('ESConv');
    expect(await wizard.name()).toBe('esconv');
  });

  test('previews counts, warnings and rejected records before anything is stored', async () => {
    const wizard = importPage(workbench.page);
    await wizard.preview();
    await eventually(() => wizard.step()).toContain('Preview');
    expect(await wizard.figure('dialogues')).toBe('2');
    expect(await wizard.figure('rejected')).toBe('4');
    expect(await wizard.warnings()).toEqual(expect.arrayContaining(['Several strategies', 'Unknown strategy', 'Missing strategy', 'Empty turn']));
    expect(await wizard.rejected()).toEqual([
      ['2', 'esconv.json', 'it has no turn with text'],
      ['3', 'esconv.json', expect.stringContaining('narrator')],
      ['4', 'esconv.json', expect.stringContaining('turn 1')],
      ['5', 'esconv.json', expect.any(String)],
    ]);
    expect((await wizard.firstTurns())[1]).toContain('The shop may close. I cannot sleep.');
  });

  test('finds the place again after a reload in the middle', async () => {
    const { page } = workbench;
    const wizard = importPage(page);
    const place = placeOf(page);
    await page.reload();
    await eventually(() => wizard.step()).toContain('Preview');
    expect(placeOf(page)).toBe(place);
    expect(await wizard.figure('rejected')).toBe('4');
  });

  test('imports, and the corpus page says the same', async () => {
    const { page } = workbench;
    const wizard = importPage(page);
    await wizard.store();
    await wizard.untilStored('esconv');
    await wizard.openCorpus();
    const corpus = corpusPage(page);
    expect(await corpus.figure('dialogues')).toBe('2');
    expect(await corpus.figure('turns')).toBe('9');
  });

  test('is told that the same content is there already', async () => {
    const wizard = await beginImport([await write('copy.json', await readFile(fixture('esconv.json'), 'utf8'))]);
    await wizard.preview();
    await eventually(() => wizard.alert()).toContain('This very content is already in Solace as esconv');
    expect(await wizard.canStore()).toBe(false);
  });

  test('explains the columns of a foreign table and sees at once what the rows become', async () => {
    const wizard = await beginImport([fixture('utterance-rows.csv')]);
    await eventually(() => wizard.recognition()).toMatch(/^Not recognised\. .*utterance-rows\.csv.*“Table \(CSV\)” to say what its columns mean/);
    await wizard.takeFormat(/^Table \(CSV\)/);
    await wizard.toColumns();
    await eventually(() => wizard.step()).toContain('Columns');
    expect(await wizard.column('Text')).toBe('utterance');

    await wizard.takeColumn('Speaker', 'who');
    await wizard.nameSupporter('helper');
    await wizard.takeColumn('Feedback, 1 to 5', 'rating');
    await wizard.showRecord(2);
    await eventually(() => wizard.firstTurns()).toEqual([expect.stringMatching(/Supporter.*Hello\..*Others/), expect.stringMatching(/Seeker.*Hi\./)]);
    await wizard.preview();
    await eventually(() => wizard.step()).toContain('Preview');
    expect(await wizard.figure('dialogues')).toBe('2');
    expect(await wizard.figure('of the supporter')).toBe('2');
    await wizard.store();
    await wizard.untilStored('utterance-rows');
  });

  test('is told what is wrong with a broken file and what can be done', async () => {
    const wizard = await beginImport([await write('broken.json', '[{"dialog": [{"speaker": "seeker", "content": "Hello')]);
    await eventually(() => wizard.recognition()).toMatch(/^Not recognised\. broken\.json looks like JSON.*Check whether it is broken/);
    await wizard.takeFormat(/^ESConv \(original/);
    await wizard.preview();
    await eventually(() => wizard.alert()).toMatch(/No record could be read.*change the format/);
    expect(await wizard.rejected()).toEqual([['0', 'broken.json', expect.stringContaining('cut off')]]);
    expect(await wizard.canStore()).toBe(false);
  });

  test('finds a running import again after a reload', async () => {
    const { page } = workbench;
    const wizard = await beginImport([await write('long.jsonl', esconvLines(12_000))]);
    await wizard.preview();
    await eventually(() => wizard.step()).toContain('Preview');
    await page.reload();
    await eventually(() => wizard.canStore()).toBe(true);
    await wizard.store();
    await wizard.untilRunning(/long/);
    const place = placeOf(page);
    await page.reload();
    await eventually(() => wizard.step()).toContain('Import');
    expect(placeOf(page)).toBe(place);
    await wizard.untilStored('long');
    expect(await wizard.figure('dialogues')).toBe('12,000');
    await wizard.openCorpus();
    expect(await corpusPage(page).figure('dialogues')).toBe('12,000');
  });

  test('splits by a seed', async () => {
    const corpus = corpusPage(workbench.page);
    await corpus.openSplits();
    await corpus.makeSeededSplit({ ratios: '8:1:1', seed: 42 });
    await eventually(() => corpus.splits()).toEqual([expect.arrayContaining(['Shuffled by seed', '8:1:1', '42', expect.stringMatching(/train 9,600.*valid 1,200.*test 1,200/)])]);
  });

  test('exports, and the file that was saved is the same content', async () => {
    const path = join(folder, 'exported.jsonl');
    expect(await corpusPage(workbench.page).exportTo(path)).toContain('carries everything');
    const wizard = await beginImport([path]);
    await wizard.preview();
    await eventually(() => wizard.alert()).toContain('This very content is already in Solace as long');
  });

  test.runIf(hasEsconv)('imports the three ESConv files with the published counts', async () => {
    const wizard = await beginImport(['train.txt', 'valid.txt', 'test.txt'].map((name) => join(esconvFolder, name)));
    await eventually(() => wizard.recognition()).toMatch(/^Recognised\. .*ESConv/);
    await wizard.callIt('ESConv, whole');
    await wizard.preview();
    await eventually(() => wizard.step()).toContain('Preview');
    expect(await wizard.figure('rejected')).toBe('0');
    await wizard.store();
    await wizard.untilStored('ESConv, whole');
    await wizard.openCorpus();
    const corpus = corpusPage(workbench.page);
    const figures = await Promise.all(['dialogues', 'turns', 'seeker turns', 'supporter turns'].map((label) => corpus.figure(label)));
    expect(figures).toEqual(['1,300', '38,365', '19,989', '18,376']);
  });
});
