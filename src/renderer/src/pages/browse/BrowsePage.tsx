/** @file Answers: which dialogues are there, over all corpora, that say this, use that strategy, are about that problem? */
import { useMemo, useRef, useState } from 'react';
import { Box, Button, MenuItem, TextField } from '@mui/material';
import { FileUp, SlidersHorizontal } from 'lucide-react';
import { Link } from 'react-router';
import type { Corpus } from '#shared/contracts/corpora';
import { useCommand } from '../../api/use-command';
import type { RowRange } from '../../api/use-pages';
import { paths } from '../../app/paths';
import { BlurToggle } from '../../components/BlurToggle';
import { countOf } from '../../components/format';
import { EmptyState, ErrorState, LoadingState, LoadState } from '../../components/LoadState';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { PageContainer } from '../../components/PageContainer';
import { SearchField } from '../../components/SearchField';
import { useToast } from '../../components/toasts/ToastProvider';
import type { VirtualListHandle } from '../../components/VirtualList';
import { FilterChips } from './FilterChips';
import { FilterPanel } from './FilterPanel';
import { FilterSide, useFilterSide } from './FilterSide';
import { Results } from './Results';
import { isFiltered, type SortOrder } from './search-address';
import { type BrowseAddress, useBrowseAddress } from './use-browse-address';
import { useDialoguePages } from './use-dialogue-pages';
import { useFacets } from './use-facets';

export function BrowsePage() {
  const corpora = useCommand('corpora.list', { kind: 'dialogues' });
  return (
    <LoadState query={corpora} what="the dialogues" isEmpty={(list) => list.length === 0} empty={<NoCorpora />}>
      {(list) => <Browser corpora={list} />}
    </LoadState>
  );
}

type Corpora = readonly Pick<Corpus, 'id' | 'name'>[];

function Browser({ corpora }: { corpora: Corpora }) {
  const address = useBrowseAddress();
  const { search, searchKey, changeFilter } = address;
  const side = useFilterSide();
  const facets = useFacets(search.filter);
  const splitSets = useSplitSets(search.filter.corpora, corpora);
  const clear = useClear(address);
  const listRef = useRef<VirtualListHandle>(null);
  const pages = useSearchPages(address);
  const names = useMemo(
    () => ({ corpora: new Map(corpora.map(({ id, name }) => [id, name])), splits: new Map(splitSets.map(({ id, name }) => [Number(id), name])) }),
    [corpora, splitSets],
  );
  return (
    <PageContainer
      title="Browse"
      layout="full"
      maxWidthPx="none"
      subtitle={<span role="status">{pages.total === undefined ? 'Looking…' : `${countOf(pages.total, 'dialogue')}${isFiltered(search.filter) ? ' found' : ` in ${countOf(corpora.length, 'corpus', 'corpora')}`}`}</span>}
      actions={<BlurToggle />}
    >
      <Box sx={{ height: '100%', display: 'flex', gap: 2.5, pb: 2 }}>
        <FilterSide side={side}>
          {facets.error !== null && <ErrorState what="the filters" message={facets.error.message} onRetry={facets.refetch} />}
          {facets.data !== undefined && <FilterPanel filter={search.filter} facets={facets.data} splitSets={splitSets} onChange={changeFilter} />}
        </FilterSide>
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          <Box role="search" sx={{ display: 'flex', gap: 1, mb: 1.25 }}>
            <Button variant="outlined" aria-expanded={side.isOpen} onClick={side.toggle} startIcon={<SlidersHorizontal size={15} aria-hidden />} sx={{ flexShrink: 0 }}>
              Filters
            </Button>
            <SearchField label="Search all dialogues" placeholder="Words, or “a phrase”" value={search.filter.text ?? ''} onChange={(text) => changeFilter({ text })} pauseMs={150} onLeave={() => listRef.current?.focus()} fullWidth />
            <SortSelect sort={search.sort} hasText={search.filter.text !== undefined} onChange={address.sortBy} />
          </Box>
          <FilterChips filter={search.filter} names={names} onChange={changeFilter} onClear={clear} />
          <Box sx={{ flex: 1, minHeight: 0 }}>
            {pages.error !== null && <ErrorState what="the dialogues" message={pages.error.message} onRetry={pages.retry} />}
            {pages.total === undefined && pages.error === null && <LoadingState what="the dialogues" />}
            {pages.total === 0 && <NothingFound isFiltered={isFiltered(search.filter)} onClear={clear} />}
            {pages.total !== undefined && pages.total > 0 && (
              <Results pages={{ ...pages, total: pages.total }} searchKey={searchKey} initialIndex={address.initialIndex} listRef={listRef} onRangeChange={pages.setRange} onOpen={(row, index) => void address.open(row.id, index)} />
            )}
          </Box>
        </Box>
      </Box>
    </PageContainer>
  );
}

/** The window of rows in sight belongs to one search; a new search begins at the top. */
function useSearchPages({ search, searchKey, initialIndex }: BrowseAddress) {
  const [inSight, setInSight] = useState({ searchKey, range: { startIndex: initialIndex, endIndex: initialIndex } });
  const range = inSight.searchKey === searchKey ? inSight.range : { startIndex: 0, endIndex: 0 };
  const pages = useDialoguePages(search, range);
  return { ...pages, setRange: (next: RowRange) => setInSight({ searchKey, range: next }) };
}

/** Splits belong to a corpus: they can be chosen from where only one corpus is in question. */
function useSplitSets(chosen: readonly number[] | undefined, corpora: Corpora) {
  const only = chosen?.length === 1 ? chosen[0] : corpora.length === 1 ? corpora[0]?.id : undefined;
  const known = corpora.find(({ id }) => id === only);
  const { data } = useCommand('corpora.splits', { corpus: known?.id ?? '' }, { isEnabled: known !== undefined });
  return useMemo(() => (known === undefined ? [] : (data ?? [])), [known, data]);
}

/** Clears without asking, and can be undone. */
function useClear({ search, replace }: BrowseAddress): () => void {
  const toast = useToast();
  const clear = () => {
    if (!isFiltered(search.filter)) return;
    replace({ filter: {}, sort: search.sort === 'relevance' ? 'corpus' : search.sort });
    toast({ message: 'Filters cleared', action: { label: 'Undo', isUndo: true, run: () => replace(search) } });
  };
  useShortcuts('This page', [{ keys: 'Escape', label: 'Clear all filters', run: clear }]);
  return clear;
}

const sortNames: readonly { value: SortOrder; name: string }[] = [
  { value: 'relevance', name: 'Best match' },
  { value: 'corpus', name: 'Corpus order' },
  { value: 'longest', name: 'Longest first' },
  { value: 'shortest', name: 'Shortest first' },
  { value: 'feedback', name: 'Best feedback' },
];

function SortSelect({ sort, hasText, onChange }: { sort: SortOrder; hasText: boolean; onChange: (sort: SortOrder) => void }) {
  return (
    <TextField select value={sort} onChange={(event) => onChange(event.target.value as SortOrder)} slotProps={{ select: { 'aria-label': 'Order' } }} sx={{ width: 160, flexShrink: 0 }}>
      {sortNames.map(({ value, name }) => (
        <MenuItem key={value} value={value} disabled={value === 'relevance' && !hasText}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}

function NoCorpora() {
  return (
    <PageContainer title="Browse">
      <EmptyState
        title="There are no dialogues yet"
        action={
          <Button variant="contained" component={Link} to={paths.import} startIcon={<FileUp size={16} aria-hidden />}>
            Import files
          </Button>
        }
      >
        Import a corpus, or load the demonstration corpus from Home; every dialogue can then be searched, filtered and read here.
      </EmptyState>
    </PageContainer>
  );
}

function NothingFound({ isFiltered: isNarrowed, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return (
    <EmptyState title="No dialogue matches" action={isNarrowed ? <Button variant="contained" onClick={onClear}>Clear the filters</Button> : undefined}>
      {isNarrowed ? 'All words and every filter must apply to a dialogue. Take one away, or search for the beginning of a word.' : 'The corpora hold no dialogue.'}
    </EmptyState>
  );
}
