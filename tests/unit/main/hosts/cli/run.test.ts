/** @file `solace run` in this process over the tests' own kind: fixed JSON fields, waiting, Ctrl-C, and errors that say what to do. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import type { CommandContext } from '#main/hosts/cli/command-context';
import { addRunCommands } from '#main/hosts/cli/commands/run';
import { createTerminal } from '#main/hosts/cli/terminal';
import { openTestRuns, type TestRuns } from '../../../../support/runs/test-runs';

interface Told {
  readonly code: number;
  readonly document: Record<string, unknown>;
  readonly error: string;
}

async function solace({ client }: TestRuns, args: readonly string[], signal = new AbortController().signal): Promise<Told> {
  const written = { out: '', error: '' };
  const terminal = createTerminal({ isJson: true, isQuiet: false }, { out: { write: (text) => void (written.out += text) }, error: { write: (text) => void (written.error += text) } });
  const refuse = (): never => {
    throw new Error('not in this test');
  };
  const context: CommandContext = { terminal, signal, startWebHost: refuse, workspacePath: () => undefined, withSession: (run) => run({ client, signal, follow: refuse }) };
  const program = new Command('solace').exitOverride().configureOutput({ writeErr: () => undefined });
  addRunCommands(program, context);
  let code = 0;
  try {
    await program.parseAsync(['run', ...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw error;
    code = terminal.fail(error);
  }
  return { code, document: JSON.parse(written.out) as Record<string, unknown>, error: written.error };
}

describe('start', () => {
  test('reads a file, sets options over it, and only queues', async () => {
    await using runs = await openTestRuns();
    const path = join(runs.workspacePath, 'config.json');
    await writeFile(path, JSON.stringify({ steps: 4, nested: { rate: 2 } }));
    const { code, document } = await solace(runs, ['start', 'counting', '--config', path, '--set', 'nested.rate=5', '--set', 'nested.labels=["x"]', '--seed', '3', '--name', 'Mine', '--tag', 'a', '--tag', 'b']);
    expect({ code, document }).toEqual({ code: 0, document: { id: 1, kind: 'counting', name: 'Mine', state: 'queued', progress: { done: 0, total: null }, metrics: {}, artifacts: [], error: null } });
    expect(await runs.client.call('runs.get', { id: document['id'] as never })).toMatchObject({ attempts: 0, seed: 3, tags: ['a', 'b'], config: { steps: 4, 'nested.rate': 5, 'nested.labels': ['x'] } });
  });

  test('waits to the end where it is told to', async () => {
    await using runs = await openTestRuns();
    const { code, document } = await solace(runs, ['start', 'counting', '--set', 'steps=4', '--wait']);
    expect(code).toBe(0);
    expect(document).toMatchObject({ id: 1, state: 'done', progress: { done: 4, total: 4 }, metrics: { score: expect.any(Number) }, artifacts: [{ name: 'sum', sha256: expect.any(String) }], error: null, result: { sum: expect.any(Number) } });
  });

  test('shows a failed run and ends with its code', async () => {
    await using runs = await openTestRuns();
    const { code, document, error } = await solace(runs, ['start', 'counting', '--set', 'trouble=refuse', '--set', 'troubleAt=1', '--wait']);
    expect({ code, error }).toEqual({ code: 2, error: 'solace: dialogue 7 has no turns\n' });
    expect(document).toMatchObject({ state: 'failed', error: { code: 'INVALID_INPUT', message: 'dialogue 7 has no turns' } });
  });

  test('shows a run that met a limit as paused, with the limit’s code', async () => {
    await using runs = await openTestRuns();
    expect(await solace(runs, ['start', 'counting', '--set', 'trouble=limit', '--set', 'troubleAt=1', '--wait'])).toMatchObject({ code: 5, document: { state: 'paused', error: { code: 'LIMIT' } } });
  });

  test('says what is wrong with a file', async () => {
    await using runs = await openTestRuns();
    const path = join(runs.workspacePath, 'config.json');
    await writeFile(path, '[1]');
    expect(await solace(runs, ['start', 'counting', '--config', path])).toMatchObject({ code: 2, document: { error: { message: expect.stringContaining('not an object of options') } } });
    await writeFile(path, '{ steps');
    expect(await solace(runs, ['start', 'counting', '--config', path])).toMatchObject({ code: 2, document: { error: { message: expect.stringContaining(`${path}: this is not JSON`) } } });
    expect(await solace(runs, ['start', 'counting', '--config', '/nowhere'])).toMatchObject({ code: 3 });
    await expect(solace(runs, ['start', 'counting', '--set', 'steps'])).rejects.toThrow('path=value');
  });
});

test('Ctrl-C pauses the run and says how to go on, which then ends as if nothing had been', async () => {
  await using runs = await openTestRuns();
  const interrupt = new AbortController();
  const waiting = solace(runs, ['start', 'counting', '--set', 'pauseMs=5', '--set', 'steps=30', '--wait'], interrupt.signal);
  const id = (await eventually(async () => (await runs.client.call('runs.list', {})).rows[0]?.id)) as never;
  await runs.until(id, ({ progress }) => (progress?.done ?? 0) >= 5);
  interrupt.abort();
  expect(await waiting).toMatchObject({ code: 130, document: { error: { code: 'CANCELLED', message: expect.stringContaining('solace run resume 1 --wait') } } });
  expect(await runs.client.call('runs.get', { id })).toMatchObject({ state: 'paused' });
  expect(await solace(runs, ['resume', '1', '--wait'])).toMatchObject({ code: 0, document: { state: 'done', attempts: 2, progress: { done: 30 } } });
});

test('shows, steers, repeats, exports and imports', async () => {
  await using runs = await openTestRuns();
  await solace(runs, ['start', 'counting', '--set', 'steps=4', '--wait']);
  expect((await solace(runs, ['list'])).document).toMatchObject([{ id: 1, state: 'done' }]);
  expect((await solace(runs, ['metrics', '1'])).document).toMatchObject({ id: 1, metrics: { score: expect.any(Number) }, rows: [{ step: 0 }, { step: 1 }, { step: 2 }, { step: 3 }] });
  expect((await solace(runs, ['log', '1'])).document).toMatchObject([{ text: 'Queued.' }, { text: 'Begins.' }, { text: 'counts from 0', source: 'run' }, { text: 'Done.' }]);
  expect((await solace(runs, ['reproduce', '1', '--wait'])).document).toMatchObject({ id: 2, reproduction: { isIdentical: true } });
  expect((await solace(runs, ['clone', '1', '--set', 'steps=5', '--wait'])).document).toMatchObject({ id: 3, config: { steps: 5 } });
  const plan = join(runs.workspacePath, 'plan.json');
  await writeFile(plan, JSON.stringify({ search: { mode: 'seeds' }, seeds: [1, 2] }));
  expect((await solace(runs, ['sweep', 'counting', '--set', 'steps=2', '--plan', plan, '--wait'])).document).toMatchObject({ id: 4, kind: 'sweep', state: 'done', children: [5, 6] });
  const out = join(runs.workspacePath, 'run.json');
  await solace(runs, ['export', '1', '--out', out]);
  expect((await solace(runs, ['import', out])).document).toMatchObject({ id: 7, state: 'done', notes: [] });
  expect((await solace(runs, ['remove', '7'])).document).toEqual({ id: 7, removed: true });
  expect(await solace(runs, ['show', '7'])).toMatchObject({ code: 3, document: { error: { code: 'NOT_FOUND' } } });
  expect((await solace(runs, ['restore', '7'])).document).toMatchObject({ id: 7 });
  expect(await solace(runs, ['cancel', '1'])).toMatchObject({ code: 4 });
  await expect(solace(runs, ['show', 'first'])).rejects.toThrow('named by its number');
});

async function eventually<Value>(read: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
