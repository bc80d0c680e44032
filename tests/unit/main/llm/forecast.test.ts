import { expect, test } from 'vitest';
import type { EndpointId } from '#shared/domain/ids';
import { startLlmServer } from '../../../support/llm-server';
import { memoryCalls, openGateway, someEndpoint, windowRequest } from './gateway-support';

test('calls, tokens, money and time of questions that were not answered yet', async () => {
  await using server = await startLlmServer();
  const calls = { ...memoryCalls(), speed: () => ({ latencyMs: 2_000, tokensPerSecond: 50, calls: 10 }) };
  const gateway = openGateway({ calls, endpoints: [someEndpoint({ baseUrls: [server.baseUrl], maxConcurrency: 4 })] });
  const before = gateway.forecast([{ request: windowRequest('one'), count: 100 }]);
  expect(before).toMatchObject({ calls: 100, cached: 0, seconds: 50, notes: [] });
  expect(before.promptTokens).toBeGreaterThan(100 * 300);
  expect(before.cost).toBeCloseTo((before.promptTokens + 2 * before.replyTokens) / 1_000_000, 9);

  await gateway.ask(windowRequest('one'));
  expect(gateway.forecast([{ request: windowRequest('one'), count: 100 }, { request: windowRequest('two'), count: 3 }])).toMatchObject({ calls: 3, cached: 100 });
  expect(server.received).toBe(1);
});

test('a rate limit can be what takes the time', () => {
  const calls = { ...memoryCalls(), speed: () => ({ latencyMs: 100, tokensPerSecond: 50, calls: 10 }) };
  const gateway = openGateway({ calls, endpoints: [someEndpoint({ requestsPerMinute: 30 })] });
  expect(gateway.forecast([{ request: windowRequest('one'), count: 60 }]).seconds).toBe(120);
});

test('what a person should know is said', () => {
  const away = someEndpoint({ baseUrls: ['https://models.example.com/v1'], prices: { promptPerMillion: 0, replyPerMillion: 0 } });
  const scripted = someEndpoint({ id: 2 as EndpointId, kind: 'scripted', name: 'Scripted', model: 'scripted-a', baseUrls: [] });
  const gateway = openGateway({ endpoints: [away, scripted] });
  const forecast = gateway.forecast([{ request: windowRequest('one'), count: 1 }, { request: windowRequest('one', { endpointId: 2 }), count: 1 }]);
  expect(forecast.seconds).toBeNull();
  expect(forecast.notes).toEqual([expect.stringContaining('off this machine'), expect.stringContaining('no prices'), expect.stringContaining('not known'), expect.stringContaining('no language model')]);
});
