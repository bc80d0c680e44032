/** @file Names with their values in two columns, as a definition list. */
import type { ReactNode } from 'react';
import { Box } from '@mui/material';

export type Fact = readonly [name: string, value: ReactNode];

export function Facts({ label, facts }: { label: string; facts: readonly Fact[] }) {
  return (
    <Box component="dl" aria-label={label} sx={{ m: 0, display: 'grid', gridTemplateColumns: 'minmax(90px, max-content) minmax(0, 1fr)', columnGap: 2, rowGap: 0.625, fontSize: '0.8125rem', lineHeight: 1.45 }}>
      {facts.map(([name, value]) => (
        <Box key={name} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {name}
          </Box>
          <Box component="dd" className="figures" sx={{ m: 0, minWidth: 0, overflowWrap: 'anywhere' }}>
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
