/** @file The gate: what reaches a service and what does not, and how failures come back. */
import { describe, expect, test } from 'vitest';
import { createDispatch } from '#main/app/dispatch';
import type { Caller } from '#main/app/workbench';
import type { LogLevel } from '#main/platform/ports';
import { createCallRecorder } from '#main/services/debug/call-recorder';
import { AppError } from '#shared/contracts/errors';
import { contract, type Handlers } from '#shared/contracts/index';

const researcher: Caller = { role: 'researcher', isLocal: false };

/** Handlers of which a test needs only some; anything else reaching a service is a failure of the gate. */
function setUp(handlers: Partial<Handlers>, shouldValidateOutput = true) {
  const logged: { level: LogLevel; message: string; fields: object }[] = [];
  const recorder = createCallRecorder();
  const dispatchFor = createDispatch({
    handlers: handlers as Handlers,
    recorder,
    clock: { now: () => new Date('2026-01-02T03:04:05Z') },
    log: { write: (level, message, fields) => void logged.push({ level, message, fields: fields ?? {} }), tail: () => [], close: () => Promise.resolve() },
    shouldValidateOutput,
  });
  const { signal } = new AbortController();
  return {
    logged,
    recorder,
    call: (name: string, input: unknown, caller: Caller = researcher) => dispatchFor(caller).call(name, input, signal),
    stream: (name: string, input: unknown, caller: Caller = researcher) => Array.fromAsync(dispatchFor(caller).stream(name, input, signal)),
  };
}

describe('refuses', () => {
  test.each(['nothing.here', '__proto__', 'constructor', 'toString', 'hasOwnProperty'])('the unknown command %s', async (name) => {
    const { call, stream } = setUp({});
    await expect(call(name, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(stream(name, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([
    ['not an object', null, /object/],
    ['a missing field', {}, /corpus/],
    ['a wrong type', { corpus: 'a', isLocalOnly: 'yes' }, /isLocalOnly/],
  ])('input that is %s, in one line that names the place', async (_what, input, told) => {
    const { call } = setUp({});
    const refused = call('corpora.update', input);
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(told) });
    await expect(refused).rejects.toMatchObject({ message: expect.not.stringContaining('\n') });
  });

  test('a role that may not, for every command that is not for everyone', async () => {
    const { call, stream } = setUp({});
    for (const [name, command] of Object.entries(contract)) {
      if (command.access.length > 1) continue;
      const run = command.kind === 'subscription' ? stream : call;
      await expect(run(name, {}, { role: 'annotator', isLocal: true })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test('real paths from a window', async () => {
    const { call } = setUp({});
    for (const name of Object.keys(contract).filter((one) => contract[one as keyof typeof contract].localOnly)) {
      await expect(call(name, { path: '/etc/passwd' })).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('command line') });
    }
  });

  test('a call to a subscription, and the other way round', async () => {
    const { call, stream } = setUp({});
    await expect(call('app.events', {})).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(stream('app.info', {})).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('passes on', () => {
  test('parsed input with its defaults, without unknown keys', async () => {
    let received: unknown;
    const { call } = setUp({
      'knowledge.search': (input) => {
        received = input;
        return { total: 0, rows: [] };
      },
    });
    await call('knowledge.search', { corpusId: 1, surplus: true });
    expect(received).toEqual({ corpusId: 1, offset: 0, limit: 50 });
  });

  test('errors meant for people as they are, faults of ours in one line with their stack in the log', async () => {
    const { call, logged } = setUp({
      'corpora.formats': () => {
        throw new AppError('CONFLICT', 'taken', { details: { corpus: 'a' } });
      },
      'corpora.list': () => {
        throw new TypeError('x is undefined', { cause: new Error('deeper') });
      },
    });
    await expect(call('corpora.formats', {})).rejects.toMatchObject({ code: 'CONFLICT', message: 'taken', details: { corpus: 'a' } });
    expect(logged).toEqual([]);
    await expect(call('corpora.list', {})).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(logged).toEqual([{ level: 'error', message: 'corpora.list failed', fields: { reason: expect.stringContaining('x is undefined'), stack: expect.stringMatching(/TypeError[^]*caused by Error: deeper/) } }]);
  });

  test('values of a subscription one by one, and its failure', async () => {
    const { stream } = setUp({
      'app.events': async function* events() {
        yield { kind: 'activities.changed' as const };
        throw new AppError('LIMIT', 'enough');
      },
    });
    await expect(stream('app.events', {})).rejects.toMatchObject({ code: 'LIMIT' });
  });
});

describe('answers outside the contract', () => {
  test('are faults where output is checked', async () => {
    const { call, stream } = setUp({ 'corpora.remove': () => ({ corpusId: 'one' as never }), 'app.events': async function* events() { yield { kind: 'nothing' as never }; } });
    await expect(call('corpora.remove', { corpus: 'a' })).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringContaining('corpusId') });
    await expect(stream('app.events', {})).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  test('are trusted where it is not', async () => {
    const { call } = setUp({ 'corpora.remove': () => ({ corpusId: 'one' as never }) }, false);
    expect(await call('corpora.remove', { corpus: 'a' })).toEqual({ corpusId: 'one' });
  });
});

test('every call is recorded with its size and outcome, newest first, the last 200', async () => {
  const { call, recorder } = setUp({ 'corpora.formats': () => [] });
  for (let i = 0; i < 250; i++) await call('corpora.formats', {});
  await call('unknown', { text: 'x'.repeat(1000) }).catch(() => undefined);
  const calls = recorder.recent();
  expect(calls).toHaveLength(200);
  expect(calls[0]).toMatchObject({ command: 'unknown', error: 'NOT_FOUND', at: '2026-01-02T03:04:05.000Z' });
  expect(calls[0]?.inputBytes).toBeGreaterThanOrEqual(1000);
  expect(calls[1]).toMatchObject({ command: 'corpora.formats', error: null });
});
