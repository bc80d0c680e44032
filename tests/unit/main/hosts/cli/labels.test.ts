/** @file `solace labels` in this process: the fixed JSON fields, tables, files, and errors that say what to do. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runCommandLine } from '#main/hosts/cli/command-line';
import { openTestWorkbench } from '../../../../support/test-workbench';

const demoPath = resolve(import.meta.dirname, '../../../../../resources/samples/solace-demo.jsonl');

async function solace(workspacePath: string, ...args: string[]) {
  const written = { out: '', error: '' };
  const code = await runCommandLine([...args, '--workspace', workspacePath], {
    startWebHost: () => Promise.reject(new Error('not served here')),
    streams: { out: { write: (text) => void (written.out += text) }, error: { write: (text) => void (written.error += text) } },
    signal: new AbortController().signal,
  });
  return { code, ...written };
}

test('shows, measures, writes and reads the labels of a corpus', async () => {
  await using workbench = await openTestWorkbench();
  const { workspacePath } = workbench;
  await workbench.importFiles([demoPath], { name: 'Demo' });
  await workbench.close();
  const labels = (...args: string[]) => solace(workspacePath, 'labels', ...args);

  expect(await labels('show', 'Demo')).toMatchObject({ code: 0, out: expect.stringContaining('"Demo" has no label set') });
  expect(await labels('agreement', 'Demo')).toMatchObject({ code: 3, error: expect.stringContaining('it has none') });

  const file = join(workspacePath, 'labels.json');
  await solace(workspacePath, 'corpus', 'export', 'Demo', '--format', 'esca-states', '--out', file);
  expect(await labels('import', file, '--corpus', 'Demo', '--name', 'Writer')).toMatchObject({ code: 0, out: expect.stringContaining('Writer') });

  const shown = JSON.parse((await labels('show', 'Demo', '--json')).out) as { labelSets: { labelSet: Record<string, unknown> }[] };
  expect(shown.labelSets[0]?.labelSet).toMatchObject({ id: 1, name: 'Writer', corpus: { name: 'Demo' }, schema: { id: 'esca', version: 1 }, isScripted: false, annotators: [], adjudicator: null, dialogues: 40, failed: 0 });
  const details = await labels('show', 'Demo', '--labels', '1');
  expect(details.out).toMatch(/Emotion intensity +turns +share/);

  const agreement = JSON.parse((await labels('agreement', 'Demo', '--json')).out) as { agreement: { fields: unknown[] } };
  expect(agreement.agreement.fields).toHaveLength(7);

  const out = join(workspacePath, 'out.json');
  expect(JSON.parse((await labels('export', 'Demo', '--format', 'esca-json', '--out', out, '--json')).out)).toMatchObject({ format: 'esca-json', file: { path: out }, leftOut: [] });
  expect(JSON.parse(await readFile(out, 'utf8'))).toHaveLength(40);
});

test('says what is wrong', async () => {
  await using workbench = await openTestWorkbench();
  const { workspacePath } = workbench;
  await workbench.close();
  expect(await solace(workspacePath, 'labels', 'show', 'Nowhere')).toMatchObject({ code: 3, error: expect.stringContaining('"Nowhere"') });
  expect(await solace(workspacePath, 'labels', 'show', 'Nowhere', '--labels', 'x')).toMatchObject({ code: 2 });
  expect(await solace(workspacePath, 'labels', 'export', 'Nowhere', '--format', 'xml', '--out', 'x')).toMatchObject({ code: 2, error: expect.stringContaining('esca-json') });
  expect(await solace(workspacePath, 'labels', 'import', join(workspacePath, 'none.json'), '--corpus', 'X')).toMatchObject({ code: 3, error: expect.stringContaining('none.json') });
});
