import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRendererFile } from '#main/hosts/renderer-files';

const folder = mkdtempSync(join(tmpdir(), 'solace-files-'));
const rendererPath = join(folder, 'renderer');
mkdirSync(join(rendererPath, 'assets'), { recursive: true });
mkdirSync(join(folder, 'renderer-secret'));
writeFileSync(join(rendererPath, 'index.html'), 'page');
writeFileSync(join(rendererPath, 'assets/index-abc123.js'), 'script');
writeFileSync(join(folder, 'secret.txt'), 'secret');
writeFileSync(join(folder, 'renderer-secret/key.txt'), 'secret');

test('finds files with their type', async () => {
  expect(await readRendererFile(rendererPath, '/assets/index-abc123.js')).toMatchObject({ contentType: 'text/javascript; charset=utf-8', isHashed: true, isText: true });
  expect(await readRendererFile(rendererPath, '/index.html')).toMatchObject({ contentType: 'text/html; charset=utf-8', isHashed: false });
});

test('shows the page at the root', async () => {
  expect((await readRendererFile(rendererPath, '/'))?.bytes.toString()).toBe('page');
});

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/../renderer-secret/key.txt',
  '/%252e%252e/secret.txt',
  '/index.html%00.js',
  '/%E0%A4%A',
  'secret.txt',
  '//etc/passwd.txt',
  '/missing.js',
  '/corpora/3',
  '/assets',
  '',
  '/assets.js/',
])('%s is nothing', async (path) => {
  expect(await readRendererFile(rendererPath, path)).toBeNull();
});
