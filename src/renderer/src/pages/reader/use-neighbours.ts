/** @file The dialogues before and after this one in the result it was opened from; both are fetched ahead, so that turning the page is instant. */
import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Output } from '#shared/contracts/index';
import type { DialogueId } from '#shared/domain/ids';
import { useClient } from '../../api/ClientProvider';
import { useCommand } from '../../api/use-command';
import type { DialogueSearch } from '../browse/search-address';

export function useNeighbours(id: DialogueId, search: DialogueSearch): Output<'dialogues.neighbours'> | undefined {
  const client = useClient();
  const cache = useQueryClient();
  const { data } = useCommand('dialogues.neighbours', { id, ...search });
  const previous = data?.previous ?? null;
  const next = data?.next ?? null;
  useEffect(() => {
    for (const neighbour of [next, previous]) {
      if (neighbour !== null) void cache.prefetchQuery({ queryKey: ['dialogues.get', { id: neighbour }], queryFn: ({ signal }) => client.call('dialogues.get', { id: neighbour }, { signal }) });
    }
  }, [cache, client, next, previous]);
  return data;
}
