/** @file What labels of these files mean, where the vocabulary does not know their spelling: numbers, abbreviations, other names. */
import { type FormEvent, useState } from 'react';
import { Box, Button, IconButton, MenuItem, TextField, Typography } from '@mui/material';
import { Plus, X } from 'lucide-react';
import { findStrategy, vocabularies, type VocabularyId } from '#shared/domain/strategies';

export interface LabelMapEditorProps {
  labelMap: Readonly<Record<string, string>>;
  vocabulary: VocabularyId;
  /** Labels met in the first rows. */
  found: readonly string[];
  onChange: (labelMap: Record<string, string>) => void;
}

export function LabelMapEditor({ labelMap, vocabulary, found, onChange }: LabelMapEditorProps) {
  /** Labels that the person named; one enters the map only with a meaning. */
  const [named, setNamed] = useState<readonly string[]>([]);
  const unknown = found.filter((label) => findStrategy(vocabulary, label) === undefined);
  const labels = [...new Set([...unknown, ...Object.keys(labelMap), ...named])].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const set = (label: string, meaning: string) => onChange(meaning === '' ? without(labelMap, label) : { ...labelMap, [label]: meaning });
  const remove = (label: string) => {
    setNamed(named.filter((one) => one !== label));
    set(label, '');
  };
  return (
    <Box role="group" aria-label="Labels of these files">
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1, maxWidth: '75ch' }}>
        {unknown.length > 0 ? 'The vocabulary does not know these labels. Say what each means; one without a meaning is kept as it is and reported.' : 'If these files spell a strategy in their own way, or number them, say here what each label means.'}
      </Typography>
      {labels.map((label) => (
        <Box key={label} sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 0.75 }}>
          <Box component="code" sx={{ minWidth: 120, overflowWrap: 'anywhere' }}>
            {label}
          </Box>
          <MeaningSelect label={label} vocabulary={vocabulary} value={labelMap[label] ?? ''} onChange={(meaning) => set(label, meaning)} />
          {!unknown.includes(label) && (
            <IconButton aria-label={`Remove ${label}`} onClick={() => remove(label)}>
              <X size={15} aria-hidden />
            </IconButton>
          )}
        </Box>
      ))}
      <NewLabel onAdd={(label) => setNamed([...named, label])} />
    </Box>
  );
}

function MeaningSelect({ label, vocabulary, value, onChange }: { label: string; vocabulary: VocabularyId; value: string; onChange: (meaning: string) => void }) {
  return (
    <TextField select value={value} onChange={(event) => onChange(event.target.value)} slotProps={{ select: { displayEmpty: true, 'aria-label': `Meaning of ${label}` } }} sx={{ width: 280 }}>
      <MenuItem value="">Keep as it is</MenuItem>
      {vocabularies[vocabulary].map((strategy) => (
        <MenuItem key={strategy.label} value={strategy.label}>
          {strategy.label}
        </MenuItem>
      ))}
    </TextField>
  );
}

function NewLabel({ onAdd }: { onAdd: (label: string) => void }) {
  const [typed, setTyped] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') onAdd(typed.trim());
    setTyped('');
  };
  return (
    <Box component="form" onSubmit={add} sx={{ display: 'flex', gap: 1 }}>
      <TextField value={typed} onChange={(event) => setTyped(event.target.value)} placeholder="Another label" slotProps={{ htmlInput: { 'aria-label': 'Another label of these files', maxLength: 80 } }} sx={{ width: 180 }} />
      <Button type="submit" variant="outlined" startIcon={<Plus size={15} aria-hidden />} disabled={typed.trim() === ''}>
        Add
      </Button>
    </Box>
  );
}

function without(labelMap: Readonly<Record<string, string>>, label: string): Record<string, string> {
  return Object.fromEntries(Object.entries(labelMap).filter(([key]) => key !== label));
}
