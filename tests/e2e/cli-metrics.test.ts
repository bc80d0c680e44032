/** @file The built command line on recomputed and published numbers (anchors G2, G3, G4): it prints what the research layer computes. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainText } from '#main/research/metrics/nlg-text';
import { esconv8 } from '#shared/domain/strategies';
import { runCommand } from '../support/command';
import { plainPairs } from '../unit/anchors/nlg-pairs';

const outputsFolder = resolve(import.meta.dirname, '../../../shared/data/system-outputs/dpplm');
const hasOutputs = existsSync(outputsFolder);
if (!hasOutputs) console.warn('SKIPPED: the command line on 1,706 published replies, since ../shared/data is not there');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solace-metrics-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function metrics(...args: string[]) {
  const { code, out, error } = await runCommand(['metrics', ...args, '--json', '--workspace', join(folder, 'workspace')]);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(await readdir(folder)).not.toContain('workspace');
  return JSON.parse(out) as Record<string, unknown>;
}

async function write(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.map((line) => `${line}\n`).join(''));
  return path;
}

/** Six digits, as the anchors are given. */
const close = (value: number): unknown => expect.closeTo(value, 6);

test('G2: text metrics of twelve pairs, under two profiles', async () => {
  const hypotheses = await write('h.txt', plainPairs.map(({ hypothesis }) => plainText(hypothesis)));
  const references = await write('r.txt', plainPairs.flatMap((pair) => pair.references.map(plainText)));
  const args = ['nlg', '--hypotheses', hypotheses, '--references', references];
  expect(await metrics(...args)).toMatchObject({
    n: 12,
    profile: 'nlgeval',
    bleu: { 1: close(0.595041), 2: close(0.455462), 3: close(0.355454), 4: close(0.27611) },
    rougeL: close(0.580694),
    cider: close(2.946389),
    distinct: { 1: close(0.68595), 2: close(0.990826), 3: 1 },
  });
  expect(await metrics(...args, '--profile', 'mymetrics')).toMatchObject({ publishedScale: 100, bleu: { 4: close(0.27530336) }, distinct: { 1: close(0.70642202) }, unigramF1: close(0.59785371) });
});

test('G2f: several references', async () => {
  const hypotheses = await write('h.txt', ['the cat is on the mat', 'he feels much better today']);
  const references = await write('r.jsonl', ['["the cat sat on the mat", "a cat was on the mat"]', '["he feels better now", "he is feeling better today"]']);
  expect(await metrics('nlg', '--hypotheses', hypotheses, '--references', references)).toMatchObject({ bleu: { 1: close(0.818182), 2: close(0.6742), 3: close(0.401939), 4: close(0.00006) }, rougeL: close(0.756815), cider: close(2.967882) });
});

test('G3: strategies by a confusion table, and the degenerate B of one that is never missed', async () => {
  const table = [
    [30, 4, 3, 2, 5, 4, 1, 1],
    [5, 12, 4, 1, 6, 2, 1, 1],
    [3, 4, 15, 2, 7, 2, 0, 1],
    [2, 1, 3, 14, 4, 3, 2, 1],
    [4, 3, 6, 2, 28, 5, 1, 2],
    [3, 1, 2, 2, 6, 27, 5, 1],
    [1, 1, 1, 2, 3, 8, 12, 2],
    [6, 1, 1, 1, 5, 2, 1, 13],
  ];
  const rowsOf = (counts: readonly (readonly number[])[]) =>
    counts.flatMap((row, gold) => row.flatMap((count, predicted) => Array.from({ length: count }, () => JSON.stringify({ strg_gold: esconv8[gold]?.label, strg_pred: esconv8[predicted]?.label }))));
  expect(await metrics('strategy', '--file', await write('a.jsonl', rowsOf(table)))).toMatchObject({
    n: 304,
    accuracy: close(0.496711),
    macroF1: close(0.487284),
    weightedF1: close(0.494886),
    bias: close(0.303283),
    degenerate: false,
    preference: { Question: close(1.187051), Others: close(0.588585) },
    confusion: table,
  });
  const neverMissed = [[51, 0, 0, 0, 0, 0, 0, 0], ...table.slice(1)];
  expect(await metrics('strategy', '--file', await write('g.jsonl', rowsOf(neverMissed)))).toMatchObject({ bias: close(2.645751), degenerate: true, degenerateReason: expect.any(String) });
});

test('G4: twelve items and three raters', async () => {
  const items = '554 444 342 222 121 555 333 433 213 445 332 111'.split(' ');
  const file = await write('r.csv', ['item,rater,label', ...items.flatMap((labels, item) => labels.split('').map((label, rater) => `${item + 1},${rater + 1},${label}`))]);
  expect(await metrics('agreement', '--file', file, '--level', 'ordinal')).toMatchObject({
    items: 12,
    raters: 3,
    fleiss: close(0.440777),
    cohen: { mean: close(0.442258), pairs: [{ a: '1', b: '2', kappa: close(0.578947), quadratic: close(0.904382) }, { kappa: close(0.373913), quadratic: close(0.857708) }, { kappa: close(0.373913), quadratic: close(0.715415) }] },
    weightedCohen: { quadratic: close(0.825835) },
  });
});

test.skipIf(!hasOutputs)('1,706 published replies: the same seed gives the same intervals, and two systems are compared in words', async () => {
  const [a, b, gold] = ['DPPLM.txt', 'BlenderBot-Joint.txt', 'Golden.txt'].map((name) => join(outputsFolder, name)) as [string, string, string];
  const args = ['nlg', '--hypotheses', a, '--references', gold, '--bootstrap', '200', '--seed', '4'];
  const document = await metrics(...args);
  expect(document).toMatchObject({ n: 1706, ci: { rougeL: { low: expect.any(Number) } } });
  expect(await metrics(...args)).toEqual(document);
  const { differences } = (await metrics('compare', '--a', a, '--b', b, '--references', gold, '--bootstrap', '200')) as { differences: { metric: string; words: string }[] };
  expect(differences.find(({ metric }) => metric === 'cider')?.words).toMatch(/^CIDEr is higher for BlenderBot-Joint \(0\.1421\) than for DPPLM \(0\.1090\)/);
});
