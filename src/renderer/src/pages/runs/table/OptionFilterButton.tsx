/** @file Filters runs by values of their options: choose an option, then tick its values. */
import { useId, useState } from 'react';
import { Autocomplete, Box, Button, Checkbox, FormControlLabel, Popover, TextField, Typography } from '@mui/material';
import { SlidersHorizontal } from 'lucide-react';
import type { RunFacets } from '#shared/contracts/run-results';
import { isSameJson } from '#shared/domain/runs/config-paths';
import { formatCount } from '../../../components/format';
import { jsonText } from '../../../components/json-text';
import { type OptionFilter, toggleOption } from '../runs-address';

export interface OptionFilterButtonProps {
  options: readonly OptionFilter[];
  onChange: (options: readonly OptionFilter[]) => void;
  facets: RunFacets | undefined;
}

export function OptionFilterButton({ options, onChange, facets }: OptionFilterButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const titleId = useId();
  return (
    <>
      <Button variant="outlined" aria-haspopup="dialog" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)} startIcon={<SlidersHorizontal size={15} aria-hidden />}>
        {options.length === 0 ? 'Options' : options.map(({ path, values }) => `${path.split('.').at(-1) ?? path}: ${values.map(jsonText).join(' or ')}`).join('; ').slice(0, 48)}
      </Button>
      <Popover open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }} slotProps={{ paper: { role: 'dialog', 'aria-labelledby': titleId, sx: { width: 380, p: 2 } } }}>
        <Typography variant="h3" id={titleId} sx={{ mb: 1.5 }}>
          Runs with these options
        </Typography>
        <OptionValues options={options} onChange={onChange} facets={facets} />
      </Popover>
    </>
  );
}

function OptionValues({ options, onChange, facets }: OptionFilterButtonProps) {
  const known = facets?.config ?? [];
  const [path, setPath] = useState<string | null>(options[0]?.path ?? known[0]?.path ?? null);
  const facet = known.find((one) => one.path === path);
  return (
    <>
      <Autocomplete size="small" options={known.map((one) => one.path)} value={path} onChange={(_, next) => setPath(next)} renderInput={(input) => <TextField {...input} label="Option" />} />
      {facet === undefined ? (
        <Typography variant="body2" sx={{ mt: 1.5, color: 'text.secondary' }}>
          {known.length === 0 ? 'There is no run yet.' : 'Choose an option; those that differ between runs stand first.'}
        </Typography>
      ) : (
        <Box role="group" aria-label={`Values of ${facet.path}`} sx={{ mt: 1, maxHeight: 280, overflow: 'auto', display: 'grid' }}>
          {facet.values.map(({ value, count }) => (
            <Box key={JSON.stringify(value)} sx={{ display: 'flex', alignItems: 'center' }}>
              <FormControlLabel
                control={<Checkbox checked={options.some((one) => one.path === facet.path && one.values.some((chosen) => isSameJson(chosen, value)))} onChange={() => onChange(toggleOption(options, facet.path, value))} />}
                label={jsonText(value)}
                slotProps={{ typography: { variant: 'body2', sx: { overflowWrap: 'anywhere' } } }}
                sx={{ flex: 1, mr: 1 }}
              />
              <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
                {formatCount(count)}
              </Typography>
            </Box>
          ))}
        </Box>
      )}
      {options.length > 0 && (
        <Button onClick={() => onChange([])} sx={{ mt: 1 }}>
          Any options
        </Button>
      )}
    </>
  );
}
