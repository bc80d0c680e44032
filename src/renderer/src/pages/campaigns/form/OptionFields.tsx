/** @file The options of a campaign that can be changed while it runs. */
import { Checkbox, FormControlLabel, MenuItem, TextField } from '@mui/material';
import type { CampaignOptions } from '#shared/contracts/campaigns';
import type { CampaignMode } from '#shared/domain/review/decisions';
import { ChoiceList } from '../../measure/form/ChoiceField';
import { displayWords } from '../campaign-words';

const displays = (['values', 'shown', 'hidden'] as const).map((value) => ({ value, ...displayWords[value] }));
const reminders = [15, 25, 40, 60, 90];

export function OptionFields({ mode, options, onChange }: { mode: CampaignMode; options: CampaignOptions; onChange: (changes: Partial<CampaignOptions>) => void }) {
  const { breakReminderMinutes } = options;
  const offered = breakReminderMinutes === null || reminders.includes(breakReminderMinutes) ? reminders : [...reminders, breakReminderMinutes].toSorted((a, b) => a - b);
  return (
    <>
      {mode === 'validate' && <ChoiceList label="Shown of the proposals" choices={displays} value={options.proposals} onChange={(proposals) => onChange({ proposals })} />}
      <FormControlLabel control={<Checkbox checked={options.blursText} onChange={(event) => onChange({ blursText: event.target.checked })} />} label="Blur the texts until they are pointed at" slotProps={{ typography: { variant: 'body2' } }} />
      <TextField select label="Reminder to take a break" value={breakReminderMinutes ?? 0} onChange={(event) => onChange({ breakReminderMinutes: Number(event.target.value) === 0 ? null : Number(event.target.value) })} sx={{ width: 220 }}>
        <MenuItem value={0}>Never</MenuItem>
        {offered.map((minutes) => (
          <MenuItem key={minutes} value={minutes}>
            After {minutes} minutes of work
          </MenuItem>
        ))}
      </TextField>
    </>
  );
}
