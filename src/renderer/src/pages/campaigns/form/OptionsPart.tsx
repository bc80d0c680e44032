/** @file How the review page behaves: what is shown of the proposals, order, blur, breaks. Also stands in a campaign's settings. */
import { Checkbox, FormControlLabel } from '@mui/material';
import { FormPart } from './FormPart';
import { OptionFields } from './OptionFields';
import type { PartProps } from './part';

export function OptionsPart({ draft, edit }: PartProps) {
  const { options } = draft;
  return (
    <FormPart title="While they work">
      <OptionFields mode={draft.mode} options={options} onChange={(changes) => edit({ options: { ...options, ...changes } })} />
      <FormControlLabel control={<Checkbox checked={options.order === 'shuffled'} onChange={(event) => edit({ options: { ...options, order: event.target.checked ? 'shuffled' : 'dialogue' } })} />} label="Everybody gets an order of their own" slotProps={{ typography: { variant: 'body2' } }} />
    </FormPart>
  );
}
