/**
 * @file Tables of results as papers print them: chosen runs in rows beside published values, figures in columns. A cell without a run is empty,
 * never guessed. Owner: services/tables.
 */
import { z } from 'zod';
import { mutation, query } from './define';
import { ResultTableId, RunId } from '../domain/ids';

const Better = z.enum(['higher', 'lower', 'none']);

export const TableColumn = z.object({
  id: z.string().min(1).max(60),
  title: z.string().trim().min(1, 'a column has a title').max(60),
  /** The figure of a run that stands here, e.g. `macroF1`; absent: only published values do. */
  metric: z.string().min(1).max(120).optional(),
  /** Which end is the good one; `none`: no value is marked. */
  better: Better.default('higher'),
  /** What a run's figure is multiplied by to be printed: 100 for shares in per cent. Published values are as printed. */
  scale: z.number().positive().default(1),
  digits: z.int().min(0).max(6).default(2),
});
export type TableColumn = z.output<typeof TableColumn>;

export const ReferenceTable = z.object({
  id: z.string(),
  paper: z.string(),
  title: z.string(),
  /** What was measured: by a metric, by people, between annotators. */
  kind: z.enum(['automatic', 'human', 'agreement']),
  columns: z.array(TableColumn),
  rows: z.array(z.object({ system: z.string(), group: z.string().optional(), values: z.record(z.string(), z.number()) })),
  note: z.string().optional(),
});
export type ReferenceTable = z.output<typeof ReferenceTable>;

/** A run by its id, or by its name where only one has it. */
const RunKey = z.union([RunId, z.string().min(1).max(120)]);

export const TableRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('published'), table: z.string(), system: z.string(), group: z.string().optional() }),
  /** Several runs, such as seeds of one setting, give their mean with the standard deviation. None: the row waits, empty. */
  z.object({ kind: z.literal('runs'), label: z.string().trim().min(1, 'a row has a name').max(120), group: z.string().max(120).optional(), runs: z.array(RunKey).max(50), value: z.enum(['last', 'best']).default('last') }),
]);
export type TableRow = z.output<typeof TableRow>;

export const TableDesign = z.object({
  title: z.string().trim().min(1, 'a table has a title').max(200),
  columns: z.array(TableColumn).min(1, 'a table has a column').max(30),
  rows: z.array(TableRow).max(200),
});
export type TableDesign = z.output<typeof TableDesign>;

export const TableCell = z.object({
  /** As printed, scale applied; unrounded. */
  value: z.number(),
  text: z.string(),
  /** Over several runs. */
  deviation: z.number().optional(),
  /** Best and second of the column; rows made with scripted stand-ins take no part. */
  place: z.enum(['best', 'second']).optional(),
  /** Where it comes from: runs with the name of the figure that was read, or the paper. */
  runs: z.array(z.object({ id: RunId, name: z.string(), figure: z.string() })),
});
export type TableCell = z.output<typeof TableCell>;

export const BuiltTable = z.object({
  title: z.string(),
  columns: z.array(TableColumn),
  rows: z.array(z.object({ label: z.string(), group: z.string().optional(), source: z.enum(['published', 'runs']), paper: z.string().optional(), isScripted: z.boolean(), cells: z.array(TableCell.nullable()) })),
  /** What a reader should know: empty cells and why, scripted rows. */
  notes: z.array(z.string()),
});
export type BuiltTable = z.output<typeof BuiltTable>;

export const TableFormat = z.enum(['latex', 'md', 'csv']);
export type TableFormat = z.output<typeof TableFormat>;

export const KeptTable = z.object({ id: ResultTableId, design: TableDesign, changedAt: z.iso.datetime() });
export type KeptTable = z.output<typeof KeptTable>;

export const tablesContract = {
  /** The published values of the three papers. */
  'tables.references': query({ input: z.object({}), output: z.array(ReferenceTable) }),
  /** Figures that the runs have: those of their results first, then their curves. */
  'tables.figures': query({ input: z.object({ runs: z.array(RunKey).max(200) }), output: z.array(z.object({ name: z.string(), runs: z.int() })) }),
  'tables.build': query({ input: z.object({ design: TableDesign }), output: BuiltTable }),
  'tables.render': query({ input: z.object({ design: TableDesign, format: TableFormat }), output: z.object({ text: z.string() }) }),
  /** Last changed first. */
  'tables.list': query({ input: z.object({}), output: z.array(KeptTable) }),
  /** Without an id it becomes a new one. */
  'tables.keep': mutation({ input: z.object({ id: ResultTableId.optional(), design: TableDesign }), output: KeptTable }),
  'tables.remove': mutation({ input: z.object({ id: ResultTableId }), output: KeptTable }),
} as const;
