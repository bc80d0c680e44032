/** @file Turns shown twice to see whether a person answers alike, and turns whose answers are known. Both unmarked for whoever reviews. */
import { Box, MenuItem, TextField } from '@mui/material';
import type { LabelSet } from '#shared/contracts/labels';
import { FormPart } from './FormPart';
import type { PartProps } from './part';

export function ChecksPart({ draft, edit, sets }: PartProps & { sets: readonly LabelSet[] }) {
  const offered = sets.filter(({ corpusId, id }) => corpusId === draft.corpusId && id !== draft.labelSetId);
  const percent = (text: string) => text.replaceAll(/\D/g, '').slice(0, 2);
  return (
    <FormPart title="Checks" help="Mixed in without a mark. They tell how steady and how right a person is; they are not part of the sample.">
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-start' }}>
        <TextField label="Shown twice, in percent" value={draft.repeatPercent} onChange={(event) => edit({ repeatPercent: percent(event.target.value) })} placeholder="none" slotProps={{ htmlInput: { inputMode: 'numeric' }, inputLabel: { shrink: true } }} sx={{ width: 190 }} />
        <TextField select label="Turns with known answers from" value={offered.some(({ id }) => id === draft.goldSetId) ? String(draft.goldSetId) : ''} onChange={(event) => edit({ goldSetId: offered.find(({ id }) => String(id) === event.target.value)?.id ?? null })} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }} sx={{ minWidth: 250 }}>
          <MenuItem value="">None</MenuItem>
          {offered.map(({ id, name }) => (
            <MenuItem key={id} value={String(id)}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        {draft.goldSetId !== null && <TextField label="Of the sample, in percent" value={draft.goldPercent} onChange={(event) => edit({ goldPercent: percent(event.target.value) })} slotProps={{ htmlInput: { inputMode: 'numeric' } }} sx={{ width: 190 }} />}
      </Box>
    </FormPart>
  );
}
