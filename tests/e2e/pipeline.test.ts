/** @file A researcher takes a corpus through the whole pipeline in the built workbench: labels by scripted annotators, two planners, their comparison, the table for a paper. */
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { scriptedAnnotators } from '../support/labels/annotation-runs';
import { corporaPage } from '../support/page-objects/corpora-pages';
import { eventually } from '../support/page-objects/eventually';
import { importPage } from '../support/page-objects/import-page';
import { titleOf } from '../support/page-objects/rooms';
import { newRunPage, runPage, runsPage } from '../support/page-objects/runs-pages';
import { openWorkbenchBrowser, type WorkbenchBrowser } from '../support/page-objects/workbench-browser';
import { esconvLines } from '../support/test-workbench';

/** So many that a run can be watched, and so few that nobody waits for it. */
const dialogues = 60;

describe('a researcher', () => {
  const folder = mkdtempSync(join(tmpdir(), 'solace-pipeline-'));
  let workbench: WorkbenchBrowser;

  beforeAll(async () => {
    workbench = await openWorkbenchBrowser();
  });
  afterAll(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => expect(workbench.takeFaults()).toEqual([]));

  test('imports a corpus', async () => {
    const path = join(folder, 'support.jsonl');
    await writeFile(path, esconvLines(dialogues));
    const corpora = corporaPage(workbench.page);
    await corpora.open();
    await corpora.importFiles([path]);
    const wizard = importPage(workbench.page);
    await eventually(() => wizard.recognition()).toMatch(/^Recognised\./);
    await wizard.callIt('Support');
    await wizard.preview();
    await wizard.store();
    await wizard.untilStored('Support');
  });

  test('has it annotated by three scripted annotators and an adjudicator', async () => {
    const { page } = workbench;
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Annotate' }).click();
    await page.getByRole('link', { name: 'Annotate a corpus' }).first().click();
    const form = newRunPage(page);
    await form.pick('Corpus', 'Support');
    for (const name of scriptedAnnotators) await form.pick('Annotators', name);
    await form.pick('Adjudicator', scriptedAnnotators[0] ?? '');
    await form.fill('Name of the label set', 'Three annotators');
    await eventually(() => form.forecast()).toContain('Calls612');
    await form.start();
    const run = runPage(page);
    await run.untilState('Done');
    expect(await run.badges()).toContain('Scripted');
  });

  test('sees how far the annotators agree', async () => {
    const { page } = workbench;
    await runPage(page).openTab('Result');
    await page.getByRole('main').getByRole('link', { name: 'Three annotators' }).click();
    await eventually(() => titleOf(page)).toBe('Three annotators');
    const row = page.getByRole('table', { name: 'Agreement' }).getByRole('row', { name: /^Dialogue behaviour/ });
    await eventually(() => row.getByRole('cell').allTextContents()).toEqual(expect.arrayContaining(['120', '0.55']));
    await page.getByRole('tab', { name: 'Values' }).click();
    await page.getByRole('grid', { name: 'Values' }).getByRole('row').nth(1).waitFor();
  });

  test('trains a small planner for two epochs and watches its curve grow', async () => {
    const { page } = workbench;
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('link', { name: 'New run' }).click();
    await page.getByRole('button', { name: /^Strategy planner/ }).click();
    const form = newRunPage(page);
    await form.pick('Corpus', 'Support');
    await form.choose('States', 'Label set');
    await form.pick('Label set', 'Three annotators');
    await form.openGroup('Encoder');
    for (const [label, value] of [['Vocabulary', 200], ['Layers', 6], ['Hidden size', 128], ['Inner size', 256]] as const) await form.fill(label, String(value));
    await form.openGroup('Training');
    for (const [label, value] of [['Epochs', 2], ['Batch size', 1], ['Learning rate', 0.001], ['Threads', 1]] as const) await form.fill(label, String(value));
    await form.fill('Name', 'With states');
    await form.start();
    const run = runPage(page);
    const first = await run.lastOfCurve(/loss$/i);
    expect(await run.badges()).toContain('Running');
    await run.untilState('Done');
    await eventually(() => run.lastOfCurve(/loss$/i)).not.toBe(first);
    await run.openTab('Result');
    await page.getByRole('row', { name: /^This planner/ }).waitFor();
    await page.getByRole('row', { name: /^Majority/ }).waitFor();
  });

  test('clones it without the state', async () => {
    const { page } = workbench;
    await page.getByRole('button', { name: 'Clone with changes…' }).click();
    const form = newRunPage(page);
    await form.openGroup('Planner');
    await page.getByRole('checkbox', { name: 'State', exact: true }).uncheck();
    await form.fill('Name', 'Without states');
    await form.start();
    await eventually(() => titleOf(page)).toBe('Without states');
    await runPage(page).untilState('Done');
  });

  test('compares the two: what differs, and who is right where', async () => {
    const { page } = workbench;
    const runs = runsPage(page);
    await runs.open();
    await runs.choose(['With states', 'Without states']);
    await page.getByRole('link', { name: 'Compare' }).click();
    await eventually(() => titleOf(page)).toBe('Comparing 2 runs');
    const options = page.getByRole('table', { name: 'Options of the runs' });
    await eventually(() => options.locator('tbody').getByRole('row').allTextContents()).toEqual([expect.stringContaining('head.usesState')]);
    await page.getByRole('table', { name: 'Figures of the planners' }).getByRole('row', { name: /Without states/ }).waitFor();
    await page.getByText('p, McNemar’s exact test').waitFor();
  });

  test('makes a table beside published values and copies it as LaTeX', async () => {
    const { page } = workbench;
    await page.getByRole('link', { name: 'Make a table' }).click();
    await eventually(() => titleOf(page)).toBe('Tables');
    await page.getByRole('button', { name: 'Published table' }).click();
    await page.getByRole('combobox', { name: 'Published table' }).click();
    await page.getByRole('option', { name: 'straQ*: Strategy and response on ESConv' }).click();
    await page.getByRole('rowheader', { name: 'straQ*-imit' }).first().waitFor();
    await page.getByRole('button', { name: 'LaTeX', exact: true }).click();
    await page.getByText('Copied as LaTeX').waitFor();
    const latex = await page.evaluate(() => navigator.clipboard.readText());
    expect(latex).toContain('straQ*-imit & \\textbf{46.83} & \\textbf{43.15} & ');
    for (const name of ['With states', 'Without states']) expect(latex).toMatch(new RegExp(`${name} \\(scripted\\) & [\\d.]+ & [\\d.]+ & [\\d.]+ & [\\d.]+`));
  });
});
