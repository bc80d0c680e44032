/** @file The dialogue browser: searching, the rows found, opening one. */
import type { Page } from 'playwright-core';
import { goToRoom } from './rooms';

export function browsePage(page: Page) {
  const list = page.getByRole('grid', { name: 'Dialogues found' });
  return {
    open: () => goToRoom(page, 'Browse'),
    search: (words: string) => page.getByRole('searchbox', { name: 'Search all dialogues' }).fill(words),
    /** "40 dialogues in 1 corpus", "3 dialogues found". */
    summary: () => page.getByRole('status').filter({ hasText: 'dialogue' }).first().textContent(),
    /** The texts of the rows in sight, once they have come. */
    async rows(): Promise<string[]> {
      await list.getByRole('row').nth(1).getByRole('gridcell').nth(2).waitFor();
      return list.getByRole('row').filter({ has: page.getByRole('gridcell') }).allTextContents();
    },
    /** What is marked as found in the rows. */
    marks: () => list.locator('mark').allTextContents(),
    openRow: (number: number) => list.getByRole('row').nth(number).click(),
  };
}
