/** @file Whether and how intervals are drawn: resamples, seed, confidence level. */
import { Box, Checkbox, FormControlLabel, MenuItem, TextField, Typography } from '@mui/material';
import { type BootstrapDraft, bootstrapProblems } from './drafts';

export interface BootstrapFieldsProps {
  value: BootstrapDraft;
  onChange: (value: BootstrapDraft) => void;
  /** What is drawn anew: "items". */
  unit: string;
  /** A comparison cannot do without. */
  isRequired?: boolean;
}

const levels = [0.9, 0.95, 0.99];

export function BootstrapFields({ value, onChange, unit, isRequired = false }: BootstrapFieldsProps) {
  const problems = bootstrapProblems(value);
  return (
    <Box>
      <Typography variant="h3" component="p" sx={{ mb: 0.25 }}>
        Intervals
      </Typography>
      {!isRequired && (
        <FormControlLabel
          control={<Checkbox checked={value.isOn} onChange={(event) => onChange({ ...value, isOn: event.target.checked })} />}
          label="Bootstrap intervals"
          slotProps={{ typography: { variant: 'body2' } }}
        />
      )}
      <Typography variant="caption" component="p" sx={{ m: 0, mb: 1.5, color: 'text.secondary', maxWidth: '70ch' }}>
        Whole {unit} are drawn with replacement; equal seeds give equal intervals on every machine.
      </Typography>
      {(value.isOn || isRequired) && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, '& .MuiFormHelperText-root': { mx: 0 } }}>
          <TextField label="Resamples" value={value.resamples} onChange={(event) => onChange({ ...value, resamples: event.target.value })} error={problems.resamples !== undefined} helperText={problems.resamples} slotProps={{ htmlInput: { inputMode: 'numeric' } }} sx={{ width: 130 }} />
          <TextField label="Seed" value={value.seed} onChange={(event) => onChange({ ...value, seed: event.target.value })} error={problems.seed !== undefined} helperText={problems.seed} slotProps={{ htmlInput: { inputMode: 'numeric' } }} sx={{ width: 130 }} />
          <TextField select label="Level" value={value.level} onChange={(event) => onChange({ ...value, level: Number(event.target.value) })} sx={{ width: 100 }}>
            {levels.map((level) => (
              <MenuItem key={level} value={level}>
                {Math.round(level * 100)}%
              </MenuItem>
            ))}
          </TextField>
        </Box>
      )}
    </Box>
  );
}
