/**
 * @file Agreement of raters over items: every coefficient of spec M-8 with intervals from a bootstrap over items (all ratings of an item stay
 * together). Undefined coefficients say why. Reads no file.
 */
import { createRandom } from '#shared/domain/random';
import { defaultLevel, forEachResample, settingsOf, type BootstrapOptions, type BootstrapSettings } from '../statistics/bootstrap';
import { percentileInterval, type Interval } from '../statistics/interval';
import { meanCoefficient, type Coefficient } from './coefficient';
import { cohenKappas, type PairCoefficients, type RaterPair } from './cohen';
import { agreementByLabel, mostDividedItems, type DividedItem, type LabelAgreement } from './disagreement';
import { fleissKappa } from './fleiss';
import { krippendorffAlpha, type AgreementLevel } from './krippendorff';
import { pairAgreement, percentAgreement } from './percent';
import { arrangeRatings, type Rating, type RatingTable } from './rating-table';

export interface AgreementOptions {
  /** Of Krippendorff's alpha; default nominal. */
  readonly level?: AgreementLevel | undefined;
  /** All labels, lowest first, where they are words with an order. */
  readonly order?: readonly string[] | undefined;
  readonly bootstrap?: BootstrapOptions | undefined;
  /** Told of every resample, in order. Equal seeds draw equal items of tables with equally many. */
  readonly onResample?: ((values: NamedValues) => void) | undefined;
  /** Most items to list as dividing the raters, default 50. */
  readonly dividedItems?: number | undefined;
}

export interface PairAgreement extends PairCoefficients {
  readonly a: string;
  readonly b: string;
  /** Rated by both. */
  readonly items: number;
}

export interface AgreementReport {
  readonly items: number;
  readonly raters: number;
  readonly ratings: number;
  readonly labels: readonly string[];
  readonly level: AgreementLevel;
  readonly percent: Coefficient;
  readonly fleiss: Coefficient;
  /** Pairs that rated at least one item in common. */
  readonly cohen: { readonly mean: Coefficient; readonly pairs: readonly PairAgreement[] };
  /** Means over the pairs. */
  readonly weightedCohen: { readonly linear: Coefficient; readonly quadratic: Coefficient };
  readonly krippendorff: Coefficient;
  readonly perLabel: readonly LabelAgreement[];
  readonly dividedItems: readonly DividedItem[];
  readonly bootstrap?: BootstrapSettings;
}

const defaultDividedItems = 50;
/** Rater pairs beyond these get no interval of their own (a crowd of raters has thousands of pairs). */
const mostPairIntervals = 100;

export function measureAgreement(ratings: readonly Rating[], options: AgreementOptions = {}): AgreementReport {
  const { level = 'nominal', order, bootstrap, onResample, dividedItems = defaultDividedItems } = options;
  const table = arrangeRatings(ratings, order);
  const counter = coefficientCounter(table, level);
  const point = counter.evaluate(table.weights);
  const { named, pairs } = bootstrap === undefined ? point : withIntervals(point, resampledIntervals(table, counter, { ...bootstrap, onResample }));
  return {
    items: table.items.length,
    raters: table.raters.length,
    ratings: table.patterns.reduce((sum, pattern, index) => sum + pattern.labels.length * (table.weights[index] ?? 0), 0),
    labels: table.labels,
    level,
    percent: named.percent,
    fleiss: named.fleiss,
    cohen: { mean: named.cohen, pairs: pairs.map((pair, index) => ({ ...nameOf(table, counter.pairs[index]), ...pair })) },
    weightedCohen: { linear: named.linear, quadratic: named.quadratic },
    krippendorff: named.krippendorff,
    perLabel: agreementByLabel(table),
    dividedItems: mostDividedItems(table, dividedItems),
    ...(bootstrap === undefined ? {} : { bootstrap: settingsOf(bootstrap) }),
  };
}

const namedCoefficients = ['percent', 'fleiss', 'cohen', 'linear', 'quadratic', 'krippendorff'] as const;
const pairCoefficients = ['kappa', 'linear', 'quadratic'] as const;

/** Null where a coefficient is undefined. */
export type NamedValues = Readonly<Record<(typeof namedCoefficients)[number], number | null>>;

interface Coefficients {
  readonly named: Readonly<Record<(typeof namedCoefficients)[number], Coefficient>>;
  readonly pairs: readonly PairCoefficients[];
}

interface CoefficientCounter {
  readonly pairs: readonly RaterPair[];
  readonly evaluate: (weights: Float64Array) => Coefficients;
}

function coefficientCounter(table: RatingTable, level: AgreementLevel): CoefficientCounter {
  const agreements = table.patterns.map(pairAgreement);
  const fleiss = fleissKappa(table);
  const cohen = cohenKappas(table);
  const krippendorff = krippendorffAlpha(table, level);
  const evaluate = (weights: Float64Array): Coefficients => {
    const pairs = cohen.evaluate(weights);
    return {
      named: {
        percent: percentAgreement(agreements, weights),
        fleiss: fleiss(weights),
        cohen: meanCoefficient(pairs.map((pair) => pair.kappa)),
        linear: meanCoefficient(pairs.map((pair) => pair.linear)),
        quadratic: meanCoefficient(pairs.map((pair) => pair.quadratic)),
        krippendorff: krippendorff(weights),
      },
      pairs,
    };
  };
  return { pairs: cohen.pairs, evaluate };
}

/** The coefficients that get an interval, in a fixed order: all named ones, then those of the first rater pairs. */
function listed({ named, pairs }: Coefficients): Coefficient[] {
  return [
    ...namedCoefficients.map((name) => named[name]),
    ...pairs.slice(0, mostPairIntervals).flatMap((pair) => pairCoefficients.map((name) => pair[name])),
  ];
}

/** Items drawn with replacement, as weights of their patterns. Resamples in which a coefficient is undefined are left out of its interval. */
function resampledIntervals(table: RatingTable, counter: CoefficientCounter, options: BootstrapOptions & Pick<AgreementOptions, 'onResample'>): (Interval | null)[] {
  const random = createRandom(options.seed);
  const items = table.patternOfItem.length;
  const weights = new Float64Array(table.weights.length);
  const columns = listed(counter.evaluate(table.weights)).map((): number[] => []);
  forEachResample(options, () => {
    weights.fill(0);
    for (let draw = 0; draw < items; draw++) {
      const pattern = table.patternOfItem[random.integer(items)] ?? 0;
      weights[pattern] = (weights[pattern] ?? 0) + 1;
    }
    const coefficients = counter.evaluate(weights);
    for (const [index, coefficient] of listed(coefficients).entries()) {
      if (coefficient.defined) columns[index]?.push(coefficient.value);
    }
    options.onResample?.(valuesOf(coefficients));
  });
  return columns.map((column) => percentileInterval(Float64Array.from(column), options.level ?? defaultLevel));
}

function valuesOf({ named }: Coefficients): NamedValues {
  const value = (coefficient: Coefficient): number | null => (coefficient.defined ? coefficient.value : null);
  return Object.fromEntries(namedCoefficients.map((name) => [name, value(named[name])])) as Record<(typeof namedCoefficients)[number], number | null>;
}

/** `intervals` in the order of {@link listed}. */
function withIntervals(point: Coefficients, intervals: readonly (Interval | null)[]): Coefficients {
  const withOne = (coefficient: Coefficient, index: number): Coefficient => (coefficient.defined ? { ...coefficient, ci: intervals[index] ?? null } : coefficient);
  const named = { ...point.named };
  for (const [index, name] of namedCoefficients.entries()) named[name] = withOne(point.named[name], index);
  const pairs = point.pairs.map((pair, place) => {
    if (place >= mostPairIntervals) return pair;
    const first = namedCoefficients.length + place * pairCoefficients.length;
    const withEach = { ...pair };
    for (const [index, name] of pairCoefficients.entries()) withEach[name] = withOne(pair[name], first + index);
    return withEach;
  });
  return { named, pairs };
}

function nameOf(table: RatingTable, pair: RaterPair | undefined): { a: string; b: string; items: number } {
  return { a: table.raters[pair?.a ?? 0] ?? '', b: table.raters[pair?.b ?? 0] ?? '', items: pair?.items ?? 0 };
}
