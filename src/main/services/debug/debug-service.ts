/** @file What the debug page shows. Implements debugContract. */
import type { debugContract, DebugSnapshot } from '#shared/contracts/debug';
import type { HandlersOf } from '#shared/contracts/index';
import type { Ports } from '../../platform/ports';
import { runtimeVersions } from '../app/versions';
import type { CallRecorder } from './call-recorder';

const shownLogLines = 200;

export interface DebugServiceDependencies {
  readonly ports: Ports;
  readonly recorder: CallRecorder;
  /** Newest first. */
  readonly slowQueries: () => DebugSnapshot['slowQueries'];
}

export function createDebugService({ ports, recorder, slowQueries }: DebugServiceDependencies): HandlersOf<typeof debugContract> {
  return {
    'debug.snapshot': () => {
      const memory = process.memoryUsage();
      return {
        calls: recorder.recent(),
        slowQueries: slowQueries(),
        versions: runtimeVersions(ports.appVersion),
        logTail: ports.log.tail(shownLogLines),
        memory: { residentBytes: memory.rss, heapBytes: memory.heapUsed },
      };
    },
  };
}
