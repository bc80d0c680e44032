/** @file Builds main, preload and renderer into out/, when a source file changed since the last build. */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lockFingerprint } from './dependencies.mjs';
import { fail, readOr, runToEnd, say, sha256 } from './process.mjs';

const stamp = 'out/.stamp';

function sourceFiles() {
  const below = readdirSync('src', { withFileTypes: true, recursive: true });
  const sources = below.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  return [...sources.sort(), 'electron.vite.config.ts', 'package.json'];
}

export function buildBundles(node) {
  const wanted = sha256(lockFingerprint(), ...sourceFiles().flatMap((file) => [file, readFileSync(file)]));
  if (readOr(stamp, '') === wanted) return;
  say('Building …');
  rmSync(stamp, { force: true });
  const status = runToEnd(node, ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn']);
  if (status !== 0) fail('The build failed; the messages above name the file.');
  writeFileSync(stamp, wanted);
}
