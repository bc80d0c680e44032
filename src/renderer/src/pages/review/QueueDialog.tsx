/** @file The person's queue as a list: what is open, done, skipped, flagged or sent back, and a way to any of it. */
import { useState } from 'react';
import { Box, Dialog, DialogContent, DialogTitle, IconButton, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { Flag, X } from 'lucide-react';
import type { CampaignId } from '#shared/domain/ids';
import type { ItemState } from '#shared/domain/review/decisions';
import { displayText } from '#shared/domain/dialogue';
import { useClient } from '../../api/ClientProvider';
import { type RowRange, usePages } from '../../api/use-pages';
import { countOf, formatCount } from '../../components/format';
import { ErrorState } from '../../components/LoadState';
import { GridCell, VirtualList } from '../../components/VirtualList';

type Shown = 'all' | 'open' | 'rework' | 'done' | 'skipped' | 'flagged';

const choices: readonly { value: Shown; word: string }[] = [
  { value: 'all', word: 'All' },
  { value: 'open', word: 'Open' },
  { value: 'rework', word: 'Sent back' },
  { value: 'done', word: 'Done' },
  { value: 'skipped', word: 'Skipped' },
  { value: 'flagged', word: 'Flagged' },
];

const stateWords: Readonly<Record<ItemState, string>> = { open: 'open', rework: 'sent back', done: 'done', skipped: 'skipped' };

export interface QueueDialogProps {
  campaignId: CampaignId;
  current: number | null;
  onOpen: (position: number) => void;
  onClose: () => void;
}

export function QueueDialog({ campaignId, current, onOpen, onClose }: QueueDialogProps) {
  const client = useClient();
  const [state, setState] = useState<Shown>('all');
  const [range, setRange] = useState<RowRange>({ startIndex: current ?? 0, endIndex: (current ?? 0) + 20 });
  const [active, setActive] = useState(current ?? 0);
  const input = { campaignId, state };
  const pages = usePages({ key: ['review.list', input], fetch: (page, signal) => client.call('review.list', { ...input, ...page }, { signal }) }, range);
  const choose = (next: Shown) => {
    setState(next);
    setActive(0);
    setRange({ startIndex: 0, endIndex: 20 });
  };
  const open = (index: number) => {
    const row = pages.rowAt(index);
    if (row === undefined) return;
    onOpen(row.position);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="queue-title">
      <DialogTitle id="queue-title" sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center' }}>
        <span>Your items</span>
        <IconButton aria-label="Close" onClick={onClose} edge="end">
          <X size={18} aria-hidden />
        </IconButton>
      </DialogTitle>
      <DialogContent>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mb: 1.5, flexWrap: 'wrap' }}>
          <ToggleButtonGroup exclusive value={state} onChange={(_, next: Shown | null) => next !== null && choose(next)} aria-label="Which items">
            {choices.map(({ value, word }) => (
              <ToggleButton key={value} value={value}>
                {word}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <Typography variant="body2" role="status" sx={{ color: 'text.secondary' }}>
            {pages.total === undefined ? '' : countOf(pages.total, 'item')}
          </Typography>
        </Box>
        {pages.error !== null && <ErrorState what="your items" message={pages.error.message} onRetry={pages.retry} />}
        <Box sx={{ height: 420 }}>
          <VirtualList
            key={state}
            label="Your items"
            rowCount={pages.total ?? 0}
            rowHeightPx={34}
            activeIndex={active}
            onActiveIndexChange={setActive}
            onOpen={open}
            onRangeChange={setRange}
            initialIndex={active}
            renderRow={(index) => {
              const row = pages.rowAt(index);
              return (
                <>
                  <GridCell width={64} isFigure>{row === undefined ? '' : formatCount(row.position + 1)}</GridCell>
                  <GridCell width={90}>{row === undefined ? '' : stateWords[row.state]}</GridCell>
                  <GridCell width={34}>{row?.isFlagged === true && <Flag size={14} aria-label="flagged" />}</GridCell>
                  <GridCell isWide><Box component="span" sx={{ whiteSpace: 'nowrap' }}>{displayText(row?.excerpt ?? '')}</Box></GridCell>
                </>
              );
            }}
          />
        </Box>
      </DialogContent>
    </Dialog>
  );
}
