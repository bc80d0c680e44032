/** @file From a design to a table: cells of runs and of papers, best and second of each column. Pure. */
import { AppError } from '#shared/contracts/errors';
import type { BuiltTable, ReferenceTable, TableCell, TableColumn, TableDesign, TableRow } from '#shared/contracts/tables';
import type { RunId } from '#shared/domain/ids';
import { findFigure, type RunFigureSource } from './run-figures';

export interface TableRun extends RunFigureSource {
  readonly id: RunId;
  readonly name: string;
  readonly isScripted: boolean;
}

export interface TableSources {
  readonly references: readonly ReferenceTable[];
  /** A run by the key a design names it by; throws where there is none. */
  readonly runOf: (key: RunId | string) => TableRun;
}

type BuiltRow = BuiltTable['rows'][number];

export function buildTable({ title, columns, rows }: TableDesign, sources: TableSources): BuiltTable {
  const built = rows.map((row) => (row.kind === 'published' ? publishedRow(row, columns, sources.references) : runsRow(row, columns, sources)));
  for (const [index, column] of columns.entries()) markPlaces(built, index, column);
  return { title, columns, rows: built, notes: notesOf(built) };
}

function publishedRow(row: Extract<TableRow, { kind: 'published' }>, columns: readonly TableColumn[], references: readonly ReferenceTable[]): BuiltRow {
  const table = references.find(({ id }) => id === row.table);
  const found = table?.rows.find(({ system, group }) => system === row.system && (row.group === undefined || group === row.group));
  if (table === undefined) throw new AppError('NOT_FOUND', `There is no published table "${row.table}". There are: ${references.map(({ id }) => id).join(', ')}.`);
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no published row "${row.system}"${row.group === undefined ? '' : ` of "${row.group}"`} in "${table.id}". It has: ${table.rows.map(({ system, group }) => (group === undefined ? system : `${system} (${group})`)).join(', ')}.`);
  const cells = columns.map((column): TableCell | null => {
    const value = found.values[column.id];
    return value === undefined ? null : { value, text: value.toFixed(column.digits), runs: [] };
  });
  return { label: found.system, ...(found.group !== undefined && { group: found.group }), source: 'published', paper: table.paper, isScripted: false, cells };
}

function runsRow(row: Extract<TableRow, { kind: 'runs' }>, columns: readonly TableColumn[], { runOf }: TableSources): BuiltRow {
  const runs = row.runs.map(runOf);
  return {
    label: row.label,
    ...(row.group !== undefined && { group: row.group }),
    source: 'runs',
    isScripted: runs.some(({ isScripted }) => isScripted),
    cells: columns.map((column) => runsCell(runs, column, row.value)),
  };
}

/** Empty where any of the runs lacks the figure: a mean over some of the seeds would say something else. */
function runsCell(runs: readonly TableRun[], { metric, scale, digits }: TableColumn, value: 'last' | 'best'): TableCell | null {
  if (metric === undefined || runs.length === 0) return null;
  const found = runs.map((run) => ({ run, figure: findFigure(run, metric, value) }));
  const values = found.flatMap(({ figure }) => (figure === undefined ? [] : [figure.value * scale]));
  if (values.length < runs.length) return null;
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const from = found.map(({ run, figure }) => ({ id: run.id, name: run.name, figure: figure?.figure ?? '' }));
  if (values.length === 1) return { value: mean, text: mean.toFixed(digits), runs: from };
  const deviation = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1));
  return { value: mean, text: `${mean.toFixed(digits)} ± ${deviation.toFixed(digits)}`, deviation, runs: from };
}

/** Ties share a place; what is printed alike is alike. */
function markPlaces(rows: readonly BuiltRow[], column: number, { better, digits }: TableColumn): void {
  if (better === 'none') return;
  const cells = rows.flatMap(({ cells: all, isScripted }) => (isScripted || all[column] === null || all[column] === undefined ? [] : [all[column]]));
  const sign = better === 'higher' ? -1 : 1;
  const printed = (cell: TableCell): number => Number(cell.value.toFixed(digits));
  const ranks = [...new Set(cells.map(printed))].sort((a, b) => sign * (a - b));
  if (ranks.length < 2) return;
  for (const cell of cells) {
    if (printed(cell) === ranks[0]) cell.place = 'best';
    else if (printed(cell) === ranks[1]) cell.place = 'second';
  }
}

function notesOf(rows: readonly BuiltRow[]): string[] {
  const own = rows.filter(({ source }) => source === 'runs');
  const notes: string[] = [];
  if (own.some(({ isScripted }) => isScripted)) notes.push('Rows marked as scripted were made with stand-ins for language models; they are no results and take no part in the marks.');
  if (own.some(({ cells }) => cells.includes(null))) notes.push('An empty cell: the row has no run, or not every run of it has the figure.');
  if (own.some(({ cells }) => cells.some((cell) => cell?.deviation !== undefined))) notes.push('± is the standard deviation over runs.');
  return notes;
}
