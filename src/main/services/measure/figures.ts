/** @file The figures of a measurement as one flat row: by name, with value, interval and scale. What lists and tables are made from. Pure. */
import type { AgreementResult, Interval, Measurement, MeasurementSummary, NlgResult, StrategyResult } from '#shared/contracts/measure';

export interface TableFigure {
  /** `bleu4`, `macroF1`, `weightedCohen.linear`. */
  readonly figure: string;
  readonly value: number | null;
  readonly ci?: Interval | null | undefined;
  /** Whether papers print it times 100. */
  readonly isShare: boolean;
  /** What a reader must know of this very value. */
  readonly mark?: 'degenerate' | undefined;
}

/** Comparisons have a figure a metric and none here: their table has a row a metric. */
export function figuresOf(measurement: Measurement): TableFigure[] {
  switch (measurement.kind) {
    case 'nlg':
      return textFigures(measurement.result);
    case 'strategy':
      return strategyFigures(measurement.result);
    case 'agreement':
      return agreementFigures(measurement.result);
  }
  return [];
}

const headlines: Readonly<Record<Measurement['kind'], readonly string[]>> = {
  nlg: ['bleu1', 'bleu2', 'bleu4', 'rougeL', 'cider', 'distinct1', 'distinct2'],
  strategy: ['accuracy', 'macroF1', 'weightedF1', 'bias'],
  agreement: ['percent', 'fleiss', 'cohen', 'krippendorff'],
  comparison: ['bleu2', 'bleu4', 'rougeL', 'cider'],
};

/** The figures one would print in a table; of a comparison the differences. */
export function headlineOf(measurement: Measurement): MeasurementSummary['headline'] {
  const figures: readonly Pick<TableFigure, 'figure' | 'value' | 'ci'>[] =
    measurement.kind === 'comparison' ? measurement.result.differences.map(({ metric, difference, ci }) => ({ figure: metric, value: difference, ci })) : figuresOf(measurement);
  return headlines[measurement.kind].flatMap((name) => figures.filter(({ figure }) => figure === name).map(({ figure, value, ci }) => ({ figure, value, ...(ci === undefined ? {} : { ci }) })));
}

/** What figures must share to be compared. */
export function variantOf(measurement: Measurement): string {
  if (measurement.kind === 'strategy') return measurement.options.labels;
  return measurement.kind === 'agreement' ? measurement.result.level : measurement.result.profile;
}

function textFigures({ bleu, rougeL, rougeLF1, cider, unigramF1, distinct, ci }: NlgResult): TableFigure[] {
  return [
    ...([1, 2, 3, 4] as const).map((order) => ({ figure: `bleu${order}`, value: bleu[order], ci: ci?.bleu[order], isShare: true })),
    { figure: 'rougeL', value: rougeL, ci: ci?.rougeL, isShare: true },
    { figure: 'rougeLF1', value: rougeLF1, ci: ci?.rougeLF1, isShare: true },
    { figure: 'cider', value: cider, ci: ci?.cider, isShare: false },
    { figure: 'unigramF1', value: unigramF1, ci: ci?.unigramF1, isShare: true },
    ...([1, 2, 3] as const).map((order) => ({ figure: `distinct${order}`, value: distinct[order], ci: ci?.distinct[order], isShare: true })),
  ];
}

function strategyFigures({ accuracy, macroF1, weightedF1, bias, degenerate, ci }: StrategyResult): TableFigure[] {
  return [
    { figure: 'accuracy', value: accuracy, ci: ci?.accuracy, isShare: true },
    { figure: 'macroF1', value: macroF1, ci: ci?.macroF1, isShare: true },
    { figure: 'weightedF1', value: weightedF1, ci: ci?.weightedF1, isShare: true },
    { figure: 'bias', value: bias, ci: ci?.bias, isShare: false, mark: degenerate ? 'degenerate' : undefined },
  ];
}

/** Coefficients are printed as they are, never times 100. */
function agreementFigures({ percent, fleiss, cohen, weightedCohen, krippendorff, ci }: AgreementResult): TableFigure[] {
  return [
    { figure: 'percent', value: percent, ci: ci?.percent, isShare: true },
    { figure: 'fleiss', value: fleiss, ci: ci?.fleiss, isShare: false },
    { figure: 'cohen', value: cohen.mean, ci: ci?.cohen.mean, isShare: false },
    { figure: 'weightedCohen.linear', value: weightedCohen.linear, ci: ci?.weightedCohen.linear, isShare: false },
    { figure: 'weightedCohen.quadratic', value: weightedCohen.quadratic, ci: ci?.weightedCohen.quadratic, isShare: false },
    { figure: 'krippendorff', value: krippendorff, ci: ci?.krippendorff, isShare: false },
  ];
}
