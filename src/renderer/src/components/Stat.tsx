/** @file One figure with its label, and a row of them. */
import type { ReactNode } from 'react';
import { Box } from '@mui/material';

export function Stat({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column-reverse', justifyContent: 'flex-end', minWidth: 0 }}>
      <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        {label}
        {note !== undefined && <Box component="span" sx={{ display: 'block' }}>{note}</Box>}
      </Box>
      <Box component="dd" className="figures" sx={{ m: 0, fontSize: '1.375rem', lineHeight: 1.3, fontWeight: 560, letterSpacing: '-0.012em' }}>
        {value}
      </Box>
    </Box>
  );
}

export function StatRow({ children, label }: { children: ReactNode; label: string }) {
  return (
    <Box component="dl" aria-label={label} sx={{ m: 0, display: 'flex', flexWrap: 'wrap', columnGap: 5, rowGap: 2 }}>
      {children}
    </Box>
  );
}
