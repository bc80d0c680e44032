/** @file `solace corpus export N --format F --out FILE`. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '#shared/contracts/errors';
import type { Output } from '#shared/contracts/index';
import type { CommandContext } from '../command-context';
import type { Session } from '../session';
import { corpusFields } from '../corpus-report';
import { formatBytes, formatNumber, textTable } from '../text-table';

interface ExportFlags {
  readonly format: string;
  readonly out: string;
  readonly split?: string;
  readonly part?: string;
}

export function addExportCommand(corpus: Command, context: CommandContext): void {
  corpus
    .command('export')
    .description('write a corpus, or one part of a split, to a file')
    .argument('<name>')
    .requiredOption('--format <format>', 'format id')
    .requiredOption('--out <file>', 'file to write; an existing one is replaced when the export is complete')
    .option('--split <name>', 'split to take the part from (default: the newest)')
    .option('--part <part>', 'only this part, e.g. train')
    .action((name: string, flags: ExportFlags) =>
      context.withSession(async ({ client, follow }) => {
        const corpus = await client.call('corpora.get', { corpus: name });
        const part = flags.part === undefined ? {} : { part: flags.part, splitSetId: (await findSplit({ client }, name, flags.split)).id };
        const { activityId } = await client.call('corpora.export', { corpus: corpus.id, format: flags.format, ...part });
        const { file, leftOut } = await follow(activityId, 'export');
        await client.call('files.copyTo', { fileId: file.fileId, path: flags.out });
        await client.call('files.discard', { fileId: file.fileId });
        const document = { corpus: corpusFields(corpus), format: flags.format, file: { path: resolve(flags.out), sizeBytes: file.sizeBytes }, leftOut };
        context.terminal.result(document, () => describeExport(flags.out, { sizeBytes: file.sizeBytes, leftOut }));
      }),
    );
}

async function findSplit({ client }: Pick<Session, 'client'>, corpus: string, wanted: string | undefined): Promise<Output<'corpora.splits'>[number]> {
  const splits = await client.call('corpora.splits', { corpus });
  const found = wanted === undefined ? splits.at(-1) : splits.find((split) => split.name === wanted);
  if (found !== undefined) return found;
  const known = splits.length === 0 ? 'it has none yet; make one with "corpus split"' : `it has ${splits.map((split) => `"${split.name}"`).join(', ')}`;
  throw new AppError('NOT_FOUND', `The corpus "${corpus}" has no split${wanted === undefined ? '' : ` named "${wanted}"`}: ${known}.`);
}

function describeExport(path: string, { sizeBytes, leftOut }: { sizeBytes: number; leftOut: readonly { field: string; count: number }[] }): string {
  const written = `Wrote ${path} (${formatBytes(sizeBytes)}).`;
  if (leftOut.length === 0) return written;
  const table = textTable(
    ['field', 'values'],
    leftOut.map(({ field, count }) => [field, formatNumber(count)]),
  );
  return `${written}\n\nLeft out, since the format has no place for it\n${table}`;
}
