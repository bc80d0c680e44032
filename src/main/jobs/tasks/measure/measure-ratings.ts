/** @file Agreement as it is shown and stored: coefficients as plain numbers with their intervals beside them, and each item's ratings. */
import type { AgreementResult, Interval, MeasureWarning } from '#shared/contracts/measure';
import { measureAgreement, type AgreementReport, type PairAgreement } from '../../../research/agreement/agreement';
import type { Coefficient } from '../../../research/agreement/coefficient';
import type { Computed, KeptItem, OnProgress, RatingRow, TaskOf } from './request';

/** From this share of one label on, chance agreement is so high that kappa says little. */
const skewedShare = 0.8;
/** A crowd of raters has hundreds of thousands of pairs, which nobody reads; the mean is over all of them. */
const mostPairs = 1_000;

export function measureRatings({ data: { rows }, options }: TaskOf<'agreement'>, onProgress: OnProgress): Computed {
  const { level, order, bootstrap } = options;
  const report = measureAgreement(rows, { level, order, bootstrap: bootstrap && { ...bootstrap, onProgress }, dividedItems: 0 });
  const items = keptItems(rows);
  const result: AgreementResult = {
    items: report.items,
    raters: report.raters,
    raterNames: [...new Set(rows.map(({ rater }) => rater))],
    ratings: report.ratings,
    labels: report.labels,
    level: report.level,
    percent: valueOf(report.percent),
    fleiss: valueOf(report.fleiss),
    cohen: { mean: valueOf(report.cohen.mean), pairs: report.cohen.pairs.slice(0, mostPairs).map(pairResult) },
    weightedCohen: { linear: valueOf(report.weightedCohen.linear), quadratic: valueOf(report.weightedCohen.quadratic) },
    krippendorff: valueOf(report.krippendorff),
    undefinedBecause: reasons(report),
    perLabel: report.perLabel,
    divided: items.filter(({ agreement }) => agreement !== null && agreement < 1).length,
    warnings: warningsOf(report, rows),
    ...(report.bootstrap === undefined ? {} : { ci: intervals(report), bootstrap: report.bootstrap }),
  };
  return { outcome: { kind: 'agreement', options, result }, items };
}

type KeptRatings = Extract<KeptItem, { kind: 'agreement' }>;

function keptItems(rows: readonly RatingRow[]): KeptRatings[] {
  const placed = rows.map((row, index) => ({ ...row, row: index }));
  return [...Map.groupBy(placed, ({ item }) => item)].map(([item, given]) => ({
    kind: 'agreement',
    item,
    agreement: agreementOf(given.map(({ label }) => label).filter((label) => label !== '')),
    ratings: given.map(({ rater, label, row }) => ({ rater, label, row })),
  }));
}

/** Share of the pairs of ratings that agree; null with fewer than two. */
function agreementOf(labels: readonly string[]): number | null {
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  if (labels.length < 2) return null;
  const agreeing = [...Map.groupBy(labels, (label) => label).values()].reduce((sum, same) => sum + pairs(same.length), 0);
  return agreeing / pairs(labels.length);
}

function pairResult({ a, b, items, kappa, linear, quadratic }: PairAgreement): AgreementResult['cohen']['pairs'][number] {
  const hasIntervals = [kappa, linear, quadratic].some((one) => one.defined && one.ci !== undefined);
  return {
    a,
    b,
    items,
    kappa: valueOf(kappa),
    linear: valueOf(linear),
    quadratic: valueOf(quadratic),
    ...(hasIntervals ? { ci: { kappa: intervalOf(kappa), linear: intervalOf(linear), quadratic: intervalOf(quadratic) } } : {}),
  };
}

function intervals({ percent, fleiss, cohen, weightedCohen, krippendorff }: AgreementReport): NonNullable<AgreementResult['ci']> {
  return {
    percent: intervalOf(percent),
    fleiss: intervalOf(fleiss),
    cohen: { mean: intervalOf(cohen.mean) },
    weightedCohen: { linear: intervalOf(weightedCohen.linear), quadratic: intervalOf(weightedCohen.quadratic) },
    krippendorff: intervalOf(krippendorff),
  };
}

function reasons({ percent, fleiss, cohen, weightedCohen, krippendorff }: AgreementReport): Record<string, string> {
  const named = { percent, fleiss, cohen: cohen.mean, 'weightedCohen.linear': weightedCohen.linear, 'weightedCohen.quadratic': weightedCohen.quadratic, krippendorff };
  return Object.fromEntries(Object.entries(named).flatMap(([name, coefficient]) => (coefficient.defined ? [] : [[name, coefficient.reason]])));
}

function warningsOf(report: AgreementReport, rows: readonly RatingRow[]): MeasureWarning[] {
  const warnings: MeasureWarning[] = [];
  const [commonest] = report.perLabel.toSorted((first, second) => second.share - first.share);
  if (commonest !== undefined && commonest.share >= skewedShare && report.labels.length > 1) {
    const share = Math.round(commonest.share * 100);
    warnings.push({ code: 'skewed-labels', count: commonest.count, message: `"${commonest.label}" makes up ${share} % of the ratings: under such skew kappa and alpha are low even where raters nearly always agree. Read them beside percent agreement.` });
  }
  const pairs = report.cohen.pairs.length;
  if (pairs > mostPairs) warnings.push({ code: 'many-pairs', count: pairs, message: `Only the first ${mostPairs} of ${pairs} pairs of raters are listed; means are over all.` });
  const absent = rows.filter(({ label }) => label === '').length;
  if (absent > 0) warnings.push({ code: 'empty-labels', count: absent, message: `${absent} rows have no label and count as not rated.` });
  return warnings;
}

function valueOf(coefficient: Coefficient): number | null {
  return coefficient.defined ? coefficient.value : null;
}

function intervalOf(coefficient: Coefficient): Interval | null {
  return coefficient.defined ? (coefficient.ci ?? null) : null;
}
