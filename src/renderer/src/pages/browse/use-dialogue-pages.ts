/** @file The rows of a search, fetched page by page as they come into sight. While a new search is on its way the old rows stay. */
import { useState } from 'react';
import { useQueries } from '@tanstack/react-query';
import type { DialogueRow } from '#shared/contracts/dialogues';
import { useClient } from '../../api/ClientProvider';
import type { DialogueSearch } from './search-address';

export interface RowRange {
  readonly startIndex: number;
  readonly endIndex: number;
}

export interface DialoguePages {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly rowAt: (index: number) => DialogueRow | undefined;
  /** What is shown answers the search before. */
  readonly isStale: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

interface LoadedPages {
  readonly total: number | undefined;
  readonly pages: readonly { readonly page: number; readonly rows: readonly DialogueRow[] }[];
}

const pageRows = 100;

export function useDialoguePages(search: DialogueSearch, range: RowRange): DialoguePages {
  const client = useClient();
  const wanted = pagesIn(range);
  const { loaded, error, refetches } = useQueries({
    queries: wanted.map((page) => {
      const input = { ...search, offset: page * pageRows, limit: pageRows };
      return { queryKey: ['dialogues.search', input], queryFn: ({ signal }: { signal: AbortSignal }) => client.call('dialogues.search', input, { signal }) };
    }),
    combine: (results) => ({
      loaded: {
        total: results.find(({ data }) => data !== undefined)?.data?.total,
        pages: results.flatMap(({ data }, index) => (data === undefined ? [] : [{ page: wanted[index] ?? 0, rows: data.rows }])),
      } satisfies LoadedPages,
      error: results.find((result) => result.error !== null)?.error ?? null,
      refetches: results.map((result) => result.refetch),
    }),
  });
  const [held, setHeld] = useState<LoadedPages | null>(null);
  if (loaded.total !== undefined && held !== loaded) setHeld(loaded);
  const isStale = loaded.total === undefined;
  const shown = isStale ? held : loaded;
  return {
    total: shown?.total,
    rowAt: (index) => shown?.pages.find(({ page }) => page === Math.floor(index / pageRows))?.rows[index % pageRows],
    isStale,
    error,
    retry: () => refetches.forEach((refetch) => void refetch()),
  };
}

/** Pages that hold the rows in sight, with a few rows to spare in either direction. */
function pagesIn({ startIndex, endIndex }: RowRange): number[] {
  const spare = 15;
  const first = Math.floor(Math.max(0, startIndex - spare) / pageRows);
  const last = Math.floor(Math.max(startIndex, endIndex + spare) / pageRows);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
