/** @file The columns of a table: which figure of a run each shows, how it is printed, which end is good. */
import type { ReactNode } from 'react';
import { Autocomplete, Box, Button, IconButton, MenuItem, TextField, Tooltip } from '@mui/material';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import type { TableColumn, TableDesign } from '#shared/contracts/tables';
import { useCommand } from '../../api/use-command';
import { PageSection } from '../../components/PageContainer';
import { moved } from './moved';

interface ColumnListProps {
  columns: readonly TableColumn[];
  rows: TableDesign['rows'];
  onChange: (columns: TableColumn[]) => void;
}

export function ColumnList({ columns, rows, onChange }: ColumnListProps) {
  const runs = rows.flatMap((row) => (row.kind === 'runs' ? row.runs : []));
  const figures = useCommand('tables.figures', { runs }, { keepsPrevious: true });
  const names = (figures.data ?? []).map(({ name }) => name);
  const change = (index: number, changes: Partial<TableColumn>) => onChange(columns.map((column, at) => (at === index ? { ...column, ...changes } : column)));
  const add = () => onChange([...columns, { id: freeId(columns), title: 'New', better: 'higher', scale: 100, digits: 2 }]);
  return (
    <PageSection
      title="Columns"
      actions={
        <Button startIcon={<Plus size={15} aria-hidden />} onClick={add}>
          Add a column
        </Button>
      }
    >
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
        {columns.map((column, index) => (
          <Box key={column.id} component="li" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', pb: 1.5, borderBottom: 1, borderColor: 'divider' }}>
            <TextField size="small" label="Title" defaultValue={column.title} onBlur={(event) => event.target.value.trim() !== '' && change(index, { title: event.target.value.trim() })} sx={{ width: 90 }} />
            <Autocomplete
              size="small"
              freeSolo
              options={names}
              value={column.metric ?? ''}
              onChange={(_, value) => change(index, { metric: value === null || value === '' ? undefined : value })}
              renderInput={(params) => <TextField {...params} label="Figure of a run" />}
              sx={{ flex: '1 1 170px' }}
            />
            <TextField select size="small" label="Good is" value={column.better} onChange={(event) => change(index, { better: event.target.value as TableColumn['better'] })} sx={{ width: 96 }}>
              <MenuItem value="higher">high</MenuItem>
              <MenuItem value="lower">low</MenuItem>
              <MenuItem value="none">neither</MenuItem>
            </TextField>
            <TextField select size="small" label="Times" value={column.scale} onChange={(event) => change(index, { scale: Number(event.target.value) })} sx={{ width: 84 }}>
              <MenuItem value={1}>1</MenuItem>
              <MenuItem value={10}>10</MenuItem>
              <MenuItem value={100}>100</MenuItem>
            </TextField>
            <TextField select size="small" label="Digits" value={column.digits} onChange={(event) => change(index, { digits: Number(event.target.value) })} sx={{ width: 76 }}>
              {[0, 1, 2, 3, 4].map((digits) => (
                <MenuItem key={digits} value={digits}>
                  {digits}
                </MenuItem>
              ))}
            </TextField>
            <Box sx={{ ml: 'auto', display: 'flex' }}>
              <Act label={`Column ${column.title} earlier`} icon={<ArrowUp size={15} aria-hidden />} isOff={index === 0} run={() => onChange(moved(columns, index, -1))} />
              <Act label={`Column ${column.title} later`} icon={<ArrowDown size={15} aria-hidden />} isOff={index === columns.length - 1} run={() => onChange(moved(columns, index, 1))} />
              <Act label={`Remove column ${column.title}`} icon={<X size={15} aria-hidden />} isOff={columns.length === 1} run={() => onChange(columns.filter((_, at) => at !== index))} />
            </Box>
          </Box>
        ))}
      </Box>
    </PageSection>
  );
}

export function Act({ label, icon, isOff, run }: { label: string; icon: ReactNode; isOff: boolean; run: () => void }) {
  return (
    <Tooltip title={isOff ? '' : label}>
      <span>
        <IconButton size="small" aria-label={label} disabled={isOff} onClick={run}>
          {icon}
        </IconButton>
      </span>
    </Tooltip>
  );
}

function freeId(columns: readonly TableColumn[]): string {
  const taken = new Set(columns.map(({ id }) => id));
  let number = columns.length + 1;
  while (taken.has(`column${number}`)) number++;
  return `column${number}`;
}
