/** @file Test turns of a planner: all, or those of one cell of its confusion table. A row opens the plan for its turn. */
import { useState } from 'react';
import { Box, MenuItem, TextField } from '@mui/material';
import type { PlannerItem, PlannerResult } from '#shared/contracts/planner';
import type { RunId } from '#shared/domain/ids';
import { useClient } from '../../api/ClientProvider';
import { useCommand } from '../../api/use-command';
import { type RowRange, usePages } from '../../api/use-pages';
import { countOf, formatShare } from '../../components/format';
import { EmptyState, ErrorState, LoadingState } from '../../components/LoadState';
import { StrategyChip } from '../../components/StrategyChip';
import { GridCell, VirtualList } from '../../components/VirtualList';

interface PlannedItemsProps {
  runId: RunId;
  gold: string | null;
  predicted: string | null;
  change: (changes: Readonly<Record<string, string | null>>) => void;
}

export function PlannedItems({ runId, gold, predicted, change }: PlannedItemsProps) {
  const client = useClient();
  const run = useCommand('runs.get', { id: runId });
  const labels = (run.data?.result as PlannerResult | undefined)?.labels ?? [];
  const [range, setRange] = useState<RowRange>({ startIndex: 0, endIndex: 30 });
  const [activeIndex, setActiveIndex] = useState(0);
  const input = { runId, ...(gold !== null && { gold }), ...(predicted !== null && { predicted }) };
  const pages = usePages<PlannerItem>({ key: ['planner.confusionItems', input], fetch: (page, signal) => client.call('planner.confusionItems', { ...input, ...page }, { signal }) }, range);
  const open = (item: PlannerItem | undefined) => {
    if (item !== undefined) change({ dialogue: String(item.dialogueId), turn: String(item.turn) });
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5, height: 'max(420px, calc(100vh - 330px))' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        <LabelSelect label="What the supporter did" value={gold} labels={labels} onChange={(value) => change({ gold: value })} />
        <LabelSelect label="What the planner chose" value={predicted} labels={labels} onChange={(value) => change({ predicted: value })} />
        <Box role="status" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {pages.total !== undefined && `${countOf(pages.total, 'turn')} of the test part, surest first`}
        </Box>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, fontSize: '0.875rem' }}>
        {pages.error !== null ? (
          <ErrorState what="the turns" message={pages.error.message} onRetry={pages.retry} />
        ) : pages.total === undefined ? (
          <LoadingState what="the turns" />
        ) : pages.total === 0 ? (
          <EmptyState title="No such turn">The planner never did this on the test part.</EmptyState>
        ) : (
          <VirtualList label="Test turns" rowCount={pages.total} rowHeightPx={44} header={<Header />} renderRow={(index) => <Row item={pages.rowAt(index)} />} activeIndex={activeIndex} onActiveIndexChange={setActiveIndex} onOpen={(index) => open(pages.rowAt(index))} onRangeChange={setRange} />
        )}
      </Box>
    </Box>
  );
}

function LabelSelect({ label, value, labels, onChange }: { label: string; value: string | null; labels: readonly string[]; onChange: (value: string | null) => void }) {
  return (
    <TextField select size="small" label={label} value={value !== null && labels.includes(value) ? value : ''} onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)} sx={{ minWidth: 230 }}>
      <MenuItem value="">Anything</MenuItem>
      {labels.map((one) => (
        <MenuItem key={one} value={one}>
          {one}
        </MenuItem>
      ))}
    </TextField>
  );
}

const widths = { strategy: 230, sure: 90 } as const;

function Header() {
  return (
    <>
      <GridCell role="columnheader" width={widths.strategy}>
        Supporter
      </GridCell>
      <GridCell role="columnheader" width={widths.strategy}>
        Planner
      </GridCell>
      <GridCell role="columnheader" width={widths.sure} isFigure>
        Sure
      </GridCell>
      <GridCell role="columnheader" isWide>
        The seeker had said
      </GridCell>
    </>
  );
}

function Row({ item }: { item: PlannerItem | undefined }) {
  if (item === undefined) return <GridCell isWide>…</GridCell>;
  return (
    <>
      <GridCell width={widths.strategy}>
        <StrategyChip label={item.gold} size="full" />
      </GridCell>
      <GridCell width={widths.strategy}>
        <StrategyChip label={item.predicted} size="full" />
      </GridCell>
      <GridCell width={widths.sure} isFigure>
        {formatShare(item.probability)}
      </GridCell>
      <GridCell isWide>
        <Box sx={{ whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>{item.seekerText}</Box>
      </GridCell>
    </>
  );
}
