/** @file Where and with what a run is made, as this machine tells it. */
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import type { RunProvenance } from '#shared/contracts/run-records';

export function describeMachine(appVersion: string): RunProvenance {
  return {
    solaceVersion: appVersion,
    node: process.versions.node,
    platform: `${platform()} ${arch()} ${release()}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
  };
}
