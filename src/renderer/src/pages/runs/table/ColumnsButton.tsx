/** @file Chooses the columns of the table: a built-in set, one's own sets by name, and single columns. */
import { type FormEvent, useId, useState } from 'react';
import { Box, Button, Checkbox, FormControlLabel, IconButton, ListSubheader, MenuItem, Popover, TextField, Tooltip, Typography } from '@mui/material';
import { Columns3, Trash2 } from 'lucide-react';
import type { RunFacets } from '#shared/contracts/run-results';
import { isMachineMetric } from '#shared/domain/runs/run';
import { columnOf, type ColumnKey, factColumns, fixedColumns } from './run-columns';
import { builtInSets, type ColumnSetsState } from './use-column-sets';

export function ColumnsButton({ sets, facets }: { sets: ColumnSetsState; facets: RunFacets | undefined }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const titleId = useId();
  return (
    <>
      <TextField select label="Columns" value={sets.chosen} onChange={(event) => sets.choose(event.target.value)} sx={{ width: 170 }}>
        {builtInSets.map((name) => (
          <MenuItem key={name} value={name}>
            {name}
          </MenuItem>
        ))}
        {sets.names.length > builtInSets.length && <ListSubheader>Your own</ListSubheader>}
        {sets.names.slice(builtInSets.length).map((name) => (
          <MenuItem key={name} value={name}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <Tooltip title="Choose columns">
        <IconButton aria-label="Choose columns" aria-haspopup="dialog" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
          <Columns3 size={17} aria-hidden />
        </IconButton>
      </Tooltip>
      <Popover open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }} transformOrigin={{ vertical: 'top', horizontal: 'right' }} slotProps={{ paper: { role: 'dialog', 'aria-labelledby': titleId, sx: { width: 720, maxWidth: 'calc(100vw - 32px)', p: 2 } } }}>
        <Typography variant="h3" id={titleId}>
          Columns
        </Typography>
        <ColumnChoice sets={sets} facets={facets} />
      </Popover>
    </>
  );
}

/** What is ticked while a built-in set is shown becomes a set of one's own when it is kept; one's own set changes at once. */
function ColumnChoice({ sets, facets }: { sets: ColumnSetsState; facets: RunFacets | undefined }) {
  const [draft, setDraft] = useState<{ of: string; columns: readonly ColumnKey[] } | null>(null);
  const columns = draft?.of === sets.chosen ? draft.columns : sets.columns;
  const change = (next: readonly ColumnKey[]) => {
    setDraft({ of: sets.chosen, columns: next });
    if (!sets.isBuiltIn) sets.keep(sets.chosen, next);
  };
  const toggle = (key: ColumnKey) => change(columns.includes(key) ? columns.filter((one) => one !== key) : [...columns, key]);
  const metrics = (facets?.metrics ?? []).map(({ value }) => value).filter((name) => !isMachineMetric(name));
  const options = facets?.config ?? [];
  return (
    <>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1.3fr) minmax(0, 1.3fr)', gap: 2, my: 1.5, '& > div': { maxHeight: 340, overflow: 'auto' } }}>
        <Ticks title="Facts" keys={factColumns.filter((key) => !fixedColumns.includes(key))} columns={columns} onToggle={toggle} />
        <Ticks title="Metrics" keys={metrics.flatMap((name) => [`best:${name}`, `last:${name}`])} columns={columns} onToggle={toggle} empty="No run has reported any yet." />
        <Ticks title="Options" keys={options.map(({ path }) => `config:${path}`)} columns={columns} onToggle={toggle} empty="There is no run yet." isQuiet={(key) => options.some(({ path, distinct }) => `config:${path}` === key && distinct < 2)} />
      </Box>
      <KeepColumns sets={sets} columns={columns} />
    </>
  );
}

interface TicksProps {
  title: string;
  keys: readonly ColumnKey[];
  columns: readonly ColumnKey[];
  onToggle: (key: ColumnKey) => void;
  empty?: string;
  /** The same in all runs. */
  isQuiet?: (key: ColumnKey) => boolean;
}

function Ticks({ title, keys, columns, onToggle, empty = '', isQuiet }: TicksProps) {
  return (
    <Box role="group" aria-label={title} tabIndex={0}>
      <Typography variant="caption" component="p" sx={{ m: 0, mb: 0.5, fontWeight: 600, color: 'text.secondary' }}>
        {title}
      </Typography>
      {keys.length === 0 && <Typography variant="caption">{empty}</Typography>}
      {keys.map((key) => {
        const { label, note } = columnOf(key);
        return (
          <FormControlLabel
            key={key}
            control={<Checkbox checked={columns.includes(key)} onChange={() => onToggle(key)} sx={{ py: 0.25 }} />}
            label={note === undefined ? label : `${label}, ${note}`}
            slotProps={{ typography: { variant: 'caption', sx: { overflowWrap: 'anywhere', ...(isQuiet?.(key) === true && { color: 'text.secondary' }) } } }}
            sx={{ display: 'flex', mr: 0 }}
          />
        );
      })}
    </Box>
  );
}

function KeepColumns({ sets, columns }: { sets: ColumnSetsState; columns: readonly ColumnKey[] }) {
  const [name, setName] = useState('');
  const kept = name.trim();
  const isTaken = builtInSets.some((one) => one === kept);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kept === '' || isTaken) return;
    sets.keep(kept, columns);
    setName('');
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
      <TextField label="Keep these columns as" value={name} onChange={(event) => setName(event.target.value)} error={isTaken} helperText={isTaken ? 'A built-in set has this name.' : sets.isBuiltIn ? 'A built-in set stays as it is; a name makes your own.' : `${sets.chosen} changes as you tick.`} slotProps={{ htmlInput: { maxLength: 60 } }} sx={{ flex: 1, '& .MuiFormHelperText-root': { mx: 0 } }} />
      <Button type="submit" variant="outlined">
        Keep
      </Button>
      {!sets.isBuiltIn && (
        <Tooltip title={`Forget the set ${sets.chosen}`}>
          <IconButton aria-label={`Forget the set ${sets.chosen}`} onClick={() => sets.forget(sets.chosen)}>
            <Trash2 size={16} aria-hidden />
          </IconButton>
        </Tooltip>
      )}
    </Box>
  );
}
