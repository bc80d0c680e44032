import { afterEach, expect, test, vi } from 'vitest';
import { createOpenAiProvider } from '#main/llm/providers/openai';
import type { ChatRequest } from '#main/llm/providers/provider';
import { startLlmServer } from '../../../../support/llm-server';

afterEach(() => vi.unstubAllEnvs());

const request: ChatRequest = { messages: [{ role: 'user', content: 'Hello' }], parameters: { temperature: 0, maxTokens: 8 }, about: { role: 'connection-test', slots: {}, sample: 0 } };
const signal = (): AbortSignal => new AbortController().signal;
const providerOf = (baseUrls: readonly string[], apiKey: string | null = null) => createOpenAiProvider({ baseUrls, model: 'm', apiKey, now: () => new Date(0) });

test('nothing of the client’s own variables gets into a request', async () => {
  for (const [name, value] of Object.entries({ OPENAI_API_KEY: 'leaked', OPENAI_BASE_URL: 'http://127.0.0.1:9', OPENAI_ORG_ID: 'leaked', OPENAI_PROJECT_ID: 'leaked' })) vi.stubEnv(name, value);
  const seen: unknown[] = [];
  await using server = await startLlmServer({ apiKey: 'own' });
  await providerOf([server.baseUrl], 'own').chat(request, signal()).then((reply) => seen.push(reply));
  expect(seen).toMatchObject([{ text: 'Hello.', finishReason: 'stop', usage: { promptTokens: 1 } }]);
  await expect(providerOf([server.baseUrl]).chat(request, signal())).rejects.toMatchObject({ name: 'ChatFault', kind: 'refused', status: 401 });
});

test('a refused key is not repeated, though the server does', async () => {
  await using server = await startLlmServer({ apiKey: 'own' });
  const fault = await providerOf([server.baseUrl], 'sk-secret').chat(request, signal()).catch((error: unknown) => error);
  expect(fault).toMatchObject({ status: 401, message: expect.stringMatching(/401 Incorrect API key provided: \(the key\)$/) });
});

test.each([
  ['tooMany', 'busy', /429/],
  ['broken', 'broken', /500/],
  ['cut', 'broken', /127\.0\.0\.1/],
  ['malformed', 'broken', /cannot be read/],
] as const)('%s is %s', async (fault, kind, message) => {
  await using server = await startLlmServer({ faults: { rate: 1, seed: 1, kinds: [fault] } });
  await expect(providerOf([server.baseUrl]).chat(request, signal())).rejects.toMatchObject({ kind, message: expect.stringMatching(message) });
});

test('a server that is not there is broken, and the pool goes around it', async () => {
  await using server = await startLlmServer();
  const provider = providerOf(['http://127.0.0.1:2/v1', server.baseUrl]);
  const outcomes = [];
  for (let index = 0; index < 6; index++) outcomes.push(await provider.chat(request, signal()).then(() => 'answered', (fault: { message: string }) => fault.message));
  expect(outcomes.filter((one) => one !== 'answered')).toEqual([expect.stringContaining('cannot be reached')]);
});

test('a model that refuses the old name of the longest length is asked by the new one, from then on', async () => {
  await using server = await startLlmServer({ isNew: true });
  const provider = providerOf([server.baseUrl]);
  await provider.chat(request, signal());
  await provider.chat(request, signal());
  expect(server.received).toBe(3);
  expect(server.delivered.map((one) => one.request['max_completion_tokens'])).toEqual([8, 8]);
});

test('a stream that ends before its reply is broken', async () => {
  await using server = await startLlmServer({ faults: { rate: 1, seed: 1, kinds: ['cut'] } });
  await expect(providerOf([server.baseUrl]).chat({ ...request, onText: () => undefined }, signal())).rejects.toMatchObject({ kind: 'broken' });
});

test('an aborted request rejects with the reason given', async () => {
  await using server = await startLlmServer({ latencyMs: 1_000 });
  const abort = new AbortController();
  const asked = providerOf([server.baseUrl]).chat(request, abort.signal);
  abort.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
});
