/** @file A word or two above a field, bound to it for the screen reader. A select takes `labelId`, an input takes `id`. */
import { type ReactNode, useId } from 'react';
import { Box, Typography } from '@mui/material';

export function Labelled({ label, children }: { label: string; children: (ids: { id: string; labelId: string }) => ReactNode }) {
  const id = useId();
  const labelId = `${id}-label`;
  return (
    <Box sx={{ minWidth: 0, '& .MuiFormHelperText-root': { mx: 0 } }}>
      <Typography component="label" htmlFor={id} id={labelId} variant="caption" sx={{ display: 'block', fontWeight: 550, mb: 0.25 }}>
        {label}
      </Typography>
      {children({ id, labelId })}
    </Box>
  );
}
