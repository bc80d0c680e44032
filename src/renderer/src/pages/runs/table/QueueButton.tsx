/** @file The queue: how many runs of each slot may work at a time, which do, and how many wait. */
import { useId, useState } from 'react';
import { Badge, Box, Button, IconButton, Popover, Typography } from '@mui/material';
import { ListOrdered, Minus, Plus } from 'lucide-react';
import type { Output } from '#shared/contracts/index';
import { useCommand, useMutate } from '../../../api/use-command';
import { countOf, messageOf } from '../../../components/format';
import { LoadState } from '../../../components/LoadState';
import { useToast } from '../../../components/toasts/ToastProvider';
import { slotWords } from './run-columns';

type Slot = Output<'runs.slots'>[number];

export function QueueButton() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const titleId = useId();
  const slots = useCommand('runs.slots', {});
  const waiting = (slots.data ?? []).reduce((sum, { queued }) => sum + queued.length, 0);
  return (
    <>
      <Badge badgeContent={waiting} color="primary" slotProps={{ badge: { 'aria-hidden': true } }}>
        <Button variant="outlined" aria-haspopup="dialog" aria-expanded={anchor !== null} aria-label={waiting === 0 ? 'Queue' : `Queue, ${countOf(waiting, 'run')} waiting`} onClick={(event) => setAnchor(event.currentTarget)} startIcon={<ListOrdered size={15} aria-hidden />}>
          Queue
        </Button>
      </Badge>
      <Popover open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }} transformOrigin={{ vertical: 'top', horizontal: 'right' }} slotProps={{ paper: { role: 'dialog', 'aria-labelledby': titleId, sx: { width: 400, p: 2 } } }}>
        <Typography variant="h3" id={titleId}>
          Queue
        </Typography>
        <Typography variant="caption" component="p" sx={{ m: 0, mb: 1, color: 'text.secondary' }}>
          How many runs may work at a time. Running ones go on when there are fewer places.
        </Typography>
        <LoadState query={slots} what="the queue">
          {(found) => found.map((slot) => <SlotRow key={slot.slot} slot={slot} />)}
        </LoadState>
      </Popover>
    </>
  );
}

function SlotRow({ slot: { slot, places, running, queued } }: { slot: Slot }) {
  const toast = useToast();
  const set = useMutate('runs.setSlot', { onFail: (error) => toast({ message: messageOf(error), tone: 'error' }) });
  const word = slotWords[slot];
  return (
    <Box role="group" aria-label={word} sx={{ display: 'flex', alignItems: 'center', gap: 1, py: 0.75, borderTop: 1, borderColor: 'divider' }}>
      <Box sx={{ flex: 1 }}>
        <Typography variant="body2" sx={{ fontWeight: 550 }}>
          {word}
        </Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {running.length} running, {queued.length} waiting
        </Typography>
      </Box>
      <IconButton aria-label={`Fewer places for ${word}`} disabled={places === 0 || set.isPending} onClick={() => set.mutate({ slot, places: places - 1 })}>
        <Minus size={15} aria-hidden />
      </IconButton>
      <Typography variant="body2" className="figures" role="status" aria-label={`${countOf(places, 'place')} for ${word}`} sx={{ minWidth: 22, textAlign: 'center' }}>
        {places}
      </Typography>
      <IconButton aria-label={`More places for ${word}`} disabled={places >= 64 || set.isPending} onClick={() => set.mutate({ slot, places: places + 1 })}>
        <Plus size={15} aria-hidden />
      </IconButton>
    </Box>
  );
}
