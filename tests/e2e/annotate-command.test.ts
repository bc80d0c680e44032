/** @file The built command line annotates a corpus with scripted annotators in one command, measures agreement, and writes labels that come back equal. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../support/command';
import { scriptedAnnotators } from '../support/labels/annotation-runs';

const demoPath = resolve(import.meta.dirname, '../../resources/samples/solace-demo.jsonl');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solace-annotate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(workspace: string, ...args: string[]) {
  const { code, out } = await runCommand([...args, '--json', '--workspace', join(folder, workspace)]);
  return { code, document: JSON.parse(out) as Record<string, unknown> };
}

test('annotate, measure, write, read', { timeout: 120_000 }, async () => {
  const config = join(folder, 'annotate.json');
  await writeFile(config, JSON.stringify({ corpus: 'Demo', annotators: scriptedAnnotators, adjudicator: 'judge', limit: 5, name: 'first' }));
  expect(await run('a', 'corpus', 'import', demoPath, '--name', 'Demo')).toMatchObject({ code: 0 });
  expect(await run('a', 'endpoint', 'add', 'judge', '--kind', 'scripted', '--model', 'scripted-d')).toMatchObject({ code: 0 });
  const done = await run('a', 'run', 'start', 'annotate', '--config', config, '--set', 'trust.mapping=floor', '--wait');
  expect(done).toMatchObject({ code: 0, document: { kind: 'annotate', state: 'done', progress: { done: 5, total: 5 }, isScripted: true, outputs: [{ kind: 'label-set', name: 'first' }] } });

  const shown = await run('a', 'labels', 'show', 'Demo');
  expect(shown).toMatchObject({ code: 0, document: { labelSets: [{ labelSet: { name: 'first', isScripted: true, dialogues: 5, failed: 0 } }] } });
  expect(await run('a', 'labels', 'agreement', 'Demo', '--ci', '100')).toMatchObject({ code: 0, document: { agreement: { fields: { length: 7 }, bootstrap: { resamples: 100 } } } });

  const file = join(folder, 'labels.json');
  expect(await run('a', 'labels', 'export', 'Demo', '--format', 'jsonl', '--out', file)).toMatchObject({ code: 0 });
  expect(await run('b', 'corpus', 'import', demoPath, '--name', 'Demo')).toMatchObject({ code: 0 });
  const again = await run('b', 'labels', 'import', file, '--corpus', 'Demo');
  expect(again.code).toBe(0);
  const [first] = (shown.document as { labelSets: { labelSet: { sha256: string } }[] }).labelSets;
  expect(again.document).toMatchObject({ labelSet: { sha256: first?.labelSet.sha256, name: 'first' } });
});

test('a cap ends the command with exit code 5 and says how to go on', { timeout: 120_000 }, async () => {
  const config = join(folder, 'capped.json');
  await writeFile(config, JSON.stringify({ corpus: 'Demo', annotators: scriptedAnnotators, limit: 5, budget: { calls: 20 } }));
  expect(await run('c', 'corpus', 'import', demoPath, '--name', 'Demo')).toMatchObject({ code: 0 });
  expect(await run('c', 'run', 'start', 'annotate', '--config', config, '--wait')).toMatchObject({ code: 5, document: { error: { code: 'LIMIT', message: expect.stringContaining('20 calls') } } });
  expect(await run('c', 'labels', 'show', 'Demo')).toMatchObject({ code: 0, document: { labelSets: [] } });
});
