/** @file The newcomer's way through the built workbench with the keyboard alone. Wherever it leads, the focus is on something and can be seen. */
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { browsePage } from '../support/page-objects/browse-page';
import { corporaPage, corpusPage } from '../support/page-objects/corpora-pages';
import { eventually } from '../support/page-objects/eventually';
import { keyboardOf } from '../support/page-objects/keyboard';
import { readerPage } from '../support/page-objects/reader-page';
import { type PreparedWorkspace, prepareWorkspace } from '../support/page-objects/prepared-workspace';
import { placeOf, titleOf } from '../support/page-objects/rooms';
import { openWorkbenchBrowser, type WorkbenchBrowser } from '../support/page-objects/workbench-browser';

describe('without a mouse', () => {
  let workbench: WorkbenchBrowser;
  let keyboard: ReturnType<typeof keyboardOf>;

  beforeAll(async () => {
    workbench = await openWorkbenchBrowser();
    keyboard = keyboardOf(workbench.page);
  });
  afterAll(() => workbench.close());
  afterEach(() => expect(workbench.takeFaults()).toEqual([]));

  test('the rail can be skipped', async () => {
    await keyboard.arrivesAt('Welcome to Solace');
    await keyboard.tabTo('button', 'Skip to content');
    await keyboard.press('Enter');
    await keyboard.standsAt('main', '');
  });

  test('the demo corpus is loaded and its parts are looked at', async () => {
    await keyboard.tabTo('button', 'Load the demo corpus');
    await keyboard.press('Enter');
    await keyboard.arrivesAt('Solace demo');
    expect(await corpusPage(workbench.page).figure('dialogues')).toBe('40');
    await keyboard.tabTo('tab', 'Statistics');
    await keyboard.press('ArrowRight', 'Enter');
    await workbench.page.getByText('Not split yet').waitFor();
  });

  test('a word is searched and its dialogue opened', async () => {
    const { page } = workbench;
    const browse = browsePage(page);
    await keyboard.press('g', 'b');
    await keyboard.arrivesAt('Browse');
    await keyboard.press('/');
    await keyboard.standsAt('searchbox', 'Search all dialogues');
    await keyboard.type('manager');
    await eventually(() => browse.marks()).toContain('manager');
    await keyboard.press('ArrowDown');
    await keyboard.standsAt('grid', 'Dialogues found');
    await keyboard.press('Enter');
    await keyboard.arrivesAt(/^Solace demo, no\. /);
  });

  test('the reader goes through the turns, to the next dialogue and back', async () => {
    const { page } = workbench;
    const reader = readerPage(page);
    await reader.turns();
    const first = await titleOf(page);
    await keyboard.press('End');
    const last = (await reader.turns()).length;
    await eventually(() => reader.currentTurn()).toBe(last);
    await keyboard.press('k');
    await eventually(() => reader.currentTurn()).toBe(last - 1);
    await keyboard.press('ArrowRight');
    await eventually(() => titleOf(page)).not.toBe(first);
    await keyboard.arrivesAt(/^Solace demo, no\. /);
    await keyboard.press('ArrowLeft');
    await eventually(() => titleOf(page)).toBe(first);
    await keyboard.seesFocus();
  });

  test('the link to a turn is copied and leads there', async () => {
    const { page } = workbench;
    const reader = readerPage(page);
    await keyboard.press('Home', 'j', 'j', 'y');
    await page.getByText('Link to this turn copied').waitFor();
    const turn = await reader.currentTurn();
    const colleague = await workbench.openTab(await page.evaluate(() => navigator.clipboard.readText()));
    expect(await readerPage(colleague).turns()).toEqual(await reader.turns());
    expect(await readerPage(colleague).currentTurn()).toBe(turn);
    await colleague.close();
  });

  test('the result is come back to', async () => {
    const { page } = workbench;
    await keyboard.press('u');
    await keyboard.arrivesAt('Browse');
    expect(placeOf(page)).toContain('q=manager');
  });

  test('the corpus is removed from its menu and brought back', async () => {
    const { page } = workbench;
    const corpora = corporaPage(page);
    await keyboard.press('g', 'c');
    await keyboard.arrivesAt('Corpora');
    await keyboard.tabTo('link', 'Solace demo');
    await keyboard.press('Enter');
    await keyboard.arrivesAt('Solace demo');
    await keyboard.tabTo('button', 'Actions for Solace demo');
    await keyboard.press('Enter');
    await keyboard.press('End');
    await keyboard.standsAt('menuitem', 'Remove');
    await keyboard.press('Enter');
    await keyboard.arrivesAt('Corpora');
    await eventually(() => corpora.names()).toEqual([]);
    await keyboard.press('Control+z');
    await eventually(() => corpora.names()).toEqual(['Solace demo']);
    await keyboard.seesFocus();
  });

  test('the sheet of keys opens over the page and gives the focus back', async () => {
    const { page } = workbench;
    await keyboard.tabTo('link', 'Solace demo');
    await keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard' });
    await sheet.waitFor();
    expect(await sheet.getByRole('term').allTextContents()).toContain('Go to Browse');
    await keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await keyboard.standsAt('link', 'Solace demo');
  });
});

describe('where what had the focus goes away, the focus does not', () => {
  let prepared: PreparedWorkspace;
  let workbench: WorkbenchBrowser;
  let keyboard: ReturnType<typeof keyboardOf>;

  beforeAll(async () => {
    workbench = await openWorkbenchBrowser({ prepare: async (path) => (prepared = await prepareWorkspace(path)) });
    keyboard = keyboardOf(workbench.page);
  });
  afterAll(() => workbench.close());

  test('when a corpus leaves the list by its menu, and when it is back', async () => {
    const { page } = workbench;
    await workbench.goTo('/corpora');
    await keyboard.tabTo('button', 'Actions for Posts');
    await keyboard.press('Enter', 'End', 'Enter');
    await page.getByRole('link', { name: 'Posts' }).waitFor({ state: 'detached' });
    await keyboard.seesFocus();
    await keyboard.press('Control+z');
    await page.getByRole('link', { name: 'Posts' }).waitFor();
    await keyboard.seesFocus();
  });

  test('when a filter is taken away', async () => {
    await workbench.goTo('/browse?emotions=anxiety');
    await keyboard.tabTo('button', /^Remove the filter/);
    await keyboard.press('Enter');
    await workbench.page.getByRole('group', { name: 'Filters in force' }).waitFor({ state: 'detached' });
    await keyboard.seesFocus();
  });

  test('when a split is made', async () => {
    await workbench.goTo(`/corpora/${prepared.demoId}?tab=splits`);
    await keyboard.tabTo('button', 'Make the split');
    await keyboard.press('Enter');
    await workbench.page.getByRole('region', { name: 'Messages' }).getByText('train').waitFor();
    await keyboard.seesFocus();
  });

  test('from step to step of the import', async () => {
    const { page } = workbench;
    // Listening begins long before the key: a chooser that opens while the browser is still being told is never seen.
    const chooser = page.waitForEvent('filechooser');
    await workbench.goTo('/corpora');
    await page.getByRole('link', { name: 'Posts' }).waitFor();
    await keyboard.tabTo('button', 'Import files');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(resolve(import.meta.dirname, '../fixtures/corpora/esconv-hub.jsonl'));
    await keyboard.tabTo('button', /^Preview$/);
    await page.keyboard.press('Enter');
    await page.getByText('Nothing has been stored yet').waitFor();
    await keyboard.seesFocus();
    await keyboard.tabTo('button', /^Import as/);
    await page.keyboard.press('Enter');
    await page.getByText('is imported').waitFor();
    await keyboard.seesFocus();
  });
});
