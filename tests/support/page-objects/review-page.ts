/** @file The door and the review page, as a person sees them. */
import type { Page } from 'playwright-core';
import { eventually } from './eventually';

export function reviewPage(page: Page) {
  const header = page.locator('main header');
  return {
    /** "Item 12", as the header says it; empty once no item is left. */
    item: async () => /Item [\d,]+/.exec((await header.textContent()) ?? '')?.[0] ?? '',
    /** "11 of 60". */
    progress: async () => /([\d,]+ of [\d,]+) done/.exec((await header.textContent()) ?? '')?.[1] ?? '',
    /** Waits until that item is in front. */
    seesItem: async (number: number) => eventually(async () => /Item [\d,]+/.exec((await header.textContent()) ?? '')?.[0]).toBe(`Item ${number}`),
    /** The text of the turn in focus. */
    turn: async () => (await page.getByRole('region', { name: 'Dialogue' }).locator('[aria-current=true] .dialogue-text').textContent()) ?? '',
    /** What a field says on its closed line: "right, 3 Clear". */
    fieldSays: async (title: string) => (await page.getByRole('list', { name: 'Fields' }).getByRole('button', { name: new RegExp(`^${title}`) }).textContent())?.slice(title.length) ?? '',
    announced: async () => (await page.locator('main [aria-live=polite]').first().textContent()) ?? '',
  };
}
