/** @file Adds a person or changes one: name, colour, role, PIN. A PIN goes in and never comes out. */
import { type FormEvent, useState } from 'react';
import { Alert, Box, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, Radio, RadioGroup, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { type Person, PersonColour, PersonRole, peopleContract } from '#shared/contracts/people';
import { useMutate } from '../../api/use-command';
import { roleWords } from '../../app/seat/role-words';
import { messageOf } from '../../components/format';
import { PersonMark } from '../../components/PersonMark';
import { ChoiceLabel } from '../measure/ChoiceLabel';

interface Draft {
  readonly name: string;
  readonly role: Person['role'];
  /** Null: the least used one. */
  readonly colour: Person['colour'] | null;
  readonly pin: string;
  readonly losesPin: boolean;
}

export interface PersonDialogProps {
  /** Null: a new one. */
  person: Person | null;
  isFirstResearcher: boolean;
  onClose: () => void;
}

export function PersonDialog({ person, isFirstResearcher, onClose }: PersonDialogProps) {
  const [draft, setDraft] = useState<Draft>({ name: person?.name ?? '', role: person?.role ?? 'annotator', colour: person?.colour ?? null, pin: '', losesPin: false });
  const edit = (changes: Partial<Draft>) => setDraft((now) => ({ ...now, ...changes }));
  const add = useMutate('people.add', { onDone: onClose });
  const update = useMutate('people.update', { onDone: onClose });
  const refusal = add.error ?? update.error;
  const problem = problemOf(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem !== null) return;
    if (person === null) add.mutate(newPersonOf(draft));
    else update.mutate({ id: person.id, name: draft.name, role: draft.role, ...(draft.colour !== null && { colour: draft.colour }), ...(draft.losesPin ? { pin: null } : draft.pin !== '' && { pin: draft.pin }) });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="person-title">
      <form onSubmit={submit}>
        <DialogTitle id="person-title">{person === null ? 'Add a person' : `Change ${person.name}`}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <TextField label="Name" value={draft.name} onChange={(event) => edit({ name: event.target.value.slice(0, 60) })} autoFocus sx={{ mt: 1 }} />
          <RadioGroup aria-label="Role" value={draft.role} onChange={(event) => edit({ role: PersonRole.parse(event.target.value) })} sx={{ gap: 0.5 }}>
            {PersonRole.options.map((role) => (
              <FormControlLabel key={role} value={role} control={<Radio size="small" sx={{ mt: -0.75 }} />} sx={{ alignItems: 'flex-start', mr: 0 }} label={<ChoiceLabel word={roleWords[role].word} help={roleWords[role].help} />} />
            ))}
          </RadioGroup>
          {isFirstResearcher && draft.role === 'researcher' && <Alert severity="info">With a researcher among the people, everybody has to enter from now on: annotators see only their work. You sit here as {draft.name.trim() === '' ? 'this person' : draft.name.trim()} at once.</Alert>}
          <ColourChoice name={draft.name} colour={draft.colour} onChange={(colour) => edit({ colour })} />
          <PinFields draft={draft} hasPin={person?.hasPin === true} edit={edit} />
          {refusal !== null && <Alert severity="error">{messageOf(refusal)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Typography variant="caption" role="status" sx={{ flex: 1, px: 1, color: 'text.secondary' }}>
            {problem}
          </Typography>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={problem !== null || add.isPending || update.isPending}>
            {person === null ? 'Add' : 'Save'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function ColourChoice({ name, colour, onChange }: { name: string; colour: Person['colour'] | null; onChange: (colour: Person['colour'] | null) => void }) {
  return (
    <Box>
      <Typography variant="caption" component="p" sx={{ m: 0, mb: 0.5, fontWeight: 550 }}>
        Colour {colour === null && '(the least used one)'}
      </Typography>
      <ToggleButtonGroup exclusive value={colour} onChange={(_, next: Person['colour'] | null) => onChange(next)} aria-label="Colour" sx={{ flexWrap: 'wrap' }}>
        {PersonColour.options.map((one) => (
          <ToggleButton key={one} value={one} aria-label={one}>
            <PersonMark name={name.trim() === '' ? 'A' : name} colour={one} />
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Box>
  );
}

function PinFields({ draft, hasPin, edit }: { draft: Draft; hasPin: boolean; edit: (changes: Partial<Draft>) => void }) {
  return (
    <Box>
      <TextField
        label={hasPin ? 'New PIN' : 'PIN'}
        type="password"
        value={draft.pin}
        disabled={draft.losesPin}
        onChange={(event) => edit({ pin: event.target.value.replaceAll(/\D/g, '').slice(0, 12) })}
        autoComplete="new-password"
        helperText={hasPin ? 'Empty: the PIN stays as it is.' : 'May stay empty. A PIN keeps others at this machine from deciding under this name.'}
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
        fullWidth
      />
      {hasPin && <FormControlLabel control={<Checkbox checked={draft.losesPin} onChange={(event) => edit({ losesPin: event.target.checked, pin: '' })} />} label="Take the PIN away" slotProps={{ typography: { variant: 'body2' } }} />}
    </Box>
  );
}

function newPersonOf({ name, role, colour, pin }: Draft) {
  return { name, role, ...(colour !== null && { colour }), ...(pin !== '' && { pin }) };
}

function problemOf(draft: Draft): string | null {
  const checked = peopleContract['people.add'].input.safeParse(newPersonOf(draft));
  return checked.success ? null : (checked.error.issues[0]?.message ?? 'Something is missing.');
}
