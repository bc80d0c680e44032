/** @file Every benchmark of `solace bench NAME`. */
import type { Benchmark } from './benchmark';
import { importBenchmark } from './import';

export const benchmarks: readonly Benchmark[] = [importBenchmark];
