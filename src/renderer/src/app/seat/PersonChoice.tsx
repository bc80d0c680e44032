/** @file The people as a list to choose oneself from. Whoever has a PIN is asked for it in place; the others enter at once. */
import { useState } from 'react';
import { Alert, Box, ButtonBase, Typography } from '@mui/material';
import { ChevronRight, KeyRound } from 'lucide-react';
import type { Person } from '#shared/contracts/people';
import { useEnter } from '../../api/seat';
import { messageOf } from '../../components/format';
import { PersonMark } from '../../components/PersonMark';
import { visuallyHidden } from '../../components/LoadState';
import { EnterForm } from './EnterForm';
import { roleWords } from './role-words';

export function PersonChoice({ people, onEntered }: { people: readonly Person[]; onEntered: () => void }) {
  const [chosen, setChosen] = useState<Person | null>(null);
  const enter = useEnter();
  const choose = (person: Person) => {
    if (person.hasPin) setChosen(person);
    else enter.mutate({ personId: person.id }, { onSuccess: onEntered });
  };
  return (
    <Box>
      {enter.error !== null && (
        <Alert severity="error" sx={{ mb: 1.5 }}>
          {messageOf(enter.error)}
        </Alert>
      )}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper', overflow: 'hidden' }}>
        {people.map((person) => (
          <Box component="li" key={person.id} sx={{ '& + &': { borderTop: 1, borderColor: 'divider' } }}>
            {chosen?.id === person.id ? (
              <Box sx={{ p: 2, backgroundColor: 'wash.accent' }}>
                <EnterForm person={person} onEntered={onEntered} onCancel={() => setChosen(null)} />
              </Box>
            ) : (
              <PersonButton person={person} isBusy={enter.isPending} onChoose={() => choose(person)} />
            )}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function PersonButton({ person, isBusy, onChoose }: { person: Person; isBusy: boolean; onChoose: () => void }) {
  return (
    <ButtonBase onClick={onChoose} disabled={isBusy} sx={{ width: '100%', display: 'flex', gap: 1.5, px: 2, py: 1.25, textAlign: 'left', '&:hover': { backgroundColor: 'sunken' }, '&:focus-visible': { outlineOffset: -2 } }}>
      <PersonMark name={person.name} colour={person.colour} sizePx={32} />
      <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="span" variant="body1" sx={{ display: 'block', fontWeight: 550, overflowWrap: 'anywhere' }}>
          {person.name}
        </Typography>
        <Typography component="span" variant="caption" sx={{ display: 'block', color: 'text.secondary' }}>
          {roleWords[person.role].word}
        </Typography>
      </Box>
      {person.hasPin && (
        <Box component="span" sx={{ display: 'inline-flex', color: 'text.secondary' }}>
          <KeyRound size={15} aria-hidden />
          <Box component="span" sx={visuallyHidden}>
            with PIN
          </Box>
        </Box>
      )}
      <ChevronRight size={16} aria-hidden />
    </ButtonBase>
  );
}
