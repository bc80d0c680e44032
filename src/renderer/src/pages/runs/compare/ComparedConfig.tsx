/** @file The options of several runs in one table, those that differ first and marked in words. */
import { useState } from 'react';
import { Box, FormControlLabel, Switch, Typography } from '@mui/material';
import type { RunComparison } from '#shared/contracts/run-results';
import { isSameJson } from '#shared/domain/runs/config-paths';
import { type Column, DataTable } from '../../../components/DataTable';
import { countOf } from '../../../components/format';
import { jsonText } from '../../../components/json-text';
import { runHeading } from './run-heading';

type Option = RunComparison['config'][number];

export function ComparedConfig({ comparison: { runs, config } }: { comparison: RunComparison }) {
  const [showsAll, setShowsAll] = useState(false);
  const differing = config.filter(({ isDifferent }) => isDifferent);
  const rows = showsAll ? config.toSorted((a, b) => Number(b.isDifferent) - Number(a.isDifferent)) : differing;
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mb: 1 }}>
        <Typography variant="body2">{differing.length === 0 ? 'All options are the same.' : `${countOf(differing.length, 'option')} of ${config.length} ${differing.length === 1 ? 'differs' : 'differ'}.`}</Typography>
        <FormControlLabel control={<Switch checked={showsAll} onChange={(event) => setShowsAll(event.target.checked)} />} label="Show the others too" slotProps={{ typography: { variant: 'body2' } }} />
      </Box>
      {rows.length > 0 && <DataTable label="Options of the runs" columns={columnsOf(runs)} rows={rows} rowKey={({ path }) => path} maxHeightPx={420} />}
    </>
  );
}

function columnsOf(runs: RunComparison['runs']): Column<Option>[] {
  return [
    { key: 'path', label: 'Option', value: ({ path }) => path },
    ...runs.map((run, index): Column<Option> => ({
      key: String(run.id),
      label: runHeading(run),
      value: ({ values }) => jsonText(values[index]),
      render: ({ values, isDifferent }) => (
        <Box component="span" sx={{ fontWeight: isDifferent && !isSameJson(values[index], values[0]) ? 650 : 400, overflowWrap: 'anywhere' }}>
          {jsonText(values[index])}
        </Box>
      ),
    })),
  ];
}
