/** @file Asking and telling: hooks over queries and mutations of the contract. Answers are kept under [name, input]. */
import { keepPreviousData, useMutation, type UseMutationResult, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Input, Output } from '#shared/contracts/index';
import { useClient } from './ClientProvider';
import type { MutationName, QueryName } from './names';

export interface CommandOptions {
  isEnabled?: boolean;
  /** Shows the answer to the last input while the next is awaited (filters, pages of a list). */
  keepsPrevious?: boolean;
  refetchEveryMs?: number;
}

export function useCommand<N extends QueryName>(name: N, input: Input<N>, options: CommandOptions = {}): UseQueryResult<Output<N>> {
  const client = useClient();
  return useQuery({
    queryKey: [name, input],
    queryFn: ({ signal }) => client.call(name, input, { signal }),
    enabled: options.isEnabled ?? true,
    ...(options.keepsPrevious === true && { placeholderData: keepPreviousData }),
    ...(options.refetchEveryMs !== undefined && { refetchInterval: options.refetchEveryMs }),
  });
}

export interface MutateOptions<N extends MutationName> {
  onDone?: (output: Output<N>, input: Input<N>) => void;
  /** Without it the caller shows `error` itself. */
  onFail?: (error: Error, input: Input<N>) => void;
}

/** The workbench tells of changes by events; `onDone` need not refresh anything. */
export function useMutate<N extends MutationName>(name: N, options: MutateOptions<N> = {}): UseMutationResult<Output<N>, Error, Input<N>> {
  const client = useClient();
  return useMutation<Output<N>, Error, Input<N>>({
    mutationFn: (input) => client.call(name, input),
    ...(options.onDone !== undefined && { onSuccess: options.onDone }),
    ...(options.onFail !== undefined && { onError: options.onFail }),
  });
}
