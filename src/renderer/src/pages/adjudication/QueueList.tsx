/** @file The queue as a list: item, field, how divided its votes are beyond chance, and what stands. Only rows in sight exist. */
import type { Ref } from 'react';
import { Box, Tooltip, Typography } from '@mui/material';
import { Award, Flag, RotateCcw, Undo2 } from 'lucide-react';
import type { QueueRow } from '#shared/contracts/adjudication';
import type { Campaign } from '#shared/contracts/campaigns';
import { displayText } from '#shared/domain/dialogue';
import type { RowPages, RowRange } from '../../api/use-pages';
import { formatCount } from '../../components/format';
import { GridCell, VirtualList, type VirtualListHandle } from '../../components/VirtualList';
import { valueWord } from '../review/review-words';

export interface QueueListProps {
  campaign: Campaign;
  pages: RowPages<QueueRow>;
  active: number;
  onActiveChange: (index: number) => void;
  onRangeChange: (range: RowRange) => void;
  handle: Ref<VirtualListHandle>;
}

export function QueueList({ campaign, pages, active, onActiveChange, onRangeChange, handle }: QueueListProps) {
  return (
    <VirtualList
      label="Queue"
      rowCount={pages.total ?? 0}
      rowHeightPx={62}
      activeIndex={active}
      onActiveIndexChange={onActiveChange}
      onRangeChange={onRangeChange}
      handle={handle}
      renderRow={(index) => <Row campaign={campaign} row={pages.rowAt(index)} />}
    />
  );
}

function Row({ campaign, row }: { campaign: Campaign; row: QueueRow | undefined }) {
  if (row === undefined) return <GridCell isWide>…</GridCell>;
  const field = campaign.fields.find(({ id }) => id === row.field);
  const standing = row.gold?.value ?? row.majority?.value;
  return (
    <>
      <GridCell isWide>
        <Typography variant="body2" component="div" noWrap sx={{ fontWeight: 550 }}>
          {formatCount(row.number)} · {field?.title ?? row.field}
        </Typography>
        <Typography variant="caption" component="div" noWrap sx={{ color: 'text.secondary' }}>
          {displayText(row.excerpt)}
        </Typography>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75, fontSize: '0.75rem', color: 'text.secondary', minWidth: 0 }}>
          {row.gold !== null && (row.gold.changedSince.length > 0 ? <RotateCcw size={12} aria-label="changed since" /> : <Award size={12} aria-label="gold" />)}
          {row.isFlagged && <Flag size={12} aria-label="flagged" />}
          {row.inRework > 0 && <Undo2 size={12} aria-label="sent back" />}
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
            {standing === undefined ? 'a tie' : field === undefined ? standing : valueWord(field, standing)}
            {row.gold === null && row.majority !== null && `, ${Math.round(row.majority.share * 100)}% of ${row.votes}`}
          </Box>
        </Box>
      </GridCell>
      <GridCell width={62} isFigure>
        <Tooltip title="Disagreement of its votes over what chance would give: 0 is agreement, 1 is chance." describeChild>
          <span>{row.disagreement === null ? '–' : row.disagreement.toFixed(2)}</span>
        </Tooltip>
      </GridCell>
    </>
  );
}
