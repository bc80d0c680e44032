/** @file A file appears whole or not at all. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyFileAtomically, writeFileAtomically } from '#main/platform/atomic-files';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solace-atomic-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* pieces(count: number, failAt = Infinity) {
  for (let i = 0; i < count; i++) {
    if (i === failAt) throw new Error('broken off');
    yield `${i}\n`;
  }
}

test('replaces what was there when all pieces came', async () => {
  const path = join(folder, 'a.txt');
  await writeFile(path, 'old');
  await writeFileAtomically(path, pieces(3));
  expect(await readFile(path, 'utf8')).toBe('0\n1\n2\n');
  expect(await readdir(folder)).toEqual(['a.txt']);
});

test('keeps what was there, and nothing else, when a piece fails or the work is cancelled', async () => {
  const path = join(folder, 'a.txt');
  await writeFile(path, 'old');
  await expect(writeFileAtomically(path, pieces(3, 2))).rejects.toThrow('broken off');
  await expect(writeFileAtomically(path, pieces(3), AbortSignal.abort())).rejects.toThrow();
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['a.txt']);
});

test('names the place where it cannot write', async () => {
  const path = join(folder, 'missing', 'a.txt');
  await expect(writeFileAtomically(path, pieces(1))).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining(path) });
  await expect(copyFileAtomically(join(folder, 'none'), join(folder, 'b'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
