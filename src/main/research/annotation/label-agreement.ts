/**
 * @file Agreement of a label set's annotators, field by field (spec M-8). Trust has three readings (decision D-3): the mean of its dimensions'
 * coefficients, the degrees that follow from each annotator's own labels, or the ratings of all dimensions in one table.
 */
import type { FieldAgreement } from '#shared/contracts/label-results';
import type { TrustAgreement } from '#shared/domain/label-options';
import type { AnyLabelField, DerivedField, LabelSchema } from '#shared/domain/label-schema';
import { measureAgreement, type AgreementReport, type NamedValues } from '../agreement/agreement';
import type { Coefficient } from '../agreement/coefficient';
import type { Rating } from '../agreement/rating-table';
import { defaultLevel, type BootstrapOptions } from '../statistics/bootstrap';
import { percentileInterval, type Interval } from '../statistics/interval';

/** Votes of one field, one row a turn, one column an annotator; only rows in which everybody voted. */
export interface FieldVotes {
  readonly field: string;
  readonly rows: readonly (readonly string[])[];
}

export interface LabelAgreementOptions {
  readonly annotators: readonly string[];
  readonly schema: LabelSchema;
  readonly trust: TrustAgreement;
  readonly bootstrap?: BootstrapOptions | undefined;
}

type Named = Pick<FieldAgreement, 'percent' | 'fleiss' | 'cohen' | 'krippendorff'>;

const names = ['percent', 'fleiss', 'cohen', 'krippendorff'] as const;

/** A field's agreement, with that of every resample where there are any. */
interface Measured {
  readonly report: FieldAgreement;
  readonly resamples: readonly NamedValues[];
}

/** Fields in the order of the schema, derived ones last. */
export function agreementOfFields(votes: readonly FieldVotes[], options: LabelAgreementOptions): FieldAgreement[] {
  const rowsOf = (id: string): FieldVotes['rows'] => votes.find(({ field }) => field === id)?.rows ?? [];
  const measured = options.schema.fields.map((field) => agreementOfField({ ...field, isDerived: false }, rowsOf(field.id), options));
  const derived = options.schema.derived.map((one) => agreementOfDerived(one, { measured, rowsOf, options }));
  return [...measured.map(({ report }) => report), ...derived];
}

/** Pooled dimensions count as so many separate items, so their intervals are narrower than those of turns would be. */
function agreementOfDerived(derived: DerivedField, from: { measured: readonly Measured[]; rowsOf: (id: string) => FieldVotes['rows']; options: LabelAgreementOptions }): FieldAgreement {
  const { measured, rowsOf, options } = from;
  const field = { ...derived, scale: 'ordinal' as const, isDerived: true };
  if (options.trust === 'degree') return agreementOfField(field, rowsOf(derived.id), options).report;
  if (options.trust === 'pooledDims') return agreementOfField(field, derived.from.flatMap(rowsOf), options).report;
  return meanAgreement(field, measured.filter(({ report }) => derived.from.includes(report.field)), options);
}

function agreementOfField(field: AnyLabelField, rows: FieldVotes['rows'], { annotators, bootstrap }: LabelAgreementOptions): Measured {
  const level = field.scale;
  const described = { ...describe(field, level), items: rows.length };
  if (rows.length === 0) return { report: { ...described, ...emptied('No turn has a vote of every annotator.') }, resamples: [] };
  const ratings = rows.flatMap((row, item) => row.map((label, annotator): Rating => ({ item: String(item), rater: String(annotator), label })));
  const order = level === 'ordinal' ? field.values.map(({ value }) => value) : undefined;
  const resamples: NamedValues[] = [];
  const report = measureAgreement(ratings, { level, order, bootstrap, dividedItems: 0, onResample: (values) => resamples.push(values) });
  const nameOf = (rater: string): string => annotators[Number(rater)] ?? rater;
  return {
    report: {
      ...described,
      ...mapNamed(report, valueOf),
      undefinedBecause: reasons(report),
      pairs: report.cohen.pairs.map(({ a, b, kappa }) => ({ a: nameOf(a), b: nameOf(b), kappa: valueOf(kappa) })),
      ...(bootstrap === undefined ? {} : { ci: mapNamed(report, (coefficient) => (coefficient.defined ? (coefficient.ci ?? null) : null)) }),
    },
    resamples,
  };
}

/** The dimensions were drawn with one seed, so their resamples are of the same turns: the interval is that of the mean, resample by resample. */
function meanAgreement(field: AnyLabelField, dimensions: readonly Measured[], { annotators, bootstrap }: LabelAgreementOptions): FieldAgreement {
  const reports = dimensions.map(({ report }) => report);
  const means = named((name) => meanOf(reports.map((one) => one[name])));
  const pairs = annotators.flatMap((a, first) => annotators.slice(first + 1).map((b) => ({ a, b, kappa: meanOf(reports.map((one) => one.pairs.find((pair) => pair.a === a && pair.b === b)?.kappa ?? null)) })));
  const because = Object.fromEntries(names.filter((name) => means[name] === null).map((name) => [name, 'A dimension has no value.']));
  const shared = { ...describe(field, 'ordinal'), items: Math.min(...reports.map(({ items }) => items)), ...means, undefinedBecause: because, pairs };
  if (bootstrap === undefined || reports.some(({ items }) => items !== shared.items)) return shared;
  const interval = (name: (typeof names)[number]): Interval | null => {
    const sampled = dimensions[0]?.resamples.map((_, index) => meanOf(dimensions.map(({ resamples }) => resamples[index]?.[name] ?? null))) ?? [];
    return percentileInterval(Float64Array.from(sampled.filter((value) => value !== null)), bootstrap.level ?? defaultLevel);
  };
  return { ...shared, ci: named(interval) };
}

/** Null unless all have a value. */
function meanOf(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length < values.length || defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

function named<Value>(read: (name: (typeof names)[number]) => Value): Record<(typeof names)[number], Value> {
  return { percent: read('percent'), fleiss: read('fleiss'), cohen: read('cohen'), krippendorff: read('krippendorff') };
}

function describe({ id, title, abbreviation, isDerived, published }: AnyLabelField, level: FieldAgreement['level']): Pick<FieldAgreement, 'field' | 'title' | 'abbreviation' | 'isDerived' | 'level' | 'published'> {
  return { field: id, title, abbreviation, isDerived, level, published: published ?? null };
}

function emptied(reason: string): Named & Pick<FieldAgreement, 'undefinedBecause' | 'pairs'> {
  return { percent: null, fleiss: null, cohen: null, krippendorff: null, undefinedBecause: Object.fromEntries(names.map((name) => [name, reason])), pairs: [] };
}

function mapNamed<Value>({ percent, fleiss, cohen, krippendorff }: AgreementReport, read: (coefficient: Coefficient) => Value): Record<(typeof names)[number], Value> {
  return { percent: read(percent), fleiss: read(fleiss), cohen: read(cohen.mean), krippendorff: read(krippendorff) };
}

function reasons(report: AgreementReport): Record<string, string> {
  const found = mapNamed(report, (coefficient) => (coefficient.defined ? null : coefficient.reason));
  return Object.fromEntries(Object.entries(found).flatMap(([name, reason]) => (reason === null ? [] : [[name, reason]])));
}

function valueOf(coefficient: Coefficient): number | null {
  return coefficient.defined ? coefficient.value : null;
}
