/** @file Where the filters stand: beside the result on a wide window, over it on a narrow one. Whether they are shown is remembered. */
import { type ReactNode, useState } from 'react';
import { Box, Drawer, IconButton, Typography, useMediaQuery } from '@mui/material';
import { X } from 'lucide-react';

export interface SideState {
  readonly isWide: boolean;
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly close: () => void;
}

const storageKey = 'solace.browse.filters';

export function useFilterSide(): SideState {
  const isWide = useMediaQuery('(min-width: 1100px)', { noSsr: true });
  const [isShown, setIsShown] = useState(() => localStorage.getItem(storageKey) !== 'hidden');
  const [isOver, setIsOver] = useState(false);
  const show = (isNowShown: boolean) => {
    if (!isWide) return setIsOver(isNowShown);
    localStorage.setItem(storageKey, isNowShown ? 'shown' : 'hidden');
    return setIsShown(isNowShown);
  };
  const isOpen = isWide ? isShown : isOver;
  return { isWide, isOpen, toggle: () => show(!isOpen), close: () => show(false) };
}

export function FilterSide({ side, children }: { side: SideState; children: ReactNode }) {
  if (side.isWide) {
    return side.isOpen ? <Box sx={{ width: 224, flexShrink: 0, overflowY: 'auto', overflowX: 'hidden', position: 'relative', pr: 1.5, pl: 0.75, ml: -0.75, pb: 3 }}>{children}</Box> : null;
  }
  return (
    <Drawer open={side.isOpen} onClose={side.close} transitionDuration={0} slotProps={{ paper: { role: 'dialog', 'aria-label': 'Filters', sx: { width: 300, p: 2.5 } } }}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', mb: 1.5 }}>
        <Typography variant="h2" component="p">
          Filters
        </Typography>
        <IconButton aria-label="Close the filters" onClick={side.close}>
          <X size={18} aria-hidden />
        </IconButton>
      </Box>
      {children}
    </Drawer>
  );
}
