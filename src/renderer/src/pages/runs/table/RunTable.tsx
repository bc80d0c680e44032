/** @file The rows of the table of runs, fetched as they come into sight; they are chosen by `x`, opened by Enter, sorted by a column's head. */
import type { Ref } from 'react';
import { Box, ButtonBase } from '@mui/material';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { RunRow } from '#shared/contracts/run-records';
import { isSameJson } from '#shared/domain/runs/config-paths';
import type { RowPages, RowRange } from '../../../api/use-pages';
import { visuallyHidden } from '../../../components/LoadState';
import { GridCell, VirtualList, type VirtualListHandle } from '../../../components/VirtualList';
import type { RunsView } from '../runs-address';
import type { ActOnRun } from '../use-run-actions';
import { columnOf, type ColumnKey, type RunColumnLook } from './run-columns';
import { NameCell, RunCell } from './RunCell';

export interface RunTableProps {
  pages: RowPages<RunRow>;
  columns: readonly ColumnKey[];
  view: RunsView;
  onSort: (sort: NonNullable<RunColumnLook['sort']>) => void;
  chosen: ReadonlyMap<RunRow['id'], RunRow>;
  onChoose: (run: RunRow) => void;
  activeIndex: number;
  onActiveIndexChange: (index: number) => void;
  onOpen: (run: RunRow) => void;
  onRangeChange: (range: RowRange) => void;
  kindTitles: ReadonlyMap<string, string>;
  act: ActOnRun;
  handle: Ref<VirtualListHandle>;
}

const widths = { check: 40, group: 150 } as const;
const rowHeightPx = 50;
/** The browser's own: a row has to be quick to make. */
const checkLook = { width: 16, height: 16, margin: 0, display: 'block', accentColor: 'var(--solace-palette-primary-main)' } as const;

export function RunTable({ pages, columns, view, onSort, chosen, onChoose, activeIndex, onActiveIndexChange, onOpen, onRangeChange, kindTitles, act, handle }: RunTableProps) {
  const looks = columns.map(columnOf);
  const group = view.group === null ? null : columnOf(`config:${view.group}`);
  const contentWidthPx = widths.check + (group === null ? 0 : widths.group) + looks.reduce((sum, { widthPx }) => sum + widthPx, 0);
  const renderRow = (index: number) => {
    const run = pages.rowAt(index);
    if (run === undefined) return <GridCell isWide>…</GridCell>;
    return (
      <>
        <GridCell width={widths.check}>
          <input type="checkbox" checked={chosen.has(run.id)} onChange={() => onChoose(run)} aria-label={`Choose ${run.name}`} tabIndex={-1} style={checkLook} />
        </GridCell>
        {group !== null && (
          <GridCell width={widths.group}>
            <GroupMark text={group.text(run)} isFirst={index === 0 || pages.rowAt(index - 1) === undefined || group.text(pages.rowAt(index - 1) ?? run) !== group.text(run)} />
          </GridCell>
        )}
        {looks.map((look) => (
          <GridCell key={look.key} width={look.widthPx} isWide={look.key === 'name'} isFigure={look.isFigure}>
            {look.key === 'name' ? <NameCell run={run} act={act} /> : <RunCell run={run} look={look} kindTitles={kindTitles} />}
          </GridCell>
        ))}
      </>
    );
  };
  return (
    <Box sx={{ height: '100%', fontSize: '0.875rem' }}>
      <VirtualList
        label="Runs"
        rowCount={pages.total ?? 0}
        rowHeightPx={rowHeightPx}
        contentWidthPx={contentWidthPx}
        header={<Head looks={looks} group={group} view={view} onSort={onSort} />}
        renderRow={renderRow}
        activeIndex={activeIndex}
        onActiveIndexChange={onActiveIndexChange}
        onOpen={(index) => {
          const run = pages.rowAt(index);
          if (run !== undefined) onOpen(run);
        }}
        onRangeChange={onRangeChange}
        handle={handle}
      />
    </Box>
  );
}

/** The value stands at the first row of its group and recedes at the others. */
function GroupMark({ text, isFirst }: { text: string; isFirst: boolean }) {
  return (
    <Box component="span" sx={{ whiteSpace: 'nowrap', fontWeight: isFirst ? 600 : 400, color: isFirst ? 'text.primary' : 'text.secondary' }}>
      {text}
    </Box>
  );
}

interface HeadProps {
  looks: readonly RunColumnLook[];
  group: RunColumnLook | null;
  view: RunsView;
  onSort: RunTableProps['onSort'];
}

function Head({ looks, group, view, onSort }: HeadProps) {
  return (
    <>
      <GridCell role="columnheader" width={widths.check}>
        <Hidden>Chosen</Hidden>
      </GridCell>
      {group !== null && (
        <GridCell role="columnheader" width={widths.group}>
          <ColumnName look={group} view={view} onSort={onSort} />
        </GridCell>
      )}
      {looks.map((look) => (
        <GridCell key={look.key} role="columnheader" width={look.widthPx} isWide={look.key === 'name'} isFigure={look.isFigure}>
          <ColumnName look={look} view={view} onSort={onSort} />
        </GridCell>
      ))}
    </>
  );
}

function Hidden({ children }: { children: string }) {
  return (
    <Box component="span" sx={visuallyHidden}>
      {children}
    </Box>
  );
}

function ColumnName({ look: { label, note, sort, isFigure }, view, onSort }: { look: RunColumnLook; view: RunsView; onSort: RunTableProps['onSort'] }) {
  const words = note === undefined ? label : `${label}, ${note}`;
  const name = (
    <Box component="span" title={words} sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
      {label}
      {note !== undefined && <Box component="span" sx={{ fontWeight: 400 }}>{` ${note}`}</Box>}
    </Box>
  );
  if (sort === null) return name;
  const isSorted = isSameJson(view.sort, sort);
  const Arrow = view.order === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <ButtonBase onClick={() => onSort(sort)} aria-label={`Sort by ${words}${isSorted ? `, now ${view.order}` : ''}`} sx={{ font: 'inherit', color: isSorted ? 'text.primary' : 'inherit', maxWidth: '100%', gap: 0.25, verticalAlign: 'top', flexDirection: isFigure ? 'row-reverse' : 'row', borderRadius: 0.5 }}>
      {name}
      {isSorted && <Arrow size={13} aria-hidden style={{ flexShrink: 0 }} />}
    </ButtonBase>
  );
}
