/** @file What a developer or a curious researcher may look at: calls, slow queries, the log's end. Owner: services/debug. */
import { z } from 'zod';
import { query } from './define';

export const DebugSnapshot = z.object({
  /** Last 200 calls, newest first. */
  calls: z.array(z.object({ at: z.iso.datetime(), command: z.string(), durationMs: z.number(), inputBytes: z.int(), outputBytes: z.int(), error: z.string().nullable() })),
  /** Queries over 40 ms, newest first. */
  slowQueries: z.array(z.object({ at: z.iso.datetime(), sql: z.string(), durationMs: z.number() })),
  versions: z.record(z.string(), z.string()),
  logTail: z.array(z.string()),
  memory: z.object({ residentBytes: z.number(), heapBytes: z.number() }),
});
export type DebugSnapshot = z.output<typeof DebugSnapshot>;

export const debugContract = {
  'debug.snapshot': query({ input: z.object({}), output: DebugSnapshot }),
} as const;
