import { expect, test } from 'vitest';
import type { EndpointId, RunId } from '#shared/domain/ids';
import type { RoleReply } from '#shared/domain/role-requests';
import { faultKinds, repeatedQuestions, startLlmServer } from '../../../support/llm-server';
import { endpointId, hurriedTimers, memoryCalls, openGateway, someEndpoint, windowRequest } from './gateway-support';

const runId = 3 as RunId;

test('an answer that is stored is not asked for again', async () => {
  await using server = await startLlmServer();
  const gateway = openGateway({ endpoints: [someEndpoint({ baseUrls: [server.baseUrl] })] });
  const first = await gateway.ask(windowRequest('one'));
  const second = await gateway.ask(windowRequest('one'));
  expect(first).toMatchObject({ outcome: 'parsed', value: [{ emotionIntensity: expect.stringMatching(/^[1-5]$/) }, { emotionIntensity: expect.stringMatching(/^[1-5]$/) }], wasCached: false, isScripted: false });
  expect(second).toEqual({ ...first, wasCached: true });
  expect(server.delivered).toHaveLength(1);
  expect(gateway.calls.reuses).toEqual([1]);
});

test('the same question asked at the same time is one call; another sample, parameter or model is another', async () => {
  await using server = await startLlmServer();
  const other = 2 as EndpointId;
  const gateway = openGateway({ endpoints: [someEndpoint({ baseUrls: [server.baseUrl] }), someEndpoint({ id: other, baseUrls: [server.baseUrl], model: 'large' })] });
  const replies = await Promise.all([
    ...Array.from({ length: 5 }, () => gateway.ask(windowRequest('one'))),
    gateway.ask(windowRequest('one', { sample: 1 })),
    gateway.ask(windowRequest('one', { parameters: { temperature: 0.5 } })),
    gateway.ask(windowRequest('one', { endpointId: other })),
  ]);
  expect(server.delivered).toHaveLength(4);
  expect(replies.map(({ wasCached }) => wasCached)).toEqual([false, true, true, true, true, false, false, false]);
});

test('a pool spreads requests and is one endpoint to the cache', async () => {
  await using first = await startLlmServer({ latencyMs: 20 });
  await using second = await startLlmServer({ latencyMs: 20 });
  const calls = memoryCalls();
  const gateway = openGateway({ calls, endpoints: [someEndpoint({ baseUrls: [first.baseUrl] })] });
  await gateway.ask(windowRequest('alone'));
  const pooled = openGateway({ calls, endpoints: [someEndpoint({ baseUrls: [first.baseUrl, second.baseUrl] })] });
  expect(await pooled.ask(windowRequest('alone'))).toMatchObject({ wasCached: true });
  await Promise.all(Array.from({ length: 8 }, (_, index) => pooled.ask(windowRequest(`window ${index}`))));
  expect([first.delivered.length, second.delivered.length]).toEqual([5, 4]);
});

test('what the model thought is kept apart from what it says', async () => {
  await using server = await startLlmServer();
  const gateway = openGateway({ endpoints: [someEndpoint({ baseUrls: [server.baseUrl] })] });
  const reply = await gateway.ask(windowRequest('one'));
  expect(reply.text).not.toContain('think');
  expect(gateway.calls.rows[0]).toMatchObject({ reasoning: 'Let me see, (1): 9.', reply: reply.text });
});

test('a reply that cannot be read is asked for again with what was wrong, each attempt a call of its own', async () => {
  const replies = ['I would rather chat.', 'Hello (1): 7\nworried (2): 3', 'Hello (1): 1\nworried (2): 3'];
  await using server = await startLlmServer({ reply: ({ messages }) => replies[(messages.length - 2) / 2] ?? '' });
  const gateway = openGateway({ endpoints: [someEndpoint({ baseUrls: [server.baseUrl] })] });
  expect(await gateway.ask(windowRequest('one'))).toMatchObject({ outcome: 'parsed', value: [{ emotionIntensity: '1' }, { emotionIntensity: '3' }] });
  expect(gateway.calls.rows.map(({ attempt, outcome, failure }) => [attempt, outcome, failure])).toEqual([
    [1, 'unparsed', 'form'],
    [2, 'unparsed', 'label'],
    [3, 'parsed', null],
  ]);
  expect(server.delivered[2]?.request.messages.at(-1)?.content).toMatch(/"7" is no emotion intensity/);
  expect(await gateway.ask(windowRequest('one', { attempts: 2 }))).toMatchObject({ outcome: 'unparsed', failure: 'label', wasCached: true });
  expect(server.delivered).toHaveLength(3);
});

test('a model that will not answer is told from one that answers badly', async () => {
  await using server = await startLlmServer({ reply: () => "I'm sorry, but I cannot help with that." });
  const gateway = openGateway({ endpoints: [someEndpoint({ baseUrls: [server.baseUrl] })] });
  expect(await gateway.ask(windowRequest('one', { attempts: 1 }))).toMatchObject({ outcome: 'unparsed', failure: 'refused' });
});

test('with every fault a server can have, the results are those of one without, and nothing answered is asked again', async () => {
  await using sound = await startLlmServer();
  await using faulty = await startLlmServer({ faults: { rate: 0.3, seed: 11 }, retryAfter: '0' });
  const requests = ['annotate-emotion', 'annotate-behaviour-stage', 'annotate-trust'].flatMap((role) => Array.from({ length: 40 }, (_, index) => windowRequest(`window ${index}`, { role, runId, attempts: 6 })));
  const askAll = async (baseUrl: string): Promise<{ replies: RoleReply[]; calls: ReturnType<typeof memoryCalls> }> => {
    const gateway = openGateway({ endpoints: [someEndpoint({ baseUrls: [baseUrl], timeoutMs: 400 })] });
    return { replies: await Promise.all(requests.map((request) => gateway.ask(request))), calls: gateway.calls };
  };
  const expected = await askAll(sound.baseUrl);
  const { replies, calls } = await askAll(faulty.baseUrl);
  const valuesOf = (all: readonly RoleReply[]) => all.map((reply) => (reply.outcome === 'parsed' ? reply.value : reply.reason));
  expect(valuesOf(replies)).toEqual(valuesOf(expected.replies));
  expect(faultKinds.filter((kind) => faulty.faults[kind] === 0)).toEqual([]);
  expect(repeatedQuestions(faulty)).toEqual([]);

  const totals = (rows: readonly { promptTokens: number; replyTokens: number }[]) => rows.reduce((sum, row) => sum + row.promptTokens * 1 + row.replyTokens * 2, 0);
  expect(calls.rows).toHaveLength(faulty.delivered.length);
  expect(calls.rows.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(totals(faulty.delivered) / 1_000_000, 9);
  expect(calls.rows.reduce((sum, { tries }) => sum + tries, 0)).toBe(faulty.received);
});

test('a run that was killed between calls asks only for what was not stored', async () => {
  await using server = await startLlmServer();
  const calls = memoryCalls();
  const requests = Array.from({ length: 30 }, (_, index) => windowRequest(`window ${index}`));
  for (let start = 0; start < requests.length; start += 7) {
    const gateway = openGateway({ calls, endpoints: [someEndpoint({ baseUrls: [server.baseUrl] })] });
    await Promise.all(requests.slice(0, start + 7).map((request) => gateway.ask(request)));
    await gateway.dispose();
  }
  expect(server.delivered).toHaveLength(30);
  expect(repeatedQuestions(server)).toEqual([]);
});

test('a request that is called off on its way is answered from the store when it is asked again', async () => {
  await using server = await startLlmServer({ latencyMs: 100 });
  const gateway = openGateway({ endpoints: [someEndpoint({ baseUrls: [server.baseUrl] })] });
  const abort = new AbortController();
  const asked = gateway.ask(windowRequest('one'), abort.signal);
  await expect.poll(() => server.received).toBe(1);
  abort.abort();
  await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await gateway.ask(windowRequest('one'))).toMatchObject({ outcome: 'parsed', wasCached: true });
  expect(server.received).toBe(1);
});

test('a reply is streamed without what the model thought, and is stored like any other', async () => {
  await using server = await startLlmServer();
  const gateway = openGateway({ endpoints: [someEndpoint({ baseUrls: [server.baseUrl] })] });
  const seen: string[] = [];
  const reply = await gateway.ask(windowRequest('one'), undefined, (text) => seen.push(text));
  expect(server.delivered[0]?.request.stream).toBe(true);
  expect(seen.length).toBeGreaterThan(3);
  expect(seen.join('')).not.toContain('Let me see');
  expect(seen.at(-1)).toBe(reply.text);
  expect(gateway.calls.rows[0]).toMatchObject({ isEstimated: false, replyTokens: server.delivered[0]?.replyTokens });
});

test('tokens that a server does not report are estimated and marked', async () => {
  await using server = await startLlmServer({ isWithoutUsage: true });
  const gateway = openGateway({ endpoints: [someEndpoint({ baseUrls: [server.baseUrl] })] });
  await gateway.ask(windowRequest('one'));
  const [row] = gateway.calls.rows;
  expect(row?.isEstimated).toBe(true);
  expect(row?.promptTokens).toBeGreaterThan(100);
});

test('a cap of the run is kept before anything is sent, also by calls at the same time', async () => {
  await using server = await startLlmServer();
  const gateway = openGateway({ endpoints: [someEndpoint({ baseUrls: [server.baseUrl] })] });
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => gateway.ask(windowRequest(`window ${index}`, { runId, budget: { calls: 4 } }))));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'LIMIT', details: { reason: 'run-budget' } } });
  expect(server.received).toBe(4);
  await gateway.ask(windowRequest('window 0', { runId, budget: { calls: 4 } }));
  await gateway.ask(windowRequest('window 9', { runId, budget: { calls: 5 } }));
  expect(server.received).toBe(5);
});

test('a cap of the endpoint holds for the day, over all runs, and over a restart', async () => {
  await using server = await startLlmServer();
  const endpoints = [someEndpoint({ baseUrls: [server.baseUrl], dailyBudget: { cost: 0.01 } })];
  const calls = memoryCalls();
  await openGateway({ calls, endpoints }).ask(windowRequest('one'));
  const spent = calls.rows[0]?.cost ?? 0;
  const restarted = openGateway({ calls, endpoints: [someEndpoint({ baseUrls: [server.baseUrl], dailyBudget: { cost: spent } })] });
  await expect(restarted.ask(windowRequest('two'))).rejects.toMatchObject({ code: 'LIMIT', details: { reason: 'daily-budget' } });
  const tomorrow = openGateway({ calls, clock: { now: () => new Date('2026-03-05T00:00:01.000Z') }, endpoints });
  await expect(tomorrow.ask(windowRequest('two'))).resolves.toMatchObject({ outcome: 'parsed' });
});

test('wrong slots are named, and nothing is sent', async () => {
  await using server = await startLlmServer();
  const gateway = openGateway({ endpoints: [someEndpoint({ baseUrls: [server.baseUrl] })] });
  await expect(gateway.ask({ role: 'annotate-emotion', endpointId, slots: { utterances: [] } })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(/annotate-emotion.*utterances.*fields/) });
  await expect(gateway.ask({ role: 'poet', endpointId, slots: {} })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(/no role "poet"/) });
  expect(server.received).toBe(0);
});

test('confidential text goes to local endpoints only', async () => {
  await using server = await startLlmServer();
  const away = someEndpoint({ baseUrls: ['https://models.example.com/v1'] });
  const gateway = openGateway({ endpoints: [away, someEndpoint({ id: 2 as EndpointId, baseUrls: [server.baseUrl] })] });
  await expect(gateway.ask(windowRequest('one', { isConfidential: true }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(gateway.ask(windowRequest('one', { isConfidential: true, endpointId: 2 }))).resolves.toMatchObject({ outcome: 'parsed' });
});

test('a local checkpoint answers through what is handed in, and is refused where nothing is', async () => {
  const endpoints = [someEndpoint({ kind: 'native', baseUrls: [], model: 'tiny' })];
  const gateway = openGateway({
    endpoints,
    async *nativeChat(model, messages) {
      yield { text: `Hello (1): ${messages.length}\n` };
      yield { text: model === 'tiny' ? 'worried (2): 3' : '' };
      yield { promptTokens: 9, replyTokens: 4, finishReason: 'stop' };
    },
  });
  expect(await gateway.ask(windowRequest('one'))).toMatchObject({ outcome: 'parsed', value: [{ emotionIntensity: '2' }, { emotionIntensity: '3' }], isScripted: false });
  expect(gateway.calls.rows).toMatchObject([{ promptTokens: 9, replyTokens: 4, isEstimated: false }]);
  await expect(openGateway({ endpoints }).ask(windowRequest('one'))).rejects.toMatchObject({ code: 'UNSUPPORTED' });
});

test('an endpoint that only fails is left alone and says so, and is used again after a probe that succeeds', async () => {
  await using server = await startLlmServer({ faults: { rate: 1, seed: 1, kinds: ['broken'] } });
  let now = Date.parse('2026-03-04T05:00:00.000Z');
  const gateway = openGateway({ clock: { now: () => new Date(now) }, endpoints: [someEndpoint({ baseUrls: [server.baseUrl] })] });
  await Promise.allSettled(Array.from({ length: 6 }, (_, index) => gateway.ask(windowRequest(`window ${index}`))));
  const received = server.received;
  expect(received).toBeLessThan(6 * 8);
  expect(gateway.health(endpointId)).toMatchObject({ state: 'open', lastFailure: expect.stringContaining('500') });
  await expect(gateway.ask(windowRequest('later'))).rejects.toMatchObject({ code: 'LIMIT', details: { reason: 'endpoint-failing' } });
  expect(server.received).toBe(received);

  server.behave({});
  now += 31_000;
  await expect(gateway.ask(windowRequest('later'))).resolves.toMatchObject({ outcome: 'parsed' });
  expect(gateway.health(endpointId)).toMatchObject({ state: 'closed', failuresInARow: 0 });
});

test('what a server will never answer is not tried again, and what failed is a call without an answer', async () => {
  await using server = await startLlmServer({ apiKey: 'right' });
  const timers = hurriedTimers();
  const gateway = openGateway({ timers, endpoints: [someEndpoint({ baseUrls: [server.baseUrl], readKey: () => 'wrong' })] });
  await expect(gateway.ask(windowRequest('one'))).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(/401.*valid key/) });
  expect(server.received).toBe(1);
  expect(gateway.calls.rows).toMatchObject([{ outcome: 'failed', tries: 1, reply: null, cost: 0 }]);
  expect(JSON.stringify(gateway.calls.rows)).not.toContain('wrong');
});

test('a server that asks for time gets it, in seconds or until a date', async () => {
  for (const [retryAfter, expectedMs] of [['7', 7_000], ['Wed, 04 Mar 2026 05:06:17 GMT', 10_000]] as const) {
    await using server = await startLlmServer({ faults: { rate: 1, seed: 1, kinds: ['tooMany'] }, retryAfter });
    const timers = hurriedTimers();
    const gateway = openGateway({ timers, endpoints: [someEndpoint({ baseUrls: [server.baseUrl] })], retries: { attempts: 2, firstWaitMs: 1, longestWaitMs: 1, longestRetryAfterMs: 60_000 } });
    await expect(gateway.ask(windowRequest('one'))).rejects.toMatchObject({ code: 'LIMIT', details: { reason: 'endpoint-busy' } });
    expect(timers.sleptMs[0]).toBe(expectedMs);
    expect(gateway.health(endpointId).state).toBe('closed');
  }
});
