/**
 * @file A long list of rows of which only those in sight exist. Arrow keys, Page, Home and End move; Enter opens.
 * An ARIA grid: the list itself has the focus and names the active row. Where the rows come from is the caller's matter.
 */
import { type KeyboardEvent, type ReactNode, type Ref, type RefObject, useEffect, useId, useImperativeHandle, useRef } from 'react';
import { Box } from '@mui/material';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';

export interface VirtualListHandle {
  focus: () => void;
  /** Scrolls as little as it takes to bring a row into sight. */
  reveal: (index: number) => void;
}

export interface VirtualListProps {
  label: string;
  rowCount: number;
  rowHeightPx: number;
  /** Rows of differing height are measured; then `rowHeightPx` is the guess. */
  isMeasured?: boolean;
  rowKey?: (index: number) => string | number;
  /** The cells of a row; give each `role="gridcell"`, or use GridCell. */
  renderRow: (index: number, state: { isActive: boolean }) => ReactNode;
  /** Cells with role="columnheader"; they stay while rows scroll. */
  header?: ReactNode;
  activeIndex: number;
  onActiveIndexChange: (index: number) => void;
  /** Rows with many columns are so wide and scroll sideways; else they are as wide as the list. */
  contentWidthPx?: number;
  /** Without it rows are only read. */
  onOpen?: (index: number) => void;
  /** What is in sight, for fetching windows of rows. */
  onRangeChange?: (range: { startIndex: number; endIndex: number }) => void;
  /** Row scrolled to when the list first appears. */
  initialIndex?: number;
  handle?: Ref<VirtualListHandle>;
}

export function VirtualList(props: VirtualListProps) {
  const { label, rowCount, rowHeightPx, isMeasured = false, renderRow, header, activeIndex, onActiveIndexChange, contentWidthPx, onOpen, handle } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { virtualizer, pageRows } = useRows(props, scroller);
  useImperativeHandle(handle, () => ({ focus: () => scroller.current?.focus(), reveal: (index) => virtualizer.scrollToIndex(index) }), [virtualizer]);
  const headerRows = header === undefined ? 0 : 1;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = event.key === 'Enter' ? activeIndex : moved(event.key, { index: activeIndex, rowCount, pageRows });
    if (next === null || next >= rowCount) return;
    event.preventDefault();
    if (event.key === 'Enter') {
      onOpen?.(next);
    } else {
      onActiveIndexChange(next);
      virtualizer.scrollToIndex(next);
    }
  };

  return (
    <Box ref={scroller} role="grid" aria-label={label} aria-rowcount={rowCount + headerRows} aria-activedescendant={rowCount > 0 ? `${id}-${activeIndex}` : undefined} tabIndex={0} onKeyDown={onKeyDown} sx={gridLook}>
      {header !== undefined && (
        <Box role="row" aria-rowindex={1} sx={headerLook} style={{ width: contentWidthPx }}>
          {header}
        </Box>
      )}
      <Box role="presentation" sx={{ position: 'relative', minWidth: '100%' }} style={{ height: virtualizer.getTotalSize(), width: contentWidthPx }}>
        {virtualizer.getVirtualItems().map(({ key, index, start }) => (
          <Box
            key={key}
            id={`${id}-${index}`}
            ref={isMeasured ? virtualizer.measureElement : undefined}
            data-index={index}
            role="row"
            aria-rowindex={index + 1 + headerRows}
            aria-selected={index === activeIndex}
            onMouseDown={() => onActiveIndexChange(index)}
            onClick={(event) => isOnControl(event.target) || onOpen?.(index)}
            style={{ transform: `translateY(${start}px)`, ...(!isMeasured && { height: rowHeightPx }) }}
            sx={onOpen === undefined ? rowLook : openableRowLook}
          >
            {renderRow(index, { isActive: index === activeIndex })}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** The rows that exist, and word to the caller of what is in sight. */
function useRows({ rowCount, rowHeightPx, rowKey, activeIndex, initialIndex = 0, onRangeChange }: VirtualListProps, scroller: RefObject<HTMLDivElement | null>) {
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
    initialOffset: initialIndex * rowHeightPx,
    ...(rowKey !== undefined && { getItemKey: rowKey }),
    rangeExtractor: (range) => withActive(range, activeIndex),
  });
  const startIndex = virtualizer.range?.startIndex ?? 0;
  const endIndex = virtualizer.range?.endIndex ?? 0;
  const tellRange = useRef(onRangeChange);
  useEffect(() => {
    tellRange.current = onRangeChange;
  });
  useEffect(() => tellRange.current?.({ startIndex, endIndex }), [startIndex, endIndex]);
  return { virtualizer, pageRows: Math.max(1, endIndex - startIndex - 1) };
}

/** A link or button in a row does its own work; the rest of the row opens it. */
function isOnControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input') !== null;
}

const gridLook = { height: '100%', overflow: 'auto', position: 'relative', backgroundColor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1, '&:focus-visible': { outlineOffset: -2 }, '&:focus-visible [aria-selected=true]': { boxShadow: 'inset 3px 0 var(--solace-palette-primary-main)' } } as const;
const headerLook = { position: 'sticky', top: 0, zIndex: 1, display: 'flex', minWidth: '100%', backgroundColor: 'background.paper', borderBottom: 1, borderColor: 'divider', fontSize: '0.8125rem', fontWeight: 550, color: 'text.secondary' } as const;
const rowLook = { position: 'absolute', insetInline: 0, top: 0, display: 'flex', alignItems: 'center', borderBottom: 1, borderColor: 'divider', '&[aria-selected=true]': { backgroundColor: 'wash.accent' } } as const;
const openableRowLook = { ...rowLook, cursor: 'pointer', '&:hover': { backgroundColor: 'sunken' } } as const;

export interface GridCellProps {
  children: ReactNode;
  width?: number | string;
  /** Takes the room that is left. */
  isWide?: boolean;
  isFigure?: boolean;
  role?: 'gridcell' | 'columnheader';
}

export function GridCell({ children, width, isWide = false, isFigure = false, role = 'gridcell' }: GridCellProps) {
  return (
    <Box role={role} className={isFigure && role === 'gridcell' ? 'figures' : undefined} sx={{ flex: isWide ? '1 1 0' : '0 0 auto', width, minWidth: 0, px: 1.25, py: role === 'columnheader' ? 0.875 : 0.5, textAlign: isFigure ? 'right' : 'left', overflow: 'hidden', textOverflow: 'ellipsis' }}>
      {children}
    </Box>
  );
}

/** The active row always exists, so that the list can name it even when it is scrolled out of sight. */
function withActive(range: Range, activeIndex: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (activeIndex >= range.count || indexes.includes(activeIndex)) return indexes;
  return [...indexes, activeIndex].sort((a, b) => a - b);
}

function moved(key: string, at: { index: number; rowCount: number; pageRows: number }): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: at.pageRows, PageUp: -at.pageRows, Home: -Infinity, End: Infinity };
  const step = steps[key];
  if (step === undefined || at.rowCount === 0) return null;
  return Math.max(0, Math.min(at.rowCount - 1, at.index + step));
}
