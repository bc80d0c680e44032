/** @file A range of numbers as two small fields: from and to, either may stay empty. */
import { useState } from 'react';
import { Box, TextField, Typography } from '@mui/material';

export interface NumberRange {
  from?: number | undefined;
  to?: number | undefined;
}

export interface RangeFieldProps {
  label: string;
  value: NumberRange;
  onChange: (range: NumberRange) => void;
  min: number;
  max: number;
  step?: number;
}

export function RangeField({ label, value, onChange, min, max, step = 1 }: RangeFieldProps) {
  const parts = [
    { key: 'from', name: 'from', placeholder: String(min) },
    { key: 'to', name: 'to', placeholder: max >= 100_000 ? 'any' : String(max) },
  ] as const;
  return (
    <Box role="group" aria-label={label} sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
      {parts.map(({ key, name, placeholder }) => (
        <Box key={key} sx={{ display: 'contents' }}>
          {key === 'to' && (
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              to
            </Typography>
          )}
          <NumberField label={`${label} ${name}`} value={value[key]} onChange={(next) => onChange({ ...value, [key]: next })} bounds={{ min, max, step }} placeholder={placeholder} />
        </Box>
      ))}
    </Box>
  );
}

interface NumberFieldProps {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  bounds: { min: number; max: number; step: number };
  placeholder: string;
}

/** Keeps what is being typed until it is a number within bounds; anything else is marked and not passed on. */
function NumberField({ label, value, onChange, bounds, placeholder }: NumberFieldProps) {
  const [typed, setTyped] = useState<{ text: string; of: number | undefined }>({ text: textOf(value), of: value });
  if (typed.of !== value) setTyped({ text: textOf(value), of: value });
  const isWrong = typed.text !== '' && parse(typed.text, bounds) === undefined;
  return (
    <TextField
      value={typed.text}
      error={isWrong}
      placeholder={placeholder}
      onChange={(event) => {
        const text = event.target.value;
        const next = text === '' ? undefined : parse(text, bounds);
        const isSayable = text === '' || next !== undefined;
        setTyped({ text, of: isSayable ? next : value });
        if (isSayable && next !== value) onChange(next);
      }}
      slotProps={{ htmlInput: { 'aria-label': label, 'aria-invalid': isWrong, inputMode: 'decimal', style: { textAlign: 'right' } } }}
      sx={{ width: 76 }}
    />
  );
}

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function parse(text: string, bounds: { min: number; max: number; step: number }): number | undefined {
  const number = Number(text.replace(',', '.'));
  const isFine = Number.isFinite(number) && number >= bounds.min && number <= bounds.max && (bounds.step !== 1 || Number.isInteger(number));
  return isFine ? number : undefined;
}
