/** @file `solace corpus ...`: the group and the commands that read. */
import type { Command } from 'commander';
import type { CommandContext } from '../command-context';
import { corpusDocument, corpusFields, describeCorpus, describeList, statisticsDocument, describeStatistics } from '../corpus-report';
import { addExportCommand } from './corpus-export';
import { addImportCommand } from './corpus-import';
import { addSplitCommand } from './corpus-split';
import { addUpdateCommand } from './corpus-update';

export function addCorpusCommands(program: Command, context: CommandContext): void {
  const corpus = program.command('corpus').description('bring in, describe, split and take out corpora');
  addImportCommand(corpus, context);

  corpus
    .command('list')
    .description('all corpora')
    .action(() =>
      context.withSession(async ({ client }) => {
        const corpora = await client.call('corpora.list', {});
        context.terminal.result(corpora.map(corpusFields), () => describeList(corpora));
      }),
    );

  corpus
    .command('show')
    .description('counts, warnings and rejected records of one corpus')
    .argument('<name>')
    .action((name: string) =>
      context.withSession(async ({ client }) => {
        const found = await client.call('corpora.get', { corpus: name });
        context.terminal.result(corpusDocument(found), () => describeCorpus(found));
      }),
    );

  corpus
    .command('stats')
    .description('strategies, six stages, lengths, emotions, problems')
    .argument('<name>')
    .action((name: string) =>
      context.withSession(async ({ client }) => {
        const found = await client.call('corpora.get', { corpus: name });
        const statistics = await client.call('corpora.statistics', { corpus: name });
        context.terminal.result(statisticsDocument(found, statistics), () => describeStatistics(statistics));
      }),
    );

  addSplitCommand(corpus, context);
  addExportCommand(corpus, context);
  addUpdateCommand(corpus, context);

  corpus
    .command('remove')
    .description('hide a corpus; it is kept for 30 days')
    .argument('<name>')
    .action((name: string) =>
      context.withSession(async ({ client }) => {
        const found = await client.call('corpora.get', { corpus: name });
        await client.call('corpora.remove', { corpus: found.id });
        context.terminal.result({ corpus: corpusFields(found), removed: true }, () => `Removed "${found.name}". It is kept for 30 days and can be restored in the window.`);
      }),
    );
}
