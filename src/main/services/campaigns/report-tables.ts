/** @file The report of a campaign as CSV (long: a figure a row) and LaTeX (accuracy beside the published figures, and agreement). Pure. */
import type { CampaignReport, Share } from '#shared/contracts/campaign-report';
import type { Interval } from '#shared/contracts/measure';
import { csvRow } from '../../corpora/tables/csv-cells';
import { escapeLatex } from '../latex-text';

interface FigureRow {
  readonly section: string;
  readonly field: string;
  readonly who: string;
  readonly figure: string;
  readonly value: number | null;
  readonly ci?: Interval | null | undefined;
  readonly n?: number | undefined;
}

const agreementFigures = ['percent', 'fleiss', 'krippendorff'] as const;

export function reportAsCsv(report: CampaignReport): string {
  const header = ['section', 'field', 'who', 'figure', 'value', 'low', 'high', 'n'];
  return [csvRow(header), ...figureRows(report).map(({ section, field, who, figure, value, ci, n }) => csvRow([section, absent(field), absent(who), figure, text(value), text(ci?.low), text(ci?.high), text(n)]))].join('');
}

export function reportAsLatex(report: CampaignReport): string {
  const withAccuracy = report.accuracy.length > 0;
  const head = withAccuracy ? ['Field', 'Accuracy', '95\\,\\% CI', 'Published', 'Fleiss', 'Krippendorff'] : ['Field', 'Fleiss', 'Krippendorff'];
  const level = Math.round(report.bootstrap.level * 100);
  const lines = [
    `% ${`${report.name}: ${report.items} items, ${report.people.length} people; ${report.bootstrap.resamples} resamples, seed ${report.bootstrap.seed}`.replace(/\s+/g, ' ')}${report.isScripted ? '; proposals by scripted stand-ins' : ''}`,
    `\\begin{tabular}{l${'r'.repeat(head.length - 1)}}`,
    '\\toprule',
    `${head.map((one) => one.replace('95', String(level))).join(' & ')} \\\\`,
    '\\midrule',
    ...report.agreement.map(({ field, title, values }) => {
      const accuracy = report.accuracy.find((one) => one.field === field);
      const judged = accuracy === undefined ? [] : [percent(accuracy.mean), interval(accuracy.ci), accuracy.published === null ? '--' : accuracy.published.toFixed(2)];
      return `${[escapeLatex(title), ...judged, coefficient(values?.fleiss), coefficient(values?.krippendorff)].join(' & ')} \\\\`;
    }),
    '\\bottomrule',
    '\\end{tabular}',
  ];
  return `${lines.join('\n')}\n`;
}

function figureRows(report: CampaignReport): FigureRow[] {
  const published = report.accuracy.flatMap(({ field, published: value }): FigureRow[] => (value === null ? [] : [{ section: 'accuracy', field, who: '', figure: 'published', value: value / 100 }]));
  return [...report.accuracy.flatMap(accuracyRows(report)), ...published, ...report.agreement.flatMap(agreementRows), ...report.people.flatMap(peopleRows), ...goldRows(report), ...modelRows(report)];
}

function accuracyRows(report: CampaignReport): (accuracy: CampaignReport['accuracy'][number]) => FigureRow[] {
  const names = new Map(report.people.map(({ person }) => [person.id, person.name]));
  return ({ field, mean, ci, people }) => [
    { section: 'accuracy', field, who: '', figure: 'mean', value: mean, ci },
    ...people.map(({ personId, ...share }) => shareRow({ section: 'accuracy', field, who: names.get(personId) ?? '', figure: 'share' }, share)),
  ];
}

function agreementRows({ field, values, verdicts }: CampaignReport['agreement'][number]): FigureRow[] {
  return [['agreement on values', values] as const, ['agreement on verdicts', verdicts] as const].flatMap(([section, result]) => {
    if (result === null) return [];
    const figures = agreementFigures.map((figure): FigureRow => ({ section, field, who: '', figure, value: result[figure], ci: result.ci?.[figure], n: result.items }));
    return [...figures, { section, field, who: '', figure: 'cohen mean', value: result.cohen.mean, ci: result.ci?.cohen.mean, n: result.items }];
  });
}

function peopleRows(figures: CampaignReport['people'][number]): FigureRow[] {
  const who = figures.person.name;
  const plain = (['decided', 'skipped', 'flagged', 'tooFast', 'medianSeconds', 'totalSeconds', 'drift'] as const).map((figure): FigureRow => ({ section: 'people', field: '', who, figure, value: figures[figure] }));
  const blocks = figures.blocks.map(({ from, items, medianSeconds }): FigureRow => ({ section: 'speed', field: '', who, figure: `items ${from + 1} to ${from + items}`, value: medianSeconds, n: items }));
  const compared = (['consistency', 'goldChecks'] as const).flatMap((section) => [
    shareRow({ section, field: '', who, figure: 'share' }, figures[section]),
    ...Object.entries(figures[`${section}ByField`]).map(([field, share]) => shareRow({ section, field, who, figure: 'share' }, share)),
  ]);
  return [...plain, ...blocks, ...compared];
}

function goldRows({ gold }: CampaignReport): FigureRow[] {
  return gold.flatMap(({ field, unanimous, majority, adjudicated, unresolved }) =>
    Object.entries({ unanimous, majority, adjudicated, unresolved }).map(([figure, value]): FigureRow => ({ section: 'gold', field, who: '', figure, value })),
  );
}

function modelRows({ models, errors }: CampaignReport): FigureRow[] {
  const figures = models.flatMap(({ annotator, field, accuracy, kappa, values, counts }): FigureRow[] => [
    shareRow({ section: 'models', field, who: annotator, figure: 'accuracy' }, accuracy),
    { section: 'models', field, who: annotator, figure: 'kappa', value: kappa },
    ...counts.flatMap((row, gold) => row.flatMap((count, said): FigureRow[] => (count === 0 ? [] : [{ section: 'confusion', field, who: annotator, figure: `gold ${values[gold] ?? ''}, said ${values[said] ?? ''}`, value: count }]))),
  ]);
  return [...figures, ...errors.map(({ field, proposed, gold, count }): FigureRow => ({ section: 'errors', field, who: '', figure: `proposed ${proposed}, gold ${gold}`, value: count }))];
}

function shareRow(place: Pick<FigureRow, 'section' | 'field' | 'who' | 'figure'>, { share, ci, of }: Share): FigureRow {
  return { ...place, value: share, ci, n: of };
}

function absent(cell: string): string | undefined {
  return cell === '' ? undefined : cell;
}

function text(value: number | null | undefined): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}

function percent(share: number | null): string {
  return share === null ? '--' : (share * 100).toFixed(2);
}

function interval(ci: Interval | null): string {
  return ci === null ? '--' : `[${percent(ci.low)}, ${percent(ci.high)}]`;
}

function coefficient(value: number | null | undefined): string {
  return value === null || value === undefined ? '--' : value.toFixed(2).replace(/^-/, '$-$');
}
