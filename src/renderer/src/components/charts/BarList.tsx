/** @file Counts by name as horizontal bars, largest as given first. Long lists are cut to the first `maxBars`; the table has all. */
import { useState } from 'react';
import { Button } from '@mui/material';
import { formatCount, formatShare } from '../format';
import { ChartFrame } from './ChartFrame';
import { chartColor, chartText, fitted } from './chart-style';

export interface Bar {
  readonly label: string;
  readonly count: number;
  /** CSS colour; the accent where there is none. */
  readonly color?: string;
  /** Stands before the label, e.g. an abbreviation. */
  readonly mark?: string;
}

export interface BarListProps {
  title: string;
  help?: string;
  bars: readonly Bar[];
  /** Column heading of the labels in the table. */
  labelHeader: string;
  countHeader: string;
  fileLead?: string;
  maxBars?: number;
}

const rowHeightPx = 26;

export function BarList({ title, help, bars, labelHeader, countHeader, fileLead, maxBars = 12 }: BarListProps) {
  const [isWhole, setIsWhole] = useState(false);
  const total = bars.reduce((sum, bar) => sum + bar.count, 0);
  const shown = isWhole ? bars : bars.slice(0, maxBars);
  const table = { header: [labelHeader, countHeader, 'Share'], rows: bars.map((bar) => [bar.label, bar.count, shareOf(bar.count, total)] as const) };
  return (
    <ChartFrame title={title} table={table} {...(help !== undefined && { help })} {...(fileLead !== undefined && { fileLead })}>
      {(widthPx) => (
        <>
          <Bars title={title} bars={shown} total={total} widthPx={widthPx} />
          {bars.length > maxBars && (
            <Button onClick={() => setIsWhole(!isWhole)} sx={{ mt: 0.5, ml: -1.5 }}>
              {isWhole ? `Show the first ${maxBars}` : `Show all ${bars.length}`}
            </Button>
          )}
        </>
      )}
    </ChartFrame>
  );
}

function Bars({ title, bars, total, widthPx }: { title: string; bars: readonly Bar[]; total: number; widthPx: number }) {
  const hasMarks = bars.some((bar) => bar.mark !== undefined);
  const markPx = hasMarks ? 34 : 0;
  const labelPx = Math.min(Math.max(...bars.map((bar) => bar.label.length)) * 7 + 8, widthPx * 0.44) + markPx;
  const figurePx = 104;
  const barPx = Math.max(20, widthPx - labelPx - figurePx);
  const max = Math.max(1, ...bars.map((bar) => bar.count));
  const heightPx = bars.length * rowHeightPx;
  return (
    <svg width={widthPx} height={heightPx} role="img" aria-label={`${title}: bar chart of ${bars.length} values; the same figures are in the table.`} style={{ display: 'block' }}>
      {bars.map((bar, index) => {
        const y = index * rowHeightPx;
        const color = bar.color ?? chartColor.accent;
        return (
          <g key={bar.label}>
            <title>{`${bar.label}: ${formatCount(bar.count)} (${formatShare(bar.count / Math.max(1, total))})`}</title>
            {bar.mark !== undefined && (
              <text x={0} y={y + 17} style={{ ...chartText.label, fontWeight: 650, fill: color }}>
                {bar.mark}
              </text>
            )}
            <text x={markPx} y={y + 17} style={chartText.label}>
              {fitted(bar.label, labelPx - markPx - 8)}
            </text>
            <rect x={labelPx} y={y + 5} width={barPx} height={16} rx={2} style={{ fill: 'var(--solace-palette-sunken)' }} />
            <rect x={labelPx} y={y + 5} width={Math.max(bar.count > 0 ? 2 : 0, (barPx * bar.count) / max)} height={16} rx={2} style={{ fill: color }} />
            <text x={widthPx - 52} y={y + 17} textAnchor="end" style={chartText.figure}>
              {formatCount(bar.count)}
            </text>
            <text x={widthPx} y={y + 17} textAnchor="end" style={chartText.muted}>
              {formatShare(bar.count / Math.max(1, total))}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function shareOf(count: number, total: number): number {
  return total === 0 ? 0 : Math.round((count / total) * 10_000) / 10_000;
}
