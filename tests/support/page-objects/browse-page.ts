/** @file The dialogue browser: searching, the rows found, opening one. */
import type { Page } from 'playwright-core';

export function browsePage(page: Page) {
  const list = page.getByRole('grid', { name: 'Dialogues found' });
  return {
    search: (words: string) => page.getByRole('searchbox', { name: 'Search all dialogues' }).fill(words),
    /** "40 dialogues in 1 corpus", "3 dialogues found". */
    summary: () => page.getByRole('status').filter({ hasText: 'dialogue' }).first().textContent(),
    /** What is marked as found in the rows. */
    marks: () => list.locator('mark').allTextContents(),
    /** The first is 1; the header stands before it. */
    openRow: (number: number) => list.getByRole('row').nth(number).click(),
  };
}
