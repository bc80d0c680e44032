/** @file What of the queue is shown: state, field, whose votes are compared, in which order. */
import { Box, MenuItem, TextField, ToggleButton, ToggleButtonGroup } from '@mui/material';
import type { Output } from '#shared/contracts/index';
import type { Campaign } from '#shared/contracts/campaigns';
import { formatCount } from '../../components/format';
import type { QueueView } from './queue-address';

export interface QueueFiltersProps {
  campaign: Campaign;
  view: QueueView;
  desk: Output<'adjudication.queue'>['desk'] | undefined;
  fields: Output<'adjudication.queue'>['fields'];
  onChange: (changes: Partial<QueueView>) => void;
}

const states: readonly { value: QueueView['state']; word: string; countKey: 'open' | 'changed' | 'resolved' | null }[] = [
  { value: 'open', word: 'Open', countKey: 'open' },
  { value: 'changed', word: 'Changed', countKey: 'changed' },
  { value: 'resolved', word: 'Gold', countKey: 'resolved' },
  { value: 'all', word: 'All', countKey: null },
];

export function QueueFilters({ campaign, view, desk, fields, onChange }: QueueFiltersProps) {
  const alphaOf = (id: string) => fields.find(({ field }) => field === id)?.alpha ?? null;
  return (
    <>
      <ToggleButtonGroup exclusive fullWidth value={view.state} onChange={(_, state: QueueView['state'] | null) => state !== null && onChange({ state })} aria-label="State">
        {states.map(({ value, word, countKey }) => (
          <ToggleButton key={value} value={value} sx={{ px: 0.5, gap: 0.5 }}>
            {word}
            {countKey !== null && desk !== undefined && <Box component="span" className="figures" sx={{ fontWeight: 400 }}>{formatCount(desk[countKey])}</Box>}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <TextField select label="Field" value={view.field ?? ''} onChange={(event) => onChange({ field: event.target.value === '' ? undefined : event.target.value })} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
        <MenuItem value="">All fields</MenuItem>
        {campaign.fields.map(({ id, title }) => (
          <MenuItem key={id} value={id}>
            {title}
            {alphaOf(id) !== null && `, α ${alphaOf(id)?.toFixed(2)}`}
          </MenuItem>
        ))}
      </TextField>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1 }}>
        <TextField select label="Votes of" value={view.among} onChange={(event) => onChange({ among: event.target.value as QueueView['among'] })}>
          <MenuItem value="people">People</MenuItem>
          <MenuItem value="peopleAndModels">People and models</MenuItem>
        </TextField>
        <TextField select label="Order" value={view.sort} onChange={(event) => onChange({ sort: event.target.value as QueueView['sort'] })}>
          <MenuItem value="disagreement">Most divided first</MenuItem>
          <MenuItem value="number">By number</MenuItem>
        </TextField>
      </Box>
    </>
  );
}
