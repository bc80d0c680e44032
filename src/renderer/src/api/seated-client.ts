/**
 * @file A client that takes its seat again after every reconnect, by a ticket, before anything else is asked: to the workbench a new connection
 * is a stranger. Knows nobody's name.
 */
import type { Client, ConnectionStatus } from '#shared/channel/client';
import { AppError } from '#shared/contracts/errors';

export interface SeatTickets {
  /** Null where nobody has entered. */
  current(): string | null;
  keep(ticket: string): void;
  forget(): void;
}

const storageKey = 'solace.seat';

export const seatTickets: SeatTickets = {
  current: () => sessionStorage.getItem(storageKey),
  keep: (ticket) => sessionStorage.setItem(storageKey, ticket),
  forget: () => sessionStorage.removeItem(storageKey),
};

export function createSeatedClient(client: Client, tickets: SeatTickets): Client {
  /** Before the first connection everything waits; after a loss the client itself says what waits and what fails. */
  const first = Promise.withResolvers<void>();
  let seated: Promise<void> = first.promise;
  let status: ConnectionStatus = 'connected';
  const listeners = new Set<(status: ConnectionStatus) => void>();
  const tell = (next: ConnectionStatus): void => {
    status = next;
    for (const listener of listeners) listener(next);
  };
  const tellWhen = async (resumed: Promise<void>): Promise<void> => {
    await resumed;
    first.resolve();
    if (seated === resumed) tell('connected');
  };
  client.onStatus((next) => {
    if (next === 'closed') first.resolve();
    if (next !== 'connected') return tell(next);
    seated = resume(client, tickets);
    void tellWhen(seated);
  });
  return {
    async call(name, input, options) {
      for (;;) {
        const seat = seated;
        await seat;
        // What reaches a new connection before the seat is taken there is asked again: nothing was done, and who sits there was not known.
        try {
          const answer = await client.call(name, input, options);
          if (name !== 'people.current' || seat === seated || seat === first.promise) return answer;
        } catch (error) {
          const cameTooEarly = error instanceof AppError && error.code === 'FORBIDDEN' && seat !== seated;
          if (!cameTooEarly) throw error;
        }
      }
    },
    async *stream(name, input, options) {
      await seated;
      yield* client.stream(name, input, options);
    },
    onStatus: (listener) => {
      listeners.add(listener);
      listener(status);
      return () => listeners.delete(listener);
    },
    close: () => client.close(),
  };
}

/** A ticket that is void by now is thrown away: the window asks who is there. */
async function resume(client: Client, tickets: SeatTickets): Promise<void> {
  const ticket = tickets.current();
  if (ticket === null) return;
  try {
    tickets.keep((await client.call('people.resume', { ticket })).ticket);
  } catch (error) {
    if (error instanceof AppError && error.code === 'FORBIDDEN') tickets.forget();
  }
}
