/** @file The built browser host in a real browser: the secret link, the interface, strangers, Ctrl-C. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWebProgram, type WebProgram } from '../support/web-program';

describe('the browser host', () => {
  const workspacePath = mkdtempSync(join(tmpdir(), 'solace-browser-'));
  const faults: string[] = [];
  let program: WebProgram;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    program = await startWebProgram(workspacePath);
    browser = await chromium.launch({ executablePath: process.env['SOLACE_CHROMIUM'], args: ['--disable-gpu'] });
    page = await browser.newPage();
    // Not every violation is written to the console.
    await page.exposeFunction('reportViolation', (directive: string) => faults.push(`violates ${directive}`));
    await page.addInitScript(() => {
      const { reportViolation } = window as unknown as { reportViolation: (directive: string) => void };
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sourceFile }) => reportViolation(`${effectiveDirective} in ${sourceFile}`));
    });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()));
  });
  afterAll(async () => {
    await browser.close();
    await program.stop();
  });

  test('the link leads to the interface and leaves no secret in the address', async () => {
    await page.goto(program.url);
    await page.locator('#root > *').first().waitFor();
    expect(page.url()).not.toContain('token');
    expect(await page.title()).toContain('Solace');
  });

  test('no script of the page can read the cookie', async () => {
    expect(await page.evaluate(() => document.cookie)).toBe('');
  });

  test('the page breaks none of its own rules', async () => {
    await page.reload();
    await page.locator('#root > *').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(faults).toEqual([]);
  });

  test('no other site can put the page in a frame or open its channel', async () => {
    const stranger = await (await browser.newContext()).newPage();
    await stranger.route('http://stranger.test/', (route) => route.fulfill({ contentType: 'text/html', body: '<title>stranger</title>' }));
    await stranger.goto('http://stranger.test/');
    const { origin, host } = new URL(program.url);
    const outcome = await stranger.evaluate(
      async ({ origin, host }) => {
        const opened = await new Promise((resolve) => {
          const socket = new WebSocket(`ws://${host}/channel`);
          socket.addEventListener('open', () => resolve(true));
          socket.addEventListener('error', () => resolve(false));
        });
        const read = await fetch(origin, { credentials: 'include' }).then(
          () => true,
          () => false,
        );
        return { opened, read };
      },
      { origin, host },
    );
    expect(outcome).toEqual({ opened: false, read: false });
  });

  test('Ctrl-C closes everything, and the workspace can be opened again', async () => {
    expect(await program.stop()).toBe(0);
    program = await startWebProgram(workspacePath);
    await page.goto(program.url);
    await page.locator('#root > *').first().waitFor();
  });
});
