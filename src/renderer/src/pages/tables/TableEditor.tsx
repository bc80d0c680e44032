/** @file One table being made: its rows and columns at the side, the table as it will be printed in front. Every change is kept at once. */
import { useState } from 'react';
import { Alert, Box, TextField } from '@mui/material';
import type { KeptTable, TableDesign } from '#shared/contracts/tables';
import { useCommand, useMutate } from '../../api/use-command';
import { messageOf } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { BuiltTableView } from './BuiltTableView';
import { ColumnList } from './ColumnList';
import { RowList } from './RowList';
import { TableExports } from './TableExports';

export function TableEditor({ kept, onKept }: { kept: KeptTable; onKept: () => void }) {
  const [design, setDesign] = useState<TableDesign>(kept.design);
  const keep = useMutate('tables.keep', { onDone: onKept });
  const built = useCommand('tables.build', { design }, { keepsPrevious: true });
  const change = (changes: Partial<TableDesign>) => {
    const next = { ...design, ...changes };
    setDesign(next);
    keep.mutate({ id: kept.id, design: next });
  };
  return (
    <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
      <TitleField title={design.title} onChange={(title) => change({ title })} />
      {keep.error !== null && <Alert severity="error">{messageOf(keep.error)}</Alert>}
      <LoadState query={built} what="the table">
        {(table) => (
          <Box sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
            <BuiltTableView table={table} />
            <TableExports design={design} />
          </Box>
        )}
      </LoadState>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: 'repeat(2, minmax(0, 1fr))' }, gap: 3, alignItems: 'start' }}>
        <RowList rows={design.rows} columns={design.columns} onChange={change} />
        <ColumnList columns={design.columns} rows={design.rows} onChange={(columns) => change({ columns })} />
      </Box>
    </Box>
  );
}

/** Kept when it is left, so that no half-typed title is. */
function TitleField({ title, onChange }: { title: string; onChange: (title: string) => void }) {
  const [typed, setTyped] = useState(title);
  return (
    <TextField
      label="Title"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (typed.trim() === '') setTyped(title);
        else if (typed.trim() !== title) onChange(typed.trim());
      }}
      sx={{ maxWidth: 560 }}
    />
  );
}
