/** @file What labels of these files mean, where the vocabulary does not know their spelling: numbers, abbreviations, other names. */
import { useState } from 'react';
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
  const [added, setAdded] = useState('');
  const unknown = found.filter((label) => findStrategy(vocabulary, label) === undefined);
  const labels = [...new Set([...unknown, ...Object.keys(labelMap)])].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const [extra, setExtra] = useState<readonly string[]>([]);
  const shown = [...labels, ...extra.filter((label) => !labels.includes(label))];
  const set = (label: string, meaning: string) => onChange(meaning === '' ? without(labelMap, label) : { ...labelMap, [label]: meaning });
  const add = () => {
    const label = added.trim();
    if (label !== '' && !shown.includes(label)) setExtra([...extra, label]);
    setAdded('');
  };
  return (
    <Box role="group" aria-label="Labels of these files">
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1, maxWidth: '75ch' }}>
        {unknown.length > 0 ? 'The vocabulary does not know these labels. Say what each means; one without a meaning is kept as it is and reported.' : 'If these files spell a strategy in their own way, or number them, say here what each label means.'}
      </Typography>
      {shown.map((label) => (
        <Box key={label} sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 0.75 }}>
          <Box component="code" sx={{ minWidth: 120, overflowWrap: 'anywhere' }}>
            {label}
          </Box>
          <TextField select value={labelMap[label] ?? ''} onChange={(event) => set(label, event.target.value)} slotProps={{ select: { displayEmpty: true, 'aria-label': `Meaning of ${label}` } }} sx={{ width: 280 }}>
            <MenuItem value="">Keep as it is</MenuItem>
            {vocabularies[vocabulary].map((strategy) => (
              <MenuItem key={strategy.label} value={strategy.label}>
                {strategy.label}
              </MenuItem>
            ))}
          </TextField>
          {!unknown.includes(label) && (
            <IconButton
              aria-label={`Remove ${label}`}
              onClick={() => {
                set(label, '');
                setExtra(extra.filter((one) => one !== label));
              }}
            >
              <X size={15} aria-hidden />
            </IconButton>
          )}
        </Box>
      ))}
      <Box component="form" onSubmit={(event) => { event.preventDefault(); add(); }} sx={{ display: 'flex', gap: 1 }}>
        <TextField value={added} onChange={(event) => setAdded(event.target.value)} placeholder="Another label" slotProps={{ htmlInput: { 'aria-label': 'Another label of these files', maxLength: 80 } }} sx={{ width: 180 }} />
        <Button type="submit" variant="outlined" startIcon={<Plus size={15} aria-hidden />} disabled={added.trim() === ''}>
          Add
        </Button>
      </Box>
    </Box>
  );
}

function without(labelMap: Readonly<Record<string, string>>, label: string): Record<string, string> {
  return Object.fromEntries(Object.entries(labelMap).filter(([key]) => key !== label));
}
