/** @file Mean, median, range and histogram of whole numbers, from how often each occurs. Pure. */
import type { CorpusStatistics } from '#shared/contracts/corpora';

export type Distribution = CorpusStatistics['lengths']['turnsPerDialogue'];

export interface Frequency {
  readonly value: number;
  readonly count: number;
}

const maxBins = 24;

/** All zero for no values at all. */
export function describeDistribution(frequencies: readonly Frequency[]): Distribution {
  const sorted = [...frequencies].filter((one) => one.count > 0).sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, one) => sum + one.count, 0);
  if (total === 0) return { mean: 0, median: 0, min: 0, max: 0, histogram: [] };
  const sum = sorted.reduce((sum, one) => sum + one.value * one.count, 0);
  return { mean: sum / total, median: medianOf(sorted, total), min: sorted[0]?.value ?? 0, max: sorted.at(-1)?.value ?? 0, histogram: histogramOf(sorted) };
}

function medianOf(sorted: readonly Frequency[], total: number): number {
  return (nth(sorted, Math.floor((total - 1) / 2)) + nth(sorted, Math.floor(total / 2))) / 2;
}

function nth(sorted: readonly Frequency[], rank: number): number {
  let before = 0;
  for (const { value, count } of sorted) {
    before += count;
    if (rank < before) return value;
  }
  return sorted.at(-1)?.value ?? 0;
}

/** Equal bins [from, to) without gaps, as wide as 1, 2, 5, 10, 20, 50, ... so that there are at most 24. */
function histogramOf(sorted: readonly Frequency[]): Distribution['histogram'] {
  const min = sorted[0]?.value ?? 0;
  const max = sorted.at(-1)?.value ?? 0;
  const width = binWidth(min, max);
  const first = Math.floor(min / width);
  const bins = Array.from({ length: Math.floor(max / width) - first + 1 }, (_, index) => ({ from: (first + index) * width, to: (first + index + 1) * width, count: 0 }));
  for (const { value, count } of sorted) {
    const bin = bins[Math.floor(value / width) - first];
    if (bin !== undefined) bin.count += count;
  }
  return bins;
}

function binWidth(min: number, max: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of [1, 2, 5]) {
      const width = step * power;
      if (Math.floor(max / width) - Math.floor(min / width) < maxBins) return width;
    }
  }
}
