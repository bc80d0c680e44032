/** @file The items of a measurement, fetched page by page as they come into sight. */
import { useQueries } from '@tanstack/react-query';
import type { Input } from '#shared/contracts/index';
import type { MeasuredItem } from '#shared/contracts/measure';
import { useClient } from '../../../api/ClientProvider';

export interface ItemRange {
  readonly startIndex: number;
  readonly endIndex: number;
}

export interface ItemPages {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly itemAt: (index: number) => MeasuredItem | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
}

const pageItems = 50;

export function useItemPages(query: Omit<Input<'measure.items'>, 'offset' | 'limit'>, range: ItemRange): ItemPages {
  const client = useClient();
  const wanted = pagesIn(range);
  return useQueries({
    queries: wanted.map((page) => {
      const input = { ...query, offset: page * pageItems, limit: pageItems };
      return { queryKey: ['measure.items', input], queryFn: ({ signal }: { signal: AbortSignal }) => client.call('measure.items', input, { signal }) };
    }),
    combine: (results) => ({
      total: results.find(({ data }) => data !== undefined)?.data?.total,
      itemAt: (index: number) => results[wanted.indexOf(Math.floor(index / pageItems))]?.data?.rows[index % pageItems],
      error: results.find(({ error }) => error !== null)?.error ?? null,
      retry: () => results.forEach(({ refetch }) => void refetch()),
    }),
  });
}

/** Pages that hold the rows in sight, with a few rows to spare in either direction; the active row's is always among them. */
function pagesIn({ startIndex, endIndex }: ItemRange): number[] {
  const spare = 10;
  const first = Math.floor(Math.max(0, startIndex - spare) / pageItems);
  const last = Math.floor(Math.max(startIndex, endIndex + spare) / pageItems);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
