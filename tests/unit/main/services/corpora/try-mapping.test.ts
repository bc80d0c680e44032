/** @file What the first rows of a table become under a mapping is what the import itself would store. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ImportOptions, type ColumnMapping } from '#shared/contracts/corpora';
import { tryMapping } from '#main/services/corpora/formats';

const folder = mkdtempSync(join(tmpdir(), 'solace-mapping-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function table(name: string, text: string) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { path, name, sizeBytes: Buffer.byteLength(text) };
}

const optionsOf = (mapping: ColumnMapping, labelMap: Record<string, string> = {}) => ImportOptions.parse({ mapping, labelMap });

describe('rows of utterances', () => {
  const csv = 'id,who,text,act\na,client,I am tired.,\na,Helper,Since when?,2\nb,client,Hello,Question\nb,Helper,Hi,made up\n';
  const mapping = { layout: 'utterance-rows', text: 'text', dialogueId: 'id', speaker: 'who', supporterValues: ['helper'], strategy: 'act' } as const;

  test('become dialogues, and what would be warned of is named', async () => {
    const { records, problems } = await tryMapping(table('rows.csv', csv), optionsOf({ ...mapping, supporterValues: ['helper'] }, { '2': 'Question' }));
    expect(records).toMatchObject([
      { externalId: 'a', turns: [{ speaker: 'seeker' }, { speaker: 'supporter', strategy: 'Question' }] },
      { externalId: 'b', turns: [{ speaker: 'seeker', text: 'Hello' }, { speaker: 'supporter', unknownStrategy: 'made up' }] },
    ]);
    expect(problems).toEqual([expect.stringContaining('a turn of the seeker has the strategy "Question"'), expect.stringMatching(/^Unknown strategy: made up/)]);
  });

  test('a column that is not there is an error that names it', async () => {
    await expect(tryMapping(table('rows.csv', csv), optionsOf({ ...mapping, supporterValues: [], text: 'words' }))).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('words') });
  });
});

test('only the first few records of a long table are read', async () => {
  const rows = Array.from({ length: 1000 }, (_, index) => `question ${index},answer ${index}`).join('\n');
  const { records } = await tryMapping(table('qa.csv', `q,a\n${rows}\n`), optionsOf({ layout: 'knowledge-rows', query: 'q', answer: 'a' }));
  expect(records).toEqual(Array.from({ length: 5 }, (_, index) => ({ query: `question ${index}`, answer: `answer ${index}` })));
});
