/** @file The dialogue reader: the turns, the place in them, the dialogues before and after. */
import type { Page } from 'playwright-core';

export function readerPage(page: Page) {
  const turns = page.getByRole('list', { name: 'Transcript' }).locator('> li');
  return {
    /** Waits until the turns are shown. */
    async turns(): Promise<string[]> {
      await turns.first().waitFor();
      return turns.allTextContents();
    },
    /** The number of the turn that is being read. */
    async currentTurn(): Promise<number> {
      const id = await turns.and(page.locator('[aria-current=true]')).getAttribute('id');
      return Number(id?.replace('turn-', ''));
    },
    goToTurn: (number: number) => turns.nth(number - 1).click(),
    isInSight: (number: number) => turns.nth(number - 1).evaluate((turn) => {
      const { top, bottom } = turn.getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    }),
    next: () => page.getByRole('button', { name: 'Next dialogue' }).click(),
    previous: () => page.getByRole('button', { name: 'Previous dialogue' }).click(),
    backToResult: () => page.getByRole('main').getByRole('link', { name: 'Browse' }).click(),
    /** The link to the turn, out of the clipboard. */
    async copyLink(): Promise<string> {
      await page.getByRole('button', { name: 'Copy link' }).click();
      await page.getByText('Link to this turn copied').waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    },
  };
}
