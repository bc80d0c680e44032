/** @file Choosing a part (train, valid, test) of one corpus's splits. */
import { MenuItem, TextField } from '@mui/material';
import type { SplitSet } from '#shared/contracts/corpora';
import type { DialogueFilter } from '#shared/contracts/dialogues';
import { formatCount } from '../../components/format';

export function SplitFacet({ splitSets, value, onChange }: { splitSets: readonly SplitSet[]; value: DialogueFilter['split']; onChange: (split: DialogueFilter['split']) => void }) {
  const choices = splitSets.flatMap((set) => set.parts.map((part) => ({ key: `${set.id}:${part.name}`, split: { splitSetId: set.id, part: part.name }, label: splitSets.length === 1 ? part.name : `${part.name}, ${set.name}`, dialogues: part.dialogues })));
  const chosen = value === undefined ? '' : `${value.splitSetId}:${value.part}`;
  return (
    <TextField
      select
      fullWidth
      value={choices.some(({ key }) => key === chosen) ? chosen : ''}
      onChange={(event) => onChange(choices.find(({ key }) => key === event.target.value)?.split)}
      slotProps={{ select: { displayEmpty: true, 'aria-label': 'Part of a split' } }}
    >
      <MenuItem value="">Every part</MenuItem>
      {choices.map(({ key, label, dialogues }) => (
        <MenuItem key={key} value={key}>
          {label} ({formatCount(dialogues)})
        </MenuItem>
      ))}
    </TextField>
  );
}
