/** @file Which options a sweep varies, over which values, and with which seeds. */
import { Autocomplete, Box, Checkbox, FormControlLabel, IconButton, MenuItem, TextField, ToggleButton, ToggleButtonGroup, Tooltip, Typography } from '@mui/material';
import { X } from 'lucide-react';
import { typedText } from '../../../components/forms/field-values';
import type { ValueField } from '../../../components/forms/form-fields';
import { countOf } from '../../../components/format';
import { canVary, newParameter, type ParameterDraft, type PlannedSweep, type SweepDraft } from './sweep-draft';

export interface SweepFieldsProps {
  value: SweepDraft;
  onChange: (value: SweepDraft) => void;
  fields: readonly ValueField[];
  planned: PlannedSweep;
}

const searchHelp = { grid: 'Every combination of the values, once a seed.', random: 'So many combinations, drawn at random from values or ranges.', seeds: 'The same options with several seeds, to see how much is chance.' } as const;

export function SweepFields({ value, onChange, fields, planned }: SweepFieldsProps) {
  const free = fields.filter((field) => canVary(field) && !value.parameters.some(({ path }) => path === field.path));
  const change = (path: string, next: ParameterDraft | null) => onChange({ ...value, parameters: value.parameters.flatMap((one) => (one.path !== path ? [one] : next === null ? [] : [next])) });
  return (
    <Box sx={{ display: 'grid', gap: 1.75, '& .MuiFormHelperText-root': { mx: 0 } }}>
      <Box>
        <ToggleButtonGroup exclusive value={value.search} onChange={(_, search: SweepDraft['search'] | null) => search !== null && onChange({ ...value, search })} aria-label="Search">
          <ToggleButton value="grid">Grid</ToggleButton>
          <ToggleButton value="random">Random</ToggleButton>
          <ToggleButton value="seeds">Seeds only</ToggleButton>
        </ToggleButtonGroup>
        <Typography variant="caption" component="p" sx={{ m: 0, mt: 0.5, color: 'text.secondary' }}>
          {searchHelp[value.search]}
        </Typography>
      </Box>
      {value.search !== 'seeds' && (
        <>
          {value.parameters.map((parameter) => (
            <Parameter key={parameter.path} value={parameter} onChange={(next) => change(parameter.path, next)} field={fields.find(({ path }) => path === parameter.path)} canRange={value.search === 'random'} />
          ))}
          <Autocomplete
            size="small"
            options={free}
            getOptionLabel={({ path }) => path}
            value={null}
            blurOnSelect
            clearOnBlur
            onChange={(_, field) => field !== null && onChange({ ...value, parameters: [...value.parameters, newParameter(field.path)] })}
            renderInput={(input) => <TextField {...input} label="Add an option that varies" />}
            sx={{ maxWidth: 420 }}
          />
        </>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
        {value.search === 'random' && <TextField label="Samples" value={value.samples} onChange={(event) => onChange({ ...value, samples: event.target.value })} slotProps={{ htmlInput: { inputMode: 'numeric' } }} sx={{ width: 130 }} />}
        <TextField label="Seeds" value={value.seeds} onChange={(event) => onChange({ ...value, seeds: event.target.value })} helperText="With commas between them; three or more give an interval." sx={{ width: 300 }} />
      </Box>
      <Typography variant="body2" role="status" sx={{ color: 'problem' in planned ? 'error.main' : 'text.primary' }}>
        {'problem' in planned ? planned.problem : `This makes ${countOf(planned.runs, 'run')}.`}
      </Typography>
    </Box>
  );
}

interface ParameterProps {
  value: ParameterDraft;
  onChange: (value: ParameterDraft | null) => void;
  field: ValueField | undefined;
  canRange: boolean;
}

function Parameter({ value, onChange, field, canRange }: ParameterProps) {
  const { path, isRange } = value;
  const hasRange = canRange && field?.kind === 'number';
  const help = field?.kind === 'choice' ? `Of: ${field.choices.map(typedText).join(', ')}` : field?.kind === 'boolean' ? 'on, off' : 'With commas between them.';
  return (
    <Box role="group" aria-label={path} sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: 1.5, p: 1.5, border: 1, borderColor: 'divider', borderRadius: 1 }}>
      <Box sx={{ flex: '1 1 180px', minWidth: 0, pt: 0.75 }}>
        <Typography variant="body2" sx={{ fontWeight: 550 }}>
          {field?.title ?? path}
        </Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {path}
        </Typography>
      </Box>
      {hasRange && <FormControlLabel control={<Checkbox checked={isRange} onChange={(event) => onChange({ ...value, isRange: event.target.checked })} />} label="Range" slotProps={{ typography: { variant: 'body2' } }} />}
      {hasRange && isRange ? (
        <>
          <TextField label="From" value={value.from} onChange={(event) => onChange({ ...value, from: event.target.value })} sx={{ width: 110 }} />
          <TextField label="To" value={value.to} onChange={(event) => onChange({ ...value, to: event.target.value })} sx={{ width: 110 }} />
          <TextField select label="Scale" value={value.scale} onChange={(event) => onChange({ ...value, scale: event.target.value === 'log' ? 'log' : 'linear' })} sx={{ width: 130 }}>
            <MenuItem value="linear">Even</MenuItem>
            <MenuItem value="log">Logarithmic</MenuItem>
          </TextField>
        </>
      ) : (
        <TextField label="Values" value={value.values} onChange={(event) => onChange({ ...value, values: event.target.value })} helperText={help} sx={{ flex: '2 1 240px' }} />
      )}
      <Tooltip title="Take it out">
        <IconButton aria-label={`Take ${path} out of the sweep`} onClick={() => onChange(null)}>
          <X size={16} aria-hidden />
        </IconButton>
      </Tooltip>
    </Box>
  );
}
