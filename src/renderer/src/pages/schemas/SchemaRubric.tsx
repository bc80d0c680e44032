/** @file A label schema to be read: every field with its question, its values and when each is given. */
import { Box, Typography } from '@mui/material';
import type { AnyLabelField, DerivedField, LabelField, LabelSchema } from '#shared/domain/label-schema';
import { Panel } from '../../components/Panel';

export function SchemaRubric({ schema }: { schema: LabelSchema }) {
  const titleOf = (id: string): string => schema.fields.find((field) => field.id === id)?.title ?? id;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {schema.fields.map((field) => (
        <FieldRubric key={field.id} field={field} notes={notesOf(field)} />
      ))}
      {schema.derived.map((field) => (
        <FieldRubric key={field.id} field={field} notes={derivedNotes(field, titleOf)} />
      ))}
    </Box>
  );
}

function FieldRubric({ field, notes }: { field: Pick<AnyLabelField, 'title' | 'abbreviation' | 'rubric' | 'values'>; notes: readonly string[] }) {
  return (
    <Panel title={field.title} actions={<Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{field.abbreviation}</Box>}>
      <Typography variant="caption" component="p" sx={{ m: 0, mb: 1, color: 'text.secondary' }}>
        {notes.join(' · ')}
      </Typography>
      <Typography variant="body2" sx={{ mb: 1.5, maxWidth: '75ch', whiteSpace: 'pre-line' }}>
        {field.rubric}
      </Typography>
      <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'fit-content(240px) minmax(0, 1fr)', columnGap: 2, rowGap: 0.75, fontSize: '0.875rem' }}>
        {field.values.map(({ value, title, description, aliases }) => (
          <Box key={value} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ fontWeight: 550 }}>
              {title}
              <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400, ml: 0.75 }}>
                {value}
              </Box>
            </Box>
            <Box component="dd" sx={{ m: 0, color: 'text.secondary' }}>
              {description}
              {aliases.length > 0 && ` Also read: ${aliases.join(', ')}.`}
            </Box>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}

function notesOf({ scale, judges, whenUnsure, values, known, published }: LabelField): string[] {
  const unsure = values.find(({ value }) => value === whenUnsure);
  return [
    scale === 'ordinal' ? `Ordinal, ${values.length} levels, the lowest first` : `Nominal, ${values.length} values`,
    judges === 'turn' ? 'judges the seeker’s turn' : 'judges the supporter’s reply before the turn',
    ...(unsure === undefined ? [] : [`when unsure: ${unsure.title}`]),
    ...(known === undefined ? [] : ['the first and the last label are known from the survey']),
    ...(published === undefined ? [] : [`published agreement: Fleiss’ kappa ${published.fleiss.toFixed(2)}, ${published.source}`]),
  ];
}

function derivedNotes({ from, values, published }: DerivedField, titleOf: (id: string) => string): string[] {
  return [
    `Nobody is asked: the mean of ${from.map(titleOf).join(', ')}, mapped to ${values.length} levels`,
    ...(published === undefined ? [] : [`published agreement: Fleiss’ kappa ${published.fleiss.toFixed(2)}, ${published.source}`]),
  ];
}
