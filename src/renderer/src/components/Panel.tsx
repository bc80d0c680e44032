/** @file A bordered part of a page with a small heading, for what stands beside the main thing. */
import { type ReactNode, useId } from 'react';
import { Box, Typography } from '@mui/material';

export function Panel({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const titleId = useId();
  return (
    <Box component="section" aria-labelledby={titleId} sx={{ minWidth: 0, border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper', p: 2, pt: 1.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1.25, minHeight: 28 }}>
        <Typography variant="h3" component="h2" id={titleId} sx={{ flex: 1 }}>
          {title}
        </Typography>
        {actions}
      </Box>
      {children}
    </Box>
  );
}
