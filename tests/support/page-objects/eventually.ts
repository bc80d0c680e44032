/** @file Waiting for what a page will show: asks again until it is so, as long as a slow machine may take. */
import { expect } from 'vitest';

/** `await eventually(() => reader.title()).toContain('no. 3')` */
export function eventually<T>(read: () => Promise<T> | T): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: 20_000, interval: 50 });
}
