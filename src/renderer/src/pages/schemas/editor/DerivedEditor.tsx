/** @file One derived field of the draft: of which ordinal fields it is the mean, and what its levels mean. */
import { useCallback } from 'react';
import { Box, Checkbox, FormControlLabel, FormGroup, FormLabel } from '@mui/material';
import type { DerivedDraft, FieldDraft } from '../schema-draft';
import { DraftProblem } from './DraftText';
import { NameAndRubric } from './FieldEditor';
import { type EditValues, ValueRows } from './ValueRows';

export interface DerivedEditorProps {
  field: DerivedDraft;
  fields: readonly FieldDraft[];
  path: string;
  freshKey: number;
  isNew: boolean;
  /** Always the same function. */
  edit: (change: (now: DerivedDraft) => Partial<DerivedDraft>) => void;
}

export function DerivedEditor({ field, fields, path, freshKey, isNew, edit }: DerivedEditorProps) {
  const onChange = (changes: Partial<DerivedDraft>) => edit(() => changes);
  const editValues = useCallback<EditValues>((change) => edit(({ values }) => ({ values: change(values) })), [edit]);
  const candidates = fields.filter(({ key, scale }) => scale === 'ordinal' || field.from.includes(key));
  return (
    <Box sx={{ display: 'grid', gap: 2, pt: 0.75 }}>
      <NameAndRubric field={field} path={path} isNew={isNew} onChange={onChange} />
      <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
        <FormLabel component="legend" sx={{ fontSize: '0.8125rem' }}>
          The mean of
        </FormLabel>
        <FormGroup row>
          {candidates.map(({ key, title }) => (
            <FormControlLabel
              key={key}
              label={title === '' ? 'A field without a title' : title}
              control={<Checkbox checked={field.from.includes(key)} onChange={(event) => onChange({ from: event.target.checked ? [...field.from, key] : field.from.filter((one) => one !== key) })} />}
            />
          ))}
        </FormGroup>
        <DraftProblem path={`${path}.from`} />
      </Box>
      <ValueRows values={field.values} isOrdinal path={`${path}.values`} freshKey={freshKey} edit={editValues} />
    </Box>
  );
}
