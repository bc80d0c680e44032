/** @file Registered models through the contract: what is missing shows, adapters run and are merged, caches go with their models, a model answers as an endpoint. */
import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Input } from '#shared/contracts/index';
import { writeLoraAdapter } from '#main/engine/checkpoint/lora-adapter';
import { inlinePrograms } from '#main/jobs/inline-programs';
import { programs } from '#main/jobs/programs/index';
import type { Program } from '#main/jobs/protocol';
import { randomSafetensors, tinyLlamaConfig, tinyLlamaFiles, tinyLlamaShapes, writeFiles } from '../../../../support/engine/checkpoint-files';
import { openTestWorkbench, type TestWorkbench } from '../../../../support/test-workbench';

/** A Llama that generates: one head of eight numbers, a context for whole prompts. */
function llamaFiles(seed = 1): Record<string, string | Uint8Array> {
  const shapes = { ...tinyLlamaShapes, 'model.layers.0.self_attn.k_proj.weight': [8, 8], 'model.layers.0.self_attn.v_proj.weight': [8, 8] };
  const config = { ...tinyLlamaConfig, num_attention_heads: 1, num_key_value_heads: 1, max_position_embeddings: 2048 };
  return { ...tinyLlamaFiles(), 'config.json': JSON.stringify(config), 'model.safetensors': randomSafetensors(shapes, seed) };
}

async function register({ client, workspacePath }: TestWorkbench, name: string, files = llamaFiles()): Promise<string> {
  const path = join(workspacePath, `folder of ${name}`);
  await writeFiles(path, files);
  await client.call('models.importFolder', { name, path });
  return path;
}

/** No driver of this machine is loaded into the tests. */
const cpuOnly: Program = (input, port) => {
  port.send({ isAvailable: (input as { provider: string }).provider === 'cpu', reason: 'in this test' });
  return Promise.resolve();
};

async function textOf({ client }: Pick<TestWorkbench, 'client'>, input: Partial<Input<'models.generate'>> = {}): Promise<string> {
  for await (const update of client.stream('models.generate', { model: 'm', prompt: 'hi', maxTokens: 6, ...input })) if (update.kind === 'end') return update.text;
  throw new Error('no end');
}

test('a file that is gone or changed shows in its own row, whichever it is', async () => {
  await using workbench = await openTestWorkbench();
  const { client } = workbench;
  const path = await register(workbench, 'm');
  await register(workbench, 'other');
  const states = async (): Promise<string[]> => (await client.call('models.list', {})).map(({ state }) => state);
  expect((await client.call('models.get', { model: 'm' })).files.map(({ name }) => name)).toEqual(['model.safetensors', 'config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json']);
  await rm(join(path, 'tokenizer.json'));
  expect(await states()).toEqual(['missing', 'ready']);
  await expect(textOf(workbench)).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('tokenizer.json is not in the folder any more') });
  expect(await client.call('models.check', { model: 'm' })).toMatchObject({ state: 'ready', hasTokenizer: false, problems: [expect.stringContaining('The content is not what was registered'), expect.stringContaining('token ids only')] });
  await appendFile(join(path, 'config.json'), ' ');
  expect(await states()).toEqual(['changed', 'ready']);
});

test('quantised weights are kept while their model is registered and what it was', async () => {
  const workbench = await openTestWorkbench();
  const { client, workspacePath } = workbench;
  const caches = (): Promise<string[]> => readdir(join(workspacePath, 'cache', 'weights'));
  const path = await register(workbench, 'm');
  await register(workbench, 'other');
  const [m, other] = (await client.call('models.list', {})).map(({ id }) => String(id));
  for (const model of ['m', 'other']) await textOf(workbench, { model, precision: 'int8' });
  await mkdir(join(workspacePath, 'cache', 'weights', '99'));
  await writeFile(join(workspacePath, 'cache', 'weights', 'int8-of-old.safetensors'), 'x');

  await using again = await workbench.reopen();
  expect(await caches()).toEqual([m, other]);
  await appendFile(join(path, 'generation_config.json'), ' ');
  await again.client.call('models.check', { model: 'm' });
  expect(await caches()).toEqual([other]);
  await again.client.call('models.remove', { model: 'other' });
  expect(await caches()).toEqual([]);
});

test('an adapter runs beside its model, and is merged into a folder that says the same', async () => {
  await using workbench = await openTestWorkbench();
  const { client, windowClient, workspacePath } = workbench;
  await register(workbench, 'm');
  const adapterPath = join(workspacePath, 'adapter');
  await mkdir(adapterPath);
  const ones = (count: number): Float32Array => Float32Array.from({ length: count }, (_, index) => (index % 3) - 1);
  await writeLoraAdapter(adapterPath, { baseModel: null, rank: 2, alpha: 8, isRankStabilised: false, dropout: 0, taskType: 'CAUSAL_LM', dtype: 'f32', targets: [{ layer: 'model.layers.0.mlp.down_proj', inputs: 12, outputs: 8, a: ones(24), b: ones(16) }] });
  const { fileId: adapter } = await client.call('files.reference', { path: join(adapterPath, 'adapter_config.json') });

  const adapted = await textOf({ client: windowClient }, { adapter });
  expect(adapted).not.toBe(await textOf(workbench));
  const path = join(workspacePath, 'merged');
  await expect(windowClient.call('models.merge', { model: 'm', adapterPath, path })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await client.call('models.merge', { model: 'm', adapterPath, path })).toEqual({ layers: 1 });
  await client.call('models.importFolder', { name: 'merged', path });
  expect(await textOf(workbench, { model: 'merged' })).toBe(adapted);

  const { fileId: weights } = await client.call('files.reference', { path: join(adapterPath, 'adapter_model.safetensors') });
  await expect(textOf(workbench, { adapter: weights })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('is not adapter_config.json') });
  await expect(client.call('models.importFolder', { name: 'x', path: adapterPath })).rejects.toMatchObject({ message: expect.stringContaining('this is an adapter, not a model') });
});

test('what a model cannot do is said with its name', async () => {
  await using workbench = await openTestWorkbench();
  const { 'tokenizer_config.json': _, ...silent } = llamaFiles();
  await register(workbench, 'plain', silent);
  await expect(textOf(workbench, { model: 'plain', prompt: undefined, messages: [{ role: 'user', content: 'hi' }] })).rejects.toMatchObject({ message: expect.stringContaining('"plain" has no chat template') });
  await expect(workbench.client.call('models.embed', { model: 'plain', texts: ['hi'] })).rejects.toMatchObject({ message: expect.stringContaining('"plain" is a decoder') });
  await expect(workbench.client.call('models.forward', { model: 'plain', ids: [260] })).rejects.toMatchObject({ message: expect.stringContaining('ids are 0 to 259') });
});

test('a template without a system message gets its words with the user’s', async () => {
  await using workbench = await openTestWorkbench();
  const template = '{% for m in messages %}{% if m.role == "system" or (m.role == "user") != (loop.index0 % 2 == 0) %}{{ raise_exception("Roles must alternate") }}{% endif %}{{ m.role }}: {{ m.content }}\n{% endfor %}';
  await register(workbench, 'm', { ...llamaFiles(), 'tokenizer_config.json': JSON.stringify({ chat_template: template }) });
  const [system, user, assistant] = [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'hi' }, { role: 'assistant', content: 'hi' }] as const;
  const answer = await textOf(workbench, { prompt: undefined, messages: [system, user] });
  expect(answer).toBe(await textOf(workbench, { prompt: 'user: Be brief.\n\nhi\n' }));
  await expect(textOf(workbench, { prompt: undefined, messages: [assistant] })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('Roles must alternate') });
});

test('a model answers as an endpoint; another one under its name is asked anew', async () => {
  await using workbench = await openTestWorkbench({ openProgram: inlinePrograms({ ...programs, 'provider-test': cpuOnly }) });
  const { client } = workbench;
  await register(workbench, 'm');
  const { id: endpoint } = await client.call('endpoints.add', { name: 'mine', kind: 'native', model: 'm' });
  expect(await client.call('endpoints.test', { endpoint })).toMatchObject({ isWorking: true, isScripted: false, supports: { seed: true } });
  const tried = await client.call('prompts.tryOut', { role: 'connection-test', endpoint, source: { kind: 'example' }, parameters: { maxTokens: 4, temperature: 0 } });
  expect(tried).toMatchObject({ endpointName: 'mine', model: 'm', isScripted: false, isEstimated: false, replyTokens: 4, cost: 0 });
  const again = await client.call('calls.askAgain', { callId: tried.id });
  expect(again).toMatchObject({ reply: tried.reply, sample: tried.sample + 1 });

  await client.call('models.remove', { model: 'm' });
  await expect(client.call('calls.askAgain', { callId: tried.id })).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('There is no model "m"') });
  expect((await client.call('endpoints.list', {})).map(({ name }) => name)).toContain('mine');
  await client.call('models.importFolder', { name: 'm', path: await writeFiles(join(workbench.workspacePath, 'another'), llamaFiles(2)) });
  // The first sample of a question that was never asked of this checkpoint.
  expect(await client.call('calls.askAgain', { callId: tried.id })).toMatchObject({ sample: tried.sample, isScripted: false });
});
