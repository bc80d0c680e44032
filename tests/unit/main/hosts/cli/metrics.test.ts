/** @file `solace metrics` in this process: the fixed JSON fields, and an error for every way in which input can be wrong. No workspace is touched. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommandLine } from '#main/hosts/cli/command-line';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solace-metrics-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const written = { out: '', error: '' };
  const code = await runCommandLine(['metrics', ...args, '--workspace', join(folder, 'never-opened')], {
    startWebHost: () => Promise.reject(new Error('not served here')),
    streams: { out: { write: (text) => void (written.out += text) }, error: { write: (text) => void (written.error += text) } },
    signal: new AbortController().signal,
  });
  return { code, ...written };
}

async function json(...args: string[]) {
  const { code, out, error } = await run(...args, '--json');
  expect({ code, error }).toEqual({ code: 0, error: '' });
  return JSON.parse(out) as Record<string, unknown>;
}

/** The message of exit code 2. */
async function fails(...args: string[]): Promise<string> {
  const { code, out } = await run(...args, '--json');
  const { error } = JSON.parse(out) as { error: { code: string; message: string } };
  expect({ code, told: error.code }).toEqual({ code: 2, told: 'INVALID_INPUT' });
  return error.message;
}

async function write(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const rows = (values: readonly object[]): string => values.map((one) => `${JSON.stringify(one)}\n`).join('');

describe('nlg', () => {
  const nlg = async (hypotheses: string, references: string, ...more: string[]) => ['nlg', '--hypotheses', await write('h.txt', hypotheses), '--references', await write('r.txt', references), ...more];

  test('prints the fixed fields and touches no workspace', async () => {
    const document = await json(...(await nlg('a b c\nd e f\n', 'a b c\nd e g\n')));
    expect(document).toMatchObject({ n: 2, bleu: { 1: expect.any(Number), 2: expect.any(Number), 3: expect.any(Number), 4: expect.any(Number) }, rougeL: expect.any(Number), cider: expect.any(Number), distinct: { 1: 1, 2: 1, 3: 1 }, profile: 'nlgeval', sentenceSplitter: 'treebank-lite' });
    expect(document).not.toHaveProperty('ci');
    expect(await readdir(folder)).toEqual(['h.txt', 'r.txt']);
  });

  test('bootstraps with a seed: equal seeds, equal intervals', async () => {
    const args = await nlg('a b c\nd e f\ng h\n', 'a b c\nd e g\nh g\n', '--bootstrap', '100', '--seed', '5');
    const [once, again] = [await json(...args), await json(...args)];
    expect(again).toEqual(once);
    expect(once).toMatchObject({ bootstrap: { resamples: 100, seed: 5, level: 0.95 }, ci: { bleu: { 1: { low: expect.any(Number), high: expect.any(Number) } }, rougeL: { low: expect.any(Number) } } });
  });

  test('reads Windows line ends, a byte order mark and a last line without its end', async () => {
    const plain = await json(...(await nlg('a b\nc d\n', 'a b\nc e\n')));
    expect(await json(...(await nlg('\uFEFFa b\r\nc d', 'a b\r\nc e\r\n')))).toEqual(plain);
  });

  test('reads JSON Lines with several references, CSV by column, and rows that hold both sides', async () => {
    const several = await write('r.jsonl', '["a b c", "x y z"]\n["d e"]\n');
    const csv = await write('h.csv', 'id,hypothesis\n1,a b c\n2,d e\n');
    expect(await json('nlg', '--hypotheses', csv, '--references', several)).toMatchObject({ n: 2, rougeL: 1 });
    const both = await write('both.jsonl', rows([{ res_pred: 'a b', res_gold: 'a b', strg_gold: 'Question' }, { res_pred: 'c', res_gold: 'c' }]));
    expect(await json('nlg', '--hypotheses', both, '--references', both)).toMatchObject({ n: 2, rougeL: 1 });
    expect(await json('nlg', '--hypotheses', csv, '--hypothesis-column', 'id', '--references', several)).toMatchObject({ n: 2, rougeL: 0 });
  });

  test('shows people the profile, the warning about CIDEr, and an interval', async () => {
    const { code, out, error } = await run(...(await nlg('a b c\n', 'a b c\n', '--bootstrap', '10')));
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/profile +nlgeval \(sentences: treebank-lite\)/);
    expect(out).toMatch(/BLEU-1 +1\.000000 +1\.000000 to 1\.000000/);
    expect(out).toContain('Note: CIDEr of a single item is 0');
  });

  test.each([
    ['a\nb\n', 'a\n', /r\.txt has 1 line and .*h\.txt 2: line 2 of .*h\.txt is the first without a partner/],
    ['a\n', 'a\nb\nc\n', /h\.txt has 1 line and .*r\.txt 3: line 2 of .*r\.txt/],
    ['', 'a\n', /h\.txt is empty/],
    ['\n \n', 'a\nb\n', /h\.txt is empty/],
    ['{"text": "a"}\n{"text": \n', 'a\nb\n', /h\.txt, line 2: it is not valid JSON/],
    ['{"text": "a"}\n{"answer": "b"}\n', 'a\nb\n', /h\.txt, line 2, field text: the field is missing/],
    ['{"text": "a"}\n{"text": null}\n', 'a\nb\n', /h\.txt, line 2, field text: this is null where a text/],
    ['{"answer": "b"}\n{"x": 1}\n', 'a\nb\n', /h\.txt has no column for the hypotheses .*"answer", "x"/],
    ['["a", "b"]\n["c"]\n', 'a\nb\n', /h\.txt, line 1: this is a list where a text/],
    ['a\nb\n', '["a"]\n[]\n', /r\.txt, line 2: the list must hold one or more texts/],
    ['[\n"a",\n"b"\n', 'a\nb\n', /h\.txt: it is not valid JSON/],
  ])('refuses %j against %j', async (hypotheses, references, told) => {
    expect(await fails(...(await nlg(hypotheses, references)))).toMatch(told);
  });

  test('refuses a CSV row with shifted cells, and names a file that is not there', async () => {
    const csv = await write('h.csv', 'id,text\n1,a\n2,"b",c\n');
    expect(await fails('nlg', '--hypotheses', csv, '--references', csv)).toMatch(/h\.csv, row 2 \(line 3\): it has more cells/);
    expect(await run('nlg', '--hypotheses', join(folder, 'missing.txt'), '--references', csv)).toMatchObject({ code: 3, error: expect.stringContaining('missing.txt: there is no such file') });
    expect(await fails('nlg', '--hypotheses', csv, '--references', csv, '--bootstrap', '0')).toMatch(/whole number from 1/);
    expect(await fails('nlg', '--hypotheses', csv, '--references', csv, '--profile', 'bleurt')).toMatch(/nlgeval, mymetrics, utils, 13a/);
  });
});

describe('strategy', () => {
  const strategy = async (content: string, ...more: string[]) => ['strategy', '--file', await write('s.jsonl', content), ...more];
  const kang = { sample_id: 1, context: 'c', res_gold: 'a', strg_gold: 'Question', situation: 's', problem_type: 'p', emotion_type: 'e', strg_pred: 'question', res_pred: 'b' };

  test('prints the fixed fields for rows of either naming, a JSON list, and CSV', async () => {
    const document = await json(...(await strategy(rows([kang, { ...kang, strg_pred: 'Others' }]))));
    expect(document).toMatchObject({ n: 2, accuracy: 0.5, degenerate: expect.any(Boolean), unparsed: 0, preference: { Question: expect.any(Number) }, perStrategy: expect.arrayContaining([{ label: 'Question', support: 2, predicted: 1, precision: 1, recall: 0.5, f1: expect.any(Number) }]) });
    for (const field of ['macroF1', 'weightedF1', 'bias']) expect(document[field]).toEqual(expect.any(Number));
    expect((document['confusion'] as number[][])[0]).toEqual([1, 0, 0, 0, 0, 0, 0, 1]);
    const listed = JSON.stringify([{ gold: 'Question', predicted: 'Question' }, { gold: 'Question', predicted: 'Other' }], null, 2);
    expect(await json(...(await strategy(listed)))).toEqual(document);
    expect(await json('strategy', '--file', await write('s.csv', 'gold,predicted\nQuestion,[Question]\nQuestion,Others\n'))).toEqual(document);
  });

  test('counts unparsed predictions by policy, and says when B is degenerate', async () => {
    const content = rows([{ gold: 'Question', predicted: 'ask them' }, { gold: 'Question', predicted: 'Question' }, { gold: 'Others', predicted: 'Question' }]);
    expect(await json(...(await strategy(content)))).toMatchObject({ n: 3, unparsed: 1, unparsedPolicy: 'wrong', accuracy: 1 / 3, degenerate: true, degenerateReason: expect.stringContaining('never missed') });
    expect(await json(...(await strategy(content, '--parse-policy', 'drop')))).toMatchObject({ n: 2, unparsed: 1, accuracy: 0.5 });
    expect(await json(...(await strategy(content, '--parse-policy', 'others')))).toMatchObject({ n: 3, unparsed: 1 });
    expect(await fails(...(await strategy(content, '--parse-policy', 'error')))).toMatch(/field predicted: not among the labels of esconv8: "ask them" \(line 1\)/);
    expect(await fails(...(await strategy(content, '--guard', 'crash')))).toMatch(/divides by zero/);
    const { out } = await run(...(await strategy(content)));
    expect(out).toMatch(/Note: B is degenerate\. At least one strategy was never missed/);
    expect(out).toMatch(/ask them +item 1 +1/);
  });

  test.each([
    [rows([{ gold: 'Question', predicted: 'Others' }, { gold: 'Scold', predicted: 'Others' }, { gold: 'Scold', predicted: 'x' }]), /s\.jsonl, field gold: not among the labels of esconv8: "Scold" \(line 2, line 3\)\. Known are Question/],
    [rows([{ gold: 'Emotional Validation', predicted: 'Others' }]), /Some are labels of extes8/],
    [rows([{ gold: 'Question' }]), /no column for the predicted .*it has "gold"/],
    [rows([{ gold: 'Question', predicted: ['Question'] }]), /line 1, field predicted: this is a list where a strategy/],
    ['"Question"\n', /no named columns/],
  ])('refuses %j', async (content, told) => {
    expect(await fails(...(await strategy(content)))).toMatch(told);
  });
});

describe('agreement', () => {
  const agreement = async (content: string, ...more: string[]) => ['agreement', '--file', await write('r.csv', content), ...more];
  const ratings = 'item,rater,label\nx,a,1\nx,b,1\ny,a,2\ny,b,3\n';

  test('prints the fixed fields, with intervals when bootstrapped', async () => {
    const document = await json(...(await agreement(ratings)));
    expect(document).toMatchObject({ items: 2, raters: 2, percent: 0.5, fleiss: expect.any(Number), cohen: { mean: expect.any(Number), pairs: [{ a: 'a', b: 'b', kappa: expect.any(Number) }] }, weightedCohen: { linear: expect.any(Number), quadratic: expect.any(Number) }, krippendorff: expect.any(Number) });
    expect(document).not.toHaveProperty('ci');
    const interval = { low: expect.any(Number), high: expect.any(Number) };
    expect(await json(...(await agreement(ratings, '--bootstrap', '50', '--seed', '2')))).toMatchObject({
      percent: 0.5,
      ci: { percent: interval, fleiss: interval, cohen: { mean: interval }, weightedCohen: { linear: interval, quadratic: interval }, krippendorff: interval },
      cohen: { pairs: [{ ci: { kappa: interval } }] },
      bootstrap: { resamples: 50, seed: 2, level: 0.95 },
    });
  });

  test('explains what is undefined, and warns of skew', async () => {
    const words = 'item,rater,label\nx,a,low\nx,b,high\n';
    expect(await json(...(await agreement(words, '--level', 'ordinal')))).toMatchObject({ krippendorff: null, weightedCohen: { linear: null }, undefinedBecause: { krippendorff: expect.stringContaining('order') } });
    expect(await json(...(await agreement(words, '--level', 'ordinal', '--order', 'low,high')))).toMatchObject({ labels: ['low', 'high'], krippendorff: expect.any(Number) });
    const skewed = `item,rater,label\n${Array.from({ length: 20 }, (_, item) => `${item},a,ok\n${item},b,${item === 0 ? 'bad' : 'ok'}\n`).join('')}`;
    const { out } = await run(...(await agreement(skewed)));
    expect(out).toContain('Note: "ok" makes up 98 % of the ratings');
    expect(await json(...(await agreement('item,rater,label\nx,a,1\nx,b,1\n')))).toMatchObject({ percent: 1, fleiss: null, undefinedBecause: { fleiss: expect.any(String), cohen: expect.any(String) } });
  });

  test.each([
    ['item,rater,label\nx,a,1\ny,a,1\nx,a,2\n', [], /r\.csv, row 3 \(line 4\), field rater: rater "a" has rated item "x" before, in row 1 \(line 2\)/],
    ['item,label\nx,1\n', [], /no column for the rater .*it has "item", "label"/],
    ['item,rater,label\nx,,1\n', [], /row 1 \(line 2\), field rater: the cell is empty/],
    ['item,rater,label\nx,a,\n', [], /no ratings to compare/],
    ['item,rater,label\n', [], /no rows/],
    ['', [], /is empty/],
    ['item,rater,label\nx,a,mid\n', ['--order', 'low,high'], /field label: the label "mid" is not in the given order/],
    ['item,rater,label\nx,a,1\n', ['--order', 'low'], /two or more different labels/],
  ])('refuses %j %j', async (content, more, told) => {
    expect(await fails(...(await agreement(content, ...more)))).toMatch(told);
  });
});

describe('compare', () => {
  test('prints differences with both tests and the result in words', async () => {
    const gold = await write('gold.txt', 'a b c\nd e f\ng h i\n');
    const [a, b] = [await write('good.txt', 'a b c\nd e f\ng h x\n'), await write('bad.txt', 'x\ny\nz\n')];
    const args = ['compare', '--a', a, '--b', b, '--references', gold, '--bootstrap', '100', '--seed', '3'];
    expect(await json(...args)).toMatchObject({
      n: 3,
      names: { a: 'good', b: 'bad' },
      differences: expect.arrayContaining([{ metric: 'rougeL', a: expect.any(Number), b: 0, difference: expect.any(Number), ci: { low: expect.any(Number), high: expect.any(Number) }, bootstrapP: expect.any(Number), randomisationP: expect.any(Number), holmP: expect.any(Number), words: expect.stringMatching(/^ROUGE-L is higher for good/) }]),
      bootstrap: { resamples: 100, seed: 3 },
    });
    expect((await run(...args)).out).toMatch(/^Distinct-3 is /m);
    expect(await fails('compare', '--a', a, '--b', await write('short.txt', 'x\n'), '--references', gold)).toMatch(/short\.txt has 1 line and .* 3: line 2/);
  });
});

test('every figure that results hold is explained', async () => {
  const { out } = await run('explain', 'bleu4');
  expect(out).toMatch(/^BLEU-n\. .*\n\nfield +bleu\n/s);
  expect(out).toContain('When not to believe it:');
  expect(await json('explain', 'bias')).toMatchObject({ figure: 'bias', range: [0, Math.sqrt(7)], better: 'lower' });
  expect(await run('explain', 'bleurt')).toMatchObject({ code: 3, error: expect.stringContaining('There are: bleu, rougeL') });
});
