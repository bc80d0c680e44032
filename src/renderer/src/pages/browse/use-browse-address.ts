/** @file The browser's state in its address: the search, and the row that was opened last. */
import { useCallback, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { DialogueFilter } from '#shared/contracts/dialogues';
import type { DialogueId } from '#shared/domain/ids';
import { paths } from '../../app/paths';
import { type DialogueSearch, readSearch, type SortOrder, withFilter, writeSearch } from './search-address';

export interface BrowseAddress {
  readonly search: DialogueSearch;
  readonly searchKey: string;
  readonly initialIndex: number;
  readonly changeFilter: (change: Partial<DialogueFilter>) => void;
  readonly sortBy: (sort: SortOrder) => void;
  readonly replace: (search: DialogueSearch) => void;
  readonly open: (id: DialogueId, index: number) => Promise<void>;
}

export function useBrowseAddress(): BrowseAddress {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const search = useMemo(() => readSearch(params), [params]);
  const written = writeSearch(search);
  const replace = useCallback((next: DialogueSearch) => void navigate({ search: writeSearch(next).toString() }, { replace: true }), [navigate]);
  return {
    search,
    searchKey: written.toString(),
    initialIndex: Math.max(0, Math.trunc(Number(params.get('row') ?? 0)) || 0),
    changeFilter: (change) => replace(withFilter(search, change)),
    sortBy: (sort) => replace({ ...search, sort }),
    replace,
    async open(id, index) {
      const here = new URLSearchParams(written);
      if (index > 0) here.set('row', String(index));
      await navigate({ search: here.toString() }, { replace: true });
      await navigate({ pathname: paths.dialogue(id), search: written.toString() });
    },
  };
}
