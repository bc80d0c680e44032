/** @file Each layer's type check lacks the types it must not use: shared has neither Node nor the DOM, main no DOM, renderer and preload no Node. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const usesDom = 'export const title: string = document.title;';
const usesNode = "import { readFileSync } from 'node:fs';\nexport const text = readFileSync('x');";

let folder = '';
beforeAll(() => {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  folder = mkdtempSync(path.join(root, '.cache/types-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['shared', 'the DOM', usesDom],
  ['shared', 'Node', usesNode],
  ['main', 'the DOM', usesDom],
  ['preload', 'Node', usesNode],
  ['renderer', 'Node', usesNode],
])('%s does not know %s', (layer, _what, source) => {
  const name = `${layer}-${source.length}`;
  writeFileSync(path.join(folder, `${name}.ts`), source);
  const config = { extends: `../../tsconfig.${layer}.json`, compilerOptions: { composite: false, incremental: false, tsBuildInfoFile: null }, files: [`./${name}.ts`], include: [] };
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(config));
  const answer = spawnSync(process.execPath, [path.join(root, 'node_modules/typescript-native/bin/tsc'), '-p', path.join(folder, `${name}.json`)], { encoding: 'utf8' });
  expect(answer.stdout).toMatch(/TS(2304|2307|2584|2591)/);
  expect(answer.status).not.toBe(0);
});
