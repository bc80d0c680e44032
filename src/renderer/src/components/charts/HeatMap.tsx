/**
 * @file A matrix as coloured cells with their figures written in them. An ARIA grid: the arrow keys move between cells and each is read aloud.
 * Colour only repeats what is written; the same figures are in the table and in the exports.
 */
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Box } from '@mui/material';
import { ChartFrame, type ChartTable } from './ChartFrame';
import { chartText, fitted } from './chart-style';

export interface HeatAxis {
  /** What the labels are: "Gold", "Rater". */
  readonly header: string;
  readonly labels: readonly { readonly label: string; readonly short: string }[];
}

export interface HeatCell {
  /** Depth of the colour, -1..1; below zero in the other colour. Null stays blank. */
  readonly weight: number | null;
  readonly text: string;
  /** Read aloud after the names of row and column. */
  readonly description: string;
}

export interface HeatMapProps {
  title: string;
  help?: string;
  rows: HeatAxis;
  columns: HeatAxis;
  cells: readonly (readonly HeatCell[])[];
  /** Stands right of the rows: their sums. */
  rowNotes?: { readonly header: string; readonly texts: readonly string[] };
  table: ChartTable;
  /** Stands above the cells. */
  toolbar?: ReactNode;
  onOpen?: (row: number, column: number) => void;
  fileLead?: string;
}

const rowHeightPx = 36;
const headHeightPx = 44;

export function HeatMap({ title, help, table, toolbar, fileLead, ...matrix }: HeatMapProps) {
  return (
    <ChartFrame title={title} table={table} {...(help !== undefined && { help })} {...(fileLead !== undefined && { fileLead })}>
      {(widthPx) => (
        <>
          {toolbar !== undefined && <Box sx={{ mb: 1 }}>{toolbar}</Box>}
          <Matrix title={title} widthPx={widthPx} {...matrix} />
        </>
      )}
    </ChartFrame>
  );
}

type MatrixProps = Pick<HeatMapProps, 'title' | 'rows' | 'columns' | 'cells' | 'rowNotes' | 'onOpen'> & { widthPx: number };

function Matrix({ title, rows, columns, cells, rowNotes, onOpen, widthPx }: MatrixProps) {
  const grid = useRef<SVGSVGElement>(null);
  const [active, setActive] = useState({ row: 0, column: 0 });
  const layout = layoutOf({ rows, columns, hasNotes: rowNotes !== undefined, widthPx });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen?.(active.row, active.column);
      return;
    }
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = { row: clamped(active.row + step[0], rows.labels.length), column: clamped(active.column + step[1], columns.labels.length) };
    setActive(next);
    grid.current?.querySelector<SVGGElement>(`[data-cell="${next.row}.${next.column}"]`)?.focus();
  };
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Box component="svg" ref={grid} width={layout.widthPx} height={layout.heightPx} role="grid" aria-label={title} onKeyDown={onKeyDown} sx={gridLook(onOpen !== undefined)}>
        <g role="row">
          <g role="columnheader" aria-label={rows.header}>
            <text x={0} y={headHeightPx - 9} style={chartText.muted}>
              {rows.header}
            </text>
          </g>
          {columns.labels.map(({ label, short }, column) => (
            <g key={label} role="columnheader" aria-label={label}>
              <title>{label}</title>
              <text x={layout.xOf(column) + layout.cellPx / 2} y={headHeightPx - 9} textAnchor="middle" style={{ ...chartText.label, fontWeight: 600 }}>
                {fitted(short, layout.cellPx)}
              </text>
            </g>
          ))}
          {rowNotes !== undefined && (
            <g role="columnheader">
              <text x={layout.widthPx} y={headHeightPx - 9} textAnchor="end" style={chartText.muted}>
                {rowNotes.header}
              </text>
            </g>
          )}
        </g>
        <text x={layout.xOf(0)} y={13} aria-hidden style={chartText.muted}>
          {columns.header}
        </text>
        {rows.labels.map(({ label, short }, row) => (
          <g key={label} role="row">
            <g role="rowheader" aria-label={label}>
              <title>{label}</title>
              <text x={0} y={headHeightPx + row * rowHeightPx + 22} style={chartText.label}>
                {layout.hasLongLabels ? fitted(label, layout.labelPx - 8) : short}
              </text>
            </g>
            {columns.labels.map((one, column) => {
              const cell = cells[row]?.[column];
              return (
                cell !== undefined && (
                  <g
                    key={one.label}
                    role="gridcell"
                    data-cell={`${row}.${column}`}
                    tabIndex={active.row === row && active.column === column ? 0 : -1}
                    aria-label={`${label}, ${one.label}: ${cell.description}`}
                    onFocus={() => setActive({ row, column })}
                    onClick={() => onOpen?.(row, column)}
                  >
                    <title>{`${rows.header} ${label}, ${columns.header.toLowerCase()} ${one.label}: ${cell.description}`}</title>
                    <Cell cell={cell} at={{ x: layout.xOf(column), y: headHeightPx + row * rowHeightPx, widthPx: layout.cellPx }} />
                  </g>
                )
              );
            })}
            {rowNotes !== undefined && (
              <g role="gridcell">
                <text x={layout.widthPx} y={headHeightPx + row * rowHeightPx + 22} textAnchor="end" style={chartText.muted}>
                  {rowNotes.texts[row]}
                </text>
              </g>
            )}
          </g>
        ))}
      </Box>
    </Box>
  );
}

function Cell({ cell: { weight, text }, at }: { cell: HeatCell; at: { x: number; y: number; widthPx: number } }) {
  const fill = weight !== null && weight < 0 ? heat.negative : heat.positive;
  return (
    <>
      <rect className="frame" x={at.x + 1} y={at.y + 1} width={at.widthPx - 2} height={rowHeightPx - 2} rx={3} style={{ fill: 'var(--solace-palette-sunken)' }} />
      {weight !== null && <rect x={at.x + 1} y={at.y + 1} width={at.widthPx - 2} height={rowHeightPx - 2} rx={3} style={{ fill, opacity: Math.min(1, Math.abs(weight)) }} />}
      <text x={at.x + at.widthPx / 2} y={at.y + 22} textAnchor="middle" style={chartText.figure}>
        {text}
      </text>
    </>
  );
}

/** Deep enough to be seen, and never so deep that the figure on it falls under contrast 4.5. */
const heat = { positive: 'light-dark(#459089, #286e67)', negative: 'light-dark(#d07a6e, #8a3f38)' } as const;

const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -Infinity], End: [0, Infinity] };

function clamped(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}

function gridLook(canOpen: boolean) {
  return {
    display: 'block',
    '& [role=gridcell]': { cursor: canOpen ? 'pointer' : 'default', outline: 'none' },
    '& [role=gridcell]:focus-visible .frame, & [role=gridcell]:hover .frame': { stroke: 'var(--solace-palette-text-primary)', strokeWidth: '3px' },
  } as const;
}

function layoutOf({ rows, columns, hasNotes, widthPx }: Pick<MatrixProps, 'rows' | 'columns' | 'widthPx'> & { hasNotes: boolean }) {
  const hasLongLabels = widthPx >= 560;
  const longest = Math.max(rows.header.length, ...rows.labels.map(({ label, short }) => (hasLongLabels ? label : short).length));
  const labelPx = Math.min(longest * 6.8 + 16, widthPx * 0.32);
  const notesPx = hasNotes ? 62 : 0;
  const cellPx = Math.max(40, Math.min(96, Math.floor((widthPx - labelPx - notesPx) / columns.labels.length)));
  return {
    hasLongLabels,
    labelPx,
    cellPx,
    widthPx: labelPx + cellPx * columns.labels.length + notesPx,
    heightPx: headHeightPx + rows.labels.length * rowHeightPx + 4,
    xOf: (column: number) => labelPx + column * cellPx,
  };
}
