/** @file Which turns are drawn: at random, by label, or those that divide the votes most. */
import { Box, MenuItem, TextField } from '@mui/material';
import { useCommand } from '../../../api/use-command';
import { PartSelect } from '../../corpus/PartSelect';
import { ChoiceSelect } from '../../measure/form/ChoiceField';
import { FormPart } from './FormPart';
import type { PartProps } from './part';
import { useOfferedFields } from './use-offered-fields';

const kinds = [
  { value: 'random', word: 'At random', help: 'Every turn has the same chance; what is found holds for the corpus.' },
  { value: 'stratified', word: 'By label', help: 'So that rare values are seen too.' },
  { value: 'disagreement', word: 'Most divided first', help: 'The turns whose votes disagree most beyond chance. Figures found on them do not hold for the corpus.' },
] as const;

const allocations = [
  { value: 'proportional', word: 'In proportion', help: 'As the label set has them.' },
  { value: 'equal', word: 'As many of each', help: 'Where there are that many.' },
] as const;

export function SamplePart({ draft, edit }: PartProps) {
  const splits = useCommand('corpora.splits', { corpus: draft.corpusId ?? 0 }, { isEnabled: draft.corpusId !== null });
  const fields = useOfferedFields(draft).filter(({ id }) => draft.fields === null || draft.fields.includes(id));
  const digits = (text: string) => text.replaceAll(/\D/g, '').slice(0, 9);
  return (
    <FormPart title="Which turns">
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-start' }}>
        <TextField label="Turns" value={draft.count} onChange={(event) => edit({ count: digits(event.target.value) })} slotProps={{ htmlInput: { inputMode: 'numeric' } }} sx={{ width: 110 }} />
        <PartSelect label="From" splits={splits.data ?? []} value={draft.split} onChange={(split) => edit({ split })} />
        <TextField label="Seed" value={draft.seed} onChange={(event) => edit({ seed: digits(event.target.value) })} slotProps={{ htmlInput: { inputMode: 'numeric' } }} sx={{ width: 110 }} />
      </Box>
      <Box sx={{ width: 460, maxWidth: '100%' }}>
        <ChoiceSelect label="Drawn" choices={draft.labelSetId === null ? kinds.slice(0, 1) : kinds} value={draft.kind} onChange={(kind) => edit({ kind, field: kind === 'stratified' ? (fields[0]?.id ?? '') : '' })} />
      </Box>
      {draft.kind !== 'random' && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-start' }}>
          <TextField select label={draft.kind === 'stratified' ? 'By the field' : 'Divided over'} value={fields.some(({ id }) => id === draft.field) ? draft.field : ''} onChange={(event) => edit({ field: event.target.value })} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }} sx={{ minWidth: 220 }}>
            {draft.kind === 'disagreement' && <MenuItem value="">All fields</MenuItem>}
            {fields.map(({ id, title }) => (
              <MenuItem key={id} value={id}>
                {title}
              </MenuItem>
            ))}
          </TextField>
          {draft.kind === 'stratified' && (
            <Box sx={{ width: 220 }}>
              <ChoiceSelect label="Shares" choices={allocations} value={draft.allocation} onChange={(allocation) => edit({ allocation })} />
            </Box>
          )}
        </Box>
      )}
    </FormPart>
  );
}
