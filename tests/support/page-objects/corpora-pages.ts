/** @file The list of corpora and the page of one: figures, splits, export, removal. */
import type { Page } from 'playwright-core';
import { goToRoom } from './rooms';

export function corporaPage(page: Page) {
  return {
    async open(): Promise<void> {
      await goToRoom(page, 'Corpora');
      await page.getByRole('heading', { level: 1, name: 'Corpora' }).waitFor();
    },
    /** The names in the list; waits for the list. */
    async names(): Promise<string[]> {
      await page.getByRole('table').or(page.getByText('No corpus yet')).first().waitFor();
      return page.getByRole('row').getByRole('link').allTextContents();
    },
    /** Chooses files in the browser's own dialog; leads to the wizard. */
    async importFiles(paths: readonly string[]): Promise<void> {
      const button = page.getByRole('main').getByRole('button', { name: 'Import files' }).first();
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
      await chooser.setFiles([...paths]);
      await page.getByRole('heading', { level: 1, name: 'Import a corpus' }).waitFor();
    },
    async remove(name: string): Promise<void> {
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Remove' }).click();
    },
  };
}

export function corpusPage(page: Page) {
  const split = page.getByRole('region', { name: 'Add a split' });
  const exporting = page.getByRole('dialog', { name: /^Export / });
  return {
    openSplits: () => page.getByRole('tab', { name: 'Splits' }).click(),
    /** "38,365" turns. */
    figure: (label: string) => figureIn(page, 'Counts', label),
    /** The titles of the charts. */
    charts: () => page.getByRole('figure').getByRole('heading', { level: 2 }).allTextContents(),
    browseDialogues: () => page.getByRole('link', { name: 'Browse dialogues' }).click(),
    async makeSeededSplit({ ratios, seed }: { ratios: string; seed: number }): Promise<void> {
      await split.getByRole('radio', { name: /^Shuffled by seed/ }).check();
      await split.getByRole('textbox', { name: 'Ratios' }).fill(ratios);
      await split.getByRole('textbox', { name: 'Seed' }).fill(String(seed));
      await split.getByRole('button', { name: 'Make the split' }).click();
    },
    /** The rows of the table of splits, cell by cell. */
    async splits(): Promise<string[][]> {
      const rows = page.getByRole('table', { name: 'Splits' }).getByRole('row');
      const cells = await Promise.all((await rows.all()).map((row) => row.getByRole('cell').allTextContents()));
      return cells.filter((row) => row.length > 0);
    },
    /** Writes the corpus in the format it came in and saves the file; what was said of it. */
    async exportTo(path: string): Promise<string> {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await exporting.getByRole('button', { name: 'Export', exact: true }).click();
      const save = exporting.getByRole('button', { name: 'Save file' });
      await save.waitFor();
      const said = (await exporting.textContent()) ?? '';
      const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
      await download.saveAs(path);
      await exporting.waitFor({ state: 'detached' });
      return said;
    },
  };
}

/** The value of a figure in a row of figures, as it is written: "38,365". */
export async function figureIn(page: Page, row: string, label: string): Promise<string | null> {
  const figures = page.getByLabel(row, { exact: true }).locator('> div');
  return figures.filter({ has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }) }).locator('dd').textContent();
}
