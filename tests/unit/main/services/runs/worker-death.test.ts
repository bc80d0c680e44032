/** @file When a dead worker means that memory ran out: what it said, or what the system counted; never a mere kill. */
import { expect, test } from 'vitest';
import { isOutOfMemory } from '#main/services/runs/worker-death';

test.each([
  ['V8 at its limit', { code: null, signal: 'SIGABRT', output: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory' }, { before: null, now: null }, true],
  ['a native allocation', { code: 134, signal: null, output: "terminate called after throwing an instance of 'std::bad_alloc'" }, { before: 0, now: 0 }, true],
  ['the system, which counts', { code: null, signal: 'SIGKILL', output: '' }, { before: 3, now: 4 }, true],
  ['the system inside a container', { code: 137, signal: null, output: '' }, { before: 3, now: 4 }, true],
  ['a person with kill -9', { code: null, signal: 'SIGKILL', output: '' }, { before: 3, now: 3 }, false],
  ['a kill where nobody counts', { code: null, signal: 'SIGKILL', output: '' }, { before: null, now: null }, false],
  ['a fault while others ran out of memory', { code: 1, signal: null, output: 'TypeError' }, { before: 3, now: 4 }, false],
])('%s', (_name, exit, memoryKills, expected) => {
  expect(isOutOfMemory({ exit, memoryKills })).toBe(expected);
});
