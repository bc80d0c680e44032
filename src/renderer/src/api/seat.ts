/** @file Who sits at this window: asking, entering, leaving. The ticket to come back after a reload is kept for as long as the tab lives. */
import { type QueryClient, type UseMutationResult, useQueryClient } from '@tanstack/react-query';
import type { Input, Output } from '#shared/contracts/index';
import type { SeatView } from '#shared/contracts/people';
import { seatTickets } from './seated-client';
import { useCommand, useMutate } from './use-command';

const openSeat: SeatView = { person: null, role: 'researcher' };

/** Undefined until the workbench has said it. One that cannot say it keeps no people, and refuses by itself what may not be done. */
export function useSeat(): SeatView | undefined {
  const { data, isError } = useCommand('people.current', {});
  return data ?? (isError ? openSeat : undefined);
}

export function useEnter(): UseMutationResult<Output<'people.enter'>, Error, Input<'people.enter'>> {
  const cache = useQueryClient();
  return useMutate('people.enter', {
    onDone: ({ ticket, ...seat }) => {
      seatTickets.keep(ticket);
      sitDown(cache, seat);
    },
  });
}

/** `onLeft` is called while the page still stands; a moment later there may be a door in its place. */
export function useLeave({ onLeft, onFail }: { onLeft: () => void; onFail: (error: Error) => void }): UseMutationResult<SeatView, Error, Input<'people.leave'>> {
  const cache = useQueryClient();
  return useMutate('people.leave', {
    onFail,
    onDone: (seat) => {
      seatTickets.forget();
      onLeft();
      sitDown(cache, seat);
    },
  });
}

/** What the one before was shown is forgotten. */
function sitDown(cache: QueryClient, seat: SeatView): void {
  cache.removeQueries({ predicate: ({ queryKey }) => !String(queryKey[0]).startsWith('people.') });
  cache.setQueryData(['people.current', {}], seat);
}
