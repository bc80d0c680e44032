/** @file `solace bench NAME`: figures for the record, taken on purpose and never in a test. */
import type { Command } from 'commander';
import { benchmarks } from '../bench/index';
import type { CommandContext } from '../command-context';

export function addBenchCommand(program: Command, context: CommandContext): void {
  const bench = program.command('bench').description('measure this machine');
  for (const benchmark of benchmarks) {
    const command = bench.command(benchmark.name).description(benchmark.summary);
    benchmark.configure(command);
    command.action(async () => {
      const { document, text } = await benchmark.run(context, { args: command.args, options: command.opts() });
      context.terminal.result(document, () => text);
    });
  }
}
