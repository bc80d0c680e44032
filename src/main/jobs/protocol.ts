/**
 * @file Messages between the parent and a worker process, and what a worker can do: a *task* is pulled value by value and ends; a *program*
 * (a run, an engine host) talks both ways for as long as it lives.
 */

/** Parent to worker. A task produces one value for each `pull`, so that a slow parent slows it down. */
export type ToWorker =
  | { readonly type: 'start'; readonly task: string; readonly input: unknown }
  | { readonly type: 'pull' }
  | { readonly type: 'open'; readonly program: string; readonly input: unknown }
  | { readonly type: 'message'; readonly value: unknown };

/** Worker to parent. */
export type FromWorker =
  /** Answers a pull. */
  | { readonly type: 'value'; readonly value: unknown }
  /** Sent unasked, while the next value is being computed without a pause: progress, for one. */
  | { readonly type: 'news'; readonly value: unknown }
  /** What a program says. */
  | { readonly type: 'message'; readonly value: unknown }
  | { readonly type: 'end' }
  | { readonly type: 'error'; readonly error: { readonly code: string; readonly message: string; readonly details: Readonly<Record<string, unknown>> } };

/** A task: a generator over plain structured-cloneable values. It sees no store and no service. `tell` sends a value at once, out of turn. */
export type Task = (input: unknown, tell: (value: unknown) => void) => AsyncGenerator;

/** The worker's end of a program's conversation. Values are plain and structured-cloneable. */
export interface ProgramPort {
  send(value: unknown): void;
  onMessage(listener: (value: unknown) => void): void;
}

/** A program: its promise is its life; what it throws reaches the parent as an error. It sees no store and no service. */
export type Program = (input: unknown, port: ProgramPort) => Promise<void>;
