/** @file The trace through a whole workbench: list, show, ask again, curl, totals. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startLlmServer } from '../../../../support/llm-server';
import { openTestWorkbench } from '../../../../support/test-workbench';

test('a call is listed, shown, asked again as another sample, and added up', async () => {
  await using server = await startLlmServer({ reply: () => "It's fine." });
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  await client.call('endpoints.add', { name: 'mine', kind: 'openai', model: 'm', baseUrls: [server.baseUrl], prices: { promptPerMillion: 1_000, replyPerMillion: 1_000 } });
  const first = await client.call('prompts.tryOut', { role: 'supporter', source: { kind: 'example' }, endpoint: 'mine' });
  const second = await client.call('calls.askAgain', { callId: first.id });
  expect(second).toMatchObject({ sample: 1, outcome: 'parsed', reply: "It's fine.", messages: first.messages, slots: first.slots, promptVersion: 1 });
  const { total, newest, rows } = await client.call('calls.list', { role: 'supporter', text: 'fine' });
  expect({ total, newest, ids: rows.map(({ id }) => id) }).toEqual({ total: 2, newest: second.id, ids: [second.id, first.id] });
  const totals = await client.call('calls.totals', {});
  expect(totals).toMatchObject({ calls: 2, cached: 0, failed: 0, byEndpoint: [{ endpointName: 'mine', calls: 2, isScripted: false }] });
  expect(totals.cost).toBeCloseTo((totals.promptTokens + totals.replyTokens) / 1_000, 9);
  await expect(client.call('calls.get', { callId: 99 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the curl command is the request that was sent, quotes and all', async () => {
  await using server = await startLlmServer({ reply: () => "It's fine." });
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  await client.call('endpoints.add', { name: 'mine', kind: 'openai', model: 'm', baseUrls: [server.baseUrl] });
  const call = await client.call('prompts.tryOut', { role: 'supporter', source: { kind: 'slots', slots: { history: [{ speaker: 'seeker', text: `It's "hard", $HOME \`x\` \\ and 100 %.` }] } }, endpoint: 'mine' });
  const { command } = await client.call('calls.asCurl', { callId: call.id });
  const hasCurl = await promisify(execFile)('curl', ['--version']).then(() => true, () => false);
  if (!hasCurl || process.platform === 'win32') {
    console.warn('curl was not run: there is none here');
    return;
  }
  const { stdout } = await promisify(execFile)('sh', ['-c', command.replace('curl ', "curl -s --noproxy '*' ")]);
  expect(JSON.parse(stdout)).toMatchObject({ choices: [{ message: { content: "It's fine." } }] });
  expect(server.delivered[1]?.request).toEqual(server.delivered[0]?.request);
});

test('a scripted call has no server to show', async () => {
  await using workbench = await openTestWorkbench();
  const call = await workbench.client.call('prompts.tryOut', { role: 'supporter', source: { kind: 'example' }, endpoint: 2 });
  await expect(workbench.client.call('calls.asCurl', { callId: call.id })).rejects.toMatchObject({ code: 'UNSUPPORTED' });
});
