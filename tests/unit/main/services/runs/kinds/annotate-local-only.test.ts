/** @file Text that is declared local only while it is being annotated elsewhere: nothing more of it leaves, and the run says why it ended. */
import { expect, test } from 'vitest';
import { startLlmServer } from '../../../../../support/llm-server';
import { startAnnotation } from '../../../../../support/labels/annotation-runs';
import { esconvLines, openTestWorkbench } from '../../../../../support/test-workbench';

test('a declaration holds from the next question on, and the run cannot begin again', { timeout: 60_000 }, async () => {
  await using server = await startLlmServer({ latencyMs: 20 });
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  await workbench.importFiles([await workbench.write('talks.jsonl', esconvLines(12))], { name: 'Talks' });
  // No address of one's own machines by its name, yet it leads here.
  for (const name of ['north', 'south']) await client.call('endpoints.add', { kind: 'openai', name, model: name, baseUrls: [server.baseUrl.replace('127.0.0.1', '0.0.0.0')] });
  const id = await startAnnotation(client, { corpus: 'Talks', annotators: ['north', 'south'], concurrency: 1 });
  const working = client.call('runs.work', { ids: [id] });
  await expect.poll(() => server.received, { timeout: 30_000 }).toBeGreaterThan(2);
  await client.call('corpora.update', { corpus: 'Talks', isLocalOnly: true });
  const asked = server.received;
  await working;
  for await (const { state } of client.stream('runs.watch', { id })) if (state === 'failed' || state === 'done') break;
  expect(await client.call('runs.get', { id })).toMatchObject({ state: 'failed', error: { code: 'FORBIDDEN', message: expect.stringContaining('sends text off this machine') } });
  // One question may have been under way.
  expect(server.received).toBeLessThanOrEqual(asked + 1);
  await expect(startAnnotation(client, { corpus: 'Talks', annotators: ['north', 'south'] })).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('"Talks" is declared local only') });
});
