/** @file How dialogues are to be read: vocabulary, joining of turns, what ExTES drops, and label spellings of these files. */
import { Box, Checkbox, FormControlLabel, MenuItem, TextField } from '@mui/material';
import type { FormatInfo, ImportOptions } from '#shared/contracts/corpora';
import { Labelled } from '../../components/Labelled';
import { PageSection } from '../../components/PageContainer';
import { LabelMapEditor } from './mapping/LabelMapEditor';

export interface FormatOptionsProps {
  format: FormatInfo;
  options: ImportOptions;
  onChange: (options: ImportOptions) => void;
}

const vocabularyChoices = [
  { value: '', label: 'As the format has it' },
  { value: 'esconv8', label: 'ESConv, eight strategies' },
  { value: 'extes8', label: 'ExTES, eight strategies' },
] as const;

const dropScopes = [
  { value: 'dialogue', label: 'Leave out the whole dialogue' },
  { value: 'turn', label: 'Leave out the turn' },
  { value: 'none', label: 'Keep everything, unlabelled' },
] as const;

export function FormatOptions({ format, options, onChange }: FormatOptionsProps) {
  const isExtes = format.id.startsWith('extes');
  return (
    <PageSection title="How to read it">
      <Box sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
        <Labelled label="Strategies">
          {({ labelId }) => (
        <TextField
          select
          value={options.vocabulary ?? ''}
          onChange={(event) => onChange({ ...options, vocabulary: vocabularyChoices.find(({ value }) => value === event.target.value && value !== '')?.value as ImportOptions['vocabulary'], labelMap: {} })}
          slotProps={{ select: { displayEmpty: true, labelId } }}
          sx={{ width: 320 }}
        >
          {vocabularyChoices.map(({ value, label }) => (
            <MenuItem key={value} value={value}>
              {label}
            </MenuItem>
          ))}
        </TextField>
          )}
        </Labelled>
        {isExtes && (
          <Labelled label="A turn without a usable strategy">
            {({ labelId }) => (
          <TextField select slotProps={{ select: { labelId } }} value={options.extesDropScope} onChange={(event) => onChange({ ...options, extesDropScope: dropScopes.find(({ value }) => value === event.target.value)?.value ?? 'dialogue' })} sx={{ width: 320 }}>
            {dropScopes.map(({ value, label }) => (
              <MenuItem key={value} value={value}>
                {label}
              </MenuItem>
            ))}
          </TextField>
            )}
          </Labelled>
        )}
        <FormControlLabel control={<Checkbox checked={options.mergeConsecutive} onChange={(_, mergeConsecutive) => onChange({ ...options, mergeConsecutive })} />} label="Join neighbouring turns of one speaker" sx={{ '& .MuiFormControlLabel-label': { fontSize: '0.875rem' } }} />
        {!format.needsMapping && <LabelMapEditor labelMap={options.labelMap} vocabulary={options.vocabulary ?? (isExtes ? 'extes8' : 'esconv8')} found={[]} onChange={(labelMap) => onChange({ ...options, labelMap })} />}
      </Box>
    </PageSection>
  );
}
