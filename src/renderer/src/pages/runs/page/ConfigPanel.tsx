/** @file The options of a run by their paths; those that differ from the kind's defaults stand out in words. */
import { useState } from 'react';
import { Box, FormControlLabel, Switch, TextField } from '@mui/material';
import type { RunDetail } from '#shared/contracts/run-records';
import type { Json } from '#shared/domain/json';
import { flattenConfig, isSameJson } from '#shared/domain/runs/config-paths';
import { useCommand } from '../../../api/use-command';
import { type Column, DataTable } from '../../../components/DataTable';
import { jsonText } from '../../../components/json-text';
import { Panel } from '../../../components/Panel';
import { profileWords } from '../table/run-columns';

interface OptionRow {
  readonly path: string;
  readonly value: Json;
  readonly usual: Json | undefined;
  readonly isChanged: boolean;
}

export function ConfigPanel({ run }: { run: RunDetail }) {
  const [onlyChanged, setOnlyChanged] = useState(false);
  const [text, setText] = useState('');
  const kind = useCommand('runs.kinds', {}).data?.find((one) => one.kind === run.kind);
  const usual = kind === undefined ? {} : flattenConfig(kind.defaults);
  const rows: OptionRow[] = Object.entries(run.config).map(([path, value]) => ({ path, value, usual: usual[path], isChanged: kind !== undefined && !isSameJson(value, usual[path]) }));
  const shown = rows.filter(({ path, value, isChanged }) => (!onlyChanged || isChanged) && `${path} ${jsonText(value)}`.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <Panel title="Options" actions={<FormControlLabel control={<Switch checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)} />} label="Changed only" slotProps={{ typography: { variant: 'caption' } }} sx={{ mr: 0 }} />}>
      <Box sx={{ fontSize: '0.8125rem', color: 'text.secondary', mb: 1 }}>
        Seed {run.seed}
        {run.profile !== undefined && `, profile ${profileWords[run.profile]}`}
      </Box>
      {rows.length > 12 && <TextField value={text} onChange={(event) => setText(event.target.value)} placeholder="Find an option" fullWidth slotProps={{ htmlInput: { 'aria-label': 'Find an option' } }} sx={{ mb: 1 }} />}
      <DataTable label="Options" columns={columns} rows={shown} rowKey={({ path }) => path} maxHeightPx={360} />
    </Panel>
  );
}

const columns: readonly Column<OptionRow>[] = [
  { key: 'path', label: 'Option', value: ({ path }) => path, render: ({ path }) => <Box sx={{ overflowWrap: 'anywhere' }}>{path}</Box> },
  {
    key: 'value',
    label: 'Value',
    value: ({ value }) => jsonText(value),
    render: ({ value, usual, isChanged }) => (
      <Box sx={{ overflowWrap: 'anywhere' }}>
        <Box component="span" sx={{ fontWeight: isChanged ? 600 : 400 }}>
          {jsonText(value)}
        </Box>
        {isChanged && usual !== undefined && <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>usually {jsonText(usual)}</Box>}
      </Box>
    ),
  },
];
