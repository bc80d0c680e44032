/** @file Answers: who works here, and what may each do? Adding the first researcher puts a door before the workbench. */
import { useState } from 'react';
import { Box, Button, Skeleton, Typography } from '@mui/material';
import { KeyRound, LogIn, Plus, Users } from 'lucide-react';
import type { Person } from '#shared/contracts/people';
import { useSeat } from '../../api/seat';
import { useCommand } from '../../api/use-command';
import { PersonChoice } from '../../app/seat/PersonChoice';
import { roleWords } from '../../app/seat/role-words';
import { type Column, DataTable } from '../../components/DataTable';
import { formatDate } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageSection } from '../../components/PageContainer';
import { PersonMark } from '../../components/PersonMark';
import { AnnotateFrame } from '../labels/AnnotateFrame';
import { PersonDialog } from './PersonDialog';
import { PersonMenu } from './PersonMenu';

export function PeoplePage() {
  const people = useCommand('people.list', {});
  const seat = useSeat();
  const [edited, setEdited] = useState<Person | 'new' | null>(null);
  const add = (
    <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} onClick={() => setEdited('new')}>
      Add a person
    </Button>
  );
  return (
    <AnnotateFrame title="People" subtitle="Whoever decides or judges does so under a name. Once a researcher is among them, everybody enters first." actions={add} maxWidthPx={1100}>
      <LoadState
        query={people}
        what="the people"
        skeleton={<Skeleton variant="rounded" height={200} />}
        isEmpty={(list) => list.length === 0}
        empty={
          <EmptyState icon={<Users size={28} aria-hidden />} title="Nobody is here yet" action={add}>
            Without people the workbench asks nobody who they are. Add annotators to give them items; add yourself as a researcher to keep the other rooms to researchers.
          </EmptyState>
        }
      >
        {(list) => (
          <>
            <DataTable label="People" columns={columnsOf({ seatedId: seat?.person?.id, onEdit: setEdited })} rows={list} rowKey={({ id }) => id} hasCopy={false} />
            {seat?.person === null && <EnterSection people={list} />}
          </>
        )}
      </LoadState>
      {edited !== null && <PersonDialog person={edited === 'new' ? null : edited} isFirstResearcher={!(people.data ?? []).some(({ role }) => role === 'researcher')} onClose={() => setEdited(null)} />}
    </AnnotateFrame>
  );
}

function EnterSection({ people }: { people: readonly Person[] }) {
  return (
    <Box sx={{ mt: 4, maxWidth: 560 }}>
      <PageSection title="Enter at this window" description="To work on items yourself, say who you are.">
        <PersonChoice people={people} onEntered={() => undefined} />
      </PageSection>
    </Box>
  );
}

function columnsOf({ seatedId, onEdit }: { seatedId: number | undefined; onEdit: (person: Person) => void }): Column<Person>[] {
  return [
    {
      key: 'name',
      label: 'Name',
      value: ({ name }) => name,
      render: ({ id, name, colour }) => (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25 }}>
          <PersonMark name={name} colour={colour} />
          <Typography variant="body2" component="span" sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
            {name}
          </Typography>
          {id === seatedId && (
            <Typography variant="caption" component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, color: 'text.secondary' }}>
              <LogIn size={13} aria-hidden /> sits here
            </Typography>
          )}
        </Box>
      ),
    },
    { key: 'role', label: 'Role', value: ({ role }) => roleWords[role].word },
    { key: 'pin', label: 'PIN', value: ({ hasPin }) => (hasPin ? 'yes' : 'none'), render: ({ hasPin }) => (hasPin ? <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}><KeyRound size={14} aria-hidden /> with PIN</Box> : 'none') },
    { key: 'created', label: 'Since', value: ({ createdAt }) => createdAt, render: ({ createdAt }) => formatDate(createdAt) },
    { key: 'actions', label: 'Actions', value: () => null, isActions: true, width: 44, render: (person) => <PersonMenu person={person} onEdit={() => onEdit(person)} /> },
  ];
}
