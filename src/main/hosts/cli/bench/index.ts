/** @file Every benchmark of `solace bench NAME`. */
import type { Benchmark } from './benchmark';
import { importBenchmark } from './import';
import { metricsBenchmark } from './metrics';

export const benchmarks: readonly Benchmark[] = [importBenchmark, metricsBenchmark];
