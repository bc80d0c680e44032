/** @file Chooses the people of a draft. Choosing again deals everything out anew. */
import { type FormEvent, useState } from 'react';
import { Alert, Box, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { Campaign } from '#shared/contracts/campaigns';
import type { PersonId } from '#shared/domain/ids';
import { useCommand, useMutate } from '../../api/use-command';
import { paths } from '../../app/paths';
import { countOf, messageOf } from '../../components/format';
import { PersonMark } from '../../components/PersonMark';

export function AssignDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const people = (useCommand('people.list', {}).data ?? []).filter(({ role }) => role !== 'evaluator');
  const [chosen, setChosen] = useState<readonly PersonId[]>(campaign.people);
  const assign = useMutate('campaigns.assign', { onDone: onClose });
  const isEnough = chosen.length >= campaign.annotatorsPerItem;
  const toggle = (id: PersonId) => setChosen((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    assign.mutate({ id: campaign.id, personIds: [...chosen] });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="assign-title">
      <form onSubmit={submit}>
        <DialogTitle id="assign-title">Give it to people</DialogTitle>
        <DialogContent>
          {people.length === 0 ? (
            <Typography variant="body2">
              Nobody is here yet. <Link component={RouterLink} to={paths.people}>Add people</Link> first.
            </Typography>
          ) : (
            people.map(({ id, name, colour }) => (
              <FormControlLabel
                key={id}
                control={<Checkbox checked={chosen.includes(id)} onChange={() => toggle(id)} />}
                label={
                  <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
                    <PersonMark name={name} colour={colour} sizePx={22} />
                    {name}
                  </Box>
                }
                slotProps={{ typography: { variant: 'body2', component: 'span' } }}
                sx={{ display: 'flex' }}
              />
            ))
          )}
          {assign.error !== null && <Alert severity="error">{messageOf(assign.error)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Typography variant="caption" role="status" sx={{ flex: 1, px: 1, color: 'text.secondary' }}>
            {isEnough ? `About ${countOf(Math.round((campaign.items * campaign.annotatorsPerItem) / chosen.length), 'item')} each` : `Choose at least ${campaign.annotatorsPerItem}.`}
          </Typography>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!isEnough || assign.isPending}>
            Give
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
