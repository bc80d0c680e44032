/** @file `solace endpoint` in this process: fixed JSON fields, options that reach the endpoint, errors that say what to do. */
import { Command, CommanderError } from 'commander';
import { expect, test } from 'vitest';
import type { CommandContext } from '#main/hosts/cli/command-context';
import { addEndpointCommands } from '#main/hosts/cli/commands/endpoint';
import { createTerminal } from '#main/hosts/cli/terminal';
import { startLlmServer } from '../../../../support/llm-server';
import { openTestWorkbench, type TestWorkbench } from '../../../../support/test-workbench';

interface Told {
  readonly code: number;
  readonly out: string;
}

async function solace({ client }: TestWorkbench, args: readonly string[], isJson = true): Promise<Told> {
  const written = { out: '' };
  const terminal = createTerminal({ isJson, isQuiet: false }, { out: { write: (text) => void (written.out += text) }, error: { write: () => undefined } });
  const refuse = (): never => {
    throw new Error('not in this test');
  };
  const { signal } = new AbortController();
  const context: CommandContext = { terminal, signal, startWebHost: refuse, workspacePath: () => undefined, withSession: (run) => run({ client, signal, follow: refuse }) };
  const program = new Command('solace').exitOverride().configureOutput({ writeErr: () => undefined });
  addEndpointCommands(program, context);
  try {
    await program.parseAsync(['endpoint', ...args], { from: 'user' });
    return { code: 0, out: written.out };
  } catch (error) {
    if (error instanceof CommanderError) throw error;
    const code = terminal.fail(error);
    return { code, out: written.out };
  }
}

test('add, list, test, remove', async () => {
  await using server = await startLlmServer();
  await using workbench = await openTestWorkbench();
  const added = await solace(workbench, ['add', 'mine', '--base-url', server.baseUrl, `${server.baseUrl}/more`, '--model', 'm', '--concurrency', '3', '--requests-per-minute', '90', '--timeout', '5', '--reply-price', '0.6', '--daily-cost', '2.5', '--api-key-env', 'NOT_SET_HERE']);
  expect(JSON.parse(added.out)).toMatchObject({ name: 'mine', kind: 'openai', baseUrls: [server.baseUrl, `${server.baseUrl}/more`], maxConcurrency: 3, requestsPerMinute: 90, timeoutMs: 5_000, prices: { promptPerMillion: 0, replyPerMillion: 0.6 }, dailyBudget: { cost: 2.5 }, hasKey: true, apiKeyVariable: 'NOT_SET_HERE', isLocal: true });
  expect(await solace(workbench, ['test', 'mine'])).toMatchObject({ code: 2, out: expect.stringContaining('NOT_SET_HERE') });
  await workbench.client.call('endpoints.edit', { endpoint: 'mine', changes: { apiKeyVariable: null, baseUrls: [server.baseUrl] } });
  const tested = await solace(workbench, ['test', 'mine']);
  expect({ code: tested.code, document: JSON.parse(tested.out) as unknown }).toMatchObject({ code: 0, document: { isWorking: true, message: 'Hello.', latencyMs: expect.any(Number), supports: { streaming: true } } });
  const listed = JSON.parse((await solace(workbench, ['list'])).out) as { name: string }[];
  expect(listed.map(({ name }) => name)).toEqual(['mine', 'Scripted A (no language model)', 'Scripted B (no language model)', 'Scripted C (no language model)']);
  expect(JSON.parse((await solace(workbench, ['remove', 'mine'])).out)).toMatchObject({ endpoint: { name: 'mine' }, removed: true });
  expect((await solace(workbench, ['test', 'mine'])).code).toBe(3);
});

test('people read where text goes and what is no language model', async () => {
  await using workbench = await openTestWorkbench();
  const { out } = await solace(workbench, ['add', 'away', '--base-url', 'https://models.example.com/v1', '--model', 'm'], false);
  expect(out).toMatch(/text +is sent off this machine/);
  expect((await solace(workbench, ['add', 'gpu', '--base-url', 'http://gpu-server:8000/v1', '--model', 'm', '--local'], false)).out).toMatch(/text +stays here/);
  expect((await solace(workbench, ['test', '99'], false)).code).toBe(3);
  expect((await solace(workbench, ['test', '1'], false)).out).toContain('rules, not a language model');
});
