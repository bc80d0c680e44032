/** @file What a benchmark is: a command that measures, never a test. One file each, listed in `index.ts`. */
import type { Command } from 'commander';
import type { CommandContext } from '../command-context';

export interface BenchmarkReport {
  /** The JSON document: figures with their unit in the name, and ratios. */
  readonly document: object;
  readonly text: string;
}

export interface Benchmark {
  readonly name: string;
  readonly summary: string;
  /** Declares arguments and options. */
  configure(command: Command): void;
  /** `args` are the positional arguments, `options` the parsed flags. */
  run(context: CommandContext, input: { args: readonly string[]; options: Readonly<Record<string, unknown>> }): Promise<BenchmarkReport>;
}
