/** @file One kind of filter as a list of choices with their counts; a long list shows its commonest first. */
import { useState } from 'react';
import { Box, Button, Checkbox } from '@mui/material';
import { formatCount } from '../../components/format';

export interface FacetChoice<V extends string | number> {
  readonly value: V;
  readonly label: string;
  readonly count: number;
}

export interface FacetListProps<V extends string | number> {
  label: string;
  choices: readonly FacetChoice<V>[];
  chosen: readonly V[];
  onChange: (chosen: V[]) => void;
}

const shortLength = 7;

export function FacetList<V extends string | number>({ label, choices, chosen, onChange }: FacetListProps<V>) {
  const [isLong, setIsLong] = useState(false);
  const missing = chosen.filter((value) => !choices.some((choice) => choice.value === value)).map((value) => ({ value, label: String(value), count: 0 }));
  const all = [...choices, ...missing];
  const shown = isLong ? all : all.filter((choice, index) => index < shortLength || chosen.includes(choice.value));
  const toggle = (value: V) => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <Box role="group" aria-label={label}>
      {shown.map((choice) => (
        <Box key={choice.value} component="label" sx={{ display: 'flex', alignItems: 'center', gap: 0.75, minHeight: 26, mx: -0.75, px: 0.75, borderRadius: 1, cursor: 'pointer', fontSize: '0.875rem', '&:hover': { backgroundColor: 'sunken' } }}>
          <Checkbox checked={chosen.includes(choice.value)} onChange={() => toggle(choice.value)} sx={{ p: 0.25, '& svg': { fontSize: 18 } }} />
          <Box component="span" sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={choice.label}>
            {choice.label}
          </Box>
          <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            {formatCount(choice.count)}
          </Box>
        </Box>
      ))}
      {all.length > shortLength && (
        <Button onClick={() => setIsLong(!isLong)} aria-expanded={isLong} sx={{ ml: -0.75, px: 0.75, py: 0.25, fontSize: '0.8125rem' }}>
          {isLong ? 'Show fewer' : `Show all ${formatCount(all.length)}`}
        </Button>
      )}
    </Box>
  );
}
