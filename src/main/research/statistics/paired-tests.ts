/**
 * @file Is the difference between two systems on the same items more than chance? Paired bootstrap (Koehn 2004) and approximate
 * randomisation (Noreen 1989; Riezler and Maxwell 2005), for any corpus statistic. The pool holds system A's items, then B's, in one order.
 */
import { createRandom } from '#shared/domain/random';
import { defaultLevel, drawItems, forEachResample, type BootstrapOptions } from './bootstrap';
import type { CorpusStatistic } from './corpus-statistic';
import { percentileInterval, type Interval } from './interval';

export interface PairedValues {
  readonly name: string;
  readonly a: number;
  readonly b: number;
  /** a - b. */
  readonly difference: number;
}

export interface BootstrappedDifference {
  readonly ci: Interval | null;
  /** Two-sided: twice the smaller share of resamples on either side of 0, those at 0 counted in both. */
  readonly p: number;
}

/** Each system's values and their difference. */
export function pairedValues(pool: CorpusStatistic): PairedValues[] {
  const pairs = pool.items / 2;
  const a = Float64Array.from(pool.evaluate(new Int32Array(pool.items).fill(1, 0, pairs)));
  const b = pool.evaluate(new Int32Array(pool.items).fill(1, pairs));
  return pool.names.map((name, index) => {
    const [ours, theirs] = [a[index] ?? 0, b[index] ?? 0];
    return { name, a: ours, b: theirs, difference: ours - theirs };
  });
}

/** Pairs drawn with replacement, the same for both systems; one result a name. */
export function pairedBootstrap(pool: CorpusStatistic, options: BootstrapOptions): BootstrappedDifference[] {
  const drawn = new Int32Array(pool.items / 2);
  const multiplicities = new Int32Array(pool.items);
  const random = createRandom(options.seed);
  const samples = pool.names.map(() => new Float64Array(options.resamples));
  forEachResample(options, (resample) => {
    drawItems(drawn, random);
    multiplicities.fill(0);
    multiplicities.set(drawn);
    for (const [index, value] of differences(pool, multiplicities).entries()) {
      const column = samples[index];
      if (column !== undefined) column[resample] = value;
    }
  });
  return samples.map((column) => ({ ci: percentileInterval(column, options.level ?? defaultLevel), p: twoSidedShare(column) }));
}

/** Two-sided p-values, one a name: how often a coin that decides, pair by pair, whose reply is whose makes a difference at least as large. */
export function approximateRandomisation(pool: CorpusStatistic, options: BootstrapOptions): number[] {
  const pairs = pool.items / 2;
  const multiplicities = new Int32Array(pool.items);
  const random = createRandom(options.seed);
  const observed = pairedValues(pool).map(({ difference }) => Math.abs(difference));
  const atLeastAsFar = observed.map(() => 0);
  forEachResample(options, () => {
    for (let pair = 0; pair < pairs; pair++) {
      const keeps = random.next() < 0.5 ? 1 : 0;
      multiplicities[pair] = keeps;
      multiplicities[pairs + pair] = 1 - keeps;
    }
    for (const [index, value] of differences(pool, multiplicities).entries()) {
      const far = observed[index] ?? 0;
      if (Math.abs(value) >= far - rounding * Math.max(1, far)) atLeastAsFar[index] = (atLeastAsFar[index] ?? 0) + 1;
    }
  });
  return atLeastAsFar.map((count) => (count + 1) / (options.resamples + 1));
}

/** Differences this close are equal: sums in another order differ in their last digits. */
const rounding = 1e-12;

/** The values of a draw minus those of the same draw with the systems exchanged. */
function differences(pool: CorpusStatistic, multiplicities: Int32Array): Float64Array {
  const first = Float64Array.from(pool.evaluate(multiplicities));
  const pairs = multiplicities.length / 2;
  const held = multiplicities.slice(0, pairs);
  multiplicities.copyWithin(0, pairs);
  multiplicities.set(held, pairs);
  const second = pool.evaluate(multiplicities);
  return first.map((value, index) => value - (second[index] ?? 0));
}

function twoSidedShare(samples: Float64Array): number {
  let atMostZero = 0;
  let atLeastZero = 0;
  for (const value of samples) {
    if (value <= 0) atMostZero += 1;
    if (value >= 0) atLeastZero += 1;
  }
  return Math.min(1, (2 * (Math.min(atMostZero, atLeastZero) + 1)) / (samples.length + 1));
}
