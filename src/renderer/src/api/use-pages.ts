/** @file The rows of a long list, fetched page by page as they come into sight. While a new search is on its way the old rows stay. */
import { useState } from 'react';
import { useQueries } from '@tanstack/react-query';

export interface RowRange {
  readonly startIndex: number;
  readonly endIndex: number;
}

export interface RowPages<Row> {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly rowAt: (index: number) => Row | undefined;
  /** What is shown answers the search before. */
  readonly isStale: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

export interface PageSource<Row> {
  /** The command's name and its input without the page: under it answers are kept, by it a change finds them. */
  readonly key: readonly [string, object];
  readonly fetch: (page: { offset: number; limit: number }, signal: AbortSignal) => Promise<{ total: number; rows: readonly Row[] }>;
}

interface LoadedPages<Row> {
  readonly total: number | undefined;
  readonly pages: readonly { readonly page: number; readonly rows: readonly Row[] }[];
}

const pageRows = 100;

export function usePages<Row>({ key, fetch }: PageSource<Row>, range: RowRange): RowPages<Row> {
  const wanted = pagesIn(range);
  const [name, input] = key;
  const { loaded, error, refetches } = useQueries({
    queries: wanted.map((page) => {
      const place = { offset: page * pageRows, limit: pageRows };
      return { queryKey: [name, { ...input, ...place }], queryFn: ({ signal }: { signal: AbortSignal }) => fetch(place, signal) };
    }),
    combine: (results) => ({
      loaded: {
        total: results.find(({ data }) => data !== undefined)?.data?.total,
        pages: results.flatMap(({ data }, index) => (data === undefined ? [] : [{ page: wanted[index] ?? 0, rows: data.rows }])),
      } satisfies LoadedPages<Row>,
      error: results.find((result) => result.error !== null)?.error ?? null,
      refetches: results.map((result) => result.refetch),
    }),
  });
  const [held, setHeld] = useState<LoadedPages<Row> | null>(null);
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
