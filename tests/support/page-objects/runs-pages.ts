/** @file The table of runs, the form of a new one, and the page of one. */
import type { Page } from 'playwright-core';
import { goToRoom } from './rooms';

export function runsPage(page: Page) {
  return {
    async open(): Promise<void> {
      await goToRoom(page, 'Runs');
      await page.getByRole('grid', { name: 'Runs' }).waitFor();
    },
    async choose(names: readonly string[]): Promise<void> {
      for (const name of names) await page.getByRole('checkbox', { name: `Choose ${name}`, exact: true }).check();
    },
  };
}

export function newRunPage(page: Page) {
  const field = (role: 'combobox' | 'textbox', label: string) => page.getByRole('main').getByRole(role, { name: label, exact: true });
  return {
    /** Chooses a thing of the workspace; one more of them where a field takes several. */
    async pick(label: string, option: string): Promise<void> {
      await field('combobox', label).fill(option);
      await page.getByRole('option', { name: option }).first().click();
    },
    async choose(label: string, option: string): Promise<void> {
      await field('combobox', label).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    },
    fill: (label: string, text: string) => field('textbox', label).fill(text),
    async openGroup(title: string): Promise<void> {
      const group = page.getByRole('button', { name: new RegExp(`^${title}\\d|^${title} `) });
      if ((await group.getAttribute('aria-expanded')) !== 'true') await group.click();
    },
    /** What stands beside the form. */
    forecast: () => page.getByRole('region', { name: 'Forecast' }).textContent(),
    /** Leads to the page of the run. */
    async start(): Promise<void> {
      await page.getByRole('main').getByRole('button', { name: /^Start/ }).click();
      await page.getByRole('tab', { name: 'Overview' }).waitFor();
    },
  };
}

export function runPage(page: Page) {
  const header = page.getByRole('main').locator('header');
  const stateIs = (state: string) => header.getByText(state, { exact: true });
  return {
    openTab: (name: string) => page.getByRole('tab', { name }).click(),
    /** What stands beside the title: the state, and marks such as "Scripted". */
    badges: async () => (await header.textContent()) ?? '',
    untilState: (state: string) => stateIs(state).waitFor(),
    /** The values that the curves of a chart have come to, as its legend says them; waits for the chart. */
    lastOfCurve: async (chart: RegExp) => (await page.getByRole('figure', { name: chart }).first().textContent()) ?? '',
  };
}
