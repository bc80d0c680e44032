/** @file Messages between the parent and a worker process, and the table of what a worker can do. */

/** Parent to worker. The worker produces one value for each `pull`, so that a slow parent slows it down. */
export type ToWorker = { readonly type: 'start'; readonly task: string; readonly input: unknown } | { readonly type: 'pull' };

/** Worker to parent. */
export type FromWorker =
  | { readonly type: 'value'; readonly value: unknown }
  | { readonly type: 'end' }
  | { readonly type: 'error'; readonly error: { readonly code: string; readonly message: string; readonly details: Readonly<Record<string, unknown>> } };

/** A task: a generator over plain structured-cloneable values. It sees no store and no service. */
export type Task = (input: unknown) => AsyncGenerator;
