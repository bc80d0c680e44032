/** @file The log: lines a program can read, a bounded tail, and no harm where the folder cannot be written. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileLog } from '#main/platform/file-log';

const clock = { now: () => new Date('2026-01-02T03:04:05Z') };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solace-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('writes one JSON object a line, in order', async () => {
  const log = createFileLog({ folder: join(folder, 'logs'), clock });
  log.write('info', 'first');
  log.write('error', 'second\nline', { durationMs: 3 });
  await log.close();
  const lines = (await readFile(join(folder, 'logs', 'solace.log'), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    { at: '2026-01-02T03:04:05.000Z', level: 'info', message: 'first' },
    { at: '2026-01-02T03:04:05.000Z', level: 'error', message: 'second\nline', durationMs: 3 },
  ]);
});

test('leaves no file when nothing was said', async () => {
  await createFileLog({ folder, clock }).close();
  expect(await readdir(folder)).toEqual([]);
});

test('keeps the last 500 lines in memory', () => {
  const log = createFileLog({ folder, clock });
  for (let i = 0; i < 600; i++) log.write('debug', `line ${i}`);
  expect(log.tail(1000)).toHaveLength(500);
  expect(log.tail(1)[0]).toContain('line 599');
  return log.close();
});

test('goes on in memory where the folder cannot be made', async () => {
  await writeFile(join(folder, 'logs'), 'a file stands here');
  const log = createFileLog({ folder: join(folder, 'logs'), clock });
  log.write('info', 'first');
  await new Promise((resolve) => setTimeout(resolve, 50));
  log.write('info', 'second');
  expect(log.tail(10).join()).toContain('second');
  await log.close();
});

test('starts a new file when one is full, and keeps five of them', async () => {
  const logs = join(folder, 'logs');
  for (let start = 0; start < 8; start++) {
    const log = createFileLog({ folder: logs, clock });
    for (let line = 0; line < 6; line++) log.write('info', 'x'.repeat(1_000_000));
    await log.close();
  }
  const full = (await readdir(logs)).filter((name) => name !== 'solace.log' && name.endsWith('solace.log'));
  expect(full).toHaveLength(5);
});
