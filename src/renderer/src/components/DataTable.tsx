/** @file A small table that sorts by a click on its header and copies itself as CSV. For long lists take VirtualList. */
import { type ReactNode, useState } from 'react';
import { Box, IconButton, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TableSortLabel, Tooltip } from '@mui/material';
import { Check, Copy } from 'lucide-react';
import { type CsvCell, toCsv } from './csv';
import { visuallyHidden } from './LoadState';

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  /** What is sorted by and copied. */
  readonly value: (row: Row) => CsvCell;
  /** What is shown, where it differs. */
  readonly render?: (row: Row) => ReactNode;
  readonly isFigure?: boolean;
  readonly width?: number | string;
  /** A column of buttons: no sorting, no copy. */
  readonly isActions?: boolean;
}

export interface DataTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Copying as CSV; on unless the table is only a menu. */
  hasCopy?: boolean;
  maxHeightPx?: number;
}

interface Sorting {
  readonly key: string;
  readonly direction: 'asc' | 'desc';
}

export function DataTable<Row>({ label, columns, rows, rowKey, hasCopy = true, maxHeightPx }: DataTableProps<Row>) {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const shown = sorting === null ? rows : sorted(rows, columns, sorting);
  const sortBy = (column: Column<Row>) =>
    setSorting((now) => {
      const first = column.isFigure === true ? 'desc' : 'asc';
      if (now?.key !== column.key) return { key: column.key, direction: first };
      return now.direction === first ? { key: column.key, direction: first === 'asc' ? 'desc' : 'asc' } : null;
    });
  return (
    <Box sx={{ position: 'relative' }}>
      <TableContainer {...(maxHeightPx !== undefined && { tabIndex: 0, role: 'region', 'aria-label': `${label}, scrollable` })} sx={{ border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper', maxHeight: maxHeightPx }}>
        <Table stickyHeader={maxHeightPx !== undefined} aria-label={label} sx={{ '& tbody tr:last-of-type td': { borderBottom: 0 }, '& tbody tr:hover': { backgroundColor: 'sunken' }, '& thead th': { backgroundColor: 'background.paper' } }}>
          <TableHead>
            <TableRow>
              {columns.map((column, index) => (
                <TableCell key={column.key} align={alignOf(column)} sx={{ width: column.width, ...(hasCopy && index === columns.length - 1 && { pr: 5.5 }) }} sortDirection={sorting?.key === column.key ? sorting.direction : false}>
                  {column.isActions === true ? (
                    <Box component="span" sx={visuallyHidden}>
                      {column.label}
                    </Box>
                  ) : (
                    <TableSortLabel active={sorting?.key === column.key} direction={sorting?.key === column.key ? sorting.direction : 'asc'} onClick={() => sortBy(column)}>
                      {column.label}
                    </TableSortLabel>
                  )}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map((row) => (
              <TableRow key={rowKey(row)}>
                {columns.map((column, index) => (
                  <TableCell key={column.key} align={alignOf(column)} sx={column.isActions === true ? { py: 0.375, pr: 0.5 } : hasCopy && index === columns.length - 1 ? { pr: 5.5 } : undefined}>
                    {column.render === undefined ? column.value(row) : column.render(row)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {hasCopy && <CopyButton label={`Copy ${label} as CSV`} text={() => csvOf(columns, shown)} />}
    </Box>
  );
}

function alignOf<Row>(column: Column<Row>): 'left' | 'right' {
  return column.isFigure === true || column.isActions === true ? 'right' : 'left';
}

function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text());
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), 1500);
  };
  return (
    <Tooltip title={isCopied ? 'Copied' : 'Copy as CSV'}>
      <IconButton aria-label={label} onClick={() => void copy()} sx={{ position: 'absolute', top: 4, right: 5, zIndex: 3 }}>
        {isCopied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
      </IconButton>
    </Tooltip>
  );
}

function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const copied = columns.filter((column) => column.isActions !== true);
  return toCsv(
    copied.map((column) => column.label),
    rows.map((row) => copied.map((column) => column.value(row))),
  );
}

function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sorting: Sorting): Row[] {
  const column = columns.find((one) => one.key === sorting.key);
  if (column === undefined) return [...rows];
  const sign = sorting.direction === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => sign * compare(column.value(a), column.value(b)));
}

/** Empty cells come last in ascending order. */
function compare(a: CsvCell, b: CsvCell): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
