/** @file The last calls, their durations and sizes, for the debug page. Never keeps what was said. */
import type { DebugSnapshot } from '#shared/contracts/debug';

const keptCalls = 200;

export type CallRecord = DebugSnapshot['calls'][number];

export interface CallRecorder {
  record(call: CallRecord): void;
  /** Newest first. */
  recent(): CallRecord[];
}

export function createCallRecorder(): CallRecorder {
  const calls: CallRecord[] = [];
  return {
    record(call) {
      calls.push(call);
      if (calls.length > keptCalls) calls.shift();
    },
    recent: () => calls.toReversed(),
  };
}

/** Roughly how many bytes a value takes on the wire: strings by length, numbers and flags by eight, bytes as they are. */
export function approximateBytes(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + approximateBytes(one), 0);
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [key, one]) => sum + key.length + approximateBytes(one), 0);
}
