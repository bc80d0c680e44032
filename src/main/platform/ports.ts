/** @file What the core needs from its surroundings. Hosts supply these; the core never reads a clock, a path or a secret by itself. */

export interface Clock {
  now(): Date;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Structured log. Fields are plain values; texts of dialogues and secrets never go in. */
export interface Log {
  write(level: LogLevel, message: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
  /** Last lines, newest last. */
  tail(lines: number): string[];
  close(): Promise<void>;
}

/** Native dialogs; absent where a host has none. */
export interface NativeDialogs {
  pickFiles(options: { title: string; multiple: boolean }): Promise<string[]>;
  pickSavePath(options: { title: string; suggestedName: string }): Promise<string | null>;
}

/** One task running elsewhere (or inline), pulled value by value, so that a slow reader slows the worker. */
export interface TaskRun<Value> extends AsyncIterable<Value> {
  /** Ends the worker at once. */
  kill(): void;
}

export type SpawnTask = <Value>(name: string, input: unknown) => TaskRun<Value>;

export interface Ports {
  clock: Clock;
  log: Log;
  dialogs: NativeDialogs | null;
  spawnTask: SpawnTask;
  /** Absolute path of the workspace folder; it exists. */
  workspacePath: string;
  /** Absolute path of the read-only resources folder. */
  resourcesPath: string;
  appVersion: string;
}
