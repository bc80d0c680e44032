/** @file `solace run start|sweep|clone|reproduce`: new runs, waited for or left to the workbench. */
import { readFile } from 'node:fs/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { AppError } from '#shared/contracts/errors';
import type { Input } from '#shared/contracts/index';
import type { RunId } from '#shared/domain/ids';
import { Json } from '#shared/domain/json';
import { type Configuration, withChanges } from '#shared/domain/runs/config-paths';
import { ProfileName } from '#shared/domain/runs/run';
import type { CommandContext } from '../command-context';
import type { Session } from '../session';
import { printQueued, waitForRun } from '../wait-for-run';
import { parseRunId } from './run-id';

interface StartFlags {
  readonly config?: string;
  readonly set: Readonly<Record<string, Json>>;
  readonly profile?: ProfileName;
  readonly name?: string;
  readonly seed?: number;
  readonly priority?: number;
  readonly tag: readonly string[];
  readonly needs: readonly RunId[];
  readonly wait?: boolean;
}

export function addRunStartCommands(run: Command, context: CommandContext): void {
  withWait(withSettings(run.command('start').description('start a run of a kind; "run kinds" lists them').argument('<kind>')))
    .option('--seed <integer>', 'seed of the run', parseSeed)
    .action((kind: string, flags: StartFlags) =>
      context.withSession(async (session) => {
        const { id } = await session.client.call('runs.start', { ...(await settings(kind, flags)), seed: flags.seed });
        await waitOrLeave(context, session, { id, flags });
      }),
    );
  withWait(withSettings(run.command('sweep').description('start one run for every combination and seed of a plan').argument('<kind>')))
    .requiredOption('--plan <file>', 'JSON: {"search": {"mode": "grid", "parameters": [{"path", "values"}]}, "seeds": [...]}')
    .action((kind: string, flags: StartFlags & { plan: string }) =>
      context.withSession(async (session) => {
        const plan = (await readObject(flags.plan)) as Input<'runs.sweep'>['plan'];
        const { id } = await session.client.call('runs.sweep', { ...(await settings(kind, flags)), plan });
        await waitOrLeave(context, session, { id, flags });
      }),
    );
  withWait(run.command('clone').description('start a run with the settings of another, some of them changed').argument('<id>', 'number of the run', parseRunId))
    .option('--set <path=value>', 'change an option; may be repeated', collectChange, {})
    .option('--name <name>', 'name of the new run')
    .option('--seed <integer>', 'another seed', parseSeed)
    .action((id: RunId, { set, name, seed, ...flags }: Pick<StartFlags, 'set' | 'name' | 'seed' | 'wait'>) =>
      context.withSession(async (session) => {
        const clone = await session.client.call('runs.clone', { id, changes: set, name, seed });
        await waitOrLeave(context, session, { id: clone.id, flags });
      }),
    );
  withWait(run.command('reproduce').description('start the same run again and tell whether its numbers agree').argument('<id>', 'number of the run', parseRunId))
    .option('--tolerance <share>', 'greatest relative difference that counts as equal (default: 0, on a GPU 0.001)', parseShare)
    .action((id: RunId, { tolerance, ...flags }: { tolerance?: number; wait?: boolean }) =>
      context.withSession(async (session) => {
        const again = await session.client.call('runs.reproduce', { id, tolerance });
        await waitOrLeave(context, session, { id: again.id, flags });
      }),
    );
}

function withSettings(command: Command): Command {
  return command
    .option('--config <file>', 'options as JSON')
    .option('--set <path=value>', 'an option over the file; may be repeated; the value is JSON or else text', collectChange, {})
    .addOption(new Option('--profile <profile>', 'options of a published system under your own').choices(ProfileName.options))
    .option('--name <name>', 'name of the run')
    .option('--priority <integer>', 'higher goes first', parsePriority)
    .option('--tag <tag>', 'may be repeated', (tag: string, tags: string[]) => [...tags, tag], [])
    .option('--needs <id>', 'a run that must be done before; may be repeated', (id: string, ids: RunId[]) => [...ids, parseRunId(id)], []);
}

function withWait(command: Command): Command {
  return command.option('--wait', 'work on it in this terminal until it ends; Ctrl-C pauses it');
}

async function settings(kind: string, { config, set, profile, name, priority, tag, needs }: StartFlags): Promise<Omit<Input<'runs.start'>, 'seed'>> {
  const given = config === undefined ? {} : await readObject(config);
  return { kind, config: { ...withChanges(given, set) }, profile, name, priority, tags: [...tag], needs: [...needs] };
}

async function waitOrLeave(context: CommandContext, session: Session, { id, flags }: { id: RunId; flags: Pick<StartFlags, 'wait'> }): Promise<void> {
  if (flags.wait === true) await waitForRun(context, session, id);
  else await printQueued(context, session.client, id);
}

async function readObject(path: string): Promise<Configuration> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new AppError('NOT_FOUND', `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { details: { path }, cause: error });
  }
  try {
    const found = Json.parse(JSON.parse(text));
    if (typeof found === 'object' && found !== null && !Array.isArray(found)) return found as Configuration;
  } catch (error) {
    throw new AppError('INVALID_INPUT', `${path}: this is not JSON (${error instanceof Error ? error.message : String(error)}).`, { details: { path }, cause: error });
  }
  throw new AppError('INVALID_INPUT', `${path}: this is JSON, but not an object of options.`, { details: { path } });
}

function collectChange(text: string, changes: Readonly<Record<string, Json>>): Record<string, Json> {
  const at = text.indexOf('=');
  if (at <= 0) throw new InvalidArgumentError('Write path=value, for example --set training.epochs=2.');
  return { ...changes, [text.slice(0, at)]: parseValue(text.slice(at + 1)) };
}

function parseValue(text: string): Json {
  try {
    return Json.parse(JSON.parse(text));
  } catch {
    // Not JSON: a word needs no quotes.
    return text;
  }
}

function parseSeed(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('A seed is a whole number of 0 or more.');
  return Number(text);
}

function parsePriority(text: string): number {
  if (!/^-?\d{1,3}$/.test(text)) throw new InvalidArgumentError('A priority is a whole number from -100 to 100.');
  return Number(text);
}

function parseShare(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) throw new InvalidArgumentError('Write a number from 0 to 1.');
  return value;
}
