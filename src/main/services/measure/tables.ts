/** @file Figures as a table: a row a measurement, or of comparisons a row a metric. Exact values; LaTeX rounds them (latex.ts). Pure. */
import { stringify } from 'csv-stringify/sync';
import type { Measurement } from '#shared/contracts/measure';
import { protectCell } from '../../corpora/tables/csv-cells';
import { figuresOf, variantOf, type TableFigure } from './figures';

export interface FigureTable {
  /** Names of the cells that are no figures: name, n, profile. */
  readonly labels: readonly string[];
  readonly rows: readonly { readonly labels: readonly (string | number)[]; readonly figures: readonly TableFigure[] }[];
}

export function figureTable(measurements: readonly Measurement[]): FigureTable {
  if (measurements.some(({ kind }) => kind === 'comparison')) return { labels: ['name', 'a', 'b', 'n', 'profile', 'metric'], rows: measurements.flatMap(comparisonRows) };
  const setting = { nlg: 'profile', strategy: 'labels', agreement: 'level', comparison: 'profile' }[measurements[0]?.kind ?? 'nlg'];
  return { labels: ['name', 'n', setting], rows: measurements.map((one) => ({ labels: [one.name, countOf(one), variantOf(one)], figures: figuresOf(one) })) };
}

/** Figures with low and high where any row has an interval. */
export function tableAsCsv({ labels, rows }: FigureTable): string {
  const names = rows[0]?.figures.map(({ figure }) => figure) ?? [];
  const withInterval = new Set(rows.flatMap(({ figures }) => figures.filter(({ ci }) => ci !== undefined && ci !== null).map(({ figure }) => figure)));
  const header = [...labels, ...names.flatMap((name) => (withInterval.has(name) ? [name, `${name}.low`, `${name}.high`] : [name]))];
  const lines = rows.map((row) => [
    ...row.labels,
    ...row.figures.flatMap(({ figure, value, ci }) => (withInterval.has(figure) ? [value, ci?.low ?? null, ci?.high ?? null] : [value])),
  ]);
  return [header, ...lines].map(csvLine).join('');
}

/** One row: numbers as they are, texts so that no spreadsheet runs them. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return stringify([cells.map((cell) => (typeof cell === 'string' && cell !== '' ? protectCell(cell) : cell))], { record_delimiter: '\r\n', cast: { number: String } });
}

function comparisonRows(measurement: Measurement): FigureTable['rows'] {
  if (measurement.kind !== 'comparison') return [];
  const { names, n, profile, differences } = measurement.result;
  return differences.map((one) => {
    const isShare = one.metric !== 'cider';
    return {
      labels: [measurement.name, names.a, names.b, n, profile, one.metric],
      figures: [
        { figure: 'valueA', value: one.a, isShare },
        { figure: 'valueB', value: one.b, isShare },
        { figure: 'difference', value: one.difference, ci: one.ci, isShare },
        { figure: 'bootstrapP', value: one.bootstrapP, isShare: false },
        { figure: 'randomisationP', value: one.randomisationP, isShare: false },
        { figure: 'holmP', value: one.holmP, isShare: false },
      ],
    };
  });
}

function countOf(measurement: Measurement): number {
  return measurement.kind === 'agreement' ? measurement.result.items : measurement.result.n;
}
