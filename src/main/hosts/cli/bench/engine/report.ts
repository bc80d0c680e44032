/** @file The figures as one JSON document and as tables for people. */
import { formatBytes, formatNumber, textTable } from '../../text-table';
import type { BenchmarkReport } from '../benchmark';
import { largestDifference, type SideFigures, type WorkloadFigures } from './figures';
import type { Workload } from './workloads';

export interface ReportSetting {
  readonly threads: number;
  readonly rounds: number;
}

export function reportOf(figures: readonly WorkloadFigures[], setting: ReportSetting): BenchmarkReport {
  return { document: { benchmark: 'engine', ...setting, workloads: figures.map(toDocument) }, text: toText(figures, setting) };
}

function toDocument({ workload: { name, title, unit }, sides }: WorkloadFigures): object {
  return { name, title, unit, sides: sides.map(({ side: { engine, variant }, ...figures }) => ({ engine, variant, ...figures })) };
}

function toText(figures: readonly WorkloadFigures[], { threads, rounds }: ReportSetting): string {
  const versions = [...new Set(figures.flatMap(({ sides }) => sides.map(({ version }) => version)))];
  const head = `${versions.join('; ')}; ${threads} threads, ${rounds} rounds. Ratios are to the side without one: below 1 is faster, or smaller.`;
  return [head, ...figures.map(workloadText)].join('\n\n');
}

function workloadText({ workload, sides }: WorkloadFigures): string {
  const header = ['', workload.unit === 'token' ? 'tokens/s' : workload.unit, 'best', 'processor', 'peak', 'time ratio', 'of the best', 'of processor', 'of memory', 'difference'];
  const table = textTable(header, sides.map((side) => row(workload, side)));
  return [workload.title, table, ...remarks(sides)].join('\n');
}

function row({ unit }: Workload, { side, medianMs, bestMs, processorMs, peakResidentBytes, ratios, difference }: SideFigures): string[] {
  const speed = (ms: number): string => (unit === 'token' ? formatNumber(1_000 / ms) : `${formatNumber(ms)} ms`);
  return [
    `${side.engine === 'torch' ? 'PyTorch' : 'Solace'}, ${side.title}`,
    speed(medianMs),
    speed(bestMs),
    `${formatNumber(processorMs)} ms`,
    formatBytes(peakResidentBytes),
    ...[ratios?.median, ratios?.best, ratios?.processor, ratios?.memory].map((ratio) => (ratio === undefined ? '' : formatNumber(ratio))),
    difference === null ? '' : difference.toExponential(1),
  ];
}

function remarks(sides: readonly SideFigures[]): string[] {
  const cancelled = sides.flatMap(({ side, cancelMs }) => (cancelMs === null ? [] : [`${side.title}: a step stopped at most ${formatNumber(cancelMs)} ms after it was asked to.`]));
  const differs = sides.some(({ difference }) => difference !== null && !(difference <= largestDifference));
  return differs ? [...cancelled, `The values differ by more than ${largestDifference}: the work was not the same, and the ratios mean nothing.`] : cancelled;
}
