/** @file From measurements to figures and ratios: medians, best times, peaks, and by how much the values of two sides differ. Measures nothing. */
import type { Measurement } from './job';
import type { Side, Workload } from './workloads';

export interface SideFigures {
  readonly side: Side;
  readonly version: string;
  readonly medianMs: number;
  readonly bestMs: number;
  readonly processorMs: number;
  readonly peakResidentBytes: number;
  /** The slowest of all that were tried; null where none was. */
  readonly cancelMs: number | null;
  /** Each of this side by the workload's reference; null for the reference itself and where there is none. */
  readonly ratios: Ratios | null;
  /** The greatest difference between its values and the reference's; null where they need not agree. */
  readonly difference: number | null;
}

export interface Ratios {
  readonly median: number;
  readonly best: number;
  readonly processor: number;
  readonly memory: number;
}

export interface WorkloadFigures {
  readonly workload: Workload;
  readonly sides: readonly SideFigures[];
}

/** What sides must agree to. */
export const largestDifference = 1e-4;

/** One list of measurements a side, one a round. The reference is PyTorch where it was measured, else the last side. */
export function figuresOf(workload: Workload, measured: ReadonlyMap<Side, readonly Measurement[]>): WorkloadFigures {
  const own = [...measured].map(([side, measurements]) => ({ side, values: measurements[0]?.values ?? [], ...summarise(measurements) }));
  const reference = own.find(({ side }) => side.engine === 'torch') ?? own.at(-1);
  const sides = own.map(({ values, ...figures }): SideFigures => {
    const isReference = reference === undefined || figures.side === reference.side;
    return {
      ...figures,
      ratios: isReference ? null : ratiosTo(reference, figures),
      difference: isReference || figures.side.isApproximate ? null : differenceOf(values, reference.values),
    };
  });
  return { workload, sides };
}

/** NaN where one has more values: they are not of the same work. */
export function differenceOf(own: readonly number[], expected: readonly number[]): number {
  if (own.length !== expected.length) return NaN;
  return Math.max(0, ...own.map((value, index) => Math.abs(value - (expected[index] ?? NaN))));
}

/** By turns from the front and from the back, so that no side is always the first on a machine that warms up. */
export function orderOfRound<T>(sides: readonly T[], round: number): readonly T[] {
  return round % 2 === 0 ? sides : sides.toReversed();
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

type Summary = Omit<SideFigures, 'side' | 'ratios' | 'difference'>;

function summarise(measurements: readonly Measurement[]): Summary {
  const durationsMs = measurements.flatMap((measurement) => measurement.durationsMs);
  const cancelMs = measurements.flatMap((measurement) => measurement.cancelMs);
  return {
    version: measurements[0]?.version ?? '',
    medianMs: median(durationsMs),
    bestMs: Math.min(...durationsMs),
    processorMs: Math.min(...measurements.map(({ processorMs }) => processorMs)),
    peakResidentBytes: Math.max(...measurements.map(({ peakResidentBytes }) => peakResidentBytes)),
    cancelMs: cancelMs.length === 0 ? null : Math.max(...cancelMs),
  };
}

function ratiosTo(reference: Summary, own: Summary): Ratios {
  return {
    median: own.medianMs / reference.medianMs,
    best: own.bestMs / reference.bestMs,
    processor: own.processorMs / reference.processorMs,
    memory: own.peakResidentBytes / reference.peakResidentBytes,
  };
}
