/** @file How often one label meets another: a heat map of counts, or of each row's shares. Colour always follows the shares. */
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from '@mui/material';
import { formatCount, formatShare } from '../format';
import { type HeatAxis, type HeatCell, HeatMap } from './HeatMap';

export interface CountHeatMapProps {
  title: string;
  help?: string;
  rows: HeatAxis;
  columns: HeatAxis;
  counts: readonly (readonly number[])[];
  onOpen?: (row: number, column: number) => void;
  fileLead?: string;
}

export function CountHeatMap({ title, help, rows, columns, counts, onOpen, fileLead }: CountHeatMapProps) {
  const [shown, setShown] = useState<'counts' | 'shares'>('counts');
  const sums = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const cells = counts.map((row, index) => row.map((count) => cellOf({ count, sum: sums[index] ?? 0, shown })));
  const table = {
    header: [rows.header, ...columns.labels.map(({ label }) => label), 'Sum'],
    rows: counts.map((row, index) => [rows.labels[index]?.label ?? '', ...row.map((count) => (shown === 'counts' ? count : rounded(count, sums[index] ?? 0))), sums[index] ?? 0]),
  };
  return (
    <HeatMap
      title={title}
      {...(help !== undefined && { help })}
      {...(fileLead !== undefined && { fileLead })}
      {...(onOpen !== undefined && { onOpen })}
      rows={rows}
      columns={columns}
      cells={cells}
      rowNotes={{ header: 'Sum', texts: sums.map(formatCount) }}
      table={table}
      toolbar={
        <ToggleButtonGroup exclusive value={shown} onChange={(_, next: 'counts' | 'shares' | null) => next !== null && setShown(next)} aria-label={`Figures of ${title}`}>
          <ToggleButton value="counts">Counts</ToggleButton>
          <ToggleButton value="shares">Shares of the row</ToggleButton>
        </ToggleButtonGroup>
      }
    />
  );
}

function cellOf({ count, sum, shown }: { count: number; sum: number; shown: 'counts' | 'shares' }): HeatCell {
  const share = sum === 0 ? 0 : count / sum;
  if (sum === 0) return { weight: null, text: shown === 'counts' ? '0' : '–', description: '0, the row is empty' };
  return shown === 'counts'
    ? { weight: share, text: formatCount(count), description: `${formatCount(count)}, ${formatShare(share)} of the row` }
    : { weight: share, text: formatShare(share), description: `${formatShare(share)} of the row, ${formatCount(count)}` };
}

function rounded(count: number, sum: number): number {
  return sum === 0 ? 0 : Math.round((count / sum) * 10_000) / 10_000;
}
