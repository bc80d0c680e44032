/** @file One field of the draft: what it asks, on which scale, and its values. */
import { useCallback } from 'react';
import { Box, Button, Checkbox, FormControlLabel, MenuItem, TextField, Typography } from '@mui/material';
import { z } from 'zod';
import { retitled } from '../draft-edits';
import type { DerivedDraft, FieldDraft } from '../schema-draft';
import { DraftProblem, DraftText } from './DraftText';
import { type EditValues, ValueRows } from './ValueRows';

export interface FieldEditorProps {
  field: FieldDraft;
  path: string;
  freshKey: number;
  /** Was just added: its title takes the cursor. */
  isNew: boolean;
  /** Always the same function. */
  edit: (change: (now: FieldDraft) => Partial<FieldDraft>) => void;
}

export function FieldEditor({ field, path, freshKey, isNew, edit }: FieldEditorProps) {
  const onChange = (changes: Partial<FieldDraft>) => edit(() => changes);
  const editValues = useCallback<EditValues>((change) => edit(({ values }) => ({ values: change(values) })), [edit]);
  return (
    <Box sx={{ display: 'grid', gap: 2, pt: 0.75 }}>
      <NameAndRubric field={field} path={path} isNew={isNew} onChange={onChange} />
      <HowItIsJudged field={field} path={path} onChange={onChange} />
      <ValueRows values={field.values} isOrdinal={field.scale === 'ordinal'} path={`${path}.values`} freshKey={freshKey} edit={editValues} />
      <Readings field={field} path={path} onChange={onChange} />
    </Box>
  );
}

export interface NameAndRubricProps {
  field: Pick<DerivedDraft, 'id' | 'title' | 'abbreviation' | 'rubric'>;
  path: string;
  isNew: boolean;
  onChange: (changes: Partial<Pick<DerivedDraft, 'id' | 'title' | 'abbreviation' | 'rubric'>>) => void;
}

export function NameAndRubric({ field, path, isNew, onChange }: NameAndRubricProps) {
  return (
    <>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr) minmax(110px, 1fr)', alignItems: 'start' }}>
        <DraftText label="Title" path={`${path}.title`} value={field.title} onChange={(title) => onChange(retitled(field, title))} autoFocus={isNew} />
        <DraftText label="Id in files" path={`${path}.id`} value={field.id} onChange={(id) => onChange({ id })} />
        <DraftText label="Abbreviation" path={`${path}.abbreviation`} value={field.abbreviation} onChange={(abbreviation) => onChange({ abbreviation })} />
      </Box>
      <DraftText label="Rubric" path={`${path}.rubric`} value={field.rubric} onChange={(rubric) => onChange({ rubric })} help="The question that is answered, and the rules that hold for all values." multiline minRows={2} maxRows={12} />
    </>
  );
}

interface PartProps extends Pick<FieldEditorProps, 'field' | 'path'> {
  onChange: (changes: Partial<FieldDraft>) => void;
}

function HowItIsJudged({ field, path, onChange }: PartProps) {
  const values = field.values.filter(({ title, value }) => title !== '' || value !== '');
  return (
    <>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', alignItems: 'start' }}>
        <TextField select label="Scale" value={field.scale} onChange={(event) => onChange({ scale: event.target.value === 'ordinal' ? 'ordinal' : 'nominal' })}>
          <MenuItem value="ordinal">Ordinal: levels in order</MenuItem>
          <MenuItem value="nominal">Nominal: no order</MenuItem>
        </TextField>
        <TextField select label="What it judges" value={field.judges} onChange={(event) => onChange({ judges: event.target.value === 'turn' ? 'turn' : 'previous-reply' })}>
          <MenuItem value="turn">The seeker’s turn</MenuItem>
          <MenuItem value="previous-reply">The reply before it</MenuItem>
        </TextField>
        <TextField select label="When unsure" value={field.whenUnsure ?? ''} onChange={(event) => onChange({ whenUnsure: event.target.value === '' ? null : Number(event.target.value) })} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
          <MenuItem value="">Nothing is said</MenuItem>
          {values.map(({ key, title, value }) => (
            <MenuItem key={key} value={key}>
              {title === '' ? value : title}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      <DraftProblem path={`${path}.whenUnsure`} />
      {field.scale === 'ordinal' && (
        <FormControlLabel
          control={<Checkbox checked={field.isKnownFromSurvey} onChange={(event) => onChange({ isKnownFromSurvey: event.target.checked })} />}
          label="The seeker’s survey gives the first and the last label (intensity before and after)"
          sx={{ width: 'fit-content' }}
        />
      )}
    </>
  );
}

const NamedReading = z.object({ title: z.string() });

/** Other ways to understand the field, which came with a file; each needs a description for every value. */
function Readings({ field, path, onChange }: PartProps) {
  return field.readings.map((reading, index) => {
    const title = NamedReading.safeParse(reading).data?.title ?? `Reading ${index + 1}`;
    return (
      // Readings are only taken away, and two may be called alike.
      <Box key={index} sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="body2">Other reading: {title}</Typography>
        <Button onClick={() => onChange({ readings: field.readings.filter((_, at) => at !== index) })}>Remove the reading {title}</Button>
        <DraftProblem path={`${path}.readings.${index}`} />
      </Box>
    );
  });
}
