/** @file A chosen file as a column: how it is read, which of its columns, how many rows, and the first of them. */
import { Box, MenuItem, TextField } from '@mui/material';
import { FileText } from 'lucide-react';
import type { Output } from '#shared/contracts/index';
import type { TableFormat } from '#shared/contracts/measure';
import { useCommand } from '../../../api/use-command';
import { countOf, formatBytes } from '../../../components/format';
import { ChosenSource } from './ChosenSource';
import { type FileDraft, sourceOf } from './drafts';
import { FieldProblem } from './FieldProblem';

export interface FileChoiceProps {
  label: string;
  value: FileDraft;
  onChange: (value: FileDraft | null) => void;
  /** Stands elsewhere already, so that it is not said twice. */
  problem?: string | undefined;
}

export function FileChoice({ label, value, onChange, problem }: FileChoiceProps) {
  const found = useCommand('measure.inspect', { source: sourceOf(value) }, { keepsPrevious: true });
  const columns = found.data?.columns ?? [];
  return (
    <>
      <ChosenSource icon={FileText} label={label} name={value.file.name} note={noteOf(value, found.data)} onRemove={() => onChange(null)} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, mt: 1.25 }}>
        <TextField select label="Read as" value={value.format} onChange={(event) => onChange({ ...value, format: event.target.value as TableFormat })} sx={{ minWidth: 150 }}>
          {formats.map(({ format, word }) => (
            <MenuItem key={format} value={format}>
              {format === 'auto' && found.data !== undefined ? `As found: ${wordOfFormat(found.data.format).toLowerCase()}` : word}
            </MenuItem>
          ))}
        </TextField>
        {columns.length > 1 && <ColumnSelect label="Column" columns={columns} value={value.column} onChange={(column) => onChange(withColumn(value, column))} />}
      </Box>
      {found.error !== null && found.error.message !== problem && <FieldProblem key={found.error.message} message={found.error.message} />}
      {found.error === null && found.data !== undefined && <Samples samples={found.data.samples} />}
    </>
  );
}

/** Without a choice the workbench looks for a usual name. */
export function ColumnSelect({ label, columns, value, onChange, noneWord = 'By its usual name' }: { label: string; columns: readonly string[]; value: string | undefined; onChange: (column: string | undefined) => void; noneWord?: string }) {
  return (
    <TextField
      select
      label={label}
      value={value !== undefined && columns.includes(value) ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      sx={{ minWidth: 170 }}
    >
      <MenuItem value="">{noneWord}</MenuItem>
      {columns.map((column) => (
        <MenuItem key={column} value={column}>
          {column}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** The first values, so that a wrong file is seen before it is measured. */
export function Samples({ samples }: { samples: readonly string[] }) {
  return (
    <Box component="ol" aria-label="First values" sx={{ m: 0, mt: 1.25, pl: 2.5, color: 'text.secondary', fontSize: '0.8125rem', lineHeight: 1.5 }}>
      {samples.map((sample, index) => (
        <li key={index}>
          <Box component="span" sx={{ display: '-webkit-box', WebkitLineClamp: 2, WebkitBoxOrient: 'vertical', overflow: 'hidden', overflowWrap: 'anywhere' }}>
            {sample === '' ? '(empty)' : sample}
          </Box>
        </li>
      ))}
    </Box>
  );
}

const formats: readonly { format: TableFormat; word: string }[] = [
  { format: 'auto', word: 'As found' },
  { format: 'lines', word: 'One text a line' },
  { format: 'jsonl', word: 'JSON or JSON Lines' },
  { format: 'csv', word: 'CSV' },
];

function wordOfFormat(format: TableFormat): string {
  return formats.find((one) => one.format === format)?.word ?? format;
}

function noteOf({ file }: FileDraft, found: Output<'measure.inspect'> | undefined): string {
  const size = formatBytes(file.sizeBytes);
  return found === undefined ? size : `${countOf(found.rows, 'row')}, ${size}`;
}

function withColumn({ kind, file, format }: FileDraft, column: string | undefined): FileDraft {
  return { kind, file, format, ...(column !== undefined && { column }) };
}
