/** @file The command line as a whole: common options, usage errors, exit codes, Ctrl-C. Each command lives in its own file. */
import { Command, CommanderError } from 'commander';
import { AppError } from '#shared/contracts/errors';
import { version } from '../../../../package.json';
import type { CommandContext, StartWebHost } from './command-context';
import { addBenchCommand } from './commands/bench';
import { addCampaignCommands } from './commands/campaign';
import { addCorpusCommands } from './commands/corpus';
import { addLabelsCommands } from './commands/labels';
import { addEndpointCommands } from './commands/endpoint';
import { addMetricsCommands } from './commands/metrics';
import { addModelCommands } from './commands/model';
import { addPeopleCommands } from './commands/people';
import { addPlannerCommands } from './commands/planner';
import { addRunCommands } from './commands/run';
import { addServeCommand } from './commands/serve';
import { addTableCommands } from './commands/table';
import { addWorkspaceCommands } from './commands/workspace';
import { assertNodeIsSupported } from './node-version';
import { withSession } from './session';
import { createTerminal, type Streams, type Terminal } from './terminal';

export interface CommandLineOptions {
  /** Given by the entry, since hosts do not know each other. */
  readonly startWebHost: StartWebHost;
  readonly streams: Streams;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Runs one command; returns the exit code. */
export async function runCommandLine(args: readonly string[], options: CommandLineOptions): Promise<number> {
  const flags = new Set(args.slice(0, args.includes('--') ? args.indexOf('--') : args.length));
  const terminal = createTerminal({ isJson: flags.has('--json'), isQuiet: flags.has('--quiet') }, options.streams);
  try {
    const program = createProgram(terminal, options);
    assertNodeIsSupported(process.versions.node);
    if (args.length === 0) throw new AppError('INVALID_INPUT', 'No command was given; "solace --help" lists them.');
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return finishUsage(error, terminal);
    // A command that knows how to go on says so itself.
    if (options.signal.aborted && !(error instanceof AppError && 'goOnWith' in error.details)) return terminal.fail(new AppError('CANCELLED', 'Cancelled; nothing was changed by the part that was not finished.'));
    return terminal.fail(error);
  }
}

function createProgram(terminal: Terminal, options: CommandLineOptions): Command {
  const program = new Command('solace')
    .description('A research workbench for emotional support conversation.')
    .version(version)
    .option('--workspace <dir>', 'workspace folder (default: SOLACE_WORKSPACE, else the folder for application data)')
    .option('--json', 'exactly one JSON document on standard output')
    .option('--quiet', 'no progress and no text')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: (text) => void options.streams.out.write(text), writeErr: () => undefined });
  const context: CommandContext = {
    terminal,
    signal: options.signal,
    startWebHost: options.startWebHost,
    workspacePath: () => program.opts<{ workspace?: string }>().workspace,
    withSession: (run) => withSession({ workspacePath: context.workspacePath(), terminal, signal: options.signal }, run),
  };
  addCorpusCommands(program, context);
  addLabelsCommands(program, context);
  addPeopleCommands(program, context);
  addCampaignCommands(program, context);
  addEndpointCommands(program, context);
  addMetricsCommands(program, context);
  addModelCommands(program, context);
  addTableCommands(program, context);
  addWorkspaceCommands(program, context);
  addPlannerCommands(program, context);
  addRunCommands(program, context);
  addServeCommand(program, context);
  addBenchCommand(program, context);
  return program;
}

/** Commander reports help and version as errors too, with exit code 0. */
function finishUsage(error: CommanderError, terminal: Terminal): number {
  if (error.exitCode === 0) return 0;
  const what = error.code === 'commander.help' ? 'a subcommand is missing' : error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  return terminal.fail(new AppError('INVALID_INPUT', `${what.replace(/\.$/, '')}; add --help to see how it is used.`));
}
