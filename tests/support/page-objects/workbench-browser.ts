/** @file The built workbench in a real browser, on a workspace of its own. Notes everything that goes wrong in any tab; what to make of it is the test's matter. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { startWebProgram } from '../web-program';

export interface WorkbenchBrowser {
  readonly page: Page;
  /** Warnings and errors of the console, uncaught errors, broken content rules and failed requests of all tabs since it was last asked. */
  takeFaults(): string[];
  /** Goes to another page of the interface, e.g. "/browse?q=work", and waits until it has taken the place of the one before. */
  goTo(place: string): Promise<void>;
  /** Opens an address of the interface in another tab, as a colleague's link would be. */
  openTab(url: string): Promise<Page>;
  close(): Promise<void>;
}

export interface WorkbenchBrowserOptions {
  /** Fills the workspace before it is opened. */
  readonly prepare?: (workspacePath: string) => Promise<unknown>;
}

export async function openWorkbenchBrowser({ prepare }: WorkbenchBrowserOptions = {}): Promise<WorkbenchBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'solace-e2e-'));
  const workspacePath = join(folder, 'workspace');
  await prepare?.(workspacePath);
  const program = await startWebProgram(workspacePath);
  const browser = await chromium.launch({ executablePath: process.env['SOLACE_CHROMIUM'], args: ['--disable-gpu'] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
  context.setDefaultTimeout(20_000);
  const faults = await noteFaults(context);
  const page = await context.newPage();
  await page.goto(program.url);
  await page.locator('h1').waitFor();
  return {
    page,
    takeFaults: () => faults.splice(0),
    async goTo(place) {
      // By way of another page, so that what shows next is new even where both addresses belong to one page.
      await show(page, place.startsWith('/settings') ? '/' : '/settings');
      await show(page, place);
    },
    async openTab(url) {
      const tab = await context.newPage();
      await tab.goto(url);
      return tab;
    },
    async close() {
      await browser.close();
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Changes the address and waits until the title of the page before is gone. */
async function show(page: Page, place: string): Promise<void> {
  await page.evaluate((address) => {
    const pathOf = (text: string) => text.split('?')[0];
    const isSamePage = pathOf(location.hash.slice(1) || '/') === pathOf(address);
    if (!isSamePage) document.querySelector('h1')?.setAttribute('data-left', '');
    location.hash = address;
  }, place);
  await page.locator('h1:not([data-left])').first().waitFor({ state: 'attached' });
}

async function noteFaults(context: BrowserContext): Promise<string[]> {
  const faults: string[] = [];
  context.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(`console: ${message.text()}`));
  context.on('weberror', (error) => faults.push(`uncaught: ${error.error().message}`));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason given';
    // Cut off by a reload or a closed tab.
    if (reason !== 'net::ERR_ABORTED') faults.push(`request failed: ${request.url()} ${reason}`);
  });
  context.on('response', (response) => response.status() >= 400 && faults.push(`status ${response.status()}: ${response.url()}`));
  // Not every violation is written to the console.
  await context.exposeFunction('reportViolation', (directive: string) => faults.push(`violates ${directive}`));
  await context.addInitScript(() => {
    const { reportViolation } = window as unknown as { reportViolation: (directive: string) => void };
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sourceFile }) => reportViolation(`${effectiveDirective} in ${sourceFile}`));
  });
  return faults;
}
