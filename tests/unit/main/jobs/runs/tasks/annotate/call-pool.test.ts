/** @file So many at a time, the earliest dialogue first, and an end to everything when the run stops. */
import { expect, test } from 'vitest';
import { createCallPool } from '#main/jobs/runs/tasks/annotate/call-pool';

test('works on so many at a time, and takes the earliest dialogue first', async () => {
  const pool = createCallPool(2, new AbortController().signal);
  const begun: string[] = [];
  let atOnce = 0;
  let most = 0;
  const work = (name: string) => async (): Promise<string> => {
    begun.push(name);
    most = Math.max(most, ++atOnce);
    await new Promise((resolve) => setImmediate(resolve));
    atOnce -= 1;
    return name;
  };
  const order = [['late', 9], ['b1', 2], ['a1', 1], ['b2', 2], ['a2', 1], ['first', 0]] as const;
  expect(await Promise.all(order.map(([name, priority]) => pool.run(priority, work(name))))).toEqual(order.map(([name]) => name));
  expect(begun).toEqual(['late', 'b1', 'first', 'a1', 'a2', 'b2']);
  expect(most).toBe(2);
});

test('a failure leaves its place to the next', async () => {
  const pool = createCallPool(1, new AbortController().signal);
  const failing = pool.run(0, () => Promise.reject(new Error('no')));
  const next = pool.run(1, () => Promise.resolve('yes'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});

test('when the run stops, neither what waits nor what is under way is waited for', async () => {
  const stop = new AbortController();
  const pool = createCallPool(1, stop.signal);
  const under = pool.run(0, () => new Promise(() => undefined));
  const waiting = pool.run(1, () => Promise.resolve('never'));
  const both = Promise.allSettled([under, waiting]);
  stop.abort(new Error('pause'));
  expect((await both).map((one) => (one.status === 'rejected' ? String(one.reason) : one.status))).toEqual(['Error: pause', 'Error: pause']);
  await expect(pool.run(0, () => Promise.resolve(''))).rejects.toThrow('pause');
});
