/** @file The filters in force, one button each to take it away, and one for all. */
import { Box, Button } from '@mui/material';
import { X } from 'lucide-react';
import type { DialogueFilter } from '#shared/contracts/dialogues';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { visuallyHidden } from '../../components/LoadState';
import { describeFilter, type FilterNames } from './filter-names';

export interface FilterChipsProps {
  filter: DialogueFilter;
  names: FilterNames;
  onChange: (change: Partial<DialogueFilter>) => void;
  onClear: () => void;
}

export function FilterChips({ filter, names, onChange, onClear }: FilterChipsProps) {
  const parts = describeFilter(filter, names);
  if (parts.length === 0) return null;
  return (
    <Box role="group" aria-label="Filters in force" sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, alignItems: 'center', mb: 1.25 }}>
      {parts.map(({ kind, value, removal }) => (
        <Button
          key={`${kind} ${value}`}
          onClick={() => onChange(removal)}
          endIcon={<X size={14} aria-hidden />}
          sx={{ height: 26, px: 1, py: 0, maxWidth: 340, fontSize: '0.8125rem', fontWeight: 450, color: 'text.primary', border: 1, borderColor: 'divider', backgroundColor: 'background.paper', '&:hover': { backgroundColor: 'sunken' } }}
        >
          <Box component="span" sx={visuallyHidden}>
            Remove the filter{' '}
          </Box>
          <Box component="span" sx={{ color: 'text.secondary', mr: 0.75 }}>
            {kind}{' '}
          </Box>
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', fontWeight: 550 }}>
            {value}
          </Box>
        </Button>
      ))}
      <Button onClick={onClear} sx={{ height: 26, py: 0 }}>
        Clear all
      </Button>
      <KeyHint keys="Escape" />
    </Box>
  );
}
