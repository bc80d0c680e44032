/** @file Name, tags and notes of a run, changed where they stand. */
import { useState } from 'react';
import { Autocomplete, Button, TextField } from '@mui/material';
import { RunName, RunNotes, RunTags, type RunDetail } from '#shared/contracts/run-records';
import { useCommand, useMutate } from '../../../api/use-command';
import { messageOf } from '../../../components/format';
import { Panel } from '../../../components/Panel';
import { useToast } from '../../../components/toasts/ToastProvider';

export function NotesPanel({ run }: { run: RunDetail }) {
  const toast = useToast();
  const facets = useCommand('runs.facets', {});
  const [draft, setDraft] = useState<{ name?: string; notes?: string }>({});
  const edit = useMutate('runs.edit', { onDone: () => setDraft({}), onFail: (error) => toast({ message: messageOf(error), tone: 'error' }) });
  const name = draft.name ?? run.name;
  const notes = draft.notes ?? run.notes;
  const nameProblem = RunName.safeParse(name).error?.issues[0]?.message;
  const notesProblem = RunNotes.safeParse(notes).error?.issues[0]?.message;
  const isChanged = name !== run.name || notes !== run.notes;
  const changeTags = (tags: readonly string[]) => {
    const checked = RunTags.safeParse([...new Set(tags)]);
    if (checked.success) edit.mutate({ id: run.id, tags: checked.data });
    else toast({ message: checked.error.issues[0]?.message ?? 'These tags cannot be kept.', tone: 'error' });
  };
  return (
    <Panel
      title="Name, tags, notes"
      actions={
        isChanged && (
          <>
            <Button onClick={() => setDraft({})}>Undo</Button>
            <Button variant="contained" disabled={nameProblem !== undefined || notesProblem !== undefined || edit.isPending} onClick={() => edit.mutate({ id: run.id, name, notes })}>
              Save
            </Button>
          </>
        )
      }
    >
      <TextField label="Name" value={name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} error={nameProblem !== undefined} helperText={nameProblem} fullWidth sx={{ mb: 1.5, mt: 0.5 }} />
      <Autocomplete multiple freeSolo size="small" options={(facets.data?.tags ?? []).map(({ value }) => value)} value={run.tags} onChange={(_, tags) => changeTags(tags)} renderInput={(input) => <TextField {...input} label="Tags" />} sx={{ mb: 1.5 }} />
      <TextField label="Notes" value={notes} onChange={(event) => setDraft({ ...draft, notes: event.target.value })} error={notesProblem !== undefined} helperText={notesProblem} multiline minRows={2} maxRows={14} fullWidth />
    </Panel>
  );
}
