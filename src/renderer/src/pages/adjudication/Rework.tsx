/** @file Sends the item back to those who answered it, and shows what was sent back before. */
import { type FormEvent, useState } from 'react';
import { Alert, Box, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, TextField, Typography } from '@mui/material';
import { Undo2 } from 'lucide-react';
import type { AdjudicationItem } from '#shared/contracts/adjudication';
import type { Campaign } from '#shared/contracts/campaigns';
import type { PersonId } from '#shared/domain/ids';
import { useMutate } from '../../api/use-command';
import { formatDateTime, messageOf } from '../../components/format';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { useToast } from '../../components/toasts/ToastProvider';

/** The way to send it back, and to take that back while nobody has answered. */
export function ReworkButton({ campaign, item }: { campaign: Campaign; item: AdjudicationItem }) {
  const toast = useToast();
  const [isSending, setIsSending] = useState(false);
  const withdraw = useMutate('adjudication.withdraw', { onFail: (error) => toast({ tone: 'error', message: error.message }) });
  useShortcuts('Adjudicating', [{ keys: 's', label: 'Send back with a note', run: () => setIsSending(true) }]);
  return (
    <Box sx={{ display: 'flex', gap: 0.5, flexShrink: 0 }}>
      {item.rework.some(({ isAnswered }) => !isAnswered) && (
        <Button disabled={withdraw.isPending} onClick={() => withdraw.mutate({ campaignId: campaign.id, itemId: item.itemId })}>
          No longer ask
        </Button>
      )}
      <Button startIcon={<Undo2 size={14} aria-hidden />} endIcon={<KeyHint keys="s" />} onClick={() => setIsSending(true)}>
        Send back
      </Button>
      {isSending && <SendDialog campaign={campaign} item={item} onClose={() => setIsSending(false)} />}
    </Box>
  );
}

export function ReworkNotes({ item }: { item: AdjudicationItem }) {
  return item.rework.map(({ person, note, requestedBy, requestedAt, isAnswered }) => (
    <Typography key={`${person} ${requestedAt}`} variant="caption" component="p" sx={{ m: 0, mb: 0.5, color: 'text.secondary' }}>
      Sent back to {person} by {requestedBy}, {formatDateTime(requestedAt)}: “{note}” {isAnswered ? 'Answered.' : 'Not answered yet.'}
    </Typography>
  ));
}

function SendDialog({ campaign, item, onClose }: { campaign: Campaign; item: AdjudicationItem; onClose: () => void }) {
  const [note, setNote] = useState('');
  const [left, setLeft] = useState<readonly PersonId[]>([]);
  const send = useMutate('adjudication.sendBack', { onDone: onClose });
  const people = peopleOf(item);
  const chosen = people.filter(({ id }) => !left.includes(id));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({ campaignId: campaign.id, itemId: item.itemId, note, personIds: left.length === 0 ? [] : chosen.map(({ id }) => id) });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="send-back-title">
      <form onSubmit={submit}>
        <DialogTitle id="send-back-title">Send item {item.number} back</DialogTitle>
        <DialogContent>
          <TextField label="What should they look at?" value={note} onChange={(event) => setNote(event.target.value.slice(0, 2_000))} helperText="They see this note. Their answers stand until they answer again." multiline minRows={2} autoFocus fullWidth sx={{ mt: 1, mb: 1 }} />
          {people.map(({ id, name }) => (
            <FormControlLabel key={id} control={<Checkbox checked={!left.includes(id)} onChange={() => setLeft(left.includes(id) ? left.filter((one) => one !== id) : [...left, id])} />} label={name} slotProps={{ typography: { variant: 'body2' } }} />
          ))}
          {send.error !== null && <Alert severity="error">{messageOf(send.error)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={note.trim() === '' || send.isPending || (people.length > 0 && chosen.length === 0)}>
            Send back
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** Those who answered; none where names are hidden: then it goes to all of them. */
function peopleOf(item: AdjudicationItem): { id: PersonId; name: string }[] {
  const people = item.fields.flatMap(({ candidates }) => candidates.flatMap(({ person, name, verdict }) => (person === undefined || verdict === null ? [] : [{ id: person.id, name }])));
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
