/** @file Up, down and away: the buttons of one thing in a list that has an order. */
import type { ReactNode } from 'react';
import { Box, IconButton, Tooltip } from '@mui/material';
import { ArrowDown, ArrowUp, X } from 'lucide-react';

export interface ItemButtonsProps {
  /** "field Hope". */
  what: string;
  index: number;
  count: number;
  /** Fewer are not allowed. */
  least?: number;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

export function ItemButtons({ what, index, count, least = 0, onMove, onRemove }: ItemButtonsProps) {
  return (
    <Box sx={{ display: 'flex', flexShrink: 0 }}>
      <ItemButton label={`Move ${what} up`} icon={<ArrowUp size={15} aria-hidden />} isOff={index === 0} run={() => onMove(-1)} />
      <ItemButton label={`Move ${what} down`} icon={<ArrowDown size={15} aria-hidden />} isOff={index === count - 1} run={() => onMove(1)} />
      <ItemButton label={`Remove ${what}`} icon={<X size={15} aria-hidden />} isOff={count <= least} run={onRemove} />
    </Box>
  );
}

function ItemButton({ label, icon, isOff, run }: { label: string; icon: ReactNode; isOff: boolean; run: () => void }) {
  return (
    <Tooltip title={isOff ? '' : label}>
      <span>
        <IconButton aria-label={label} disabled={isOff} onClick={run}>
          {icon}
        </IconButton>
      </span>
    </Tooltip>
  );
}
