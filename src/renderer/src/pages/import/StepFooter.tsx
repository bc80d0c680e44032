/** @file The way back and the way on, at the foot of every step. */
import type { ReactNode } from 'react';
import { Box, Button } from '@mui/material';
import { ArrowLeft } from 'lucide-react';

export interface StepFooterProps {
  onBack?: (() => void) | undefined;
  next?: { label: string; run: () => void; isOff?: boolean } | undefined;
  /** Why it does not go on, or what else can be done. */
  note?: ReactNode;
}

export function StepFooter({ onBack, next, note }: StepFooterProps) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mt: 3, pt: 2, borderTop: 1, borderColor: 'divider' }}>
      {onBack !== undefined && (
        <Button variant="outlined" startIcon={<ArrowLeft size={15} aria-hidden />} onClick={onBack}>
          Back
        </Button>
      )}
      {next !== undefined && (
        <Button variant="contained" onClick={next.run} disabled={next.isOff ?? false}>
          {next.label}
        </Button>
      )}
      {note !== undefined && <Box sx={{ ml: 1, color: 'text.secondary', fontSize: '0.875rem' }}>{note}</Box>}
    </Box>
  );
}
