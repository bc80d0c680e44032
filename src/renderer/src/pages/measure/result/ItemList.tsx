/** @file Items of a measurement as a long list, only those in sight fetched; beside it, where asked for, the active item in full. */
import { type ReactNode, useRef, useState } from 'react';
import { Box } from '@mui/material';
import type { MeasuredItem } from '#shared/contracts/measure';
import { useShortcuts } from '../../../components/keyboard/KeyboardProvider';
import { EmptyState, ErrorState, LoadingState } from '../../../components/LoadState';
import { VirtualList, type VirtualListHandle } from '../../../components/VirtualList';
import { type ItemRange, useItemPages } from './use-item-pages';

export interface ItemListProps {
  label: string;
  query: Parameters<typeof useItemPages>[0];
  rowHeightPx: number;
  isMeasured?: boolean;
  header: ReactNode;
  renderRow: (item: MeasuredItem) => ReactNode;
  renderDetail?: (item: MeasuredItem) => ReactNode;
  emptyTitle: string;
}

/** Give it a key that changes with the query: then it begins anew at its top. */
export function ItemList({ label, query, rowHeightPx, isMeasured = false, header, renderRow, renderDetail, emptyTitle }: ItemListProps) {
  const [range, setRange] = useState<ItemRange>({ startIndex: 0, endIndex: 20 });
  const [activeIndex, setActiveIndex] = useState(0);
  const list = useRef<VirtualListHandle>(null);
  const pages = useItemPages(query, range);
  const active = pages.itemAt(activeIndex);
  /** Scrolled away, its page may be dropped while it is still read. */
  const [held, setHeld] = useState<MeasuredItem | undefined>(active);
  if (active !== undefined && active !== held) setHeld(active);
  const { total = 0 } = pages;
  const move = (step: number) => {
    const next = Math.max(0, Math.min(total - 1, activeIndex + step));
    setActiveIndex(next);
    list.current?.reveal(next);
  };
  useShortcuts('This page', [
    { keys: 'j', label: 'Next item', run: () => move(1) },
    { keys: 'k', label: 'Previous item', run: () => move(-1) },
  ]);
  if (pages.error !== null && pages.total === undefined) return <ErrorState what="the items" message={pages.error.message} onRetry={pages.retry} />;
  if (pages.total === undefined) return <LoadingState what="the items" />;
  if (pages.total === 0) return <EmptyState title={emptyTitle} />;
  const rows = (
    <VirtualList
      label={label}
      rowCount={total}
      rowHeightPx={rowHeightPx}
      isMeasured={isMeasured}
      header={header}
      renderRow={(index) => {
        const item = pages.itemAt(index);
        return item === undefined ? <Box role="gridcell" sx={{ px: 1.25, color: 'text.secondary' }}>…</Box> : renderRow(item);
      }}
      activeIndex={activeIndex}
      onActiveIndexChange={setActiveIndex}
      onRangeChange={setRange}
      handle={list}
    />
  );
  if (renderDetail === undefined) return <Box sx={frame}>{rows}</Box>;
  return (
    <Box sx={{ ...frame, display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 2fr) minmax(0, 3fr)', lg: 'minmax(0, 1fr) minmax(0, 2fr)' } }}>
      <Box sx={{ minHeight: 0 }}>{rows}</Box>
      <Box component="section" aria-label="The chosen item" tabIndex={0} sx={{ minHeight: 0, overflowY: 'auto', pr: 0.5 }}>
        {held !== undefined && renderDetail(held)}
      </Box>
    </Box>
  );
}

const frame = { height: '100%', minHeight: 0, fontSize: '0.875rem', pb: 2 } as const;
