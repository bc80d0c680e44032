/** @file A newcomer in the built workbench: from an empty workspace to a turn that can be shown to a colleague, and back from a mistake. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { browsePage } from '../support/page-objects/browse-page';
import { corporaPage, corpusPage } from '../support/page-objects/corpora-pages';
import { eventually } from '../support/page-objects/eventually';
import { homePage } from '../support/page-objects/home-page';
import { readerPage } from '../support/page-objects/reader-page';
import { answerMessage, goToRoom, placeOf, titleOf } from '../support/page-objects/rooms';
import { openWorkbenchBrowser, type WorkbenchBrowser } from '../support/page-objects/workbench-browser';

describe('a newcomer', () => {
  let workbench: WorkbenchBrowser;

  beforeAll(async () => {
    workbench = await openWorkbenchBrowser();
  });
  afterAll(() => workbench.close());
  afterEach(() => expect(workbench.takeFaults()).toEqual([]));

  test('is welcomed with two ways to begin', async () => {
    const { page } = workbench;
    await eventually(() => titleOf(page)).toBe('Welcome to Solace');
    expect(await homePage(page).offers()).toEqual(['Look around with the demo corpus', 'Import your own files']);
  });

  test('loads the demo corpus and sees what it holds', async () => {
    const { page } = workbench;
    await homePage(page).loadDemo();
    await eventually(() => titleOf(page)).toBe('Solace demo');
    const corpus = corpusPage(page);
    expect(await corpus.figure('dialogues')).toBe('40');
    expect(await corpus.charts()).toEqual(expect.arrayContaining(['Strategies', 'Emotions', 'Problems', 'Strategies over the dialogue', 'Turns per dialogue']));
  });

  test('browses its dialogues and searches a word', async () => {
    const { page } = workbench;
    const browse = browsePage(page);
    await corpusPage(page).browseDialogues();
    await eventually(() => browse.summary()).toBe('40 dialogues found');
    await browse.search('manager');
    await eventually(() => browse.marks()).toContain('manager');
    await eventually(() => browse.summary()).toMatch(/^(?!40)\d+ dialogues found$/);
    expect(placeOf(page)).toContain('q=manager');
  });

  test('opens a dialogue at the word, and turns to the next and back', async () => {
    const { page } = workbench;
    const reader = readerPage(page);
    await browsePage(page).openRow(1);
    expect((await reader.turns())[(await reader.currentTurn()) - 1]).toMatch(/manager/i);
    const first = await titleOf(page);
    await reader.next();
    await eventually(() => titleOf(page)).not.toBe(first);
    await reader.previous();
    await eventually(() => titleOf(page)).toBe(first);
  });

  test('shows a turn to a colleague by its link', async () => {
    const { page } = workbench;
    const reader = readerPage(page);
    const last = (await reader.turns()).length;
    await reader.goToTurn(last);
    await eventually(() => placeOf(page)).toContain(`turn=${last}`);
    expect(new URL(await reader.copyLink()).href).toBe(page.url());

    const colleague = await workbench.openTab(page.url());
    const seen = readerPage(colleague);
    expect(await seen.turns()).toEqual(await reader.turns());
    expect(await titleOf(colleague)).toBe(await titleOf(page));
    expect(await seen.currentTurn()).toBe(last);
    await eventually(() => seen.isInSight(last)).toBe(true);
    await colleague.close();
  });

  test('goes back to the result, the word still in it', async () => {
    const { page } = workbench;
    await readerPage(page).backToResult();
    await eventually(() => browsePage(page).summary()).toMatch(/found$/);
    expect(placeOf(page)).toContain('q=manager');
  });

  test('removes the corpus by mistake and undoes it', async () => {
    const { page } = workbench;
    const corpora = corporaPage(page);
    await corpora.open();
    await corpora.remove('Solace demo');
    await eventually(() => corpora.names()).toEqual([]);
    await answerMessage(page, 'Solace demo was removed.', 'Undo');
    await eventually(() => corpora.names()).toEqual(['Solace demo']);
    await goToRoom(page, 'Browse');
    await eventually(() => browsePage(page).summary()).toMatch(/^40 dialogues/);
  });
});
