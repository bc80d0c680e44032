/** @file Moves what somebody has not begun to another person who does not have it yet. */
import { type FormEvent, useState } from 'react';
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, TextField, Typography } from '@mui/material';
import type { Campaign, PersonProgress } from '#shared/contracts/campaigns';
import { useCommand, useMutate } from '../../api/use-command';
import { countOf, messageOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';

export function HandOverDialog({ campaign, from, onClose }: { campaign: Campaign; from: PersonProgress; onClose: () => void }) {
  const toast = useToast();
  const people = (useCommand('people.list', {}).data ?? []).filter(({ id, role }) => id !== from.person.id && role !== 'evaluator');
  const [chosen, setChosen] = useState('');
  const to = people.find(({ id }) => String(id) === chosen);
  const handOver = useMutate('campaigns.handOver', {
    onDone: ({ moved }) => {
      toast(moved === 0 ? { message: `${to?.name ?? 'That person'} has all of it already; nothing was moved.` } : { tone: 'success', message: `${countOf(moved, 'item')} of ${from.person.name} went to ${to?.name ?? 'them'}.` });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to !== undefined) handOver.mutate({ id: campaign.id, from: from.person.id, to: to.id });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="hand-over-title">
      <form onSubmit={submit}>
        <DialogTitle id="hand-over-title">Hand over from {from.person.name}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <Typography variant="body2">What {from.person.name} has not begun goes to somebody else. What is decided stays.</Typography>
          <TextField select label="To" value={to === undefined ? '' : chosen} onChange={(event) => setChosen(event.target.value)} helperText={people.length === 0 ? 'There is nobody else to take it.' : undefined}>
            {people.map(({ id, name }) => (
              <MenuItem key={id} value={String(id)}>
                {name}
              </MenuItem>
            ))}
          </TextField>
          {handOver.error !== null && <Alert severity="error">{messageOf(handOver.error)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={to === undefined || handOver.isPending}>
            Hand over
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
