/** @file The result as a long list. Only rows in sight are fetched; j and k move, Enter opens, and the row comes back on return. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Box } from '@mui/material';
import type { DialogueRow } from '#shared/contracts/dialogues';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { useTextBlur } from '../../components/text-blur';
import { VirtualList, type VirtualListHandle } from '../../components/VirtualList';
import { ResultHeader, ResultRow } from './ResultRow';
import type { RowRange } from '../../api/use-pages';
import type { DialoguePages } from './use-dialogue-pages';

export interface ResultsProps {
  pages: DialoguePages & { total: number };
  /** Changes with the search: then the list begins anew at its top. */
  searchKey: string;
  initialIndex: number;
  listRef: RefObject<VirtualListHandle | null>;
  onRangeChange: (range: RowRange) => void;
  onOpen: (row: DialogueRow, index: number) => void;
}

export function Results({ pages, searchKey, initialIndex, listRef, onRangeChange, onOpen }: ResultsProps) {
  const { total, rowAt, isStale } = pages;
  const [active, setActive] = useState({ searchKey, index: initialIndex });
  if (active.searchKey !== searchKey) setActive({ searchKey, index: 0 });
  const activeIndex = Math.min(active.index, Math.max(0, total - 1));
  const shownKey = useRef(searchKey);
  useEffect(() => {
    if (shownKey.current !== searchKey) listRef.current?.reveal(0);
    shownKey.current = searchKey;
  }, [searchKey, listRef]);

  const [isInside, setIsInside] = useState(false);
  const [isBlurred] = useTextBlur();
  const move = (step: number) => {
    const index = Math.max(0, Math.min(total - 1, activeIndex + (isInside ? step : 0)));
    setActive({ searchKey, index });
    listRef.current?.reveal(index);
    listRef.current?.focus();
  };
  const open = (index: number) => {
    const row = rowAt(index);
    if (row !== undefined && !isStale) onOpen(row, index);
  };
  useShortcuts('This page', [
    { keys: ['j', 'ArrowDown'], label: 'Next row', run: () => move(1) },
    { keys: ['k', 'ArrowUp'], label: 'Previous row', run: () => move(-1) },
  ]);
  useShortcuts('This page', [{ keys: ['Enter', 'o'], label: 'Open the dialogue', run: () => open(activeIndex) }], { isOff: !isInside });

  return (
    <Box onFocus={() => setIsInside(true)} onBlur={() => setIsInside(false)} sx={{ height: '100%', fontSize: '0.875rem' }}>
      <VirtualList
        label="Dialogues found"
        rowCount={total}
        rowHeightPx={54}
        header={<ResultHeader />}
        renderRow={(index) => <ResultRow row={rowAt(index)} isBlurred={isBlurred} />}
        activeIndex={activeIndex}
        onActiveIndexChange={(index) => setActive({ searchKey, index })}
        onOpen={open}
        onRangeChange={onRangeChange}
        initialIndex={initialIndex}
        handle={listRef}
      />
    </Box>
  );
}
