/** @file `solace corpus update N`: another name, a note, and whether its text may leave this machine. */
import type { Command } from 'commander';
import { AppError } from '#shared/contracts/errors';
import type { CommandContext } from '../command-context';
import { corpusDocument, describeCorpus } from '../corpus-report';

interface UpdateFlags {
  readonly name?: string;
  readonly note?: string;
  readonly localOnly?: boolean;
}

export function addUpdateCommand(corpus: Command, context: CommandContext): void {
  corpus
    .command('update')
    .description('rename a corpus, note something on it, or keep its text on this machine')
    .argument('<name>')
    .option('--name <name>', 'its new name')
    .option('--note <text>', 'its note, in the place of the one before')
    .option('--local-only', 'keep its text on this machine: endpoints elsewhere are refused')
    .option('--no-local-only', 'let its text be sent to endpoints that you add')
    .action((name: string, flags: UpdateFlags) => {
      if (Object.keys(flags).length === 0) throw new AppError('INVALID_INPUT', 'There is nothing to change. Give --name, --note, --local-only or --no-local-only.');
      return context.withSession(async ({ client }) => {
        const { localOnly, ...changes } = flags;
        const updated = await client.call('corpora.update', { corpus: name, ...changes, ...(localOnly === undefined ? {} : { isLocalOnly: localOnly }) });
        context.terminal.result(corpusDocument(updated), () => describeCorpus(updated));
      });
    });
}
