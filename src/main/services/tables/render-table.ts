/** @file A built table as LaTeX (booktabs), Markdown or CSV: best bold, second underlined, as papers do. Pure. */
import type { BuiltTable, TableCell, TableFormat } from '#shared/contracts/tables';
import { escapeLatex } from '../latex-text';
import { csvLine } from '../measure/tables';

export function renderTable(table: BuiltTable, format: TableFormat): string {
  return renderers[format](table);
}

const renderers: Readonly<Record<TableFormat, (table: BuiltTable) => string>> = { latex: asLatex, md: asMarkdown, csv: asCsv };

function asLatex({ title, columns, rows, notes }: BuiltTable): string {
  const lines = [
    `% ${title.replace(/\s+/g, ' ')}`,
    ...rows.flatMap((row) => provenance(row).map((line) => `% ${line}`)),
    `\\begin{tabular}{l${'r'.repeat(columns.length)}}`,
    '\\toprule',
    `${['', ...columns.map((column) => escapeLatex(column.title))].join(' & ')} \\\\`,
  ];
  let group: string | undefined;
  rows.forEach((row, index) => {
    if (index === 0 || row.group !== group) lines.push('\\midrule');
    if (row.group !== undefined && row.group !== group) lines.push(`\\multicolumn{${columns.length + 1}}{l}{\\textit{${escapeLatex(row.group)}}} \\\\`);
    group = row.group;
    lines.push(`${[escapeLatex(labelOf(row)), ...row.cells.map(latexCell)].join(' & ')} \\\\`);
  });
  return [...lines, '\\bottomrule', '\\end{tabular}', ...notes.map((note) => `% ${note}`), ''].join('\n');
}

function latexCell(cell: TableCell | null): string {
  if (cell === null) return '';
  const text = cell.text.replace('±', '$\\pm$').replace(/^-/, '$-$');
  if (cell.place === 'best') return `\\textbf{${text}}`;
  return cell.place === 'second' ? `\\underline{${text}}` : text;
}

function asMarkdown({ title, columns, rows, notes }: BuiltTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replace(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  const hasGroups = rows.some(({ group }) => group !== undefined);
  const head = [...(hasGroups ? ['group'] : []), 'system', ...columns.map((column) => column.title)];
  const body = rows.map((row) => line([...(hasGroups ? [row.group ?? ''] : []), labelOf(row), ...row.cells.map(markdownCell)]));
  return [`**${title}**`, '', line(head), line(head.map((_, index) => (index < head.length - columns.length ? '---' : '---:'))), ...body, '', ...notes.map((note) => `${note}\n`)].join('\n');
}

function markdownCell(cell: TableCell | null): string {
  if (cell === null) return '';
  if (cell.place === 'best') return `**${cell.text}**`;
  return cell.place === 'second' ? `<u>${cell.text}</u>` : cell.text;
}

/** Exact values; the deviation, the source and the runs stand in columns of their own. */
function asCsv({ columns, rows }: BuiltTable): string {
  const head = ['group', 'system', 'source', 'runs', ...columns.flatMap(({ title }) => [title, `${title} deviation`])];
  const lines = rows.map((row) => [
    row.group ?? '',
    labelOf(row),
    row.paper ?? 'runs',
    runIdsOf(row).join(' '),
    ...row.cells.flatMap((cell) => [cell?.value ?? null, cell?.deviation ?? null]),
  ]);
  return [head, ...lines].map(csvLine).join('');
}

type Row = BuiltTable['rows'][number];

function labelOf({ label, isScripted }: Row): string {
  return isScripted ? `${label} (scripted)` : label;
}

function provenance(row: Row): string[] {
  const ids = runIdsOf(row);
  return ids.length === 0 ? [] : [`${labelOf(row)}: run ${ids.join(', ')}`.replace(/\s+/g, ' ')];
}

function runIdsOf({ cells }: Row): number[] {
  return [...new Set(cells.flatMap((cell) => cell?.runs.map(({ id }) => id) ?? []))];
}
