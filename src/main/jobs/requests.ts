/** @file Questions and answers over a pair that only sends and listens: either side may ask, many questions may be open, each can be withdrawn. */
import { AppError, fromWireError, isErrorCode, toWireError, type WireError } from '#shared/contracts/errors';
import type { ProgramPort } from './protocol';

type Message =
  | { readonly request: number; readonly question: unknown }
  | { readonly withdraw: number }
  | { readonly reply: number; readonly answer: unknown }
  | { readonly refusal: number; readonly error: WireError }
  | { readonly note: unknown };

export type Answerer = (question: unknown, signal: AbortSignal) => Promise<unknown>;

export interface Conversation {
  /** Resolves with the other side's answer, rejects with its AppError; an aborted signal withdraws the question. */
  ask(question: unknown, signal?: AbortSignal): Promise<unknown>;
  /** Something that needs no answer; arrives in order with everything else. */
  tell(note: unknown): void;
  /** Rejects every open question. */
  close(reason: Error): void;
}

export function converse(port: ProgramPort, { answer, onNote }: { answer: Answerer; onNote?: (note: unknown) => void }): Conversation {
  const open = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const answering = new Map<number, AbortController>();
  let count = 0;
  let closed: Error | undefined;

  const reply = async (request: number, question: unknown): Promise<void> => {
    const abort = new AbortController();
    answering.set(request, abort);
    try {
      port.send({ reply: request, answer: await answer(question, abort.signal) });
    } catch (error) {
      port.send({ refusal: request, error: toWireError(error) });
    } finally {
      answering.delete(request);
    }
  };
  const settle = (id: number, how: (waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void }) => void): void => {
    const waiting = open.get(id);
    open.delete(id);
    if (waiting !== undefined) how(waiting);
  };
  port.onMessage((value) => {
    const message = value as Message;
    if ('request' in message) void reply(message.request, message.question);
    else if ('withdraw' in message) answering.get(message.withdraw)?.abort();
    else if ('reply' in message) settle(message.reply, ({ resolve }) => resolve(message.answer));
    else if ('refusal' in message) settle(message.refusal, ({ reject }) => reject(toThrown(message.error)));
    else onNote?.(message.note);
  });

  return {
    ask(question, signal) {
      if (closed !== undefined) return Promise.reject(closed);
      if (signal?.aborted === true) return Promise.reject(withdrawn());
      const id = ++count;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      open.set(id, { resolve, reject });
      const withdraw = (): void => {
        port.send({ withdraw: id });
        settle(id, ({ reject: refuse }) => refuse(withdrawn()));
      };
      signal?.addEventListener('abort', withdraw, { once: true });
      port.send({ request: id, question });
      return promise.finally(() => signal?.removeEventListener('abort', withdraw));
    },
    tell: (note) => port.send({ note }),
    close(reason) {
      closed = reason;
      for (const id of open.keys()) settle(id, ({ reject }) => reject(reason));
      for (const abort of answering.values()) abort.abort();
    },
  };
}

function withdrawn(): AppError {
  return new AppError('CANCELLED', 'The work was cancelled.');
}

function toThrown(error: WireError): AppError {
  return fromWireError({ ...error, code: isErrorCode(error.code) ? error.code : 'INTERNAL' });
}
