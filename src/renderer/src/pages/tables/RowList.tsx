/** @file The rows of a table: published systems, and rows of our own with the runs behind them. */
import { useState } from 'react';
import { Autocomplete, Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import { ArrowDown, ArrowUp, BookOpen, Plus, X } from 'lucide-react';
import type { RunRow } from '#shared/contracts/run-records';
import type { ReferenceTable, TableColumn, TableDesign, TableRow } from '#shared/contracts/tables';
import { useCommand } from '../../api/use-command';
import { PageSection } from '../../components/PageContainer';
import { Act } from './ColumnList';
import { moved } from './moved';

interface RowListProps {
  rows: TableDesign['rows'];
  columns: readonly TableColumn[];
  onChange: (changes: { rows: TableRow[]; columns?: TableColumn[] }) => void;
}

export function RowList({ rows, columns, onChange }: RowListProps) {
  const references = useCommand('tables.references', {});
  const runs = useCommand('runs.list', { filter: { states: ['done', 'running', 'paused'] }, limit: 500 });
  const changeRows = (next: TableRow[]) => onChange({ rows: next });
  const change = (index: number, row: TableRow) => changeRows(rows.map((one, at) => (at === index ? row : one)));
  const addPublished = (table: ReferenceTable) => {
    const published = table.rows.map(({ system, group }): TableRow => ({ kind: 'published', table: table.id, system, ...(group !== undefined && { group }) }));
    const known = new Set(columns.map(({ id }) => id));
    onChange({ rows: [...published, ...rows], columns: [...columns, ...table.columns.filter(({ id }) => !known.has(id))] });
  };
  return (
    <PageSection
      title="Rows"
      actions={
        <>
          <AddPublished tables={references.data ?? []} onAdd={addPublished} />
          <Button startIcon={<Plus size={15} aria-hidden />} onClick={() => changeRows([...rows, { kind: 'runs', label: 'Ours', runs: [], value: 'last' }])}>
            Own row
          </Button>
        </>
      }
    >
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {rows.map((row, index) => (
          // A design may hold equal rows; their order is theirs.
          <Box key={index} component="li" sx={{ display: 'flex', gap: 1, alignItems: 'center', pb: 1, borderBottom: 1, borderColor: 'divider' }}>
            <Box sx={{ flex: 1, minWidth: 0 }}>
              {row.kind === 'published' ? <PublishedRow row={row} /> : <OwnRow row={row} runs={runs.data?.rows ?? []} onChange={(next) => change(index, next)} />}
            </Box>
            <Act label={`Row ${labelOf(row)} up`} icon={<ArrowUp size={15} aria-hidden />} isOff={index === 0} run={() => changeRows(moved(rows, index, -1))} />
            <Act label={`Row ${labelOf(row)} down`} icon={<ArrowDown size={15} aria-hidden />} isOff={index === rows.length - 1} run={() => changeRows(moved(rows, index, 1))} />
            <Act label={`Remove row ${labelOf(row)}`} icon={<X size={15} aria-hidden />} isOff={false} run={() => changeRows(rows.filter((_, at) => at !== index))} />
          </Box>
        ))}
      </Box>
    </PageSection>
  );
}

function labelOf(row: TableRow): string {
  return row.kind === 'published' ? row.system : row.label;
}

function PublishedRow({ row }: { row: Extract<TableRow, { kind: 'published' }> }) {
  return (
    <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
      {row.system}
      <Typography component="span" variant="caption" sx={{ color: 'text.secondary' }}>
        {row.group === undefined ? ` ${row.table}` : ` ${row.group}, ${row.table}`}
      </Typography>
    </Typography>
  );
}

type OwnTableRow = Extract<TableRow, { kind: 'runs' }>;

function OwnRow({ row, runs, onChange }: { row: OwnTableRow; runs: readonly RunRow[]; onChange: (row: OwnTableRow) => void }) {
  const nameOf = (key: OwnTableRow['runs'][number]): string => runs.find(({ id, name }) => id === key || name === key)?.name ?? `run ${key}`;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      <TextField size="small" label="Name" defaultValue={row.label} onBlur={(event) => event.target.value.trim() !== '' && onChange({ ...row, label: event.target.value.trim() })} sx={{ width: 130 }} />
      <Autocomplete
        multiple
        size="small"
        options={runs.map(({ id }) => id as OwnTableRow['runs'][number])}
        value={row.runs}
        getOptionLabel={(key) => `${nameOf(key)} (${key})`}
        onChange={(_, chosen) => onChange({ ...row, runs: chosen })}
        renderInput={(params) => <TextField {...params} label="Runs" helperText="Several give their mean" />}
        sx={{ flex: '1 1 200px' }}
      />
      <TextField select size="small" label="Curves give" value={row.value} onChange={(event) => onChange({ ...row, value: event.target.value as OwnTableRow['value'] })} sx={{ width: 110 }}>
        <MenuItem value="last">the last</MenuItem>
        <MenuItem value="best">the best</MenuItem>
      </TextField>
    </Box>
  );
}

function AddPublished({ tables, onAdd }: { tables: readonly ReferenceTable[]; onAdd: (table: ReferenceTable) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  if (!isOpen) {
    return (
      <Button startIcon={<BookOpen size={15} aria-hidden />} onClick={() => setIsOpen(true)}>
        Published table
      </Button>
    );
  }
  return (
    <TextField
      select
      size="small"
      label="Published table"
      value=""
      onChange={(event) => {
        const table = tables.find(({ id }) => id === event.target.value);
        if (table !== undefined) onAdd(table);
        setIsOpen(false);
      }}
      sx={{ minWidth: 240 }}
    >
      {tables.map((table) => (
        <MenuItem key={table.id} value={table.id}>
          {table.paper}: {table.title}
        </MenuItem>
      ))}
    </TextField>
  );
}
