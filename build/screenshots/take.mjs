/**
 * @file Takes the README's picture from the built workbench with the demonstration corpus: `node build/screenshots/take.mjs [folder]`.
 * Needs a build (`npm start` or `npm test` makes one) and a Chromium (SOLACE_CHROMIUM or /usr/bin/chromium).
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const folder = process.argv[2] ?? 'docs/images';
const size = { width: 1280, height: 800 };

/** Name of the picture, and how a person gets to what it shows. */
const pictures = [{ name: 'reader', open: openFirstDialogue }];

async function openFirstDialogue(page) {
  await page.getByRole('link', { name: 'Browse', exact: true }).first().click();
  await page.getByRole('row').nth(1).or(page.getByRole('option').first()).first().dblclick();
  await page.waitForURL(/dialogue/);
}

function startHost(workspace) {
  const host = spawn(process.execPath, ['out/main/web.js', '--no-open'], { env: { ...process.env, SOLACE_WORKSPACE: workspace }, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = new Promise((resolve, reject) => {
    createInterface(host.stdout).on('line', (line) => {
      const found = /https?:\/\/\S+/.exec(line);
      if (found) resolve(found[0]);
    });
    host.on('exit', () => reject(new Error('the web host ended before it printed its address')));
  });
  return { url, stop: () => host.kill('SIGTERM') };
}

const workspace = mkdtempSync(path.join(tmpdir(), 'solace-pictures-'));
spawnSync(process.execPath, ['out/main/cli.js', 'demo', '--workspace', workspace, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
const host = startHost(workspace);
const browser = await chromium.launch({ executablePath: process.env.SOLACE_CHROMIUM ?? '/usr/bin/chromium' });
try {
  mkdirSync(folder, { recursive: true });
  const page = await browser.newPage({ viewport: size, colorScheme: 'light', deviceScaleFactor: 1.5 });
  await page.goto(await host.url);
  for (const { name, open } of pictures) {
    await open(page);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
    console.log(path.join(folder, `${name}.png`));
  }
} finally {
  await browser.close();
  host.stop();
  rmSync(workspace, { recursive: true, force: true });
}
