/** @file Endpoints through a whole workbench: what a window sees, where keys go, what a test learns. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startLlmServer } from '../../../../support/llm-server';
import { openTestWorkbench } from '../../../../support/test-workbench';

const key = 'sk-not-to-be-seen-0123456789';
let config: string;

beforeEach(() => {
  config = mkdtempSync(join(tmpdir(), 'solace-config-'));
  vi.stubEnv('SOLACE_CONFIG', config);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(config, { recursive: true, force: true });
});

/** All files below a folder. */
function bytesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

test('a key works after a restart, and is neither in the workspace nor in anything a window gets', async () => {
  await using server = await startLlmServer({ apiKey: key });
  await using first = await openTestWorkbench();
  const seen: unknown[] = [await first.windowClient.call('endpoints.add', { name: 'mine', kind: 'openai', model: 'm', baseUrls: [server.baseUrl], apiKey: key })];
  const workbench = await first.reopen();
  try {
    const { windowClient: client } = workbench;
    seen.push(await client.call('endpoints.test', { endpoint: 'mine' }), await client.call('endpoints.list', {}), await client.call('endpoints.get', { endpoint: 'mine' }));
    const { rows } = await client.call('calls.list', {});
    for (const { id } of rows) seen.push(await client.call('calls.get', { callId: id }), await client.call('calls.asCurl', { callId: id }));
    expect(rows.length).toBeGreaterThan(0);
    expect((await client.call('endpoints.keyStorage', {})).description).toContain(join(config, 'secrets.key'));
    expect(seen[0]).toMatchObject({ hasKey: true, apiKeyVariable: null });
    expect(seen[1]).toMatchObject({ isWorking: true, message: 'Hello.' });
    expect(JSON.stringify(seen)).not.toContain(key);
    expect(JSON.stringify(seen)).toContain('Bearer $API_KEY');
    await client.call('endpoints.edit', { endpoint: 'mine', changes: { apiKey: `${key}-wrong` } });
    expect(await client.call('endpoints.test', { endpoint: 'mine' })).toMatchObject({ isWorking: false, message: expect.stringMatching(/401/) });
    const bytes = bytesOf(workbench.workspacePath);
    expect(bytes.length).toBeGreaterThan(10_000);
    expect(bytes).not.toContain(key);
  } finally {
    await workbench[Symbol.asyncDispose]();
  }
});

test('a key in the environment is read there, and only the variable’s name is kept', async () => {
  await using server = await startLlmServer({ apiKey: key });
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  const added = await client.call('endpoints.add', { name: 'by variable', kind: 'openai', model: 'm', baseUrls: [server.baseUrl], apiKeyVariable: 'TEST_LLM_KEY' });
  expect(added).toMatchObject({ hasKey: true, apiKeyVariable: 'TEST_LLM_KEY' });
  expect(await client.call('endpoints.test', { endpoint: added.id })).toMatchObject({ isWorking: false, message: expect.stringContaining('TEST_LLM_KEY, which is not set') });
  vi.stubEnv('TEST_LLM_KEY', key);
  expect(await client.call('endpoints.test', { endpoint: added.id })).toMatchObject({ isWorking: true });
  expect(bytesOf(workbench.workspacePath)).not.toContain(key);
});

test('a test finds out what a server can do, its speed is kept, and one that is down says so at once', async () => {
  const server = await startLlmServer({ latencyMs: 20 });
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  await client.call('endpoints.add', { name: 'able', kind: 'openai', model: 'm', baseUrls: [server.baseUrl] });
  expect(await client.call('endpoints.test', { endpoint: 'able' })).toMatchObject({ isWorking: true, supports: { n: true, seed: true, streaming: true }, isScripted: false });
  server.behave({ isSimple: true });
  expect(await client.call('endpoints.test', { endpoint: 'able' })).toMatchObject({ isWorking: true, supports: { n: false, seed: false, streaming: false } });
  const found = await client.call('endpoints.get', { endpoint: 'able' });
  expect(found).toMatchObject({ supports: { n: false, seed: false, streaming: false }, isLocal: true, speed: { calls: 5 } });
  expect(found.speed?.latencyMs).toBeGreaterThan(0);
  await server.close();
  expect(await client.call('endpoints.test', { endpoint: 'able' })).toMatchObject({ isWorking: false, message: expect.stringMatching(/cannot be reached/) });
});

test('a fresh workspace has scripted endpoints that work without setup and cannot be removed', async () => {
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  const endpoints = await client.call('endpoints.list', {});
  expect(endpoints.map(({ isScripted, isBuiltIn, isLocal }) => [isScripted, isBuiltIn, isLocal])).toEqual([[true, true, true], [true, true, true], [true, true, true]]);
  expect(await client.call('endpoints.test', { endpoint: 'Scripted B (no language model)' })).toMatchObject({ isWorking: true, isScripted: true });
  await expect(client.call('endpoints.remove', { endpoint: 1 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test.each([
  [{ name: '7', kind: 'openai', model: 'm', baseUrls: ['http://localhost/v1'] }, /bare number/],
  [{ name: 'x', kind: 'openai', model: 'm' }, /at least one address/],
  [{ name: 'x', kind: 'openai', model: 'm', baseUrls: ['ftp://localhost'] }, /address looks like/],
  [{ name: 'x', kind: 'openai', model: 'm', baseUrls: ['http://me:secret@localhost/v1'] }, /no name or password/],
  [{ name: 'x', kind: 'scripted', model: 'm', baseUrls: ['http://localhost/v1'] }, /has no address/],
  [{ name: 'x', kind: 'openai', model: 'm', baseUrls: ['http://localhost/v1'], apiKey: 'a', apiKeyVariable: 'B' }, /not both/],
] as const)('%j is refused', async (input, message) => {
  await using workbench = await openTestWorkbench();
  await expect(workbench.client.call('endpoints.add', input as never)).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(message) });
});

test('a removed endpoint comes back without its key; its name is free meanwhile', async () => {
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  const added = await client.call('endpoints.add', { name: 'mine', kind: 'openai', model: 'm', baseUrls: ['http://localhost:1/v1/'], apiKey: key });
  expect(added.baseUrls).toEqual(['http://localhost:1/v1']);
  await client.call('endpoints.remove', { endpoint: 'MINE' });
  await expect(client.call('endpoints.get', { endpoint: 'mine' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await client.call('endpoints.restore', { endpointId: added.id })).toMatchObject({ name: 'mine', hasKey: false });
});
