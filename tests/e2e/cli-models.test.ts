/** @file The built command line on a trained model: register, generate, score, look at logits, and outlive an engine process that is killed. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngineHosts } from '#main/services/models/engine-hosts';
import { forkPrograms } from '#main/jobs/fork-transport';
import { runCommand } from '../support/command';
import { stories260kFolder, writeStories260k } from '../support/engine/stories260k';

const isPresent = existsSync(stories260kFolder);
if (!isPresent) console.warn(`SKIPPED: ${stories260kFolder} is absent; no trained model is run by the command line.`);

let folder: string;
let model: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solace-models-'));
  model = join(folder, 'stories');
  await mkdir(model);
  if (isPresent) await writeStories260k(model);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const { code, out, error } = await runCommand([...args, '--json', '--workspace', join(folder, 'workspace')]);
  return { code, error, document: JSON.parse(out) as Record<string, unknown> };
}

describe.skipIf(!isPresent)('a registered model', () => {
  test('is named with its size and checked', async () => {
    expect(await run('model', 'import', model, '--name', 'stories')).toMatchObject({ code: 0, document: { family: 'llama', parameters: 260_032, dtype: 'f32', contextLength: 512, state: 'ready' } });
    expect(await run('model', 'import', model, '--name', 'again')).toMatchObject({ code: 4, document: { error: { code: 'CONFLICT', message: expect.stringContaining('"stories"') } } });
    expect(await run('model', 'import', join(folder, 'nowhere'), '--name', 'none')).toMatchObject({ code: 3 });
  });

  test('gives its published greedy text, and the same seed the same sampled one', async () => {
    const published = (JSON.parse(readFileSync(join(stories260kFolder, 'expected.json'), 'utf8')) as Record<string, { text: string }>)['once_upon_a_time_64']?.text ?? '';
    const greedy = await run('generate', '--model', 'stories', '--prompt', 'Once upon a time', '--max-tokens', '50');
    expect(greedy).toMatchObject({ code: 0, document: { reason: 'length', tokens: { length: 50 } } });
    expect(published).toContain((greedy.document['text'] as string).trim());
    const sample = (seed: string) => run('generate', '--model', 'stories', '--prompt', 'One day', '--max-tokens', '30', '--temperature', '1', '--seed', seed);
    const [first, again, other] = [await sample('7'), await sample('7'), await sample('8')];
    expect(again.document['text']).toBe(first.document['text']);
    expect(other.document['text']).not.toBe(first.document['text']);
  });

  test('scores continuations and shows logits', async () => {
    const scores = (await run('model', 'score', 'stories', '--prompt', 'Once upon a time, there was a little girl named', '--continuation', ' Lily', ' Bob')).document as unknown as { sumLogProb: number; averageLogProb: number }[];
    expect(scores[0]?.sumLogProb).toBeGreaterThan((scores[1]?.sumLogProb ?? 0) + 3);
    const { document } = await run('model', 'forward', 'stories', '--ids', '1,403,407', '--top', '2');
    expect(document).toMatchObject({ positions: [{ position: 0, id: 1 }, { id: 403, top: [{ id: 407 }, {}] }, { id: 407, top: [{ id: 261 }, {}] }] });
    expect(await run('model', 'forward', 'stories', '--ids', '1,600')).toMatchObject({ code: 2, document: { error: { message: expect.stringContaining('vocabulary') } } });
    expect(await run('model', 'forward', 'stories', '--ids', '1,2', '--embeddings')).toMatchObject({ code: 2, document: { error: { message: expect.stringContaining('decoder') } } });
  });

  test('with a file gone or changed breaks only its own row', async () => {
    const weights = join(model, 'model.safetensors');
    await rename(weights, `${weights}.away`);
    expect(await run('model', 'list')).toMatchObject({ code: 0, document: [{ state: 'missing', problems: [expect.stringContaining('model.safetensors'), expect.anything()] }] });
    expect(await run('generate', '--model', 'stories', '--prompt', 'A')).toMatchObject({ code: 3, document: { error: { message: expect.stringContaining('cannot run') } } });
    await rename(`${weights}.away`, weights);
    await appendFile(weights, 'x');
    expect(await run('model', 'check', 'stories')).toMatchObject({ code: 0, document: { state: 'changed' } });
  });
});

describe.skipIf(!isPresent)('an engine process', () => {
  test('that is killed rejects what it was asked, and the next question starts another', async () => {
    const whole = join(folder, 'whole');
    await mkdir(whole);
    await writeStories260k(whole);
    const log = { write: () => undefined, tail: () => [], close: () => Promise.resolve() };
    const engines = createEngineHosts({ ports: { openProgram: forkPrograms(), clock: { now: () => new Date() }, log } });
    const question = { kind: 'generate' as const, model: { name: 'stories', folder: whole, precision: 'f32' as const, cacheFolder: folder }, stream: 1, prompt: { text: 'Once' }, maxTokens: 500, sampling: {}, stop: [], seed: 0 };
    try {
      const started = Promise.withResolvers<void>();
      engines.listen(1, () => started.resolve());
      const open = engines.ask('cpu', question);
      const refused = expect(open).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringContaining('memory') });
      await started.promise;
      execFileSync('pkill', ['-9', '-P', String(process.pid), '-f', 'worker.js']);
      await refused;
      await expect(engines.ask('cpu', { ...question, maxTokens: 3 })).resolves.toMatchObject({ tokens: { length: 3 } });
    } finally {
      engines.dispose();
    }
  });
});
