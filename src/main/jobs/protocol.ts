/** @file Messages between the parent and a worker process, and the table of what a worker can do. */

/** Parent to worker. The worker produces one value for each `pull`, so that a slow parent slows it down. */
export type ToWorker = { readonly type: 'start'; readonly task: string; readonly input: unknown } | { readonly type: 'pull' };

/** Worker to parent. */
export type FromWorker =
  /** Answers a pull. */
  | { readonly type: 'value'; readonly value: unknown }
  /** Sent unasked, while the next value is being computed without a pause: progress, for one. */
  | { readonly type: 'news'; readonly value: unknown }
  | { readonly type: 'end' }
  | { readonly type: 'error'; readonly error: { readonly code: string; readonly message: string; readonly details: Readonly<Record<string, unknown>> } };

/** A task: a generator over plain structured-cloneable values. It sees no store and no service. `tell` sends a value at once, out of turn. */
export type Task = (input: unknown, tell: (value: unknown) => void) => AsyncGenerator;
