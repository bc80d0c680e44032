/** @file `solace corpus import FILE... --name N`: brings files in, or shows with --dry-run what would come in. */
import { readFile } from 'node:fs/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { z } from 'zod';
import { ColumnMapping, ImportOptions } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import { describeFileError } from '../../../platform/file-errors';
import type { CommandContext } from '../command-context';
import { describeImport, importDocument } from '../corpus-report';

interface ImportFlags {
  readonly name: string;
  readonly format: string;
  readonly dryRun?: boolean;
  readonly map?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly localOnly?: boolean;
}

/** The file holds a column mapping, or import options with the mapping among them. */
const OptionsFile = z.union([ImportOptions.strict(), ColumnMapping.transform((mapping) => ImportOptions.parse({ mapping }))]);

export function addImportCommand(corpus: Command, context: CommandContext): void {
  corpus
    .command('import')
    .description('bring in one or more files of one format as a corpus')
    .argument('<file...>')
    .requiredOption('--name <name>', 'name of the new corpus')
    .option('--format <format>', 'format id, or auto to recognise it by content', 'auto')
    .option('--dry-run', 'report everything, store nothing')
    .option('--map <file.json>', 'column mapping of a foreign table, or import options such as {"extesDropScope": "turn"}')
    .option('--labels <found=label>', 'read a label spelled otherwise as one of the vocabulary; repeatable', collectLabel, {})
    .option('--local-only', 'keep its text on this machine: endpoints elsewhere are refused')
    .action((files: string[], flags: ImportFlags) => importFiles(context, files, flags));
}

async function importFiles(context: CommandContext, files: readonly string[], flags: ImportFlags): Promise<void> {
  const options = await importOptions(flags);
  await context.withSession(async ({ client, follow }) => {
    const handles = await Promise.all(files.map((path) => client.call('files.reference', { path })));
    const { activityId } = await client.call('corpora.import', {
      fileIds: handles.map(({ fileId }) => fileId),
      name: flags.name,
      format: flags.format,
      options,
      isPreview: flags.dryRun === true,
      isLocalOnly: flags.localOnly === true,
    });
    const { outcome } = await follow(activityId, 'import');
    context.terminal.result(importDocument(outcome), () => describeImport(outcome));
  });
}

async function importOptions({ map, labels }: ImportFlags): Promise<ImportOptions> {
  const options = map === undefined ? ImportOptions.parse({}) : await readOptions(map);
  return { ...options, labelMap: { ...options.labelMap, ...labels } };
}

async function readOptions(path: string): Promise<ImportOptions> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw describeFileError(error, path);
  });
  try {
    return OptionsFile.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new AppError('INVALID_INPUT', `${path}: this is not a column mapping (${reason}). It needs "layout" and the column names of that layout.`, { cause: error });
  }
}

function collectLabel(text: string, labels: Readonly<Record<string, string>>): Record<string, string> {
  const middle = text.lastIndexOf('=');
  if (middle < 1 || middle === text.length - 1) throw new InvalidArgumentError('Write it as FOUND=LABEL, e.g. "0=Question".');
  return { ...labels, [text.slice(0, middle)]: text.slice(middle + 1) };
}
