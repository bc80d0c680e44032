/** @file `solace people` and `solace campaign` in this process, over a workspace with labels: the JSON that scripts read, from the draw to the report. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommandLine } from '#main/hosts/cli/command-line';
import { openStore } from '#main/store/store';
import { insertLabels } from '../../../../support/review/review-workbench';
import { generateDialogues, insertDialogues, silentLog } from '../../../../support/store';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solace-campaign-'));
  const store = openStore({ folder, clock: { now: () => new Date() }, log: silentLog });
  const { id } = insertDialogues(store.db, generateDialogues(6, 3, 8), { name: 'Talks' });
  insertLabels(store.db, id, ({ field }) => (field === 'behaviour' ? ['question', 'others'] : field === 'stageOfChange' ? ['action'] : ['2', '3']));
  store.dispose();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const written = { out: '', error: '' };
  const code = await runCommandLine([...args, '--workspace', folder, '--json'], {
    startWebHost: () => Promise.reject(new Error('not served here')),
    streams: { out: { write: (text) => void (written.out += text) }, error: { write: (text) => void (written.error += text) } },
    signal: new AbortController().signal,
  });
  return { code, answer: JSON.parse(written.out) as Record<string, unknown> };
}

async function ask(...args: string[]) {
  const { code, answer } = await run(...args);
  expect(answer).not.toHaveProperty('error');
  expect(code).toBe(0);
  return answer;
}

test('from people to a report', async () => {
  for (const name of ['Ana', 'Ben']) await ask('people', 'add', name);
  expect(await ask('people', 'list')).toMatchObject({ people: [{ name: 'Ana', role: 'annotator', hasPin: false }, { name: 'Ben' }] });
  const created = await ask('campaign', 'create', 'Check', '--corpus', 'Talks', '--sample', 'stratified', '--by', 'emotionIntensity', '--count', '6', '--annotators', '2', '--repeats', '0.5', '--distance', '2');
  expect(created).toMatchObject({ name: 'Check', state: 'draft', mode: 'validate', items: 6, labelSet: { name: 'model labels' }, isScripted: true, repeats: { share: 0.5, distance: 2 } });
  expect(await ask('campaign', 'assign', 'check', '--people', 'Ana, Ben', '--open')).toMatchObject({ state: 'open', progress: [{ person: 'Ana', total: 9, done: 0 }, { person: 'Ben', total: 9 }] });

  const out = join(folder, 'items.json');
  expect(await ask('campaign', 'export', 'Check', '--format', 'json', '--out', out)).toMatchObject({ what: 'items', file: { path: out } });
  const rows = JSON.parse(await readFile(out, 'utf8')) as { person: string; field: string }[];
  expect(rows).toHaveLength(2 * 9 * 6);
  await writeFile(out, JSON.stringify(rows.map((row) => ({ ...row, verdict: row.person === 'Ben' && row.field === 'reliability' ? 'incorrect' : 'correct', seconds: 4 }))));
  expect(await ask('campaign', 'import', 'Check', out, '--dry-run')).toMatchObject({ isTrial: true, decided: 108, rejected: [] });
  expect(await ask('campaign', 'import', 'Check', out)).toMatchObject({ isTrial: false, decided: 108, people: ['Ana', 'Ben'] });

  const table = join(folder, 'report.tex');
  const report = await ask('campaign', 'report', 'Check', '--format', 'latex', '--out', table);
  expect(report).toMatchObject({ isScripted: true, accuracy: [{ mean: 1, published: 89.67 }, {}, {}, { field: 'reliability', mean: 0.5 }, {}, {}], people: [{ consistency: { share: 1 } }, { consistency: { share: 1 } }] });
  expect(await readFile(table, 'utf8')).toContain('\\toprule');
  expect(await ask('campaign', 'list')).toMatchObject({ campaigns: [{ name: 'Check', progress: { total: 18, done: 18 } }] });
});

describe('refuses', () => {
  test.each([
    ['a campaign that is not there', 3, ['campaign', 'report', 'Nothing']],
    ['people who are not there', 3, ['campaign', 'assign', 'Check', '--people', 'Zoe']],
    ['a stratified sample without its field', 2, ['campaign', 'create', 'Other', '--corpus', 'Talks', '--sample', 'stratified']],
    ['more items than there are', 2, ['campaign', 'create', 'Other', '--corpus', 'Talks', '--count', '500']],
    ['a share above one half', 2, ['campaign', 'create', 'Other', '--corpus', 'Talks', '--repeats', '0.9']],
    ['a name that is taken', 4, ['campaign', 'create', 'CHECK', '--corpus', 'Talks', '--count', '3']],
    ['a PIN that the environment does not hold', 2, ['people', 'add', 'Ana', '--pin-env', 'SOLACE_NO_SUCH_PIN']],
  ])('%s', async (_what, expected, args) => {
    await ask('campaign', 'create', 'Check', '--corpus', 'Talks', '--count', '3');
    const { code, answer } = await run(...args);
    expect(answer).toHaveProperty('error');
    expect(code).toBe(expected);
  });
});
