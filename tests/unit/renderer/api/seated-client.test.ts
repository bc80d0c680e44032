/** @file The seat is taken again after every reconnect, before anything else is asked. */
import { expect, test } from 'vitest';
import type { Client, ConnectionStatus } from '#shared/channel/client';
import { AppError } from '#shared/contracts/errors';
import { createSeatedClient, type SeatTickets } from '../../../../src/renderer/src/api/seated-client';

function scene(answer: (name: string) => Promise<unknown>, kept: string | null) {
  const calls: string[] = [];
  let tell: (status: ConnectionStatus) => void = () => undefined;
  const client: Client = {
    call: async (name) => {
      calls.push(name);
      return (await answer(name)) as never;
    },
    stream: () => (async function* empty() {})(),
    onStatus: (listener) => {
      tell = listener;
      listener('reconnecting');
      return () => undefined;
    },
    close: () => undefined,
  };
  let ticket = kept;
  const tickets: SeatTickets = { current: () => ticket, keep: (next) => (ticket = next), forget: () => (ticket = null) };
  return { seated: createSeatedClient(client, tickets), calls, tell: (status: ConnectionStatus) => tell(status), ticket: () => ticket };
}

test('nothing is asked before the seat is taken, and the page hears of the connection after it', async () => {
  const resumed = Promise.withResolvers<unknown>();
  const { seated, calls, tell, ticket } = scene((name) => (name === 'people.resume' ? resumed.promise : Promise.resolve('answer')), 't_1');
  const heard: ConnectionStatus[] = [];
  seated.onStatus((status) => heard.push(status));
  const asked = seated.call('corpora.list', {});
  tell('connected');
  await Promise.resolve();
  expect(calls).toEqual(['people.resume']);
  resumed.resolve({ ticket: 't_2' });
  expect(await asked).toBe('answer');
  expect(ticket()).toBe('t_2');
  expect(heard).toEqual(['reconnecting', 'connected']);
});

test('what reached a new connection too early is asked again there', async () => {
  let isSeated = true;
  const { seated, calls, tell } = scene(async (name) => {
    if (name === 'people.resume') {
      isSeated = true;
      return { ticket: 't_2' };
    }
    if (!isSeated) {
      tell('connected');
      throw new AppError('FORBIDDEN', 'Enter first.');
    }
    return 'answer';
  }, 't_1');
  tell('connected');
  await seated.call('corpora.list', {});
  isSeated = false;
  expect(await seated.call('corpora.list', {})).toBe('answer');
  expect(calls.filter((name) => name === 'people.resume')).toHaveLength(2);
});

test('a refusal that has another reason is passed on, and a void ticket is thrown away', async () => {
  const { seated, tell, ticket } = scene(() => Promise.reject(new AppError('FORBIDDEN', 'Not for you.')), 't_1');
  tell('connected');
  await expect(seated.call('corpora.list', {})).rejects.toThrow('Not for you.');
  expect(ticket()).toBeNull();
});
