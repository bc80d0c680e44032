/** @file Saying what the columns of a table mean: the layout, a column for each part, and the values that need a meaning. */
import { Box, FormControlLabel, MenuItem, Radio, RadioGroup, TextField, Typography } from '@mui/material';
import type { ColumnMapping } from '#shared/contracts/corpora';
import { Labelled } from '../../../components/Labelled';
import { columnOf, type ColumnRole, type Layout, layouts, withColumn, withLayout } from './mapping-roles';
import { ListField } from './ListField';
import type { TableRows } from './mapping-roles';

export interface MappingEditorProps {
  table: TableRows;
  mapping: ColumnMapping;
  onChange: (mapping: ColumnMapping) => void;
}

export function MappingEditor({ table, mapping, onChange }: MappingEditorProps) {
  return (
    <Box sx={{ display: 'grid', gap: 2.5 }}>
      <RadioGroup aria-label="Layout of the table" value={mapping.layout} onChange={(_, layout) => onChange(withLayout(mapping, layout as Layout, table.columns))}>
        {(Object.keys(layouts) as Layout[]).map((layout) => (
          <FormControlLabel
            key={layout}
            value={layout}
            control={<Radio size="small" sx={{ py: 0.5 }} />}
            sx={{ alignItems: 'flex-start' }}
            label={
              <>
                <Typography variant="body2" component="span" sx={{ display: 'block', fontWeight: 550, pt: '3px' }}>
                  {layouts[layout].label}
                </Typography>
                <Typography variant="caption" component="span" sx={{ display: 'block', color: 'text.secondary' }}>
                  {layouts[layout].description}
                </Typography>
              </>
            }
          />
        ))}
      </RadioGroup>
      <Box role="group" aria-label="Columns" sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))', columnGap: 2, rowGap: 1.5 }}>
        {layouts[mapping.layout].roles.map((role) => (
          <ColumnSelect key={role.key} role={role} columns={table.columns} value={columnOf(mapping, role.key)} onChange={(column) => onChange(withColumn(mapping, role.key, column))} />
        ))}
      </Box>
      <ValueFields table={table} mapping={mapping} onChange={onChange} />
    </Box>
  );
}

function ColumnSelect({ role, columns, value, onChange }: { role: ColumnRole; columns: readonly string[]; value: string; onChange: (column: string) => void }) {
  return (
    <Labelled label={role.label}>
      {({ labelId }) => (
        <TextField select fullWidth value={value} onChange={(event) => onChange(event.target.value)} helperText={role.help} slotProps={{ select: { displayEmpty: true, labelId } }}>
          {!role.isRequired && <MenuItem value="">–</MenuItem>}
          {columns.map((column) => (
            <MenuItem key={column} value={column}>
              {column}
            </MenuItem>
          ))}
        </TextField>
      )}
    </Labelled>
  );
}

function ValueFields({ table, mapping, onChange }: MappingEditorProps) {
  if (mapping.layout === 'knowledge-rows') return null;
  const speakerColumn = mapping.layout === 'utterance-rows' ? mapping.speaker : mapping.historySpeakers;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))', columnGap: 2, rowGap: 1.5 }}>
      {speakerColumn !== undefined && (
        <ListField label="Names of the supporter" value={mapping.supporterValues} onChange={(supporterValues) => onChange({ ...mapping, supporterValues })} help={`With commas between them. In the first rows: ${speakersIn(table, speakerColumn).join(', ') || 'none'}.`} />
      )}
      {mapping.layout === 'context-rows' && (
        <>
          <Labelled label="Between utterances of the history">
            {({ id }) => (
              <TextField
                id={id}
                fullWidth
                value={mapping.historySeparator.replaceAll('\n', '\\n').replaceAll('\t', '\\t')}
                onChange={(event) => onChange({ ...mapping, historySeparator: event.target.value.replaceAll('\\n', '\n').replaceAll('\\t', '\t') })}
                error={mapping.historySeparator === ''}
                helperText="\n is a line break, \t a tab."
                slotProps={{ htmlInput: { spellCheck: false } }}
              />
            )}
          </Labelled>
          <ListField label="Marks for an empty history" value={mapping.startMarkers} onChange={(startMarkers) => onChange({ ...mapping, startMarkers })} help="With commas between them." />
        </>
      )}
    </Box>
  );
}

function speakersIn({ columns, rows }: TableRows, column: string): string[] {
  const position = columns.indexOf(column);
  return [...new Set(rows.flatMap((row) => (row[position] ?? '').split(/\s+/u)))].filter((name) => name !== '').slice(0, 8);
}
