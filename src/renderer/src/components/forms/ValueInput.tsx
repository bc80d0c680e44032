/** @file One field of a form made from a schema: a tick, a choice, a number, a text, a list, or JSON. Says its bounds, its usual value, what is wrong. */
import { useState } from 'react';
import { Autocomplete, Box, Checkbox, FormControlLabel, FormHelperText, IconButton, InputAdornment, MenuItem, TextField, Tooltip } from '@mui/material';
import { RotateCcw } from 'lucide-react';
import type { Json } from '#shared/domain/json';
import { isSameJson } from '#shared/domain/runs/config-paths';
import { jsonText, wordsOf } from '../json-text';
import { boundsText, parseValue, typedText } from './field-values';
import type { ValueField } from './form-fields';

export interface ValueInputProps {
  field: ValueField;
  /** What holds: the person's own, else the usual. */
  value: Json | undefined;
  /** What holds when the person says nothing; undefined for nothing. */
  usual: Json | undefined;
  /** Undefined takes the person's own value back. */
  onChange: (value: Json | undefined) => void;
  problem: string | null;
}

export function ValueInput(props: ValueInputProps) {
  const { field } = props;
  if (field.kind === 'boolean') return <Tick {...props} />;
  if (field.kind === 'choice') return <Choice {...props} choices={field.choices} />;
  if (field.kind === 'list') return <ListInput {...props} />;
  return <Typed {...props} />;
}

/** What stands under a field: the problem, else the help with the bounds. */
export function helpOf({ field, problem }: Pick<ValueInputProps, 'field' | 'problem'>): string | undefined {
  if (problem !== null) return problem;
  const bounds = field.kind === 'number' ? boundsText(field) : undefined;
  const parts = [field.description, bounds === undefined || bounds === 'whole' ? undefined : `${bounds.charAt(0).toUpperCase()}${bounds.slice(1)}.`].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' ');
}

function Typed({ field, value, usual, onChange, problem }: ValueInputProps) {
  // What is typed stays as typed while it says the value ("1e-", "0.10").
  const [typed, setTyped] = useState<{ text: string; of: Json | undefined }>({ text: typedText(value), of: value });
  if (!isSameJson(typed.of, value)) setTyped({ text: typedText(value), of: value });
  const isUnread = typed.text.trim() !== '' && parseValue(field, typed.text) === undefined;
  const shownProblem = isUnread ? (field.kind === 'json' ? 'This is not JSON.' : 'This is not a number.') : problem;
  return (
    <TextField
      label={field.title}
      required={field.isRequired}
      value={typed.text}
      onChange={(event) => {
        const { value: text } = event.target;
        const next = parseValue(field, text);
        if (text.trim() !== '' && next === undefined) return setTyped({ text, of: value });
        const said = next ?? (field.usual !== undefined && typeof field.usual === 'string' ? '' : undefined);
        setTyped({ text, of: said ?? usual });
        return onChange(said);
      }}
      error={shownProblem !== null}
      helperText={helpOf({ field, problem: shownProblem })}
      placeholder={usual === undefined ? undefined : typedText(usual)}
      fullWidth
      slotProps={{ htmlInput: { inputMode: field.kind === 'number' ? 'decimal' : undefined, spellCheck: false }, input: { endAdornment: <BackToUsual title={field.title} value={value} usual={usual} onBack={() => onChange(undefined)} /> }, inputLabel: { required: false } }}
      sx={helperLook}
    />
  );
}

function Choice({ field, value, usual, onChange, problem, choices }: ValueInputProps & { choices: readonly Json[] }) {
  const index = choices.findIndex((choice) => isSameJson(choice, value));
  return (
    <TextField
      select
      label={field.title}
      value={index < 0 ? '' : String(index)}
      onChange={(event) => onChange(event.target.value === '' ? undefined : choices[Number(event.target.value)])}
      error={problem !== null}
      helperText={helpOf({ field, problem })}
      fullWidth
      slotProps={{ input: { endAdornment: <BackToUsual title={field.title} value={value} usual={usual} onBack={() => onChange(undefined)} isBesideArrow /> } }}
      sx={helperLook}
    >
      {usual === undefined && !field.isRequired && <MenuItem value="">Not set</MenuItem>}
      {choices.map((choice, place) => (
        <MenuItem key={JSON.stringify(choice)} value={String(place)}>
          {typeof choice === 'string' ? wordsOf(choice) : jsonText(choice)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function Tick({ field, value, usual, onChange, problem }: ValueInputProps) {
  return (
    <Box sx={{ alignSelf: 'start' }}>
      <Box sx={{ display: 'flex', alignItems: 'center' }}>
        <FormControlLabel control={<Checkbox checked={value === true} onChange={(event) => onChange(event.target.checked)} sx={{ py: 0.5 }} />} label={field.title} slotProps={{ typography: { variant: 'body2' } }} sx={{ mr: 0.5 }} />
        <BackToUsual title={field.title} value={value} usual={usual} onBack={() => onChange(undefined)} />
      </Box>
      <FormHelperText error={problem !== null} sx={{ mx: 0, mt: 0, ml: '28px' }}>
        {helpOf({ field, problem })}
      </FormHelperText>
    </Box>
  );
}

/** Words or numbers, each a chip. */
function ListInput({ field, value, usual, onChange, problem }: ValueInputProps) {
  const items = Array.isArray(value) ? (value as readonly Json[]).map(typedText) : [];
  return (
    <Autocomplete
      multiple
      freeSolo
      size="small"
      options={[]}
      value={items}
      onChange={(_, next) => onChange(next.length === 0 && usual === undefined ? undefined : parseValue(field, next.join(',')) ?? [])}
      renderInput={(input) => <TextField {...input} label={field.title} error={problem !== null} helperText={helpOf({ field, problem }) ?? 'Enter after each.'} sx={helperLook} />}
    />
  );
}

/** Shown only where the person's value is another than the usual one. */
export function BackToUsual({ title, value, usual, onBack, isBesideArrow = false }: { title: string; value: Json | undefined; usual: Json | undefined; onBack: () => void; isBesideArrow?: boolean }) {
  if (usual === undefined || isSameJson(value, usual)) return null;
  const words = `Back to ${jsonText(usual)}`;
  return (
    <InputAdornment position="end" sx={isBesideArrow ? { mr: 2 } : { ml: 0 }}>
      <Tooltip title={words}>
        <IconButton aria-label={`${title}: ${words.toLowerCase()}`} onClick={onBack} sx={{ p: 0.375 }}>
          <RotateCcw size={13} aria-hidden />
        </IconButton>
      </Tooltip>
    </InputAdornment>
  );
}

export const helperLook = { '& .MuiFormHelperText-root': { mx: 0 } } as const;
