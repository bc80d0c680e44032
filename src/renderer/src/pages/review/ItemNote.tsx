/** @file What stands beside an item: why it was sent back, and the person's own flag. */
import { Box, Typography } from '@mui/material';
import { Flag, Undo2 } from 'lucide-react';
import type { ReviewItem } from '#shared/contracts/review';

export function ItemNote({ item: { rework, note } }: { item: ReviewItem }) {
  return (
    <>
      {rework !== null && (
        <Box sx={{ ...noteLook, backgroundColor: 'wash.warning' }}>
          <Undo2 size={15} aria-hidden />
          <Typography variant="body2">
            <strong>Sent back to you:</strong> {rework.note}
          </Typography>
        </Box>
      )}
      {note.isFlagged && (
        <Box sx={{ ...noteLook, backgroundColor: 'sunken' }}>
          <Flag size={15} aria-hidden />
          <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
            <strong>You flagged this</strong>
            {note.comment !== '' && `: ${note.comment}`}
          </Typography>
        </Box>
      )}
    </>
  );
}

const noteLook = { display: 'flex', gap: 1, alignItems: 'baseline', px: 1.5, py: 0.75, borderRadius: 1, border: 1, borderColor: 'divider', '& svg': { flexShrink: 0, transform: 'translateY(2px)' } } as const;
