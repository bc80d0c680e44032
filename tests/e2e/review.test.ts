/** @file An annotator in the built workbench: enters, checks sixty items by keyboard alone, goes back, comes again after a reload; a researcher sees it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/page-objects/eventually';
import { keyboardOf } from '../support/page-objects/keyboard';
import { reviewPage } from '../support/page-objects/review-page';
import { titleOf } from '../support/page-objects/rooms';
import { openWorkbenchBrowser, type WorkbenchBrowser } from '../support/page-objects/workbench-browser';
import { type PreparedCampaign, prepareCampaign } from '../support/review/prepared-campaign';

describe('an annotator with sixty items', () => {
  let workbench: WorkbenchBrowser;
  let campaign: PreparedCampaign;
  let keyboard: ReturnType<typeof keyboardOf>;

  beforeAll(async () => {
    workbench = await openWorkbenchBrowser({ prepare: async (path) => (campaign = await prepareCampaign(path, 60)) });
    keyboard = keyboardOf(workbench.page);
  });
  afterAll(() => workbench.close());
  afterEach(() => expect(workbench.takeFaults()).toEqual([]));

  test('enters through the door and finds the work', async () => {
    expect(await titleOf(workbench.page)).toBe('Who is there?');
    await keyboard.tabTo('button', /^Ben/);
    await keyboard.press('Enter');
    await keyboard.arrivesAt('My work');
    await keyboard.tabTo('link', `Begin: ${campaign.name}`);
    await keyboard.press('Enter');
    await keyboard.arrivesAt(campaign.name);
    await keyboard.press('Control+Enter');
    await reviewPage(workbench.page).seesItem(1);
  });

  test('checks twenty of them, right and wrong, field by field', async () => {
    const { page } = workbench;
    const review = reviewPage(page);
    for (let number = 1; number <= 20; number++) {
      await review.seesItem(number);
      if (number % 4 === 0) for (const key of ['a', 'Enter', 'a', 'x', '1', '2', '5']) await page.keyboard.press(key);
      else await page.keyboard.press('Control+Enter');
    }
    await review.seesItem(21);
    await eventually(() => review.progress()).toBe('20 of 60');
    expect(await review.announced()).toMatch(/^Item 21 of 60\./);
    await keyboard.seesFocus();
  });

  test('takes back what was wrong, and does it again', async () => {
    const { page } = workbench;
    const review = reviewPage(page);
    await keyboard.press('Control+z');
    await review.seesItem(20);
    await eventually(() => review.fieldSays('Perceived understandability')).toMatch(/\?$/);
    await keyboard.press('Control+z');
    await eventually(() => review.fieldSays('Response competence')).toMatch(/\?$/);
    await keyboard.press('Control+Shift+z', 'Control+Shift+z');
    await eventually(() => review.progress()).toBe('20 of 60');
    await keyboard.press('n');
    await review.seesItem(21);
  });

  test('comes back after a reload to where the work stood, without entering again', async () => {
    const { page } = workbench;
    const review = reviewPage(page);
    const turn = await review.turn();
    await page.reload();
    await review.seesItem(21);
    expect(await review.turn()).toBe(turn);
    expect(await review.progress()).toBe('20 of 60');
  });

  test('does the rest, skips one, flags one', async () => {
    const { page } = workbench;
    const review = reviewPage(page);
    await keyboard.press('f');
    await keyboard.type('Is this sarcasm?');
    await page.keyboard.press('Control+Enter');
    await page.getByText('You flagged this').waitFor();
    await page.keyboard.press('Space');
    for (let number = 22; number <= 60; number++) {
      await review.seesItem(number);
      await page.keyboard.press('Control+Enter');
    }
    await page.getByText('All done: 60 items').waitFor();
    await keyboard.seesFocus();
  });

  test('leaves, and a researcher sees all of it', async () => {
    const { page } = workbench;
    await keyboard.tabTo('button', 'Ben');
    await keyboard.press('Enter', 'End');
    await keyboard.standsAt('menuitem', 'Leave');
    await keyboard.press('Enter');
    await keyboard.arrivesAt('Who is there?');
    await keyboard.tabTo('button', /^Ada/);
    await keyboard.press('Enter');
    await keyboard.arrivesAt('Home');
    await workbench.goTo(`/annotate/campaigns/${campaign.id}`);
    const row = page.getByRole('table', { name: /^Progress/ }).getByRole('row', { name: /Ben/ });
    await eventually(() => row.textContent()).toContain('60 of 60 · 1 skipped');
    await workbench.goTo(`/annotate/campaigns/${campaign.id}?tab=report`);
    await page.getByRole('table', { name: 'Accuracy by field' }).waitFor();
  });
});
