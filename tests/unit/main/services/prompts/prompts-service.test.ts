/** @file Templates through a whole workbench: roles, versions, checks, previews on a dialogue, a test call. */
import { expect, test } from 'vitest';
import { startLlmServer } from '../../../../support/llm-server';
import { esconvLines, openTestWorkbench, type TestWorkbench } from '../../../../support/test-workbench';

async function importDialogues(workbench: TestWorkbench) {
  await workbench.importFiles([await workbench.write('some.jsonl', esconvLines(2))], { name: 'some' });
  const { rows } = await workbench.client.call('dialogues.search', { filter: {}, sort: 'corpus', offset: 0, limit: 1 });
  return rows[0]?.id as never;
}

test('every role says what it needs, and has one version in use, which came with Solace', async () => {
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  const roles = await client.call('prompts.roles', {});
  const prompts = await client.call('prompts.list', {});
  expect(prompts.map(({ role }) => role).sort()).toEqual(roles.map(({ role }) => role).sort());
  expect(prompts.every(({ isShipped, isCurrent, version }) => isShipped && isCurrent && version === 1)).toBe(true);
  const adjudicate = roles.find(({ role }) => role === 'adjudicate');
  expect(adjudicate?.slots.map(({ name, isRequired }) => [name, isRequired])).toEqual([['field', true], ['context', true], ['current', true], ['next', false], ['proposals', false]]);
  expect(roles.find(({ role }) => role === 'annotate-trust')?.slots.map(({ name }) => name)).toContain('seekerTurns');
});

test('a preview fills the template from a dialogue, up to a turn', async () => {
  await using workbench = await openTestWorkbench();
  const dialogueId = await importDialogues(workbench);
  const preview = await workbench.client.call('prompts.preview', { role: 'seeker', source: { kind: 'dialogue', dialogueId, turn: 1 } });
  expect(preview.problems).toEqual([]);
  expect(preview.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  expect(preview.messages.at(-1)?.content).toBe('What keeps you awake about it?');
  expect(preview.promptTokens).toBeGreaterThan(50);
  await expect(workbench.client.call('prompts.preview', { role: 'seeker', source: { kind: 'dialogue', dialogueId, turn: 9 } })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('4 turns') });
});

test('a template with a mistake is shown with its line, and cannot be saved', async () => {
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  const text = '# System\nPlay.\n# User\n{{ moood }}';
  expect(await client.call('prompts.preview', { role: 'seeker', text, source: { kind: 'example' } })).toMatchObject({ messages: [], problems: [{ line: 4, message: expect.stringContaining('"moood"') }] });
  await expect(client.call('prompts.save', { role: 'seeker', text })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(/line 4.*moood/) });
});

test('a saved version is used from then on, stored with its calls, and the old one can be used again', async () => {
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  const [before] = await client.call('prompts.list', { role: 'supporter' });
  const saved = await client.call('prompts.save', { role: 'supporter', text: '# User\n{% for one in history %}{{ one.text }} {% endfor %}', note: 'bare' });
  expect(saved).toMatchObject({ version: 2, isCurrent: true, isShipped: false, note: 'bare' });
  const call = await client.call('prompts.tryOut', { role: 'supporter', source: { kind: 'example' }, endpoint: 1 });
  expect(call).toMatchObject({ role: 'supporter', promptId: saved.id, promptVersion: 2, promptSha256: saved.sha256, outcome: 'parsed', isScripted: true, messages: [{ role: 'user', content: expect.stringMatching(/^Hi, is anybody there\?/) }] });
  await client.call('prompts.use', { promptId: before?.id as never });
  expect((await client.call('prompts.versions', { role: 'supporter' })).map(({ version, isCurrent, calls }) => [version, isCurrent, calls])).toEqual([[2, false, 1], [1, true, 0]]);
  expect(await client.call('prompts.get', { promptId: saved.id })).toMatchObject({ isCurrent: false, text: saved.text });
});

test('a try-out asks anew every time, and text of a local-only corpus stays here', async () => {
  await using server = await startLlmServer();
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  const dialogueId = await importDialogues(workbench);
  const ask = (endpoint: string) => client.call('prompts.tryOut', { role: 'annotate-emotion', source: { kind: 'dialogue', dialogueId }, endpoint });
  const [first, second] = [await ask('Scripted A (no language model)'), await ask('Scripted A (no language model)')];
  expect([first.sample, second.sample]).toEqual([0, 1]);
  await client.call('corpora.update', { corpus: 'some', isLocalOnly: true });
  await client.call('endpoints.add', { name: 'away', kind: 'openai', model: 'm', baseUrls: ['https://models.example.com/v1'] });
  await expect(ask('away')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await client.call('endpoints.add', { name: 'moving', kind: 'openai', model: 'm', baseUrls: [server.baseUrl] });
  const kept = await ask('moving');
  await client.call('endpoints.edit', { endpoint: 'moving', changes: { baseUrls: ['https://models.example.com/v1'] } });
  await expect(client.call('calls.askAgain', { callId: kept.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
