/**
 * @file The bootstrap over items or over clusters of items (Efron 1979), seeded: equal seeds give equal draws everywhere.
 * Synchronous; a caller in a worker watches and stops it through `onProgress`.
 */
import { createRandom, type Random } from '#shared/domain/random';
import type { CorpusStatistic } from './corpus-statistic';
import { percentileInterval, type Interval } from './interval';

export interface BootstrapOptions {
  readonly resamples: number;
  readonly seed: number;
  /** Confidence level, default 0.95. */
  readonly level?: number | undefined;
  /** Called every few dozen resamples; throwing from it ends the work. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What of the options belongs in a result, so that the numbers can be made again. */
export interface BootstrapSettings {
  readonly resamples: number;
  readonly seed: number;
  readonly level: number;
}

export const defaultLevel = 0.95;
const progressEvery = 50;

export function settingsOf({ resamples, seed, level }: BootstrapOptions): BootstrapSettings {
  return { resamples, seed, level: level ?? defaultLevel };
}

/** Resampled values, one array a name; items are drawn with replacement. */
export function bootstrap(statistic: CorpusStatistic, options: BootstrapOptions): Float64Array[] {
  const samples = statistic.names.map(() => new Float64Array(options.resamples));
  const multiplicities = new Int32Array(statistic.items);
  const random = createRandom(options.seed);
  forEachResample(options, (resample) => {
    drawItems(multiplicities, random);
    for (const [index, value] of statistic.evaluate(multiplicities).entries()) {
      const column = samples[index];
      if (column !== undefined) column[resample] = value;
    }
  });
  return samples;
}

/** Percentile intervals of every value of the statistic, in the order of its names. */
export function bootstrapIntervals(statistic: CorpusStatistic, options: BootstrapOptions): (Interval | null)[] {
  return bootstrap(statistic, options).map((samples) => percentileInterval(samples, options.level ?? defaultLevel));
}

/** Draws as many items as there are, with replacement, and counts each one's draws. */
export function drawItems(multiplicities: Int32Array, random: Random): void {
  multiplicities.fill(0);
  const items = multiplicities.length;
  for (let draw = 0; draw < items; draw++) {
    const item = random.integer(items);
    multiplicities[item] = (multiplicities[item] ?? 0) + 1;
  }
}

export function forEachResample({ resamples, onProgress }: Pick<BootstrapOptions, 'resamples' | 'onProgress'>, work: (resample: number) => void): void {
  for (let resample = 0; resample < resamples; resample++) {
    if (resample % progressEvery === 0) onProgress?.(resample, resamples);
    work(resample);
  }
  onProgress?.(resamples, resamples);
}
