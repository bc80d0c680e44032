/** @file `solace labels schema` and local-only corpora on the command line, in this process. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommandLine } from '#main/hosts/cli/command-line';
import { hopeSchema } from '../../../../support/labels/schema';
import { esconvLines, openTestWorkbench } from '../../../../support/test-workbench';

async function solace(workspacePath: string, ...args: string[]) {
  const written = { out: '', error: '' };
  const code = await runCommandLine([...args, '--workspace', workspacePath], {
    startWebHost: () => Promise.reject(new Error('not served here')),
    streams: { out: { write: (text) => void (written.out += text) }, error: { write: (text) => void (written.error += text) } },
    signal: new AbortController().signal,
  });
  return { code, ...written };
}

test('schemas are listed, shown as files, and saved as the next version', async () => {
  await using workbench = await openTestWorkbench();
  const { workspacePath } = workbench;
  const path = await workbench.write('hope.json', JSON.stringify(hopeSchema));
  await workbench.close();
  const schema = (...args: string[]) => solace(workspacePath, 'labels', 'schema', ...args);
  expect(await schema('save', path)).toMatchObject({ code: 0, out: expect.stringContaining('Saved "Hope" (hope) as version 1') });
  expect(JSON.parse((await schema('save', path, '--json')).out)).toEqual({ id: 'hope', name: 'Hope', version: 2, fields: ['hope', 'topic'], derived: [], passes: ['all'] });
  expect(JSON.parse((await schema('list', '--json')).out)).toMatchObject([{ id: 'esca', isBuiltIn: true, labelSets: 0 }, { id: 'hope', version: 2, isBuiltIn: false }]);
  expect((await schema('list')).out).toMatch(/hope +Hope +2 +hope, topic +0 +own/);
  expect((await schema('show', 'hope')).out).toMatch(/Topic \(topic, Top\), nominal\nWhat is the turn about\?\nvalue +title +when/);
  expect(JSON.parse((await schema('show', 'hope', '--revision', '1', '--json')).out)).toEqual(hopeSchema);
});

test('what is no schema is refused with its place', async () => {
  await using workbench = await openTestWorkbench();
  const { workspacePath } = workbench;
  const [odd, broken, builtIn] = [await workbench.write('odd.json', '{"id":"Hope"}'), await workbench.write('broken.json', '{'), await workbench.write('esca.json', JSON.stringify({ ...hopeSchema, id: 'esca' }))];
  await workbench.close();
  const schema = (...args: string[]) => solace(workspacePath, 'labels', 'schema', ...args);
  expect(await schema('save', odd)).toMatchObject({ code: 2, error: expect.stringContaining('odd.json: this is not a label schema: id: a schema id is a word') });
  expect(await schema('save', broken)).toMatchObject({ code: 2, error: expect.stringContaining('broken.json: this is not JSON') });
  expect(await schema('save', builtIn)).toMatchObject({ code: 4, error: expect.stringContaining('built-in') });
  expect(await schema('save', join(workspacePath, 'none.json'))).toMatchObject({ code: 3, error: expect.stringContaining('none.json') });
  expect(await schema('show', 'none')).toMatchObject({ code: 3, error: expect.stringContaining('There are: esca') });
  expect(await schema('show', 'esca', '--revision', '7')).toMatchObject({ code: 3, error: expect.stringContaining('"esca" has no version 7; it has 1') });
});

test('a corpus is local only from its first moment, and until that is lifted', async () => {
  await using workbench = await openTestWorkbench();
  const { workspacePath } = workbench;
  const path = await workbench.write('talks.jsonl', esconvLines(2));
  await workbench.close();
  const corpus = (...args: string[]) => solace(workspacePath, 'corpus', ...args);
  const shown = async (): Promise<unknown> => (JSON.parse((await corpus('show', 'Talks', '--json')).out) as { corpus: unknown }).corpus;
  expect(await corpus('import', path, '--name', 'Talks', '--local-only')).toMatchObject({ code: 0 });
  expect(await shown()).toMatchObject({ isLocalOnly: true });
  expect((await corpus('list')).out).toContain('stays here');
  expect(await corpus('update', 'Talks', '--note', 'lifted', '--no-local-only')).toMatchObject({ code: 0, out: expect.not.stringContaining('local only') });
  expect(await shown()).not.toHaveProperty('isLocalOnly');
  expect(await corpus('update', 'Talks', '--local-only')).toMatchObject({ code: 0, out: expect.stringContaining('local only: its text stays on this machine') });
  expect(await corpus('update', 'Talks')).toMatchObject({ code: 2, error: expect.stringContaining('nothing to change') });
  expect(await corpus('update', 'Nowhere', '--local-only')).toMatchObject({ code: 3 });
});
