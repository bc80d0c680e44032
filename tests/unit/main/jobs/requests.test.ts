/** @file Questions and answers over a pair: many at once, refused, withdrawn, and all of them let go when the other side is gone. */
import { expect, test } from 'vitest';
import type { ProgramPort } from '#main/jobs/protocol';
import { type Answerer, converse, type Conversation } from '#main/jobs/requests';
import { AppError } from '#shared/contracts/errors';

function pair(near: Answerer, far: Answerer, onNote?: (note: unknown) => void): [Conversation, Conversation] {
  const listeners: [((value: unknown) => void)[], ((value: unknown) => void)[]] = [[], []];
  const port = (own: 0 | 1, other: 0 | 1): ProgramPort => ({
    send: (value) => queueMicrotask(() => listeners[other].forEach((listener) => listener(structuredClone(value)))),
    onMessage: (listener) => void listeners[own].push(listener),
  });
  return [converse(port(0, 1), { answer: near }), converse(port(1, 0), { answer: far, ...(onNote !== undefined && { onNote }) })];
}

const silent: Answerer = () => new Promise(() => undefined);
const echo: Answerer = (question) => Promise.resolve({ echo: question });

test('both sides ask at once and each answer finds its question', async () => {
  const [near, far] = pair(echo, echo);
  const answers = await Promise.all([near.ask(1), far.ask('a'), near.ask(2)]);
  expect(answers).toEqual([{ echo: 1 }, { echo: 'a' }, { echo: 2 }]);
});

test('a refusal keeps its code, message and details', async () => {
  const [near] = pair(silent, () => Promise.reject(new AppError('LIMIT', 'The cap is reached.', { details: { cap: 3 } })));
  await expect(near.ask({})).rejects.toMatchObject({ code: 'LIMIT', message: 'The cap is reached.', details: { cap: 3 } });
});

test('a withdrawn question is rejected at once and aborts the work on the other side', async () => {
  const aborted = Promise.withResolvers<boolean>();
  const [near] = pair(silent, (_question, signal) => {
    signal.addEventListener('abort', () => aborted.resolve(true));
    return silent(_question, signal);
  });
  const controller = new AbortController();
  const answer = near.ask('slow', controller.signal);
  await Promise.resolve();
  controller.abort();
  await expect(answer).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await aborted.promise).toBe(true);
});

test('notes arrive in order, before the answer that was given after them', async () => {
  const seen: unknown[] = [];
  const [near, far] = pair(silent, silent, (note) => seen.push(note));
  near.tell(1);
  near.tell(2);
  void far;
  await expect.poll(() => seen).toEqual([1, 2]);
});

test('closing rejects what is open and every later question', async () => {
  const [near] = pair(silent, silent);
  const open = near.ask('never answered');
  near.close(new AppError('INTERNAL', 'The other side is gone.'));
  await expect(open).rejects.toMatchObject({ message: 'The other side is gone.' });
  await expect(near.ask('later')).rejects.toMatchObject({ message: 'The other side is gone.' });
});
