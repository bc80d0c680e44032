/** @file The agreement report as scripts read it: plain numbers, null where undefined, with reasons and intervals beside them. */
import type { Interval } from '../statistics/interval';
import type { AgreementReport } from './agreement';
import type { Coefficient } from './coefficient';

export interface PlainCoefficients<Value> {
  readonly percent: Value;
  readonly fleiss: Value;
  readonly cohen: { readonly mean: Value; readonly pairs: readonly { readonly a: string; readonly b: string; readonly kappa: Value }[] };
  readonly weightedCohen: { readonly linear: Value; readonly quadratic: Value };
  readonly krippendorff: Value;
}

export interface PlainAgreement extends PlainCoefficients<number | null>, Pick<AgreementReport, 'items' | 'raters' | 'ratings' | 'labels' | 'level' | 'bootstrap'> {
  /** Why a coefficient above is null, by its name. */
  readonly undefinedBecause: Readonly<Record<string, string>>;
  readonly ci?: PlainCoefficients<Interval | null>;
}

export function plainAgreement(report: AgreementReport): PlainAgreement {
  const { items, raters, ratings, labels, level, bootstrap } = report;
  return {
    items,
    raters,
    ratings,
    labels,
    level,
    ...shape(report, (coefficient) => (coefficient.defined ? coefficient.value : null)),
    undefinedBecause: reasons(report),
    ...(bootstrap === undefined ? {} : { bootstrap, ci: shape(report, (coefficient) => (coefficient.defined ? (coefficient.ci ?? null) : null)) }),
  };
}

function shape<Value>(report: AgreementReport, read: (coefficient: Coefficient) => Value): PlainCoefficients<Value> {
  const { percent, fleiss, cohen, weightedCohen, krippendorff } = report;
  return {
    percent: read(percent),
    fleiss: read(fleiss),
    cohen: { mean: read(cohen.mean), pairs: cohen.pairs.map(({ a, b, kappa }) => ({ a, b, kappa: read(kappa) })) },
    weightedCohen: { linear: read(weightedCohen.linear), quadratic: read(weightedCohen.quadratic) },
    krippendorff: read(krippendorff),
  };
}

function reasons({ percent, fleiss, cohen, weightedCohen, krippendorff }: AgreementReport): Record<string, string> {
  const named: readonly (readonly [string, Coefficient])[] = [
    ['percent', percent],
    ['fleiss', fleiss],
    ['cohen.mean', cohen.mean],
    ...cohen.pairs.map(({ a, b, kappa }) => [`cohen ${a} and ${b}`, kappa] as const),
    ['weightedCohen.linear', weightedCohen.linear],
    ['weightedCohen.quadratic', weightedCohen.quadratic],
    ['krippendorff', krippendorff],
  ];
  return Object.fromEntries(named.flatMap(([name, coefficient]) => (coefficient.defined ? [] : [[name, coefficient.reason]])));
}
