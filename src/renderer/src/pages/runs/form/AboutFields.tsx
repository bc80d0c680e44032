/** @file What a new run is called, its seed, tags, notes, and the runs it waits for. */
import { Autocomplete, Box, TextField } from '@mui/material';
import { RunId } from '#shared/domain/ids';
import { useCommand } from '../../../api/use-command';
import type { RunDraft } from './run-draft';
import { seedProblem } from './seed';
import { usePickOptions } from './use-pick-options';

export function AboutFields({ draft, edit }: { draft: RunDraft; edit: (changes: Partial<RunDraft>) => void }) {
  const tags = useCommand('runs.facets', {}).data?.tags ?? [];
  const runs = usePickOptions('run', { corpus: undefined, split: undefined }) ?? [];
  const wrongSeed = seedProblem(draft.seed);
  const chosen = draft.needs.map((id) => runs.find(({ value }) => value === id) ?? { value: id, label: `Run ${id}` });
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 240px), 1fr))', alignItems: 'start', '& .MuiFormHelperText-root': { mx: 0 } }}>
      <TextField label="Name" value={draft.name} onChange={(event) => edit({ name: event.target.value })} helperText="Made of kind and number where it is left out." slotProps={{ htmlInput: { maxLength: 120 } }} />
      {draft.mode === 'one' && <TextField label="Seed" value={draft.seed} onChange={(event) => edit({ seed: event.target.value })} error={wrongSeed !== null} helperText={wrongSeed ?? 'Equal seeds give equal runs.'} slotProps={{ htmlInput: { inputMode: 'numeric' } }} />}
      <Autocomplete multiple freeSolo size="small" options={tags.map(({ value }) => value)} value={draft.tags} onChange={(_, next) => edit({ tags: [...new Set(next.map((tag) => tag.trim()).filter((tag) => tag !== ''))] })} renderInput={(input) => <TextField {...input} label="Tags" helperText="Enter after each." />} />
      <Autocomplete
        multiple
        size="small"
        options={[...runs]}
        getOptionLabel={({ label }) => label}
        isOptionEqualToValue={(a, b) => a.value === b.value}
        value={chosen}
        onChange={(_, next) => edit({ needs: next.map(({ value }) => RunId.parse(value)) })}
        renderOption={({ key, ...props }, option) => (
          <li key={JSON.stringify(option.value)} {...props} data-key={key}>
            {option.label}
          </li>
        )}
        renderInput={(input) => <TextField {...input} label="Waits for" helperText="It begins when these runs are done." />}
      />
      <TextField label="Notes" value={draft.notes} onChange={(event) => edit({ notes: event.target.value })} multiline minRows={2} maxRows={8} sx={{ gridColumn: '1 / -1' }} />
    </Box>
  );
}
