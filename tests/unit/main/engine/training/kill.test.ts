/** @file kill -9 at any moment of a training: what is resumed ends in the same bits as what was never interrupted. Moments are random and seeded. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '#shared/domain/random';

const random = createRandom(20_261_121);
const steps = 168;
let root: string;
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'solace-killed-'))));
afterAll(() => rm(root, { recursive: true, force: true }));

test('killed up to five times', { timeout: 60_000 }, async () => {
  const [whole, killed] = [join(root, 'whole'), join(root, 'killed')];
  for (const folder of [whole, killed]) await mkdir(folder);
  await train(whole, undefined);
  const ends: (string | null)[] = [];
  for (let attempt = 0; attempt < 5; attempt++) ends.push(await train(killed, { afterSteps: 1 + random.integer(14), delayMs: random.integer(20) }));
  // Where the killer itself is kept waiting, the last attempts may find the training complete.
  expect(ends.slice(0, 2)).toEqual(['SIGKILL', 'SIGKILL']);
  expect(await train(killed, undefined)).toBe(null);

  const [own, expected] = [await resultOf(killed), await resultOf(whole)];
  expect(own.losses).toHaveLength(steps);
  expect(own.losses).toEqual(expected.losses);
  expect(own.checkpoints).toEqual(expected.checkpoints);
  expect(own.checkpoints.map(([name]) => name)).toContain(`step-${steps}/moments.safetensors`);
});

interface Kill {
  readonly afterSteps: number;
  readonly delayMs: number;
}

/** The signal that ended it. */
async function train(folder: string, kill: Kill | undefined): Promise<string | null> {
  const support = join(import.meta.dirname, '../../../../support');
  const child = spawn(process.execPath, ['--import', join(support, 'typescript-imports.mjs'), join(support, 'engine/train-until-killed.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  let taken = 0;
  for await (const said of child.stdout) {
    taken += String(said).split('\n').length - 1;
    if (kill !== undefined && taken >= kill.afterSteps) setTimeout(() => child.kill('SIGKILL'), kill.delayMs);
  }
  const [code, signal] = await closed;
  expect(code ?? 0).toBe(0);
  return signal;
}

async function resultOf(folder: string): Promise<{ losses: number[]; checkpoints: [string, string][] }> {
  const checkpoints = join(folder, 'checkpoints');
  const names = (await readdir(checkpoints, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  const contents: [string, string][] = [];
  for (const path of names) contents.push([path.slice(checkpoints.length + 1), (await readFile(path)).toString('base64')]);
  return { losses: JSON.parse(await readFile(join(folder, 'losses.json'), 'utf8')) as number[], checkpoints: contents };
}
