/** @file The lock check sees a dropped platform package and a pinned download place. */
import { expect, it } from 'vitest';
// @ts-expect-error the checks are plain JavaScript, run before anything is installed
import { missingOptionalPackages, pinnedDownloads } from '../../../build/checks/lock.mjs';

const lock = (packages: object) => ({ packages });

it('accepts a complete lock', () => {
  const complete = lock({ 'node_modules/tool': { optionalDependencies: { 'tool-linux': '1' } }, 'node_modules/tool-linux': {} });
  expect(missingOptionalPackages(complete)).toEqual([]);
});

it('accepts a platform package nested below its owner', () => {
  const nested = lock({ 'node_modules/tool': { optionalDependencies: { 'tool-linux': '1' } }, 'node_modules/tool/node_modules/tool-linux': {} });
  expect(missingOptionalPackages(nested)).toEqual([]);
});

it('names the platform package that npm dropped', () => {
  const broken = lock({ 'node_modules/tool': { optionalDependencies: { 'tool-darwin-arm64': '1', 'tool-linux': '1' } }, 'node_modules/tool-linux': {} });
  expect(missingOptionalPackages(broken)).toEqual(['node_modules/tool needs tool-darwin-arm64']);
});

it('names an entry that pins where to download from', () => {
  expect(pinnedDownloads(lock({ 'node_modules/tool': { resolved: 'https://registry.test/tool.tgz' }, 'node_modules/other': {} }))).toEqual(['node_modules/tool']);
});
