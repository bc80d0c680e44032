/** @file A field whose value is something of the workspace: a corpus, its split or part, endpoints, a label set or schema, a model, a run. */
import { Autocomplete, Box, TextField } from '@mui/material';
import type { Json } from '#shared/domain/json';
import { isSameJson } from '#shared/domain/runs/config-paths';
import { typedText } from '../../../components/forms/field-values';
import { helperLook, helpOf, ValueInput, type ValueInputProps } from '../../../components/forms/ValueInput';
import { type PickOption, usePickOptions } from './use-pick-options';

export interface PickInputProps extends ValueInputProps {
  /** The corpus that the form names; splits and label sets are its own. */
  corpus: Json | undefined;
  /** The split that the form names. */
  split: Json | undefined;
}

/** May be named before they exist: an earlier run of a pipeline makes them. */
const mayBeMissing = new Set(['label-set', 'split', 'part']);

export function PickInput({ corpus, split, ...input }: PickInputProps) {
  const { field, value, usual, onChange, problem } = input;
  const options = usePickOptions(field.picks ?? '', { corpus, split });
  if (options === null) return <ValueInput {...input} />;
  const shown = { options: [...options], problem, label: field.title, help: helpOf({ field, problem }) };
  if (field.kind === 'list') {
    const items = Array.isArray(value) ? (value as readonly Json[]) : [];
    return (
      <Autocomplete
        multiple
        size="small"
        disableCloseOnSelect
        options={shown.options}
        getOptionLabel={({ label }) => label}
        isOptionEqualToValue={(a, b) => isSameJson(a.value, b.value)}
        value={items.map((item) => optionOf(options, item))}
        onChange={(_, next) => onChange(next.length === 0 ? undefined : next.map((option) => option.value))}
        renderOption={renderOption}
        renderInput={(props) => <TextField {...props} label={shown.label} error={problem !== null} helperText={shown.help} sx={helperLook} />}
      />
    );
  }
  const isFree = mayBeMissing.has(field.picks ?? '');
  return (
    <Autocomplete<PickOption, false, false, boolean>
      size="small"
      freeSolo={isFree}
      forcePopupIcon
      autoSelect={isFree}
      options={shown.options}
      getOptionLabel={(option) => (typeof option === 'string' ? option : option.label)}
      isOptionEqualToValue={(option, chosen) => typeof chosen !== 'string' && isSameJson(option.value, chosen.value)}
      value={value === undefined || value === null || value === '' ? null : optionOf(options, value)}
      onChange={(_, next) => onChange(next === null ? (typeof usual === 'string' && usual !== '' ? '' : undefined) : typeof next === 'string' ? next.trim() || undefined : next.value)}
      renderOption={renderOption}
      noOptionsText="There is none yet"
      renderInput={(props) => <TextField {...props} label={shown.label} error={problem !== null} helperText={shown.help} sx={helperLook} />}
    />
  );
}

/** What a configuration names and the workspace has not stays to be seen. */
function optionOf(options: readonly PickOption[], value: Json): PickOption {
  return options.find((option) => isSameJson(option.value, value) || isSameJson(option.alias, value)) ?? { value, label: typedText(value), note: 'not here' };
}

function renderOption({ key, ...props }: React.HTMLAttributes<HTMLLIElement> & { key: React.Key }, option: PickOption) {
  return (
    <li key={JSON.stringify(option.value)} {...props} data-key={key}>
      <Box>
        <Box>{option.label}</Box>
        {option.note !== undefined && <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>{option.note}</Box>}
      </Box>
    </li>
  );
}
