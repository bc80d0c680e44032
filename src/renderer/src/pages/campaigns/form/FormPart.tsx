/** @file One part of the form: a heading, a line of help, its controls. */
import { type ReactNode, useId } from 'react';
import { Box, Typography } from '@mui/material';

export function FormPart({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <Box role="group" aria-labelledby={titleId}>
      <Typography variant="h2" id={titleId} sx={{ mb: help === undefined ? 1.75 : 0.25 }}>
        {title}
      </Typography>
      {help !== undefined && (
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1.75, maxWidth: '70ch' }}>
          {help}
        </Typography>
      )}
      <Box sx={{ display: 'grid', gap: 1.75, justifyItems: 'start', '& .MuiFormHelperText-root': { mx: 0 } }}>{children}</Box>
    </Box>
  );
}
