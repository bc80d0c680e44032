/** @file Which fields are asked about. */
import { Box, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { FormPart } from './FormPart';
import type { PartProps } from './part';
import { useOfferedFields } from './use-offered-fields';

export function FieldsPart({ draft, edit }: PartProps) {
  const fields = useOfferedFields(draft);
  const chosen = draft.fields ?? fields.map(({ id }) => id);
  const toggle = (id: string) => {
    const next = fields.map((field) => field.id).filter((one) => (one === id ? !chosen.includes(id) : chosen.includes(one)));
    edit({ fields: next.length === fields.length ? null : next, ...(!next.includes(draft.field) && { field: '' }) });
  };
  return (
    <FormPart title="What is asked" help="In this order, one field after the other. Fewer fields go faster and tire less.">
      {fields.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          Choose a corpus first.
        </Typography>
      ) : (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
          {fields.map(({ id, title }) => (
            <FormControlLabel key={id} control={<Checkbox checked={chosen.includes(id)} onChange={() => toggle(id)} />} label={title} slotProps={{ typography: { variant: 'body2' } }} />
          ))}
        </Box>
      )}
    </FormPart>
  );
}
