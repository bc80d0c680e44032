/** @file The import wizard: what was recognised, columns, the preview, the import itself. */
import type { Page } from 'playwright-core';
import { figureIn } from './corpora-pages';

export function importPage(page: Page) {
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  return {
    /** The step that the wizard stands at. */
    step: () => page.getByRole('navigation', { name: 'Steps of the import' }).locator('[aria-current=step]').textContent(),
    /** What Solace takes the files for, and why. */
    recognition: () => page.getByRole('region', { name: 'Format' }).getByRole('status').textContent(),
    format: () => page.getByRole('combobox', { name: 'Format' }).textContent(),
    async takeFormat(label: RegExp): Promise<void> {
      await page.getByRole('combobox', { name: 'Format' }).click();
      await page.getByRole('option', { name: label }).click();
    },
    name: () => page.getByRole('textbox', { name: 'Name of the corpus' }).inputValue(),
    callIt: (name: string) => page.getByRole('textbox', { name: 'Name of the corpus' }).fill(name),
    toColumns: () => button('Continue to the columns').click(),
    preview: () => button('Preview').click(),
    /** The column that plays a part. */
    column: (part: string) => page.getByRole('group', { name: 'Columns' }).getByRole('combobox', { name: part, exact: true }).textContent(),
    async takeColumn(part: string, column: string): Promise<void> {
      await page.getByRole('group', { name: 'Columns' }).getByRole('combobox', { name: part, exact: true }).click();
      await page.getByRole('option', { name: column, exact: true }).click();
    },
    nameSupporter: (names: string) => page.getByRole('textbox', { name: 'Names of the supporter' }).fill(names),
    /** Shows another of the first records. */
    showRecord: (number: number) => button(`Record ${number}`).click(),
    figure: (label: string) => figureIn(page, 'What was found', label),
    /** The kinds of warning, in words. */
    warnings: () => page.getByRole('table', { name: 'Warnings' }).locator('tbody tr td:first-child').allTextContents(),
    /** Index, file and reason of every record that cannot be taken. */
    async rejected(): Promise<string[][]> {
      const rows = await page.getByRole('grid', { name: 'Rejected records' }).getByRole('row').all();
      const cells = await Promise.all(rows.map((row) => row.getByRole('gridcell').allTextContents()));
      return cells.filter((row) => row.length > 0);
    },
    firstTurns: () => page.getByRole('list', { name: 'Turns' }).locator('> li').allTextContents(),
    /** The text of the message that stands in the way, or says what is known already. */
    alert: () => page.getByRole('main').getByRole('alert').textContent(),
    store: () => button(/^Import as /).click(),
    canStore: () => button(/^Import as /).isEnabled(),
    untilStored: (name: string) => page.getByText(`${name} is imported`).waitFor(),
    untilRunning: (title: RegExp) => page.getByRole('main').getByRole('progressbar', { name: title }).waitFor(),
    openCorpus: () => page.getByRole('link', { name: 'Open the corpus' }).click(),
  };
}
