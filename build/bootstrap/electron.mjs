/** @file Finds Electron's binary, or downloads it on first start with a progress line. Says in plain words why it cannot be used. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readOr } from './process.mjs';

const failureMark = '.cache/electron-download-failed';
const retryAfterMs = 60 * 60 * 1000;

export function electronBinary() {
  const name = readOr('node_modules/electron/path.txt', '').trim();
  const file = name === '' ? '' : path.resolve('node_modules/electron/dist', name);
  return file !== '' && existsSync(file) ? file : null;
}

/** Why a window cannot be opened here, or null. */
export function displayProblem() {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  if (process.getuid?.() === 0) return 'Electron keeps its sandbox only when it is not run as root';
  return null;
}

/** A failed download is not tried again for an hour, so that an offline machine starts quickly. */
export function downloadElectron(node) {
  if (existsSync(failureMark) && Date.now() - statSync(failureMark).mtimeMs < retryAfterMs) return null;
  const script = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), 'fetch-electron.mjs');
  spawnSync(node, [script], { stdio: ['ignore', 'ignore', 'inherit'], timeout: 10 * 60 * 1000 });
  const binary = electronBinary();
  if (binary === null) {
    mkdirSync('.cache', { recursive: true });
    writeFileSync(failureMark, '');
  } else {
    rmSync(failureMark, { force: true });
  }
  return binary;
}
