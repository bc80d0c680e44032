/** @file What comes out of a prepared model, as numbers: scalars by name, and each example's share of the predictions. */
import type { Tensor } from '../graph/data-type';
import type { PreparedModel } from './prepared-model';
import type { Metrics } from './types';

export type Results = ReadonlyMap<string, Tensor>;

export function outputNames({ scalars, predictions }: PreparedModel): string[] {
  return [...scalars, ...predictions].map(({ output }) => output);
}

export function scalarsIn({ scalars }: PreparedModel, results: Results): Metrics {
  return Object.fromEntries(scalars.map(({ name, output }) => [name, numberIn(results, output)]));
}

export function numberIn(results: Results, output: string): number {
  return Number(results.get(output)?.data[0]);
}

/** Losses and metrics are sums over weighted rows: those of a whole are the sums over its parts. */
export function addUp(parts: readonly Metrics[]): Metrics {
  const names = new Set(parts.flatMap((part) => Object.keys(part)));
  return Object.fromEntries([...names].map((name) => [name, parts.reduce((total, part) => total + (part[name] ?? 0), 0)]));
}

/** A copy of the predictions for one row of a batch. */
export function rowOutputs({ predictions }: PreparedModel, results: Results, { row, rows }: { readonly row: number; readonly rows: number }): Readonly<Record<string, Float32Array>> {
  return Object.fromEntries(
    predictions.map(({ name, output }) => {
      const data = results.get(output)?.data ?? [];
      const size = data.length / rows;
      return [name, Float32Array.from({ length: size }, (_, at) => Number(data[row * size + at]))];
    }),
  );
}
