/** @file The figures of a result as rows of a table, each with the warnings that concern it. Pure. */
import type { AgreementResult, Interval, MeasureWarning, NlgResult, StrategyResult } from '#shared/contracts/measure';

export interface FigureRow {
  readonly figure: string;
  /** Null: undefined, and `remark` says why. */
  readonly value: number | null;
  readonly interval: Interval | null;
  /** What must be known before this very value is believed. */
  readonly warnings: readonly string[];
  /** What is good to know. */
  readonly remark?: string;
  readonly isDegenerate?: boolean;
}

export function textRows(result: NlgResult): FigureRow[] {
  const { bleu, distinct, ci } = result;
  const row = (figure: string, value: number, interval: Interval | null | undefined): FigureRow => ({
    figure,
    value,
    interval: interval ?? null,
    warnings: warningsAbout(result.warnings, figure),
    ...(!isPublished(result.published, figure) && { remark: 'By definition; the published code does not print it.' }),
  });
  return [
    ...([1, 2, 3, 4] as const).map((order) => row(`bleu${order}`, bleu[order], ci?.bleu[order])),
    row('rougeL', result.rougeL, ci?.rougeL),
    row('rougeLF1', result.rougeLF1, ci?.rougeLF1),
    row('cider', result.cider, ci?.cider),
    row('unigramF1', result.unigramF1, ci?.unigramF1),
    ...([1, 2, 3] as const).map((order) => row(`distinct${order}`, distinct[order], ci?.distinct[order])),
  ];
}

export function strategyRows(result: StrategyResult): FigureRow[] {
  const row = (figure: 'accuracy' | 'macroF1' | 'weightedF1' | 'bias'): FigureRow => ({ figure, value: result[figure], interval: result.ci?.[figure] ?? null, warnings: warningsAbout(result.warnings, figure) });
  return [row('accuracy'), row('macroF1'), row('weightedF1'), { ...row('bias'), isDegenerate: result.degenerate }];
}

export function agreementRows({ percent, fleiss, cohen, weightedCohen, krippendorff, undefinedBecause, ci }: AgreementResult): FigureRow[] {
  const row = (figure: string, value: number | null, interval: Interval | null | undefined): FigureRow => ({ figure, value, interval: interval ?? null, warnings: [], ...(value === null && { remark: `Undefined: ${undefinedBecause[figure] ?? 'these ratings do not determine it.'}` }) });
  return [
    row('percent', percent, ci?.percent),
    row('krippendorff', krippendorff, ci?.krippendorff),
    row('fleiss', fleiss, ci?.fleiss),
    row('cohen', cohen.mean, ci?.cohen.mean),
    row('weightedCohen.linear', weightedCohen.linear, ci?.weightedCohen.linear),
    row('weightedCohen.quadratic', weightedCohen.quadratic, ci?.weightedCohen.quadratic),
  ];
}

/** Which figure a warning stands beside; the others concern the whole. */
const figureOfWarning: Readonly<Record<string, string>> = { 'cider-one-item': 'cider', 'cider-small-corpus': 'cider', 'degenerate-bias': 'bias', 'absent-labels': 'macroF1' };

export function generalWarnings(warnings: readonly MeasureWarning[], rows: readonly Pick<FigureRow, 'figure'>[]): readonly MeasureWarning[] {
  return warnings.filter(({ code }) => !rows.some(({ figure }) => figure === figureOfWarning[code]));
}

function warningsAbout(warnings: readonly MeasureWarning[], figure: string): string[] {
  return warnings.filter(({ code }) => figureOfWarning[code] === figure).map(({ message }) => message);
}

/** `bleu` stands for all its orders, `bleu.4` for one. */
function isPublished(published: readonly string[], figure: string): boolean {
  const spelled = figure.replace(/([1-4])$/, '.$1');
  return published.some((one) => one === figure || one === spelled || one === spelled.replace(/\.\d$/, ''));
}
