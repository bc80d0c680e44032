/** @file How a figure of a result is called in tables, and which entry of the catalogue explains it. Pure. */
import { type MetricEntry, type MetricId, metricCatalogue } from '#shared/domain/metric-catalogue';

const metricsByFigure: Readonly<Record<string, MetricId>> = {
  'weightedCohen.linear': 'weightedCohenLinear',
  'weightedCohen.quadratic': 'weightedCohenQuadratic',
};

/** `bleu4` is explained by `bleu`, `distinct2` by `distinct`, the others by their own entry. */
export function figureMetric(figure: string): MetricId {
  const order = orderOf(figure);
  if (order !== null) return order.metric;
  const metric = metricsByFigure[figure] ?? figure;
  if (!isMetric(metric)) throw new Error(`no entry of the catalogue explains the figure ${figure}`);
  return metric;
}

/** "BLEU-4" of `bleu4`, "Macro-F1 (Q)" of `macroF1`. */
export function figureName(figure: string): string {
  const order = orderOf(figure);
  const { name }: MetricEntry = metricCatalogue[figureMetric(figure)];
  return order === null ? name : name.replace(/-n$/, `-${order.n}`);
}

/** As narrow columns print it: "B-4", "R-L", "D-2", "Macro-F1". */
export function figureShortName(figure: string): string {
  return figureName(figure)
    .replace(/ \(.*\)$/, '')
    .replace(/^BLEU-|^Distinct-|^ROUGE-/, (name) => `${name.charAt(0)}-`);
}

/** Papers print shares times 100; coefficients and B stand as they are. */
export function isShare(figure: string): boolean {
  const { group, range }: MetricEntry = metricCatalogue[figureMetric(figure)];
  return group !== 'agreement' && range[0] === 0 && range[1] === 1;
}

function orderOf(figure: string): { metric: 'bleu' | 'distinct'; n: string } | null {
  const match = /^(bleu|distinct)([1-4])$/.exec(figure);
  return match === null ? null : { metric: match[1] === 'bleu' ? 'bleu' : 'distinct', n: match[2] ?? '' };
}

function isMetric(name: string): name is MetricId {
  return Object.hasOwn(metricCatalogue, name);
}
