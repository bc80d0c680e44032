/** @file Tables of results: a run's figure stands where it was found or nowhere; best and second are marked; three formats print the same cells. */
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildTable, type TableRun } from '#main/services/tables/build-table';
import { createReferenceTables } from '#main/services/tables/reference-tables';
import { renderTable } from '#main/services/tables/render-table';
import { findFigure } from '#main/services/tables/run-figures';
import type { BuiltTable, ReferenceTable, TableDesign } from '#shared/contracts/tables';
import { RunId } from '#shared/domain/ids';

const published: ReferenceTable = {
  id: 'paper-1',
  paper: 'Paper',
  title: 'Published',
  kind: 'automatic',
  columns: [],
  rows: [
    { system: 'Base', values: { q: 40, bias: 1 } },
    { system: 'Ours', group: 'tuned', values: { q: 43.15 } },
  ],
};

const columns: TableDesign['columns'] = [
  { id: 'q', title: 'Q', metric: 'macroF1', better: 'higher', scale: 100, digits: 2 },
  { id: 'bias', title: 'B', metric: 'bias', better: 'lower', scale: 1, digits: 2 },
];

function run(id: number, result: TableRun['result'], changes: Partial<TableRun> = {}): TableRun {
  return { id: RunId.parse(id), name: `run ${id}`, isScripted: false, result, lastMetrics: {}, bestMetrics: {}, ...changes };
}

function build(rows: TableDesign['rows'], runs: readonly TableRun[]): BuiltTable {
  return buildTable({ title: 'T', columns, rows }, { references: [published], runOf: (key) => runs.find(({ id }) => id === key) as TableRun });
}

const base = { kind: 'published', table: 'paper-1', system: 'Base' } as const;
const ours = (label: string, ...ids: number[]) => ({ kind: 'runs', label, runs: ids.map((id) => RunId.parse(id)), value: 'last' }) as const;

describe('a figure of a run', () => {
  const source = { result: { test: { macroF1: 0.3 }, baselines: { macroF1: 0.2 }, steps: 7 }, lastMetrics: { 'valid/loss': 1.5, 'test/cider': 2 }, bestMetrics: { 'valid/loss': 1.2 } };

  test('is found by its whole name, else on the test part', () => {
    expect(findFigure(source, 'steps', 'last')).toEqual({ value: 7, figure: 'steps' });
    expect(findFigure(source, 'macroF1', 'last')).toEqual({ value: 0.3, figure: 'test.macroF1' });
    expect(findFigure(source, 'cider', 'last')).toEqual({ value: 2, figure: 'test/cider' });
    expect(findFigure(source, 'valid/loss', 'best')).toEqual({ value: 1.2, figure: 'valid/loss' });
  });

  test('is never guessed: two places without a test part are none', () => {
    expect(findFigure({ ...source, result: { a: { x: 1 }, b: { x: 2 } } }, 'x', 'last')).toBeUndefined();
    expect(findFigure({ ...source, result: { a: { x: 1 } } }, 'x', 'last')).toEqual({ value: 1, figure: 'a.x' });
    expect(findFigure(source, 'accuracy', 'last')).toBeUndefined();
  });
});

describe('a built table', () => {
  test('scales runs, keeps published values as printed, marks best and second by the column’s good end', () => {
    const { rows } = build([base, ours('Mine', 1)], [run(1, { test: { macroF1: 0.41, bias: 0.8 } })]);
    expect(rows.map(({ cells }) => cells.map((cell) => [cell?.text, cell?.place]))).toEqual([
      [['40.00', 'second'], ['1.00', 'second']],
      [['41.00', 'best'], ['0.80', 'best']],
    ]);
    expect(rows[1]?.cells[0]?.runs).toEqual([{ id: 1, name: 'run 1', figure: 'test.macroF1' }]);
  });

  test('shows mean and deviation over seeds, and nothing where one of them lacks the figure', () => {
    const runs = [run(1, { test: { macroF1: 0.4, bias: 1 } }), run(2, { test: { macroF1: 0.42 } })];
    const { rows, notes } = build([base, ours('Seeds', 1, 2)], runs);
    expect(rows[1]?.cells[0]).toMatchObject({ text: '41.00 ± 1.41', deviation: expect.closeTo(1.414214, 6) });
    expect(rows[1]?.cells[1]).toBeNull();
    expect(notes.join(' ')).toMatch(/empty cell/i);
  });

  test('leaves a row without runs empty, and scripted rows out of the marks', () => {
    const { rows, notes } = build([base, ours('Waiting'), ours('Scripted', 3)], [run(3, { test: { macroF1: 0.99 } }, { isScripted: true })]);
    expect(rows[1]?.cells).toEqual([null, null]);
    expect(rows[2]).toMatchObject({ isScripted: true, cells: [{ text: '99.00' }, null] });
    expect(rows[2]?.cells[0]?.place).toBeUndefined();
    expect(notes.join(' ')).toMatch(/scripted/);
  });

  test('names a published row that is not there', () => {
    expect(() => build([{ ...base, system: 'Nobody' }], [])).toThrow(/"Nobody"/);
  });
});

describe('printed', () => {
  const table = build([base, { kind: 'published', table: 'paper-1', system: 'Ours', group: 'tuned' }, { ...ours('50% & _mine_', 1, 2), group: 'tuned' }], [run(1, { test: { macroF1: 0.41, bias: 1 } }), run(2, { test: { macroF1: 0.43, bias: 2 } })]);

  test('as LaTeX: booktabs, groups, best bold, second underlined, text escaped', () => {
    const text = renderTable(table, 'latex');
    expect(text).toContain('\\multicolumn{3}{l}{\\textit{tuned}}');
    expect(text).toContain('Ours & \\textbf{43.15} &  \\\\');
    expect(text).toContain('50\\% \\& \\_mine\\_ & \\underline{42.00 $\\pm$ 1.41} & \\underline{1.50 $\\pm$ 0.71}');
    expect(text).toContain('% 50% & _mine_: run 1, 2');
  });

  test('as Markdown and CSV', () => {
    expect(renderTable(table, 'md')).toContain('| tuned | Ours | **43.15** |  |');
    const [, , , last] = renderTable(table, 'csv').split('\r\n');
    expect(last).toMatch(/^tuned,50% & _mine_,runs,1 2,42,1\.41\d+,1\.5,0\.70\d+$/);
  });
});

test('the published tables that ship: every row has values of its own columns only, and the papers’ headline figures stand as printed', async () => {
  const tables = await createReferenceTables(resolve('resources'))();
  for (const table of tables) {
    const known = new Set(table.columns.map(({ id }) => id));
    for (const row of table.rows) expect(Object.keys(row.values).filter((id) => !known.has(id)), `${table.id} ${row.system}`).toEqual([]);
  }
  const value = (id: string, system: string, column: string) => tables.find((table) => table.id === id)?.rows.find((row) => row.system === system)?.values[column];
  expect(value('esca-3', 'ESCA', 'successRate')).toBe(47.44);
  expect(value('esca-1', 'ESCA', 'd2')).toBe(30.51);
  expect(value('straq-1', 'straQ*-imit', 'macroF1')).toBe(43.15);
  expect(value('cso-1', 'Strategy', 'win')).toBe(60.67);
});
