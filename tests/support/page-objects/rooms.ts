/** @file The frame around every page: the rail, the page's title, the messages at the lower edge. */
import type { Page } from 'playwright-core';

/** The heading of the page that is open; waits until there is one. */
export async function titleOf(page: Page): Promise<string> {
  return (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
}

export async function goToRoom(page: Page, room: 'Corpora' | 'Browse' | 'Annotate' | 'Runs'): Promise<void> {
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: room }).click();
}

/** Presses the button of the message that says this. */
export async function answerMessage(page: Page, message: string | RegExp, action: string): Promise<void> {
  const messages = page.getByRole('region', { name: 'Messages' });
  await messages.getByText(message).waitFor();
  await messages.getByRole('button', { name: action }).click();
}

/** The part of an address that the interface reads, e.g. "/browse?q=work". */
export function placeOf(page: Page): string {
  return new URL(page.url()).hash.slice(1);
}
