/** @file A table whose rows hold several named fields: which of its columns is which. */
import { Box, Button, Typography } from '@mui/material';
import { FileText, FileUp } from 'lucide-react';
import { useCommand } from '../../../api/use-command';
import { countOf, formatBytes } from '../../../components/format';
import { UploadNote } from '../../corpora/UploadNote';
import { ChosenSource } from './ChosenSource';
import { type FileDraft, newFileDraft, sourceOf } from './drafts';
import { FieldProblem } from './FieldProblem';
import { ColumnSelect } from './FileChoice';
import { RowSamples } from './RowSamples';
import { FieldFrame, useIncomingFile } from './SourceField';

export interface RowField {
  readonly key: string;
  readonly label: string;
  /** Said where no column is chosen, if not that it is found by its usual name. */
  readonly noneWord?: string;
}

export interface RowsFieldProps {
  label: string;
  help: string;
  fields: readonly RowField[];
  value: FileDraft | null;
  /** Chosen columns by key of the field. */
  columns: Readonly<Record<string, string>>;
  onChange: (change: { file: FileDraft | null; columns: Record<string, string> }) => void;
  problem?: string | undefined;
  /** Another way in, beside choosing a file. */
  otherWay?: React.ReactNode;
}

export function RowsField({ label, help, fields, value, columns, onChange, problem, otherWay }: RowsFieldProps) {
  const incoming = useIncomingFile((file) => onChange({ file: newFileDraft(file), columns: {} }));
  return (
    <FieldFrame label={label} help={help} onDrop={incoming.take}>
      <UploadNote progress={incoming.progress} />
      {incoming.problem !== null && <FieldProblem key={incoming.problem} message={incoming.problem} />}
      {value === null ? (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, py: 1 }}>
          <Button variant="outlined" startIcon={<FileUp size={15} aria-hidden />} onClick={() => incoming.choose(label)} disabled={incoming.progress !== null} aria-label={`Choose a file: ${label}`}>
            Choose a file…
          </Button>
          {otherWay}
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            or drop a file here
          </Typography>
        </Box>
      ) : (
        <ChosenRows label={label} fields={fields} value={value} columns={columns} onChange={onChange} problem={problem} />
      )}
      {problem !== undefined && <FieldProblem key={problem} message={problem} />}
    </FieldFrame>
  );
}

function ChosenRows({ label, fields, value, columns, onChange, problem }: Pick<RowsFieldProps, 'label' | 'fields' | 'columns' | 'onChange' | 'problem'> & { value: FileDraft }) {
  const found = useCommand('measure.inspect', { source: sourceOf(value) });
  const known = found.data?.columns ?? [];
  const choose = (key: string, column: string | undefined) => {
    const others = Object.entries(columns).filter(([field]) => field !== key);
    onChange({ file: value, columns: Object.fromEntries(column === undefined ? others : [...others, [key, column]]) });
  };
  const size = formatBytes(value.file.sizeBytes);
  return (
    <>
      <ChosenSource icon={FileText} label={label} name={value.file.name} note={found.data === undefined ? size : `${countOf(found.data.rows, 'row')}, ${size}`} onRemove={() => onChange({ file: null, columns: {} })} />
      {known.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, mt: 1.5 }}>
          {fields.map(({ key, label: fieldLabel, noneWord }) => (
            <ColumnSelect key={key} label={fieldLabel} columns={known} value={columns[key]} onChange={(column) => choose(key, column)} {...(noneWord !== undefined && { noneWord })} />
          ))}
        </Box>
      )}
      {found.error !== null && found.error.message !== problem && <FieldProblem key={found.error.message} message={found.error.message} />}
      {found.error === null && found.data !== undefined && <RowSamples samples={found.data.samples} columns={known} />}
    </>
  );
}
