/** @file Who gets the turns, and how many people see each. */
import { Box, Checkbox, FormControlLabel, Link, TextField, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { useCommand } from '../../../api/use-command';
import { paths } from '../../../app/paths';
import { PersonMark } from '../../../components/PersonMark';
import { FormPart } from './FormPart';
import type { PartProps } from './part';

export function PeoplePart({ draft, edit }: PartProps) {
  const people = (useCommand('people.list', {}).data ?? []).filter(({ role }) => role !== 'evaluator');
  const toggle = (id: (typeof people)[number]['id']) => edit({ people: draft.people.includes(id) ? draft.people.filter((one) => one !== id) : [...draft.people, id] });
  return (
    <FormPart title="Who" help="Turns are dealt out evenly. Two people or more on each make agreement measurable; the paper had three.">
      <TextField label="People on each turn" value={draft.annotatorsPerItem} onChange={(event) => edit({ annotatorsPerItem: event.target.value.replaceAll(/\D/g, '').slice(0, 2) })} slotProps={{ htmlInput: { inputMode: 'numeric' } }} sx={{ width: 170 }} />
      {people.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          Nobody is here yet.{' '}
          <Link component={RouterLink} to={paths.people}>
            Add people
          </Link>{' '}
          now, or give the campaign to them later.
        </Typography>
      ) : (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2.5, rowGap: 0.5 }}>
          {people.map(({ id, name, colour }) => (
            <FormControlLabel
              key={id}
              control={<Checkbox checked={draft.people.includes(id)} onChange={() => toggle(id)} />}
              label={
                <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}>
                  <PersonMark name={name} colour={colour} sizePx={20} />
                  {name}
                </Box>
              }
              slotProps={{ typography: { variant: 'body2', component: 'span' } }}
            />
          ))}
        </Box>
      )}
    </FormPart>
  );
}
