/** @file Every benchmark of `solace bench NAME`. */
import type { Benchmark } from './benchmark';
import { engineBenchmark } from './engine/engine';
import { gatewayBenchmark } from './gateway';
import { importBenchmark } from './import';
import { metricsBenchmark } from './metrics';
import { reviewBenchmark } from './review';
import { runsBenchmark } from './runs';

export const benchmarks: readonly Benchmark[] = [engineBenchmark, gatewayBenchmark, importBenchmark, metricsBenchmark, reviewBenchmark, runsBenchmark];
