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

/** Keeps keys to other people's servers. What it gives back can be stored in a workspace: what reads it is kept elsewhere. */
export interface Secrets {
  /** Where the key to the secrets is, for people. */
  readonly description: string;
  encrypt(text: string): string;
  /** UNSUPPORTED where another program or another machine encrypted it. */
  decrypt(secret: string): string;
}

/** One task running elsewhere (or inline), pulled value by value, so that a slow reader slows the worker. */
export interface TaskRun<Value> extends AsyncIterable<Value> {
  /** Ends the worker at once. */
  kill(): void;
}

export type SpawnTask = <Value>(name: string, input: unknown) => TaskRun<Value>;

/** How a worker ended. `output` is the end of what it wrote to its standard error. */
export interface WorkerExit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
}

/** A program running elsewhere: both sides speak when they like, until one of them ends. */
export interface ProgramLink {
  send(value: unknown): void;
  onMessage(listener: (value: unknown) => void): void;
  /** Told once: `error` where the program threw, `exit` where its process ended before it was done; neither where it returned. */
  onEnd(listener: (end: { readonly error?: Error; readonly exit?: WorkerExit }) => void): void;
  /** Ends the process at once. */
  kill(): void;
}

export type OpenProgram = (program: string, input: unknown) => ProgramLink;

export interface Ports {
  clock: Clock;
  log: Log;
  dialogs: NativeDialogs | null;
  secrets: Secrets;
  spawnTask: SpawnTask;
  openProgram: OpenProgram;
  /** Absolute path of the workspace folder; it exists. */
  workspacePath: string;
  /** Absolute path of the read-only resources folder. */
  resourcesPath: string;
  appVersion: string;
}
