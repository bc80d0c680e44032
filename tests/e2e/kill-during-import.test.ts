/** @file kill -9 at any moment of an import leaves every table as it was before. Moments are random and seeded. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '#shared/domain/random';
import { runCommand } from '../support/command';
import { esconvLines } from '../support/test-workbench';

const random = createRandom(20_261_120);
let folder: string;
let workspace: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solace-kill-'));
  workspace = join(folder, 'workspace');
  await writeFile(join(folder, 'before.jsonl'), esconvLines(50, 'exam'));
  await writeFile(join(folder, 'long.jsonl'), esconvLines(20_000));
  const { code } = await runCommand(['corpus', 'import', join(folder, 'before.jsonl'), '--name', 'Before', '--workspace', workspace]);
  expect(code).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every row of every table, the shadow tables of the full-text index among them only as what they find. */
function dump(): Record<string, unknown[]> {
  const database = new Sqlite(join(workspace, 'solace.sqlite'), { readonly: true });
  const tables = database.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`).all() as { name: string; sql: string }[];
  const virtual = tables.filter(({ sql }) => sql.startsWith('CREATE VIRTUAL')).map(({ name }) => name);
  const own = tables.filter(({ name }) => !virtual.some((one) => name.startsWith(one)));
  const rows: Record<string, unknown[]> = Object.fromEntries(own.map(({ name }) => [name, database.prepare(`SELECT * FROM "${name}"`).all()]));
  for (const name of virtual) rows[name] = database.prepare(`SELECT rowid FROM "${name}" WHERE "${name}" MATCH 'exam OR awake OR work' ORDER BY rowid`).all();
  database.close();
  return rows;
}

/** Opening the workspace is what cleans up. */
async function openAndClose(): Promise<void> {
  const { code, out } = await runCommand(['corpus', 'list', '--json', '--workspace', workspace]);
  expect(code).toBe(0);
  expect((JSON.parse(out) as { name: string }[]).map(({ name }) => name)).toEqual(['Before']);
}

test('six times', async () => {
  await openAndClose();
  const before = dump();
  let killed = 0;
  for (let attempt = 0; attempt < 6; attempt++) {
    const delayMs = 150 + random.integer(1_500);
    const { signal } = await runCommand(['corpus', 'import', join(folder, 'long.jsonl'), '--name', 'Long', '--workspace', workspace], { onStart: (child) => setTimeout(() => child.kill('SIGKILL'), delayMs) });
    if (signal === 'SIGKILL') killed += 1;
    await openAndClose();
    expect(dump()).toEqual(before);
  }
  expect(killed).toBe(6);
  const { out } = await runCommand(['doctor', '--json', '--workspace', workspace]);
  expect(JSON.parse(out)).toMatchObject({ workspace: { integrity: 'ok', corpora: 1 } });
});
