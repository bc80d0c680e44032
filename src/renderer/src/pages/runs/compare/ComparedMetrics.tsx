/** @file The figures of several runs in one table, the best of each row marked. */
import { useState } from 'react';
import { Box, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { Trophy } from 'lucide-react';
import type { RunComparison } from '#shared/contracts/run-results';
import { hasGoodEnd } from '#shared/domain/runs/metric-direction';
import { type Column, DataTable } from '../../../components/DataTable';
import { numberText } from '../../../components/json-text';
import { runHeading } from './run-heading';

type Figure = RunComparison['metrics'][number];

export function ComparedMetrics({ comparison: { runs, metrics } }: { comparison: RunComparison }) {
  const [which, setWhich] = useState<'best' | 'last'>('best');
  return (
    <>
      <ToggleButtonGroup exclusive value={which} onChange={(_, next: 'best' | 'last' | null) => next !== null && setWhich(next)} aria-label="Which value of a run" sx={{ mb: 1 }}>
        <ToggleButton value="best">Best values</ToggleButton>
        <ToggleButton value="last">Last values</ToggleButton>
      </ToggleButtonGroup>
      <DataTable label="Figures of the runs" columns={columnsOf(runs, which)} rows={metrics} rowKey={({ name }) => name} maxHeightPx={480} />
    </>
  );
}

function columnsOf(runs: RunComparison['runs'], which: 'best' | 'last'): Column<Figure>[] {
  return [
    { key: 'name', label: 'Figure', value: ({ name }) => name },
    { key: 'direction', label: 'Better', value: betterText, render: (row) => <Box component="span" sx={{ color: 'text.secondary' }}>{betterText(row)}</Box> },
    ...runs.map((run, index): Column<Figure> => ({
      key: String(run.id),
      label: runHeading(run),
      isFigure: true,
      value: (row) => row[which][index] ?? null,
      render: (row) => <Value value={row[which][index] ?? null} isBest={isBest(row, which, index)} />,
    })),
  ];
}

function Value({ value, isBest: isMarked }: { value: number | null; isBest: boolean }) {
  if (value === null) return '–';
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, fontWeight: isMarked ? 650 : 400 }}>
      {isMarked && <Trophy size={13} role="img" aria-label="best" />}
      {numberText(Number(value.toPrecision(5)))}
    </Box>
  );
}

function betterText({ name, direction }: Figure): string {
  return hasGoodEnd(name) ? direction : 'neither';
}

/** Only where the runs do not all have the same value. */
function isBest(row: Figure, which: 'best' | 'last', index: number): boolean {
  if (!hasGoodEnd(row.name)) return false;
  const values = row[which].flatMap((value) => (value === null ? [] : [value]));
  const best = row.direction === 'lower' ? Math.min(...values) : Math.max(...values);
  return values.some((value) => value !== best) && row[which][index] === best;
}
