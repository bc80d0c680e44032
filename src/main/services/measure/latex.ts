/** @file Figures as a LaTeX table (booktabs) as papers print them, with a comment that says what they were made with. Pure. */
import type { Measurement } from '#shared/contracts/measure';
import { metricCatalogue, type MetricId } from '#shared/domain/metric-catalogue';
import { escapeLatex } from '../latex-text';
import type { TableFigure } from './figures';
import type { FigureTable } from './tables';

export interface LatexOptions {
  readonly measurements: readonly Measurement[];
  readonly digits: number;
  /** Figures of 0..1 times 100. */
  readonly isPercent: boolean;
}

export function tableAsLatex({ labels, rows }: FigureTable, options: LatexOptions): string {
  const figures = rows[0]?.figures ?? [];
  const header = [...labels.map(escapeLatex), ...figures.map(({ figure }) => escapeLatex(columnTitle(figure)))];
  const hasMark = rows.some((row) => row.figures.some(({ mark }) => mark !== undefined));
  const lines = [
    ...options.measurements.map((measurement) => `% ${provenance(measurement)}`),
    `\\begin{tabular}{${'l'.repeat(labels.length)}${'r'.repeat(figures.length)}}`,
    '\\toprule',
    `${header.join(' & ')} \\\\`,
    '\\midrule',
    ...rows.map((row) => `${[...row.labels.map((label) => escapeLatex(String(label))), ...row.figures.map((figure) => latexCell(figure, options))].join(' & ')} \\\\`),
    '\\bottomrule',
    '\\end{tabular}',
    ...(hasMark ? ['% dagger: degenerate, the value comes from a guard rule'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function latexCell({ value, ci, isShare, mark }: TableFigure, { digits, isPercent }: LatexOptions): string {
  if (value === null) return '--';
  const shown = (number: number): string => (isShare && isPercent ? number * 100 : number).toFixed(digits).replace(/^-/, '$-$');
  const dagger = mark === undefined ? '' : '$^\\dagger$';
  const interval = ci === undefined || ci === null ? '' : ` {\\scriptsize [${shown(ci.low)}, ${shown(ci.high)}]}`;
  return `${shown(value)}${dagger}${interval}`;
}

/** "BLEU-4" of `bleu4`; the own name where the catalogue has none. */
function columnTitle(figure: string): string {
  const order = /^(bleu|distinct)(\d)$/.exec(figure);
  if (order !== null) return metricCatalogue[order[1] as 'bleu' | 'distinct'].name.replace(/-n$/, `-${order[2] ?? ''}`);
  const key = figure.replace(/^weightedCohen\.(.)/, (_, letter: string) => `weightedCohen${letter.toUpperCase()}`);
  return Object.hasOwn(metricCatalogue, key) ? metricCatalogue[key as MetricId].name : figure;
}

function provenance({ name, kind, options, inputs, solaceVersion }: Measurement): string {
  const { bootstrap } = options;
  const drawn = bootstrap === undefined ? 'no resamples' : `${bootstrap.resamples} resamples, seed ${bootstrap.seed}, level ${bootstrap.level}`;
  const sources = inputs.map((input) => `${input.role} ${input.name} (sha256 ${input.sha256.slice(0, 12)})`).join(', ');
  return `${name} (${kind}): ${sources}; ${drawn}; Solace ${solaceVersion}`.replace(/\s+/g, ' ');
}
