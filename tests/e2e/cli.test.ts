/** @file The built command line: the fixed JSON fields, the exit codes, one document on standard output. */
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../support/command';
import { esconvLines, openTestWorkbench } from '../support/test-workbench';

const esconvFolder = resolve(import.meta.dirname, '../../../shared/data/esconv');
const hasEsconv = existsSync(esconvFolder);
if (!hasEsconv) console.warn('SKIPPED: the command line on the real ESConv files, since ../shared/data is not there');

let folder: string;
let workspace: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solace-cli-'));
  workspace = join(folder, 'workspace');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const solace = (...args: string[]) => runCommand([...args, '--workspace', workspace]);

/** Runs with --json; the one document. */
async function json(...args: string[]) {
  const { code, out, error } = await solace(...args, '--json');
  expect({ args, code, error }).toEqual({ args, code: 0, error: '' });
  return JSON.parse(out) as Record<string, unknown>;
}

async function fails(code: number, ...args: string[]) {
  const plain = await solace(...args);
  expect({ code: plain.code, out: plain.out }).toEqual({ code, out: '' });
  expect(plain.error).toMatch(/^solace: .+\n$/);
  const documented = await solace('--json', ...args);
  expect({ code: documented.code, error: documented.error }).toEqual({ code, error: '' });
  return (JSON.parse(documented.out) as { error: { code: string; message: string; details: object } }).error;
}

async function write(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

test('a corpus goes through every command with the same fields', async () => {
  const file = await write('a.jsonl', `${esconvLines(10)}{"dialog": []}\n`);
  const preview = await json('corpus', 'import', file, '--name', 'Ten', '--dry-run');
  const fields = {
    name: 'Ten',
    format: 'esconv-jsonl',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    dialogues: 10,
    utterances: 40,
    seekerTurns: 20,
    supporterTurns: 20,
    strategies: { Question: 10, 'Reflection of feelings': 10 },
  };
  const imported = { corpus: fields, warnings: [], rejected: [{ index: 10, reason: expect.any(String), file: 'a.jsonl' }] };
  expect(preview).toEqual(imported);
  expect(await json('corpus', 'list')).toEqual([]);

  expect(await json('corpus', 'import', file, '--name', 'Ten')).toEqual(imported);
  expect(await json('corpus', 'list')).toEqual([fields]);
  expect(await json('corpus', 'show', 'Ten')).toEqual(imported);
  const stats = await json('corpus', 'stats', 'Ten');
  expect(stats).toMatchObject({ corpus: fields, emotions: { anxiety: 5, sadness: 5 }, problems: { 'job crisis': 10 }, lengths: { turnsPerDialogue: { mean: 4 } } });
  expect(stats['stages']).toHaveLength(6);
  expect(await json('corpus', 'split', 'Ten', '--mode', 'seeded', '--ratios', '8:1:1', '--seed', '42')).toMatchObject({ split: { mode: 'seeded', seed: 42, parts: { train: 8, valid: 1, test: 1 } } });
  const out = join(folder, 'out.json');
  expect(await json('corpus', 'export', 'Ten', '--format', 'esconv', '--out', out, '--part', 'train')).toMatchObject({ corpus: fields, format: 'esconv', file: { path: out } });
  expect(JSON.parse(await readFile(out, 'utf8'))).toHaveLength(8);
  expect(await readdir(join(workspace, 'exports'))).toEqual([]);
  expect(await json('corpus', 'remove', 'Ten')).toMatchObject({ removed: true });
  expect(await json('corpus', 'list')).toEqual([]);
});

test('a table comes in by a mapping file and named labels', async () => {
  const table = await write('t.csv', 'c,who,what,act\n1,A,Hi,\n1,B,What happened?,0\n2,A,Bye,\n2,B,Take care,9\n');
  const map = await write('map.json', JSON.stringify({ layout: 'utterance-rows', text: 'what', speaker: 'who', dialogueId: 'c', supporterValues: ['B'], strategy: 'act' }));
  expect(await json('corpus', 'import', table, '--name', 'T', '--map', map, '--labels', '0=Question')).toMatchObject({
    corpus: { format: 'generic-csv', dialogues: 2, strategies: { Question: 1 } },
    warnings: expect.arrayContaining([expect.objectContaining({ code: 'unknown-strategy', count: 1 })]),
  });
  const options = await write('options.json', JSON.stringify({ mapping: JSON.parse(await readFile(map, 'utf8')) as object, labelMap: { 9: 'Others' } }));
  expect(await json('corpus', 'import', table, '--name', 'U', '--map', options, '--labels', '0=Question')).toMatchObject({ corpus: { strategies: { Question: 1, Others: 1 } } });
});

test('demo, backup and restore', async () => {
  expect(await json('demo')).toMatchObject({ corpus: { name: 'Solace demo' }, rejected: [] });
  const backup = join(folder, 'backup.sqlite');
  expect(await json('backup', '--out', backup)).toMatchObject({ file: { path: backup } });
  await json('corpus', 'remove', 'Solace demo');
  expect(await json('restore', backup)).toMatchObject({ corpora: 1 });
  expect(await json('corpus', 'show', 'Solace demo')).toMatchObject({ rejected: [] });
});

test('doctor reports versions, providers with their reason, memory, disk and workspace', async () => {
  expect(await json('doctor')).toMatchObject({
    versions: { solace: expect.any(String), node: process.versions.node, sqlite: expect.stringMatching(/^3\./) },
    executionProviders: expect.arrayContaining([
      { name: 'cpu', isAvailable: true, reason: expect.stringContaining('self-test passed') },
      { name: 'directml', isAvailable: false, reason: expect.stringContaining('does not have it') },
    ]),
    memory: { totalBytes: expect.any(Number) },
    disk: { freeBytes: expect.any(Number) },
    workspace: { path: workspace, integrity: 'ok' },
  });
});

describe('exit codes', () => {
  test('1: a fault of ours', async () => {
    await json('demo');
    const database = new Sqlite(join(workspace, 'solace.sqlite'));
    database.exec(`UPDATE corpora SET strategies = '{broken'`);
    database.close();
    expect(await fails(1, 'corpus', 'list')).toMatchObject({ code: 'INTERNAL' });
  });

  test('2: input that cannot be used', async () => {
    const broken = await write('broken.json', '{"dialog": [');
    expect(await fails(2, 'corpus', 'import', broken, '--name', 'A')).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('broken.json') });
    expect(await fails(2, 'corpus', 'import', broken, '--name', 'a/b')).toMatchObject({ message: expect.stringContaining('slash') });
    expect(await fails(2, 'corpus', 'nope')).toMatchObject({ code: 'INVALID_INPUT' });
    await fails(2, 'corpus', 'import', broken, '--name', 'A', '--map', broken);
  });

  test('2: a workspace that cannot be used', async () => {
    await mkdir(workspace);
    await writeFile(join(workspace, 'solace.sqlite'), 'this is no database, but it is long enough to be taken for one'.repeat(100));
    expect(await fails(2, 'corpus', 'list')).toMatchObject({ code: 'WORKSPACE', message: expect.stringContaining('solace.sqlite') });
  });

  test('3: what is not there', async () => {
    expect(await fails(3, 'corpus', 'show', 'Nobody')).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('Nobody') });
    expect(await fails(3, 'corpus', 'import', join(folder, 'none.json'), '--name', 'A')).toMatchObject({ message: expect.stringContaining('none.json') });
  });

  test('4: a name that is taken, content that is there, a workspace in use', async () => {
    await json('demo');
    expect(await fails(4, 'demo')).toMatchObject({ code: 'CONFLICT' });
    const file = await write('a.jsonl', esconvLines(2));
    await json('corpus', 'import', file, '--name', 'A');
    expect(await fails(4, 'corpus', 'import', file, '--name', 'B')).toMatchObject({ message: expect.stringContaining('already imported as "A"') });
    const holder = await openTestWorkbench({ workspacePath: workspace });
    expect(await fails(4, 'corpus', 'list')).toMatchObject({ code: 'CONFLICT' });
    await holder[Symbol.asyncDispose]();
  });

  test('5: a limit', async () => {
    const endless = await write('endless.csv', `who,what\nA,"${'x'.repeat(17 * 1024 ** 2)}`);
    const map = await write('map.json', JSON.stringify({ layout: 'utterance-rows', text: 'what' }));
    expect(await fails(5, 'corpus', 'import', endless, '--name', 'A', '--map', map)).toMatchObject({ code: 'LIMIT', message: expect.stringContaining('endless.csv') });
    expect(await json('corpus', 'list')).toEqual([]);
  });

  test('130: interrupted, with nothing left behind', async () => {
    const file = await write('long.jsonl', esconvLines(30_000));
    const { code, out, error } = await runCommand(['corpus', 'import', file, '--name', 'Long', '--workspace', workspace], { onStart: interruptWhenOpen });
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(error).toMatch(/^solace: .*cancelled/i);
    expect(await json('corpus', 'list')).toEqual([]);
  });
});

test('serve prints the link as one document and stops on Ctrl-C', async () => {
  let status = 0;
  const { code, out } = await runCommand(['serve', '--json', '--workspace', workspace], {
    onStart: (child) =>
      onDocument(child, async ({ url }) => {
        ({ status } = await fetch(String(url), { redirect: 'manual' }));
        child.kill('SIGINT');
      }),
  });
  expect({ code, status }).toEqual({ code: 130, status: 303 });
  expect(JSON.parse(out)).toEqual({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/) });
});

/** Ctrl-C a moment after the workspace was opened, when the import is under way. */
function interruptWhenOpen(child: ChildProcess): void {
  const polling = setInterval(() => {
    if (!existsSync(join(workspace, 'solace.sqlite'))) return;
    clearInterval(polling);
    setTimeout(() => child.kill('SIGINT'), 300);
  }, 20);
}

/** Calls once the process has printed its whole JSON document. */
function onDocument(child: ChildProcess, then: (document: Record<string, unknown>) => Promise<void>): void {
  let text = '';
  child.stdout?.on('data', (piece: string) => {
    text += piece;
    if (text.endsWith('}\n')) void then(JSON.parse(text) as Record<string, unknown>);
  });
}

test.runIf(hasEsconv)('the three ESConv files come in with the published counts and their split', async () => {
  const files = ['train.txt', 'valid.txt', 'test.txt'].map((name) => join(esconvFolder, name));
  expect(await json('corpus', 'import', ...files, '--name', 'ESConv')).toEqual({
    corpus: {
      name: 'ESConv',
      format: 'esconv-jsonl',
      sha256: expect.any(String),
      dialogues: 1300,
      utterances: 38365,
      seekerTurns: 19989,
      supporterTurns: 18376,
      strategies: { Question: 3801, 'Self-disclosure': 1713, 'Affirmation and Reassurance': 2827, 'Providing Suggestions': 2954, Others: 3341, 'Reflection of feelings': 1436, Information: 1215, 'Restatement or Paraphrasing': 1089 },
    },
    warnings: [{ code: 'split-from-files', count: 3, example: expect.any(String) }],
    rejected: [],
  });
});
