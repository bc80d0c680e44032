/** @file A few named choices, each with one line that says what it does. */
import { useId } from 'react';
import { Box, FormControlLabel, MenuItem, Radio, RadioGroup, TextField, Typography } from '@mui/material';
import { ChoiceLabel } from '../ChoiceLabel';
import type { Choice } from '../option-words';

export interface ChoiceFieldProps<Value extends string> {
  label: string;
  choices: readonly Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}

/** All choices with their lines, for the one that matters most. */
export function ChoiceList<Value extends string>({ label, choices, value, onChange }: ChoiceFieldProps<Value>) {
  const titleId = useId();
  return (
    <Box>
      <Typography variant="h3" component="p" id={titleId} sx={{ mb: 0.75 }}>
        {label}
      </Typography>
      <RadioGroup aria-labelledby={titleId} value={value} onChange={(event) => onChange(event.target.value as Value)} sx={{ gap: 0.75 }}>
        {choices.map((choice) => (
          <FormControlLabel key={choice.value} value={choice.value} control={<Radio size="small" sx={{ mt: -0.75 }} />} sx={{ alignItems: 'flex-start', mr: 0, maxWidth: '78ch' }} label={<ChoiceLabel word={choice.word} help={choice.help} />} />
        ))}
      </RadioGroup>
    </Box>
  );
}

/** One choice in sight with its line below. */
export function ChoiceSelect<Value extends string>({ label, choices, value, onChange }: ChoiceFieldProps<Value>) {
  return (
    <TextField select label={label} value={value} onChange={(event) => onChange(event.target.value as Value)} helperText={choices.find((choice) => choice.value === value)?.help} sx={{ width: '100%', '& .MuiFormHelperText-root': { mx: 0 } }}>
      {choices.map((choice) => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.word}
        </MenuItem>
      ))}
    </TextField>
  );
}
