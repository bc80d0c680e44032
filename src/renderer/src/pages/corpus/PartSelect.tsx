/** @file Chooses the whole corpus or one part of one of its splits. */
import { ListSubheader, MenuItem, TextField } from '@mui/material';
import type { SplitSet } from '#shared/contracts/corpora';
import type { SplitSetId } from '#shared/domain/ids';
import { formatCount } from '../../components/format';

export interface PartChoice {
  readonly splitSetId: SplitSetId;
  readonly part: string;
}

export interface PartSelectProps {
  label: string;
  splits: readonly SplitSet[];
  value: PartChoice | null;
  onChange: (choice: PartChoice | null) => void;
}

export function PartSelect({ label, splits, value, onChange }: PartSelectProps) {
  const choices = splits.flatMap((split) => split.parts.map((part) => ({ key: `${split.id}/${part.name}`, choice: { splitSetId: split.id, part: part.name } })));
  const key = value === null ? '' : `${value.splitSetId}/${value.part}`;
  return (
    <TextField
      select
      label={label}
      value={choices.some((one) => one.key === key) ? key : ''}
      onChange={(event) => onChange(choices.find((one) => one.key === event.target.value)?.choice ?? null)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      sx={{ minWidth: 230 }}
    >
      <MenuItem value="">Whole corpus</MenuItem>
      {splits.flatMap((split) => [
        <ListSubheader key={split.id} sx={{ lineHeight: '30px', fontSize: '0.8125rem', backgroundColor: 'transparent' }}>
          {split.name}
        </ListSubheader>,
        ...split.parts.map((part) => (
          <MenuItem key={`${split.id}/${part.name}`} value={`${split.id}/${part.name}`} sx={{ pl: 3.5 }}>
            {part.name} ({formatCount(part.dialogues)})
          </MenuItem>
        )),
      ])}
    </TextField>
  );
}
