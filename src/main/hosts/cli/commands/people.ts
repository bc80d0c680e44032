/** @file `solace people ...`: who works in the workspace. A PIN is read from the environment, so that it stands in no history of commands. */
import { Option, type Command } from 'commander';
import { PersonRole, type Person } from '#shared/contracts/people';
import { AppError } from '#shared/contracts/errors';
import type { Client } from '#shared/channel/client';
import type { CommandContext } from '../command-context';
import { textTable } from '../text-table';

interface AddFlags {
  readonly role: Person['role'];
  readonly pinEnv?: string;
}

export function addPeopleCommands(program: Command, context: CommandContext): void {
  const people = program.command('people').description('annotators, researchers and evaluators of the workspace');

  people
    .command('list')
    .description('all people')
    .action(() =>
      context.withSession(async ({ client }) => {
        const found = await client.call('people.list', {});
        context.terminal.result({ people: found.map(personDocument) }, () => describePeople(found));
      }),
    );

  people
    .command('add')
    .description('add a person')
    .argument('<name>')
    .addOption(new Option('--role <role>', 'what they may do').choices(PersonRole.options).default('annotator'))
    .option('--pin-env <variable>', 'environment variable that holds their PIN, 4 to 12 digits')
    .action((name: string, { role, pinEnv }: AddFlags) =>
      context.withSession(async ({ client }) => {
        const person = await client.call('people.add', { name, role, ...(pinEnv === undefined ? {} : { pin: readPin(pinEnv) }) });
        context.terminal.result(personDocument(person), () => `Added ${person.name} as ${person.role}.`);
      }),
    );

  people
    .command('pin')
    .description('give a person a PIN, or take it away')
    .argument('<name>')
    .option('--pin-env <variable>', 'environment variable that holds the PIN; without it the PIN is taken away')
    .action((name: string, { pinEnv }: Pick<AddFlags, 'pinEnv'>) =>
      context.withSession(async ({ client }) => {
        const { id } = await findPersonByName(client, name);
        const person = await client.call('people.update', { id, pin: pinEnv === undefined ? null : readPin(pinEnv) });
        context.terminal.result(personDocument(person), () => `${person.name} ${person.hasPin ? 'has a new PIN' : 'has no PIN now'}.`);
      }),
    );
}

/** Whatever the case. NOT_FOUND names who there is. */
export async function findPersonByName(client: Client, name: string): Promise<Person> {
  const people = await client.call('people.list', {});
  const found = people.find((person) => person.name.toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return found;
  const known = people.length === 0 ? 'There is nobody yet; add people with "people add".' : `There are: ${people.map((person) => person.name).join(', ')}.`;
  throw new AppError('NOT_FOUND', `There is no person named "${name}". ${known}`, { details: { name } });
}

function readPin(variable: string): string {
  const pin = process.env[variable];
  if (pin === undefined || pin === '') throw new AppError('INVALID_INPUT', `The environment variable ${variable} holds no PIN.`, { details: { variable } });
  return pin;
}

function personDocument({ id, name, role, colour, hasPin }: Person): object {
  return { id, name, role, colour, hasPin };
}

function describePeople(people: readonly Person[]): string {
  if (people.length === 0) return 'Nobody yet. Add somebody with "people add".';
  return textTable(['name', 'role', 'colour', 'PIN'], people.map(({ name, role, colour, hasPin }) => [name, role, colour, hasPin ? 'yes' : 'no']));
}
