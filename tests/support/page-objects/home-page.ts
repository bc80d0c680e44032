/** @file The home page: what a newcomer is offered, and what somebody with corpora finds. */
import type { Page } from 'playwright-core';

export function homePage(page: Page) {
  return {
    /** The choices of a first start. */
    async offers(): Promise<string[]> {
      const headings = page.getByRole('main').getByRole('heading', { level: 2 });
      await headings.first().waitFor();
      return headings.allTextContents();
    },
    loadDemo: () => page.getByRole('button', { name: 'Load the demo corpus' }).click(),
  };
}
