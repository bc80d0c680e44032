/** @file The record as it stood in its file, laid out for reading and ready to be copied. */
import { Box, Button, Drawer, IconButton, Typography } from '@mui/material';
import { Copy, X } from 'lucide-react';
import type { DialogueId } from '#shared/domain/ids';
import { useCommand } from '../../api/use-command';
import { LoadState } from '../../components/LoadState';
import { useToast } from '../../components/toasts/ToastProvider';

export function RawRecord({ id, isOpen, onClose }: { id: DialogueId; isOpen: boolean; onClose: () => void }) {
  return (
    <Drawer anchor="right" open={isOpen} onClose={onClose} transitionDuration={0} slotProps={{ paper: { role: 'dialog', 'aria-label': 'Raw record', sx: { width: 'min(760px, 92vw)', display: 'flex', flexDirection: 'column' } } }}>
      <Contents id={id} onClose={onClose} />
    </Drawer>
  );
}

function Contents({ id, onClose }: { id: DialogueId; onClose: () => void }) {
  const raw = useCommand('dialogues.raw', { id });
  const toast = useToast();
  const copy = (text: string) => navigator.clipboard.writeText(text).then(() => toast({ message: 'Raw record copied', tone: 'success' }));
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2.5, py: 1.5, borderBottom: 1, borderColor: 'divider' }}>
        <Typography variant="h2" sx={{ flex: 1 }}>
          Raw record
        </Typography>
        <Button startIcon={<Copy size={15} aria-hidden />} disabled={raw.data === undefined} onClick={() => void copy(raw.data?.json ?? '')}>
          Copy as it was
        </Button>
        <IconButton aria-label="Close the raw record" onClick={onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </Box>
      <Box tabIndex={0} role="region" aria-label="Record" sx={{ flex: 1, minHeight: 0, overflow: 'auto', px: 2.5, py: 2 }}>
        <LoadState query={raw} what="the raw record">
          {({ json }) => (
            <Box component="pre" sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: '0.8125rem', lineHeight: 1.55 }}>
              {laidOut(json)}
            </Box>
          )}
        </LoadState>
      </Box>
    </>
  );
}

/** Records that are not JSON (rows of a table, Python literals) are shown as they are. */
function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
