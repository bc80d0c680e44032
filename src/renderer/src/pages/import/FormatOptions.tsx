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

interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
}

const vocabularies: readonly Choice<'format' | 'esconv8' | 'extes8'>[] = [
  { value: 'format', label: 'As the format has it' },
  { value: 'esconv8', label: 'ESConv, eight strategies' },
  { value: 'extes8', label: 'ExTES, eight strategies' },
];

const dropScopes: readonly Choice<ImportOptions['extesDropScope']>[] = [
  { value: 'dialogue', label: 'Leave out the whole dialogue' },
  { value: 'turn', label: 'Leave out the turn' },
  { value: 'none', label: 'Keep everything, unlabelled' },
];

export function FormatOptions({ format, options, onChange }: FormatOptionsProps) {
  const isExtes = format.id.startsWith('extes');
  return (
    <PageSection title="How to read it">
      <Box sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
        <Choices label="Strategies" choices={vocabularies} value={options.vocabulary ?? 'format'} onChange={(value) => onChange({ ...options, vocabulary: value === 'format' ? undefined : value, labelMap: {} })} />
        {isExtes && <Choices label="A turn without a usable strategy" choices={dropScopes} value={options.extesDropScope} onChange={(extesDropScope) => onChange({ ...options, extesDropScope })} />}
        <FormControlLabel control={<Checkbox checked={options.mergeConsecutive} onChange={(_, mergeConsecutive) => onChange({ ...options, mergeConsecutive })} />} label="Join neighbouring turns of one speaker" sx={{ '& .MuiFormControlLabel-label': { fontSize: '0.875rem' } }} />
        {!format.needsMapping && <LabelMapEditor labelMap={options.labelMap} vocabulary={options.vocabulary ?? (isExtes ? 'extes8' : 'esconv8')} found={[]} onChange={(labelMap) => onChange({ ...options, labelMap })} />}
      </Box>
    </PageSection>
  );
}

function Choices<V extends string>({ label, choices, value, onChange }: { label: string; choices: readonly Choice<V>[]; value: V; onChange: (value: V) => void }) {
  return (
    <Labelled label={label}>
      {({ labelId }) => (
        <TextField select value={value} onChange={(event) => onChange(choices.find((choice) => choice.value === event.target.value)?.value ?? value)} slotProps={{ select: { labelId } }} sx={{ width: 320 }}>
          {choices.map((choice) => (
            <MenuItem key={choice.value} value={choice.value}>
              {choice.label}
            </MenuItem>
          ))}
        </TextField>
      )}
    </Labelled>
  );
}
