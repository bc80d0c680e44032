/** @file The parts around a provider, each alone: slots, rate, breaker, back-off, shared work. Time passes at once. */
import { expect, test } from 'vitest';
import { SharedWork } from '#main/llm/shared-work';
import { usualRetries, waitBefore } from '#main/llm/traffic/back-off';
import { CircuitBreaker } from '#main/llm/traffic/circuit-breaker';
import { RateLimiter } from '#main/llm/traffic/rate-limiter';
import { SlotQueue } from '#main/llm/traffic/slot-queue';
import { parseRetryAfter } from '#main/llm/providers/retry-after';
import { createRandom } from '#shared/domain/random';
import { hurriedTimers } from '../gateway-support';

const never = new AbortController().signal;

test('slots go to who came first, and who leaves the line is passed over', async () => {
  const slots = new SlotQueue(1);
  const order: string[] = [];
  const first = await slots.take(never);
  const leaving = new AbortController();
  const gone = slots.take(leaving.signal);
  const second = slots.take(never).then((giveBack) => (order.push('second'), giveBack));
  const third = slots.take(never).then((giveBack) => (order.push('third'), giveBack));
  leaving.abort(new Error('left'));
  await expect(gone).rejects.toThrow('left');
  first();
  (await second)();
  (await third)();
  expect(order).toEqual(['second', 'third']);
  expect(await slots.take(never)).toBeTypeOf('function');
});

test('no minute has more requests than allowed', async () => {
  const timers = hurriedTimers();
  const limiter = new RateLimiter({ requestsPerMinute: 3, tokensPerMinute: null }, timers);
  const atMs: number[] = [];
  for (let index = 0; index < 10; index++) {
    await limiter.admit(1, never);
    atMs.push(timers.nowMs());
  }
  for (const [index, at] of atMs.entries()) expect(atMs.filter((one) => one >= at && one < at + 60_000).length, `from ${index}`).toBeLessThanOrEqual(3);
  expect(timers.sleptMs).toHaveLength(3);
});

test('tokens count too, and a request larger than a minute’s tokens goes alone', async () => {
  const timers = hurriedTimers();
  const limiter = new RateLimiter({ requestsPerMinute: null, tokensPerMinute: 1_000 }, timers);
  await limiter.admit(600, never);
  await limiter.admit(300, never);
  expect(timers.sleptMs).toEqual([]);
  await limiter.admit(5_000, never);
  expect(timers.sleptMs).toHaveLength(1);
  await limiter.admit(1, never);
  expect(timers.sleptMs).toHaveLength(2);
});

test('a breaker opens after failures in a row, probes one, and rests longer after a probe that fails', () => {
  let now = 0;
  const breaker = new CircuitBreaker({ failuresToOpen: 2, restMs: 1_000, longestRestMs: 3_000 }, () => new Date(now));
  breaker.failed('x');
  breaker.succeeded();
  breaker.failed('x');
  expect(breaker.mayPass()).toBe(true);
  breaker.failed('y');
  expect(breaker.mayPass()).toBe(false);
  now = 1_000;
  expect([breaker.mayPass(), breaker.mayPass()]).toEqual([true, false]);
  breaker.failed('z');
  now = 2_500;
  expect(breaker.mayPass()).toBe(false);
  now = 3_000;
  expect(breaker.mayPass()).toBe(true);
  breaker.undecided();
  expect(breaker.mayPass()).toBe(true);
  breaker.succeeded();
  expect(breaker.health).toEqual({ state: 'closed', failuresInARow: 0, lastFailure: null, retryAt: null });
});

test('waits double, keep below the longest, and are the same for the same seed', () => {
  const waits = (seed: number): number[] => {
    const random = createRandom(seed);
    return Array.from({ length: 12 }, (_, index) => waitBefore(index + 1, usualRetries, random));
  };
  expect(waits(1)).toEqual(waits(1));
  expect(waits(1)).not.toEqual(waits(2));
  for (const [index, wait] of waits(3).entries()) {
    const ceiling = Math.min(30_000, 500 * 2 ** index);
    expect(wait).toBeGreaterThanOrEqual(ceiling / 2);
    expect(wait).toBeLessThanOrEqual(ceiling);
  }
});

test.each([
  ['120', 120_000],
  ['0.5', 500],
  ['Wed, 04 Mar 2026 05:06:17 GMT', 10_000],
  ['Wed, 04 Mar 2020 05:06:17 GMT', 0],
  ['soon', null],
  ['', null],
])('Retry-After: %j', (value, expected) => {
  expect(parseRetryAfter(new Headers({ 'retry-after': value }), new Date('2026-03-04T05:06:07.000Z'))).toBe(expected);
});

test('work is shared while somebody waits, called off when nobody does, and not begun twice at a time', async () => {
  const work = new SharedWork<number>();
  const log: string[] = [];
  const ends: ((value: number) => void)[] = [];
  const begin = (signal: AbortSignal): Promise<number> => {
    log.push('begun');
    signal.addEventListener('abort', () => log.push('called off'));
    return new Promise((resolve) => ends.push(resolve));
  };
  const [one, two] = [new AbortController(), new AbortController()];
  const first = work.join('k', one.signal, begin);
  const second = work.join('k', two.signal, begin);
  one.abort(new Error('one left'));
  await expect(first).rejects.toThrow('one left');
  expect(log).toEqual(['begun']);
  two.abort(new Error('two left'));
  await expect(second).rejects.toThrow('two left');
  expect(log).toEqual(['begun', 'called off']);

  const third = work.join('k', never, begin);
  expect(log).toHaveLength(2);
  ends[0]?.(1);
  await expect.poll(() => ends.length).toBe(2);
  ends[1]?.(2);
  await expect(third).resolves.toEqual({ result: 2, isOwn: true });
});
