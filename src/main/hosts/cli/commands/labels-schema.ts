/** @file `solace labels schema ...`: the label schemas there are, one of them as a file, and researchers' own brought in. */
import { readFile, stat } from 'node:fs/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { describeIssues } from '#shared/contracts/describe-issues';
import { AppError } from '#shared/contracts/errors';
import type { LabelSet } from '#shared/contracts/labels';
import { LabelSchema } from '#shared/domain/label-schema';
import { describeFileError } from '../../../platform/file-errors';
import type { CommandContext } from '../command-context';
import { describeSchema, describeSchemas } from '../schema-report';

const mostBytes = 4 * 1024 ** 2;

export function addSchemaCommands(labels: Command, context: CommandContext): void {
  const schema = labels.command('schema').description('label schemas: what is labelled, on which scales, by which rubric');

  schema
    .command('list')
    .description('all label schemas, their newest version, and how many label sets each has')
    .action(() =>
      context.withSession(async ({ client }) => {
        const sets = await client.call('labels.list', {});
        const rows = (await client.call('labels.schemas', {})).map((one) => ({ ...summaryOf(one), isBuiltIn: one.isBuiltIn, labelSets: setsOf(one, sets) }));
        context.terminal.result(rows, () => describeSchemas(rows));
      }),
    );

  schema
    .command('show')
    .description('one label schema; with --json the document that "labels schema save" reads')
    .argument('<id>')
    .option('--revision <number>', 'a version before (default: the newest)', parseVersion)
    .action((id: string, { revision }: { revision?: number }) =>
      context.withSession(async ({ client }) => {
        const versions = await client.call('labels.schemaVersions', { id });
        const found = revision === undefined ? versions[0] : versions.find((one) => one.schema.version === revision);
        if (found === undefined) throw new AppError('NOT_FOUND', `"${id}" has no version ${revision ?? 1}; it has ${versions.map((one) => one.schema.version).join(', ')}.`);
        context.terminal.result(found.schema, () => describeSchema(found.schema));
      }),
    );

  schema
    .command('save')
    .description('bring in a label schema from a JSON file, as the next version of its id')
    .argument('<file>')
    .action((path: string) =>
      context.withSession(async ({ client }) => {
        const saved = await client.call('labels.saveSchema', { schema: await readSchema(path) });
        context.terminal.result(summaryOf(saved), () => `Saved "${saved.name}" (${saved.id}) as version ${saved.version}. Annotate by it with {"schema": "${saved.id}"} in the configuration of the run.`);
      }),
    );
}

function summaryOf({ id, name, version, fields, derived, passes }: LabelSchema): { id: string; name: string; version: number; fields: string[]; derived: string[]; passes: string[] } {
  return { id, name, version, fields: fields.map((one) => one.id), derived: derived.map((one) => one.id), passes: passes.map((one) => one.id) };
}

function setsOf({ id }: LabelSchema, sets: readonly LabelSet[]): number {
  return sets.filter(({ schema }) => schema.id === id).length;
}

async function readSchema(path: string): Promise<LabelSchema> {
  const text = await readText(path).catch((error: unknown) => {
    throw error instanceof AppError ? error : describeFileError(error, path);
  });
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new AppError('INVALID_INPUT', `${path}: this is not JSON (${error instanceof Error ? error.message : String(error)}).`, { cause: error });
  }
  const schema = LabelSchema.safeParse(document);
  if (schema.success) return schema.data;
  throw new AppError('INVALID_INPUT', `${path}: this is not a label schema: ${describeIssues(schema.error.issues)}. "labels schema show esca --json" shows one.`, { cause: schema.error });
}

async function readText(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > mostBytes) throw new AppError('LIMIT', `${path} has ${size} bytes; a label schema has at most ${mostBytes}.`);
  return readFile(path, 'utf8');
}

function parseVersion(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write the number of a version.');
}
