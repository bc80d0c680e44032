/** @file Finds a Chromium for the browser tests, or installs one where it may: by apt as root on Debian, else through Playwright. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runToEnd, say } from './process.mjs';

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function playwrightPath(node) {
  const script = 'import { chromium } from "playwright-core"; process.stdout.write(chromium.executablePath())';
  return spawnSync(node, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout ?? '';
}

function present(node) {
  const named = process.env.SOLACE_CHROMIUM ?? process.env.CHROMIUM_PATH;
  return [named, ...systemPaths, playwrightPath(node)].find((one) => one && existsSync(one)) ?? null;
}

function install(node) {
  const isDebianRoot = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (isDebianRoot) {
    say('Installing Chromium for the browser tests (apt) …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return runToEnd('apt-get', ['update', '-qq'], { env }) === 0 && runToEnd('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, stdio: ['ignore', 'ignore', 2] }) === 0;
  }
  say('Fetching Chromium for the browser tests …');
  return runToEnd(node, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], { timeout: 5 * 60 * 1000, stdio: ['ignore', 'ignore', 'ignore'] }) === 0;
}

/** Path of a Chromium, or null when there is none and none could be installed. */
export function findChromium(node) {
  return present(node) ?? (install(node) ? present(node) : null);
}
